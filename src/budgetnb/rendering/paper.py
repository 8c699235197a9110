"""A page as plain JSON for the typst template: texts that have glyphs, labels that exist, columns that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

from budgetnb.blocks import Block, BodyCell, BodyRow, Callout, Chart, Facts, HeadCell, Heading, Listing, Paragraph, Run, Table
from budgetnb.blocks_html import MARKS, anchor, head_rows, href, is_neighbour
from budgetnb.characters import drawable
from budgetnb.rendering.heights import LENGTHWISE, LONG, UPRIGHT, height, letters
from budgetnb.rendering.model import Page, linked
from budgetnb.svg import clean_svg
from budgetnb.texts import language, text

_PORTRAIT, _LANDSCAPE = 162 * 72 / 25.4, 265 * 72 / 25.4
"""Width of the text in points, upright and lengthwise."""
_LARGEST, _EASY, _READABLE, _SMALLEST = 8.5, 7.5, 7.0, 4.5
"""Sizes of letters in a table; one that would be set smaller than readable upright lies lengthwise."""
_PADDING, _MOST = 0.9, 40
"""In letters: what stands beside the words of a cell, and what no column is wider than."""
_WHOLE, _HALF, _PAIR, _UPRIGHT = inf, 0.0, 2.0, 1.05
"""How heads may be broken: not at all, once, into two characters a line, or into one, standing upright."""
_FEW_WORDS, _MANY_WORDS = 9.4, 12
"""The least room in letters for a column of words."""
_ENDS = re.compile(r"[，、。：；（）“”《》]")
"""Marks that stand on one line with a character beside them."""
_TONES = ("error", "warning", "hint", "good", "note")


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes texts in characters that have a glyph and remembers those that had none."""

    glyphs: frozenset[int]
    missing: set[str] = field(default_factory=set)

    def write(self, plain: str) -> str:
        """The text as it can be drawn."""
        shown, missing = drawable(plain, self.glyphs)
        self.missing.update(missing)
        return shown


def paper_json(page: Page, pen: Pen) -> dict[str, Any]:
    """Everything the template needs, in the language in force."""
    blocks = linked(tuple(_without_data(page.blocks)))
    page = replace(page, blocks=blocks)
    return {
        "title": pen.write(page.title or text("page.untitled")),
        "kicker": pen.write(page.kicker),
        "lang": language(),
        "words": _words(),
        "marks": list(page.marks),
        "opening": _blocks(page.opening, pen, _PORTRAIT),
        "sections": [
            {"wide": wide, "blocks": _blocks(part, pen, _LANDSCAPE if wide else _PORTRAIT)} for wide, part in _sections(page.body)
        ],
    }


def _words() -> dict[str, Any]:
    return {
        "contents": text("page.contents"),
        "legend": text("page.legend"),
        "page_of": text("page.page_of", page="{page}", pages="{pages}"),
        "see": text("page.paper.see", pages="{pages}"),
        "marked": text("page.paper.marked", pages="{pages}"),
        "and": text("page.paper.and"),
        "marks": {mark: text(f"page.mark.{mark}") for mark in MARKS},
        "tones": {tone: text(f"page.tone.{tone}") for tone in _TONES},
    }


def _without_data(blocks: Iterable[Block]) -> Iterator[Block]:
    """The numbers behind a chart stand on the HTML page; on paper its alternative text says them."""
    for block in blocks:
        match block:
            case Chart():
                yield replace(block, data=None)
            case Callout():
                yield replace(block, blocks=tuple(_without_data(block.blocks)))
            case Listing():
                yield replace(block, entries=tuple(tuple(_without_data(entry)) for entry in block.entries))
            case _:
                yield block


def _sections(blocks: Iterable[Block]) -> list[tuple[bool, list[Block]]]:
    """Runs of blocks that stand on upright and on lengthwise pages; a heading goes with the table below it, a note with that above."""
    sections: list[tuple[bool, list[Block]]] = []
    for block in blocks:
        wide = _is_wide(block) or (bool(sections) and _is_wide(sections[-1][1][-1]) and _is_note(block))
        if not sections or sections[-1][0] != wide:
            moved = _headings_at_end(sections[-1][1]) if sections and wide else []
            if sections and moved:
                del sections[-1][1][-len(moved) :]
            sections.append((wide, moved))
        sections[-1][1].append(block)
    return [section for section in sections if section[1]]


def _headings_at_end(blocks: list[Block]) -> list[Block]:
    begin = len(blocks)
    while begin and isinstance(blocks[begin - 1], Heading):
        begin -= 1
    return blocks[begin:]


