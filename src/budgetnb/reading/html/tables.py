"""Tables of a web page: those that hold figures, and those that only arrange the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from budgetnb.reading.document import Cell, Grid, Spot
from budgetnb.reading.html.pieces import pieces
from budgetnb.reading.limits import MOST_CELLS
from budgetnb.reading.paragraphs import cell_text

_WIDEST = 1000
"""Columns a cell may span, as browsers have it."""
_GROUPS = ("thead", "tbody", "tfoot")
_NESTED_SHARE = 0.6
"""A table of whose text so much stands in tables within it arranges these."""
_PROSE = 200
"""A cell with more characters, in several paragraphs, is a part of the page."""


def cells_of(table: Any) -> list[list[Any]]:
    """The cells of a table itself, row by row, without those of tables within it."""
    rows = []
    for child in table:
        if child.tag in _GROUPS:
            rows += [row for row in child if row.tag == "tr"]
        elif child.tag == "tr":
            rows.append(child)
    return [cells for row in rows if (cells := [cell for cell in row if cell.tag in ("td", "th")])]


def is_layout(table: Any, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a table only arranges what stands in it."""
    if table.get("role") == "presentation" or all(len(row) == 1 for row in rows):
        return True
    whole = _length(table)
    nested = sum(_length(inner) for inner in inner_tables(table))
    return nested > _NESTED_SHARE * whole or any(_length(cell) > _PROSE and _paragraphs(cell) > 2 for row in rows for cell in row)


def inner_tables(element: Any) -> Iterator[Any]:
    """Tables within an element, not those within these."""
    for child in element:
        if child.tag == "table":
            yield child
        else:
            yield from inner_tables(child)


def grid(table: Any, rows: Sequence[Sequence[Any]]) -> Grid:
    """A table by the rules browsers place cells by: each in the first free column, spans cut at the last row."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, elements in enumerate(rows):
        column = 0
        for element in elements:
            while (row, column) in taken:
                column += 1
            width = min(_whole(element.get("colspan", ""), 1), _WIDEST)
            height = min(_whole(element.get("rowspan", ""), len(rows)), len(rows) - row)
            if len(taken) + width * height > MOST_CELLS:  # no printed table: read on without its spans
                width = height = 1
            taken |= {(row + down, column + right) for down in range(height) for right in range(width)}
            lines = [piece[0] for piece in pieces(element) if isinstance(piece, tuple)]
            cells.append(Cell(cell_text(lines), row, column, Spot(line=element.sourceline), height, width))
            column += width
    return Grid(tuple(cells), Spot(line=table.sourceline))


def _whole(text: str, none: int) -> int:
    """A span as written, `none` for 0 (to the end), 1 for what is no number."""
    text = text.strip()
    number = int(text) if text.isdecimal() and len(text) < 6 else 1
    return number or none


def _length(element: Any) -> int:
    return len("".join("".join(element.itertext()).split()))


def _paragraphs(element: Any) -> int:
    return sum(1 for _ in element.iter("p", "div", "h1", "h2", "h3", "h4", "li", "br"))
