"""Grids into Tables: title, unit, columns, lines and figures, continued over pages where printed so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.amounts import YUAN, amount, decimals, half_unit
from budgetnb.errors import UnreadableAmount
from budgetnb.figures import Column, Figure, Line, Passage, Place, Table, Unread
from budgetnb.reading.document import Cell, Document, Grid, Paragraph
from budgetnb.recognising.heads import Head, head_rows, is_body, read_heads
from budgetnb.recognising.rows import Row, note_in, read_rows
from budgetnb.recognising.vocabulary import TableWords, Words
from budgetnb.recognising.words import plain

_UNIT = re.compile(r"单位[:：](" + "|".join(sorted(YUAN, key=len, reverse=True)) + ")")
_LONGEST_TITLE = 60
_LONGEST_REST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A table with the paragraphs that belong to it (by position among the document's blocks)."""

    table: Table
    unread: tuple[Unread, ...]
    belongs: tuple[int, ...]


def find_tables(document: Document, words: Words) -> tuple[Found, ...]:
    """The tables of a document; a grid that no title names and nothing continues is left to the caller."""
    return tuple(_read(document, printed, words) for printed in _printed(document, words))


@dataclass(frozen=True, slots=True)
class _Printed:
    """A table on paper: its title (by position) and its grids, the first one with the head."""

    title: int
    above: tuple[int, ...]
    grids: tuple[int, ...]


def _printed(document: Document, words: Words) -> list[_Printed]:
    """Titles with their grids; a grid without a title goes on with the table before it."""
    found: list[_Printed] = []
    for position, block in enumerate(document.blocks):
        if not isinstance(block, Grid):
            continue
        above = _above(document, position)
        title = next((place for place in above if _is_title(document, place, words)), None)
        if title is not None:
            preamble = tuple(place for place in above if place >= title or _is_form_number(_text(document, place)))
            again = found and words.table_of(_text(document, title)) == words.table_of(_text(document, found[-1].title)) and _continues(document, found[-1], position)
            if again:
                found[-1] = replace(found[-1], above=(*found[-1].above, *preamble), grids=(*found[-1].grids, position))
            else:
                found.append(_Printed(title, preamble, (position,)))
        elif found and _continues(document, found[-1], position):
            found[-1] = replace(found[-1], grids=(*found[-1].grids, position))
    return found


def _continues(document: Document, table: _Printed, position: int) -> bool:
    """Whether a grid goes on with a table: nothing but notes and page furniture between, and as many columns."""
    last = table.grids[-1]
    between = [document.blocks[place] for place in range(last + 1, position)]
    loose = [block for block in between if isinstance(block, Grid) or len(block.text) > _LONGEST_TITLE]
    return not loose and _grid(document, position).columns == _grid(document, last).columns


def _grid(document: Document, position: int) -> Grid:
    block = document.blocks[position]
    assert isinstance(block, Grid)  # noqa: S101  positions of grids only
    return block


def _read(document: Document, printed: _Printed, words: Words) -> Found:
    title = _text(document, printed.title)
    table = words.tables[words.table_of(title) or ""]
    first = _grid(document, printed.grids[0])
    count = head_rows(first.matrix())
    heads = read_heads(first, count, table, words)
    all_rows = _body(document, printed.grids, count)
    notes = tuple(_passage(document.file, note, table.name) for row in all_rows if (note := note_in(row)))
    below = _notes_below(document, printed.grids[-1])
    unit = _unit("".join(plain(_text(document, place)) for place in sorted(printed.above)))
    rows = list(read_rows([row for row in all_rows if not note_in(row)], heads, table, words)) or [_blank_row(first, heads)]
    lines, unread = _lines(document.file, table, heads, rows, unit)
    place = Place(document.file, page=first.spot.page, line=first.spot.line, sheet=first.spot.sheet, table=table.name)
    made = Table(table.name, title, unit, False, _columns(heads), lines, place, notes + tuple(_note(document, at, table.name) for at in below), unit_printed=unit)
    return Found(made, unread, (*printed.above, *printed.grids, *below))


def _body(document: Document, grids: Sequence[int], count: int) -> list[Sequence[Cell | None]]:
    """The rows below the heads of a table's grids; a row broken at the end of a page is put together."""
    first = _grid(document, grids[0]).matrix()
    rows: list[Sequence[Cell | None]] = list(first[count:])
    for position in grids[1:]:
        matrix = _grid(document, position).matrix()
        repeated = _words(matrix[0]) == _words(first[0])
        more = matrix[head_rows(matrix) :] if repeated else matrix
        if more and rows and not repeated and _is_rest(more[0]):
            rows[-1] = [_joined(cell, rest) for cell, rest in zip(rows[-1], more[0], strict=True)]
            more = more[1:]
        rows += more
    return rows


def _words(row: Sequence[Cell | None]) -> tuple[str, ...]:
    return tuple(plain(cell.text) if cell else "" for cell in row)


def _is_rest(row: Sequence[Cell | None]) -> bool:
    """Whether the first row of a continued table is the rest of the row before: a few characters, nothing that begins a line."""
    texts = [plain(cell.text) for cell in row if cell is not None and cell.text.strip()]
    return bool(texts) and not is_body(row) and all(len(text) <= _LONGEST_REST for text in texts) and len(texts) * 2 <= len(row)


def _joined(cell: Cell | None, rest: Cell | None) -> Cell | None:
    return replace(cell, text=cell.text + rest.text) if cell and rest and rest.text.strip() else cell


def _above(document: Document, position: int) -> list[int]:
    """The short paragraphs right above a grid, nearest first."""
    places = []
    for place in range(position - 1, max(-1, position - 7), -1):
        block = document.blocks[place]
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE:
            break
        places.append(place)
    return places