def _is_note(block: Block) -> bool:
    """Whether a block is the remark of what stands before it."""
    return isinstance(block, Paragraph) and block.style == "note"


def _is_wide(block: Block) -> bool:
    return isinstance(block, Table) and _fit(_rectangular(block), _PORTRAIT)[0] < _READABLE


def _blocks(blocks: Iterable[Block], pen: Pen, width: float, nested: bool = False) -> list[dict[str, Any]]:
    return [{"kind": type(block).__name__.lower(), **_block(block, pen, width, nested)} for block in blocks]


def _block(block: Block, pen: Pen, width: float, nested: bool) -> dict[str, Any]:
    match block:
        case Heading():
            return {"text": pen.write(block.text), "level": 0 if nested else block.level - 1, "id": anchor(block.id)}
        case Paragraph():
            return {"text": _runs(block.text, pen), "style": block.style}
        case Listing():
            return {"ordered": block.ordered, "entries": [_blocks(entry, pen, width - 30, True) for entry in block.entries]}
        case Table():
            return _table(block, pen, width)
        case Chart():
            return _chart(block, pen, width)
        case Facts():
            return {"entries": [[pen.write(words) for words in entry] for entry in block.entries]}
        case Callout():
            tone = block.tone if block.tone in _TONES else "note"
            inside = _blocks(block.blocks, pen, width - 30, True)
            shown = {"tone": tone, "title": _runs(block.title, pen), "id": anchor(block.id), "blocks": inside}
            return shown | {"whole": height({"kind": "callout", **shown}, width) <= 0.7 * _page(width)}


def _chart(block: Chart, pen: Pen, width: float) -> dict[str, Any]:
    alt = pen.write(block.alt or block.caption or text("page.picture")).replace("\n", " ")
    drawing = clean_svg(block.svg, write=pen.write)
    shown = {
        "svg": drawing.standalone("Noto Sans SC") if drawing else "",
        "width": min(width, drawing.width) if drawing else 0,
        "alt": alt if drawing else text("page.chart_unreadable", alt=alt),
    }
    return shown | {"caption": pen.write(block.caption), "note": pen.write(block.note), "id": anchor(block.id)}


def _table(block: Table, pen: Pen, width: float) -> dict[str, Any]:
    block = _rectangular(block)
    size, widths = _fit(block, width)
    shown = {
        "caption": pen.write(block.caption),
        "unit": text("page.unit", unit=pen.write(block.unit)) if block.unit else "",
        "note": pen.write(block.note),
        "id": anchor(block.id),
        "align": block.align,
        "size": size,
        "widths": widths,
        "head": [
            [_head_cell(cell, row, at, len(block.head), pen) for cell, at in cells] for row, cells in enumerate(head_rows(block.head))
        ],
        "rows": [_row(row, pen) for row in block.rows],
    }
    return shown | {"whole": len(block.rows) <= LONG and height({"kind": "table", **shown}, width) <= 0.5 * _page(width)}


def _page(width: float) -> float:
    """Height of the text where it is so wide."""
    return LENGTHWISE if width > _PORTRAIT else UPRIGHT


def _rectangular(block: Table) -> Table:
    """The table with every row as long as the longest: typst would fill a short row from the next one."""
    head = (at + cell.colspan for row in head_rows(block.head) for cell, at in row)
    lengths = [sum(cell.colspan for cell in row.cells) for row in block.rows]
    columns = max((1, len(block.align), *head, *lengths))
    rows = (
        replace(row, cells=(*row.cells, *(BodyCell(()),) * (columns - length))) for row, length in zip(block.rows, lengths, strict=True)
    )
    return replace(block, rows=tuple(rows), align=(*block.align, *("left",) * (columns - len(block.align))))


def _head_cell(cell: HeadCell, row: int, column: int, rows: int, pen: Pen) -> dict[str, Any]:
    down = min(cell.rowspan, rows - row)
    return {"text": pen.write(cell.text), "row": row, "column": column, "colspan": cell.colspan, "rowspan": down}


def _row(row: BodyRow, pen: Pen) -> dict[str, Any]:
    cells: list[Any] = []
    for cell in row.cells:
        runs = [_in_cell(run, pen) for run in cell.text]
        mark = cell.mark if cell.mark in MARKS else ""
        plain = not mark and not cell.id and cell.colspan == 1 and all(isinstance(run, str) for run in runs)
        cells.append("".join(runs) if plain else {"text": runs, "mark": mark, "id": anchor(cell.id), "colspan": cell.colspan})
    return {"cells": cells, "style": row.style if row.style in ("total", "group") else "normal", "indent": min(row.indent, 4)}


