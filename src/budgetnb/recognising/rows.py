"""A printed row, understood; and what of a row stands in which column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.amounts import amount, is_amount
from budgetnb.reading.document import Cell
from budgetnb.recognising.head import Head

Cells = Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row, understood but without its figures."""

    name: str
    label: str
    cells: Mapping[int, Cell]
    code: str = ""
    level: str = ""
    side: str = ""
    kind: str = ""
    unit: str = ""
    known: bool = True
    printed_code: str = ""
    government_code: str = ""


def amount_cells(row: Cells, heads: Sequence[Head]) -> dict[int, Cell]:
    """The cells of a row that stand in amount columns, by position."""
    return {head.position: cell for head in heads if not head.text and (cell := row[head.position]) is not None}


def text_in(row: Cells, positions: Sequence[int]) -> str:
    """What is printed in the first of some columns that is not blank, by a cell there or one that reaches over it."""
    cells = (cell_over(row, position) for position in positions if position < len(row))
    return next((text for cell in cells if cell is not None and (text := cell.text.strip())), "")


def cell_over(row: Cells, position: int) -> Cell | None:
    """The cell of a row that covers a position, None where nothing does."""
    cell = next((row[place] for place in range(position, -1, -1) if row[place] is not None), None)
    return cell if cell and cell.column + cell.colspan > position else None


def one_total(rows: Sequence[Row]) -> list[Row]:
    """Rows with one total: of several lines called so (one a page, one for each organisation) the largest is it."""
    totals = [row for row in rows if row.level == "合计"]
    largest = max(totals, key=_size, default=None)
    return [replace(row, level="", known=True) if row.level == "合计" and row is not largest else row for row in rows]


def _size(row: Row) -> Decimal:
    """The first amount of a row, 0 where it has none."""
    amounts = (amount(cell.text) for cell in row.cells.values() if cell.text.strip() and is_amount(cell.text))
    return next((value for value in amounts if value), Decimal(0))


def joined(name: str) -> str:
    """A name without the blanks that line breaks left in it."""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", name.strip())
