"""Numbers in a table that are no amounts: codes that no line is known by, numbers in names and remarks, performance goals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from budgetnb.figures import Aside, Place, Table
from budgetnb.reading.document import Cell, Grid
from budgetnb.recognising.head import Head
from budgetnb.recognising.rows import Cells
from budgetnb.recognising.words import label, plain

_CODES = ("类", "款", "项", "编码", "政府编码", "单位代码")
_NUMBER = "序号"
_GOAL = "指标"


def asides_in(table: Table, body: Iterable[Cells], heads: Sequence[Head]) -> Iterator[Aside]:
    """The numbers in the columns of words that no line of the table bears as its code or name."""
    kinds = {head.position: head.text for head in heads if head.text}
    known = words_of(table)
    for row in body:
        for position, kind in kinds.items():
            cell = row[position] if position < len(row) else None
            if cell is not None and _counts(cell) and bare(cell.text) not in known:
                yield _aside("代码" if kind in _CODES else kind if kind == _NUMBER else "名称", table, cell)


def goals_in(table: Table, grid: Grid) -> Iterator[Aside]:
    """The numbers of a performance form beside its funds."""
    known = words_of(table) | {bare(figure.printed) for figure in table.figures()}
    yield from (_aside(_GOAL, table, cell) for cell in grid.cells if _counts(cell) and bare(cell.text) not in known)


def words_of(table: Table) -> set[str]:
    """The words and codes that the lines of a table are known by, bare, each as it may stand in one cell."""
    words = {word for line in table.lines for word in (line.label, line.name, line.unit, line.kind, line.government_code)}
    codes = {piece for line in table.lines for piece in (line.code, line.printed_code, *line.printed_code.split())}
    return {bare(word) for word in words | codes} | {bare(line.printed_code + line.label) for line in table.lines}


def bare(printed: str) -> str:
    """Words without blanks and without what sets a code apart from a name: [201]教育支出 is 201教育支出."""
    return re.sub(r"[\[\]【】()\-—、]", "", plain(printed))


def _counts(cell: Cell) -> bool:
    return bool(re.search(r"\d", label(cell.text)))


def _aside(kind: str, table: Table, cell: Cell) -> Aside:
    spot = cell.spot
    boxes = ((spot.page, spot.box),) if spot.page and spot.box else None
    place = Place(table.place.file, spot.page, spot.line, spot.sheet, spot.cell, table.name, text=cell.text, boxes=boxes)
    return Aside(kind, cell.text.strip(), place)
