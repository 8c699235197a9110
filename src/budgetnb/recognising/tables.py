"""Grids into Tables: title, unit, columns, lines and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetnb.figures import Aside, Place, Table, Unread
from budgetnb.reading.document import Cell, Document, Grid
from budgetnb.recognising.asides import asides_in, goals_in
from budgetnb.recognising.cards import read_card
from budgetnb.recognising.coded import coded_rows
from budgetnb.recognising.head import Head
from budgetnb.recognising.heads import head_rows, read_heads
from budgetnb.recognising.layout import LONGEST_TITLE, Printed, body_rows, grid_at, note_in, note_passage, printed_tables, text_at, unit_of
from budgetnb.recognising.lines import Address, columns_of, make_lines
from budgetnb.recognising.named import named_rows
from budgetnb.recognising.purchases import purchase_rows
from budgetnb.recognising.rows import Cells, Row, one_total
from budgetnb.recognising.turned import turned
from budgetnb.recognising.vocabulary import TableWords, Words


@dataclass(frozen=True, slots=True)
class Found:
    """A table with the blocks that belong to it (by position among the document's blocks)."""

    table: Table
    unread: tuple[Unread, ...]
    asides: tuple[Aside, ...]
    belongs: tuple[int, ...]


def find_tables(document: Document, words: Words) -> tuple[Found, ...]:
    """The tables of a document; a grid that no title names and nothing continues is left to the caller."""
    found = [_read(document, printed, words) for printed in printed_tables(document, words)]
    return (*found, *_cards(document, {place for one in found for place in one.belongs}))


def _cards(document: Document, taken: set[int]) -> Iterator[Found]:
    """The performance forms among the grids that are no table of columns."""
    for position, block in enumerate(document.blocks):
        if isinstance(block, Grid) and position not in taken:
            above = text_at(document, position - 1) if position else ""
            card = read_card(document.file, block, above if len(above) <= LONGEST_TITLE else "")
            if card:
                yield Found(card, (), tuple(goals_in(card, block)), (position,))


def _read(document: Document, printed: Printed, words: Words) -> Found:
    title = text_at(document, printed.title)
    table = words.tables[words.table_of(title) or ""]
    first = grid_at(document, printed.grids[0])
    count = head_rows(first.matrix())
    every = body_rows(document, printed.grids, count)
    inside = [note for row in every if (note := note_in(row))]
    body = [row for row in every if not note_in(row)]
    below = [(text_at(document, place), document.blocks[place].spot) for place in printed.below]
    unit = unit_of(document, printed, count)
    columns = read_heads(first, count, table, words)
    heads, rows = _rows(body, columns, table, words)
    rows = one_total(rows) or [_blank_row(first, heads)]
    lines, unread = make_lines(Address(document.file, table.name, unit), heads, rows)
    made = Table(
        name=table.name,
        title=title,
        unit=unit,
        unit_inferred=False,
        columns=columns_of(heads),
        lines=lines,
        place=Place(document.file, page=first.spot.page, line=first.spot.line, sheet=first.spot.sheet, table=table.name),
        notes=tuple(
            note_passage(document.file, text, spot, table.name) for text, spot in [*((note.text, note.spot) for note in inside), *below]
        ),
        unit_printed=unit,
    )
    return Found(made, unread, tuple(asides_in(made, body, columns)), (*printed.above, *printed.grids, *printed.below))


def _rows(body: Sequence[Cells], heads: tuple[Head, ...], table: TableWords, words: Words) -> tuple[tuple[Head, ...], list[Row]]:
    """The rows as understood, with the columns they are read by."""
    if table.sided:
        return heads, list(named_rows(body, heads, table, words))
    upright = turned(body, heads, table, words)
    if upright:
        return upright[0], [upright[1]]
    read_rows = purchase_rows if table.open == "purchases" else coded_rows
    return heads, list(read_rows(body, heads, table, words))


def _blank_row(grid: Grid, heads: Sequence[Head]) -> Row:
    """A table printed with its head only is one line of blanks."""
    spot = grid.spot
    return Row("合计", "", {head.position: Cell("", grid.rows, head.position, spot) for head in heads if not head.text}, level="合计")


def unplaced(document: Document, belongs: set[int]) -> Iterator[Unread]:
    """The grids no table was made of, as unread."""
    for position, block in enumerate(document.blocks):
        if isinstance(block, Grid) and position not in belongs:
            text = " ".join(cell.text for cell in block.cells if cell.text.strip())
            yield Unread(text, Place(document.file, page=block.spot.page, line=block.spot.line, sheet=block.spot.sheet))
