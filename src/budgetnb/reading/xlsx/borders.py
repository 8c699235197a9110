"""What the look of cells says of the table they stand in: borders around them, heads set across several columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from budgetnb.reading.limits import MOST_CELLS
from budgetnb.reading.xlsx.sheets import Area, Where
from budgetnb.reading.xlsx.styles import Style

_LEFT, _RIGHT, _TOP, _BOTTOM = range(4)


def ruled(styles: Mapping[Where, Style], merged: Iterable[Area], texts: Iterable[Where]) -> frozenset[Where]:
    """Cells with borders on at least two sides, no further right than anything is printed, and to one row below it."""
    places = list(texts)
    last_row, last_column = max((row + 1 for row, _ in places), default=-1), max((column for _, column in places), default=-1)
    around = {where for where in styles if where[0] <= last_row and where[1] <= last_column and _sides(where, styles) > 1}
    for area in merged:
        if area.size > MOST_CELLS:
            continue
        inside = {(row, column) for row in range(area.top, min(area.bottom, last_row) + 1) for column in _columns(area, last_column)}
        if inside & around:
            around |= inside
    return frozenset(around)


def across(texts: Mapping[Where, str], styles: Mapping[Where, Style]) -> list[Area]:
    """Texts set across empty cells to their right without merging them."""
    areas = []
    for row, column in texts:
        end = column
        while (row, end) in styles and styles[row, end].across and (end == column or (row, end) not in texts):
            end += 1
        if end - column > 1:
            areas.append(Area(row, column, row, end - 1))
    return areas


def _columns(area: Area, last: int) -> Sequence[int]:
    return range(area.left, min(area.right, last) + 1)


def _sides(where: Where, styles: Mapping[Where, Style]) -> int:
    """How many sides of a cell have a border, its own or that of the cell beside it."""
    row, column = where
    own, plain = styles[where].sides, Style()
    return (
        (own[_LEFT] or styles.get((row, column - 1), plain).sides[_RIGHT])
        + (own[_RIGHT] or styles.get((row, column + 1), plain).sides[_LEFT])
        + (own[_TOP] or styles.get((row - 1, column), plain).sides[_BOTTOM])
        + (own[_BOTTOM] or styles.get((row + 1, column), plain).sides[_TOP])
    )
