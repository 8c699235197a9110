"""Which cells of a sheet are a table: those with borders around them; in a sheet without borders, the rows that hold several values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetnb.reading.xlsx.sheets import Area, Sheet, Where

_LABEL = re.compile(r"[^\d:：]{0,8}(?:单位|部门|日期|名称|表)[^\d:：]{0,4}[:：].*", re.DOTALL)
"""编制部门：…, 单位：元: what stands beside a table, not in it."""
_NOTE = re.compile(r"\s*(?:注|说明|备注)\s*\d*\s*[:：.、]|.*[表录]\s*$")
_SHORT = 14
"""A row of one cell with at most so many characters may be a line of a table (合计, 一、本年支出)."""


def find_tables(sheet: Sheet) -> list[Area]:
    """The tables of a sheet from top to bottom, each with at most one empty row at its end."""
    areas = _ruled(sheet.ruled) if sheet.ruled else list(_filled(sheet))
    trimmed = [area for found in areas if (area := _trimmed(found, sheet.texts))]
    return sorted((area for area in trimmed if _is_table(area, sheet)), key=lambda area: (area.top, area.left))


def _is_table(area: Area, sheet: Sheet) -> bool:
    """Whether an area is more than one framed text."""
    return area.size > 1 and not any(
        merge.holds((area.top, area.left)) and merge.holds((area.bottom, area.right)) for merge in sheet.merged
    )


def _ruled(cells: Collection[Where]) -> list[Area]:
    """Groups of cells that touch."""
    left = set(cells)
    areas = []
    while left:
        waiting, group = [left.pop()], []
        while waiting:
            row, column = waiting.pop()
            group.append((row, column))
            for beside in ((row, column + 1), (row, column - 1), (row + 1, column), (row - 1, column)):
                if beside in left:
                    left.remove(beside)
                    waiting.append(beside)
        rows, columns = [row for row, _ in group], [column for _, column in group]
        areas.append(Area(min(rows), min(columns), max(rows), max(columns)))
    return areas


def _filled(sheet: Sheet) -> Iterator[Area]:
    """Runs of rows with several values each; a blank row within a run is passed over, two end it."""
    rows: dict[int, list[Where]] = {}
    for where in sorted(sheet.texts):
        rows.setdefault(where[0], []).append(where)
    run: list[int] = []
    for row, cells in rows.items():
        texts = [sheet.texts[where] for where in cells]
        beside = all(_LABEL.fullmatch(text) for text in texts) or any(_NOTE.match(text) for text in texts[:1] if len(texts) == 1)
        alone = len(texts) == 1 and (not run or len(texts[0]) > _SHORT)
        if run and (beside or alone or row - run[-1] > 2):
            yield from _area(run, rows, sheet)
            run = []
        if not (beside or alone):
            run.append(row)
    yield from _area(run, rows, sheet)


def _area(run: Sequence[int], rows: Mapping[int, Sequence[Where]], sheet: Sheet) -> Iterator[Area]:
    if len(run) < 2:
        return
    columns = [column for row in run for _, column in rows[row]]
    ends = [merge.right for merge in sheet.merged if merge.top in range(run[0], run[-1] + 1) and (merge.top, merge.left) in sheet.texts]
    yield Area(run[0], min(columns), run[-1], max([*columns, *(end for end in ends if end < max(columns) + _SHORT)]))


def _trimmed(area: Area, texts: Mapping[Where, str]) -> Area | None:
    rows = [where[0] for where in texts if area.holds(where)]
    return replace(area, bottom=min(area.bottom, max(rows) + 1)) if rows else None
