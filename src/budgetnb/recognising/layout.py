"""Where tables stand in a document: their titles above, their grids over pages, their notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgetnb.amounts import YUAN
from budgetnb.figures import Passage, Place
from budgetnb.reading.document import Cell, Document, Grid, Paragraph, Spot
from budgetnb.recognising.heads import head_rows, is_body
from budgetnb.recognising.vocabulary import Words
from budgetnb.recognising.words import plain

LONGEST_TITLE = 60
_LONGEST_REST = 8
_MOST_ABOVE = 6
_RULER = 4.0
"""Points that two edges of one ruled column may stand apart on two pages."""
_MONEY = "|".join(sorted(YUAN, key=len, reverse=True))
_UNIT = re.compile(rf"单位(?:[:：]|为)(?:人民币)?({_MONEY})")
_IN_HEAD = re.compile(rf"[(（](?:单位[:：]?)?({_MONEY})[)）]")
_FORM_NUMBER = re.compile(r"(预算|公开|附表|表)?第?\d{1,2}(-\d+)?号?表?|附?表[\d一二三四五六七八九十]{1,3}(-\d+)?")
_NOTE = re.compile(r"^(注|说明|备注)[:：]|(此|本)表(无|为空|没有|空)|无数据")


@dataclass(frozen=True, slots=True)
class Printed:
    """A table on paper, by positions among the document's blocks.

    `above` are title, unit and form number, `grids` its parts (the first one with the head), `below` its notes.
    """

    title: int
    above: tuple[int, ...]
    grids: tuple[int, ...]
    below: tuple[int, ...] = ()


def printed_tables(document: Document, words: Words) -> list[Printed]:
    """Titles with their grids; a grid without a title goes on with the table before it."""
    found: list[Printed] = []
    for position, block in enumerate(document.blocks):
        if not isinstance(block, Grid):
            continue
        above = _above(document, position)
        title = next((place for place in above if _is_title(document, place, words)), None)
        if title is not None:
            preamble = tuple(place for place in above if place >= title or _is_form_number(text_at(document, place)))
            again = (
                found
                and words.table_of(text_at(document, title)) == words.table_of(text_at(document, found[-1].title))
                and _continues(document, found[-1], position)
            )
            if again:
                found[-1] = replace(found[-1], above=(*found[-1].above, *preamble), grids=(*found[-1].grids, position))
            else:
                found.append(Printed(title, preamble, (position,)))
        elif found and _continues(document, found[-1], position):
            found[-1] = replace(found[-1], grids=(*found[-1].grids, position))
    return [replace(table, below=tuple(_notes_below(document, table.grids[-1]))) for table in found]


def _continues(document: Document, table: Printed, position: int) -> bool:
    """Whether a grid goes on with a table: nothing but notes and page furniture between, and as many columns."""
    last = table.grids[-1]
    between = [document.blocks[place] for place in range(last + 1, position)]
    loose = [block for block in between if isinstance(block, Grid) or len(block.text) > LONGEST_TITLE]
    return not loose and aligned(grid_at(document, position), grid_at(document, table.grids[0])) is not None


def aligned(grid: Grid, first: Grid) -> Grid | None:
    """A continued grid with the columns of the first one, None when it does not fit.

    A page that holds the total line only has fewer columns, because merged cells are one there;
    its cells are then put where their edges stand.
    """
    if grid.columns == first.columns:
        return grid
    edges = _edges(first)
    if grid.columns > first.columns or len(edges) != first.columns + 1 or any(cell.spot.box is None for cell in grid.cells):
        return None
    cells = []
    for cell in grid.cells:
        left, _, right, _ = cell.spot.box or (0, 0, 0, 0)
        start, end = _nearest(edges, left), _nearest(edges, right)
        if start is None or end is None or end <= start:
            return None
        cells.append(replace(cell, column=start, colspan=end - start))
    return replace(grid, cells=tuple(cells))


def _edges(grid: Grid) -> list[float]:
    """Where the columns of a grid begin and the last one ends, from its cells' boxes."""
    lefts = {cell.column: cell.spot.box[0] for cell in grid.cells if cell.spot.box}
    rights = [cell.spot.box[2] for cell in grid.cells if cell.spot.box and cell.column + cell.colspan == grid.columns]
    return [lefts[column] for column in sorted(lefts)] + rights[:1]


def _nearest(edges: Sequence[float], at: float) -> int | None:
    """The edge at a position, give or take what a ruler line is wide."""
    place = min(range(len(edges)), key=lambda place: abs(edges[place] - at))
    return place if abs(edges[place] - at) <= _RULER else None