def _fit(block: Table, width: float) -> tuple[float, list[float]]:
    """Size of the letters in points, and how wide each column is in letters.

    Where not everything fits, columns that are blank throughout become narrow first, then words are
    broken, down to a width at which they can still be read; then the letters become smaller. A number is never broken.
    """
    ways = [_fit_with(block, width, *way) for way in ((_WHOLE, _WHOLE), (_HALF, _HALF), (_HALF, _PAIR), (_HALF, _UPRIGHT))]
    *_, pair, upright = ways
    size, widths, _ = next((way for way in ways if way[2]), pair if pair[0] >= _EASY else upright)
    return size, widths


def _fit_with(block: Table, width: float, heads: float, blank: float) -> tuple[float, list[float], bool]:
    """Size, widths, and whether no word had to be broken nor a letter made smaller, with heads and those of blank columns broken so."""
    body = _body_widths(block)
    least = [max(pair) for pair in zip(_least_widths(block, body), _head_widths(block, body, _PAIR, blank), strict=True)]
    wanted = [min(_MOST, max(pair)) for pair in zip(body, _head_widths(block, body, heads, blank), strict=True)]
    natural = [max(pair) for pair in zip(least, wanted, strict=True)]
    room = 0.97 * width
    narrow, wide = (sum(widths) + _PADDING * len(body) for widths in (least, natural))
    size = round(max(_SMALLEST, min(_LARGEST, room / narrow)), 2)
    given = min(1.0, max(0.0, room / size - narrow) / (wide - narrow)) if wide > narrow else 1.0
    widths = [round(small + given * (large - small) + _PADDING, 2) for small, large in zip(least, natural, strict=True)]
    return size, widths, given == 1.0 and size == _LARGEST


def _least_widths(block: Table, body: list[float]) -> list[float]:
    """How narrow the columns may become: of words a part, of numbers all."""
    return [
        min(wide, max(_FEW_WORDS, min(wide / 2, _MANY_WORDS))) if side == "left" else wide
        for side, wide in zip(block.align, body, strict=True)
    ]


def _head_widths(block: Table, body: list[float], breaking: float, blank: float) -> list[float]:
    """How wide the heads of the columns are, in letters, broken in one of the ways above; over blank columns as `blank` says."""
    widths = [0.0] * len(block.align)
    for row in head_rows(block.head):
        for cell, at in row:
            if cell.colspan == 1 and at < len(widths):
                wide, way = letters(cell.text), breaking if body[at] else blank
                broken = min(wide, _PAIR if way == _UPRIGHT and _ENDS.search(cell.text) else way) if way else wide / 2
                widths[at] = max(widths[at], broken, *(letters(word) for word in re.findall(r"[!-~]+", cell.text)))
    return widths


def _body_widths(block: Table) -> list[float]:
    """How wide the longest text of each column is, in letters; 0 for a column that is blank throughout."""
    widths = [0.0] * len(block.align)
    for line in block.rows:
        at = 0
        for body in line.cells:
            words = sum(letters(run.text) for run in body.text)
            if words and body.colspan == 1 and at < len(widths):
                marks = {body.mark, *(run.mark for run in body.text)}
                sign = 1.2 if marks & {"breaks", "rounds", "blank"} else 0
                indent = line.indent if at == 0 else 0
                widths[at] = max(widths[at], words + sign + indent)
            at += body.colspan
    return widths


def _runs(runs: Iterable[Run], pen: Pen) -> list[Any]:
    return [_run(run, pen) for run in runs]


def _in_cell(run: Run, pen: Pen) -> Any:
    """As elsewhere, but a number without a mark is no link: the cell says its page, and hundreds of links make a file heavy."""
    said = _run(run, pen)
    if isinstance(said, str) or said["mark"] or not said["to"].startswith("#") or re.search(r"[^\W\d]", run.text):
        return said
    return said | {"to": "", "see": said["to"]}


def _run(run: Run, pen: Pen) -> Any:
    shown = pen.write(run.text)
    mark = run.mark if run.mark in MARKS else ""
    if not (run.strong or mark or run.to or run.id):
        return shown
    return {
        "text": shown,
        "strong": run.strong,
        "mark": mark,
        "to": href(run.to) if shown.strip() and not is_neighbour(run.to) else "",
        "see": "",
        "id": anchor(run.id),
    }