def _is_title(document: Document, place: int, words: Words) -> bool:
    text = plain(_text(document, place))
    return bool(words.table_of(text)) and ("表" in text or "预算" in text) and not text.startswith(("单位", "部门名称", "编制部门"))


def _is_form_number(text: str) -> bool:
    return bool(re.fullmatch(r"(预算|公开|附表|表)?第?\d{1,2}(-\d+)?号?表?|附?表\d{1,2}(-\d+)?", plain(text)))


def _notes_below(document: Document, position: int) -> list[int]:
    """The notes printed right under a table."""
    places = []
    for place in range(position + 1, len(document.blocks)):
        block = document.blocks[place]
        if not isinstance(block, Paragraph):
            break
        text = plain(block.text)
        if not (re.match(r"(注|说明|备注)[:：]", text) or re.search(r"(此|本)表(无|为空|没有|空)|无数据", text)):
            break
        places.append(place)
    return places


def _note(document: Document, place: int, table: str) -> Passage:
    block = document.blocks[place]
    spot = block.spot
    text = _text(document, place)
    return Passage(table, "", text, Place(document.file, spot.page, spot.line, spot.sheet, spot.cell, table, text=text), "表注")


def _passage(file: str, note: Cell, table: str) -> Passage:
    spot = note.spot
    return Passage(table, "", note.text, Place(file, spot.page, spot.line, spot.sheet, spot.cell, table, text=note.text), "表注")


def _text(document: Document, place: int) -> str:
    block = document.blocks[place]
    return block.text if isinstance(block, Paragraph) else ""


def _unit(preamble: str) -> str:
    found = _UNIT.search(preamble)
    return found.group(1) if found else ""


def _columns(heads: Sequence[Head]) -> tuple[Column, ...]:
    amounts = {_column_name(head): head for head in reversed(heads) if not head.text}
    return tuple(Column(name, " ".join(head.words), known=head.node is not None) for name, head in reversed(amounts.items()))


def _column_name(head: Head) -> str:
    return head.node.address if head.node else ".".join(head.words) or f"#{head.position + 1}"


def _blank_row(grid: Grid, heads: Sequence[Head]) -> Row:
    """A table printed with its head only is one line of blanks."""
    spot = grid.spot
    return Row("合计", "", {head.position: Cell("", grid.rows, head.position, spot) for head in heads if not head.text}, level="合计")


def _lines(file: str, table: TableWords, heads: Sequence[Head], rows: Sequence[Row], unit: str) -> tuple[tuple[Line, ...], tuple[Unread, ...]]:
    unread: list[Unread] = []
    names = [column.name for column in _columns(heads)]
    of_position = {head.position: _column_name(head) for head in heads if not head.text}
    seen: Counter[str] = Counter()
    lines = []
    for row in rows:
        base = row.code or row.name or row.label or "?"
        seen[base] += 1
        key = base if seen[base] == 1 else f"{base}#{seen[base]}"
        figures = {of_position[position]: _figure(file, table.name, key, row, of_position[position], cell, unit, unread) for position, cell in row.cells.items()}
        if not row.known and any(figure.value for figure in figures.values()):
            unread.append(Unread(" ".join([row.label, *(figure.printed for figure in figures.values() if figure.printed)]), _row_place(file, table.name, row)))
        lines.append(_line(file, table.name, key, row, tuple(figures.get(name) for name in names)))
    return _with_precision(lines, len(names)), tuple(unread)


def _line(file: str, table: str, key: str, row: Row, figures: tuple[Figure | None, ...]) -> Line:
    return Line(
        key,
        row.name,
        row.label,
        row.code,
        row.level,
        row.side,
        row.kind,
        row.known,
        figures,
        _row_place(file, table, row),
        row.unit,
        row.printed_code,
        row.government_code,
    )


def _row_place(file: str, table: str, row: Row) -> Place:
    spot = next((cell.spot for cell in row.cells.values()), None)
    return Place(file, page=spot.page if spot else None, line=spot.line if spot else None, sheet=spot.sheet if spot else None, table=table, row=row.label)


def _figure(file: str, table: str, key: str, row: Row, column: str, cell: Cell, unit: str, unread: list[Unread]) -> Figure:
    spot = cell.spot
    boxes = ((spot.page, spot.box),) if spot.page and spot.box else None
    place = Place(file, spot.page, spot.line, spot.sheet, spot.cell, table, row.label or row.name, column, text=cell.text or None, boxes=boxes)
    try:
        value = amount(cell.text)
    except UnreadableAmount:
        value = None
        unread.append(Unread(cell.text, place))
    return Figure(f"{table}/{key}/{column}", value, cell.text, unit, Decimal(0), place)


def _with_precision(lines: Sequence[Line], width: int) -> tuple[Line, ...]:
    """Figures with half a unit of the most decimals their column prints; a printed 0 is exact."""
    places = [max((decimals(figure.value) for line in lines if (figure := line.figures[column]) and figure.value is not None), default=0) for column in range(width)]
    return tuple(
        replace(line, figures=tuple(figure and (replace(figure, half=half_unit(places[column])) if figure.value else figure) for column, figure in enumerate(line.figures)))
        for line in lines
    )


def unplaced(document: Document, belongs: set[int]) -> Iterator[Unread]:
    """The grids no table was made of, as unread."""
    for position, block in enumerate(document.blocks):
        if isinstance(block, Grid) and position not in belongs:
            text = " ".join(cell.text for cell in block.cells if cell.text.strip())
            yield Unread(text, Place(document.file, page=block.spot.page, line=block.spot.line, sheet=block.spot.sheet))