def grid_at(document: Document, position: int) -> Grid:
    """The grid at a position."""
    block = document.blocks[position]
    assert isinstance(block, Grid)  # noqa: S101  positions of grids only
    return block


def body_rows(document: Document, grids: Sequence[int], count: int) -> list[Sequence[Cell | None]]:
    """The rows below the heads of a table's grids; a row broken at the end of a page is put together."""
    first = grid_at(document, grids[0]).matrix()
    rows: list[Sequence[Cell | None]] = list(first[count:])
    for position in grids[1:]:
        grid = aligned(grid_at(document, position), grid_at(document, grids[0]))
        matrix = [_wide(row, len(first[0])) for row in grid.matrix()] if grid and first else []
        repeated = bool(matrix) and _words(matrix[0]) == _words(first[0])
        more = matrix[head_rows(matrix) :] if repeated else matrix
        if more and rows and not repeated and _is_rest(more[0]):
            rows[-1] = [_joined(cell, rest) for cell, rest in zip(rows[-1], more[0], strict=True)]
            more = more[1:]
        rows += more
    return rows


def _wide(row: Sequence[Cell | None], columns: int) -> list[Cell | None]:
    """A row as wide as the table: the last cells of a continued grid may be missing."""
    return [*row, *[None] * (columns - len(row))][:columns]


def _words(row: Sequence[Cell | None]) -> tuple[str, ...]:
    return tuple(plain(cell.text) if cell else "" for cell in row)


def _is_rest(row: Sequence[Cell | None]) -> bool:
    """Whether the first row of a continued table is the rest of the row before: a few characters, nothing that begins a line."""
    texts = [plain(cell.text) for cell in row if cell is not None and cell.text.strip()]
    return bool(texts) and not is_body(row) and all(len(text) <= _LONGEST_REST for text in texts) and len(texts) * 2 <= len(row)


def _joined(cell: Cell | None, rest: Cell | None) -> Cell | None:
    return replace(cell, text=cell.text + rest.text) if cell and rest and rest.text.strip() else cell


def unit_of(document: Document, table: Printed, heads: int) -> str:
    """The unit of money printed above a table, in its head (the first rows) or below it; "" when none is, or several are."""
    above = "".join(plain(text_at(document, place)) for place in sorted(table.above))
    head = "".join(plain(cell.text) for cell in grid_at(document, table.grids[0]).cells if cell.row < heads)
    below = "".join(plain(text_at(document, place)) for place in table.below)
    for words, pattern in ((above, _UNIT), (above, _IN_HEAD), (head, _UNIT), (head, _IN_HEAD), (below, _UNIT)):
        found = set(pattern.findall(words))
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def note_in(row: Sequence[Cell | None]) -> Cell | None:
    """The note that a row of a table carries instead of figures, None for a real line."""
    worded = [cell for cell in row if cell is not None and cell.text.strip()]
    return worded[0] if len(worded) == 1 and _NOTE.search(plain(worded[0].text)) else None


def note_passage(file: str, text: str, spot: Spot, table: str) -> Passage:
    """A table's note as a passage."""
    return Passage(table, "", text, Place(file, spot.page, spot.line, spot.sheet, spot.cell, table, text=text), "表注")


def text_at(document: Document, place: int) -> str:
    """The text of the paragraph at a position, "" for a grid."""
    block = document.blocks[place]
    return block.text if isinstance(block, Paragraph) else ""


def _above(document: Document, position: int) -> list[int]:
    """The short paragraphs right above a grid, nearest first."""
    places = []
    for place in range(position - 1, max(-1, position - 1 - _MOST_ABOVE), -1):
        block = document.blocks[place]
        if not isinstance(block, Paragraph) or len(block.text) > LONGEST_TITLE:
            break
        places.append(place)
    return places


def _is_title(document: Document, place: int, words: Words) -> bool:
    text = plain(text_at(document, place))
    if text.endswith(("。", ";")):
        return False
    return bool(words.table_of(text)) and ("表" in text or "预算" in text) and not text.startswith(("单位", "部门名称", "编制部门"))


def _is_form_number(text: str) -> bool:
    return bool(_FORM_NUMBER.fullmatch(plain(text)))


def _notes_below(document: Document, position: int) -> list[int]:
    """The notes printed right under a table."""
    places = []
    for place in range(position + 1, len(document.blocks)):
        block = document.blocks[place]
        if not isinstance(block, Paragraph):
            break
        if not _NOTE.search(plain(block.text)):
            break
        places.append(place)
    return places
