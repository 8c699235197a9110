"""A page as plain JSON for the typst template: texts that have glyphs, labels that exist, columns that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from budgetnb.blocks import Block, BodyCell, BodyRow, Callout, Chart, Facts, HeadCell, Heading, Listing, Paragraph, Run, Table
from budgetnb.blocks_html import MARKS, anchor, head_rows, href, is_neighbour
from budgetnb.characters import drawable
from budgetnb.rendering.columns import READABLE, fit
from budgetnb.rendering.heights import LENGTHWISE, LONG, UPRIGHT, height
from budgetnb.rendering.model import Page, linked
from budgetnb.svg import clean_svg
from budgetnb.texts import language, text

_PORTRAIT, _LANDSCAPE = 162 * 72 / 25.4, 265 * 72 / 25.4
"""Width of the text in points, upright and lengthwise."""
_TORN = 1500
"""A cell of more characters may be torn over pages."""
_TONES = ("error", "warning", "hint", "good", "note")


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes texts in characters that have a glyph and remembers those that had none; counts the places that say pages."""

    glyphs: frozenset[int]
    missing: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)

    def write(self, plain: str) -> str:
        """The text as it can be drawn."""
        shown, missing = drawable(plain, self.glyphs)
        self.missing.update(missing)
        return shown

    def leading(self, places: Iterable[str]) -> list[str]:
        """Labels that words lead to, each once, after a label for where these words stand; nothing where they lead nowhere."""
        there = list(dict.fromkeys(places))
        return [f"here {next(self.numbers)}", *there] if there else []


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
    return isinstance(block, Table) and fit(_rectangular(block), _PORTRAIT)[0] < READABLE


def _blocks(blocks: Iterable[Block], pen: Pen, width: float, nested: bool = False) -> list[dict[str, Any]]:
    return [{"kind": type(block).__name__.lower(), **_block(block, pen, width, nested)} for block in blocks]


def _block(block: Block, pen: Pen, width: float, nested: bool) -> dict[str, Any]:
    match block:
        case Heading():
            return {"text": pen.write(block.text), "level": 0 if nested else block.level - 1, "id": anchor(block.id)}
        case Paragraph():
            words = _runs(block.text, pen)
            return {"text": words, "style": block.style, "see": pen.leading(_leads(words))}
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
    size, widths = fit(block, width)
    rows = [_row(row, block.align, pen) for row in block.rows]
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
        "rows": [row | {"cells": [_plain(cell) for cell in row["cells"]]} for row in rows],
        "see": pen.leading(place for row in rows for cell in row["cells"] for place in cell["marked"]),
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


def _row(row: BodyRow, align: Sequence[str], pen: Pen) -> dict[str, Any]:
    """A row; the pages that its numbers lead to are said in its first cell, where there is room."""
    cells = [_cell(cell, pen) for cell in row.cells]
    column = 0
    for cell in cells:
        if align[column] != "left" and cell is not cells[0]:
            cells[0]["see"] += cell["see"]
            cell["see"] = []
        column += cell["colspan"]
    for cell in cells:
        cell["see"] = pen.leading(cell["see"])
    style = row.style if row.style in ("total", "group") else "normal"
    return {"cells": cells, "style": style, "indent": min(row.indent, 4)}


def _cell(cell: BodyCell, pen: Pen) -> dict[str, Any]:
    """A cell; `marked` are the places that explain what is marked in it, which the table says below."""
    mark = cell.mark if cell.mark in MARKS else ""
    shown = _runs(cell.text, pen)
    return {
        "text": [_in_cell(run) for run in shown],
        "mark": mark,
        "id": anchor(cell.id),
        "colspan": cell.colspan,
        "see": [] if mark else _leads(run for run in shown if isinstance(run, str) or not run["mark"]),
        "marked": _leads(run for run in shown if mark or (not isinstance(run, str) and run["mark"])),
        "long": sum(len(run.text) for run in cell.text) > _TORN,
    }


def _plain(cell: dict[str, Any]) -> Any:
    """A cell as its words alone, where there is nothing else to it: most are, and they cost the typesetter least."""
    words = cell["text"]
    if cell["mark"] or cell["id"] or cell["see"] or cell["long"] or cell["colspan"] != 1:
        return cell
    return "".join(words) if all(isinstance(run, str) and "\n" not in run for run in words) else cell


def _runs(runs: Iterable[Run], pen: Pen) -> list[Any]:
    return [_run(run, pen) for run in runs]


def _in_cell(shown: Any) -> Any:
    """As elsewhere, but a number without a mark is no link: the row says its page, and hundreds of links make a file heavy."""
    if isinstance(shown, str) or shown["mark"] or not shown["to"].startswith("#") or re.search(r"[^\W\d]", shown["text"]):
        return shown
    return shown | {"to": ""}


def _leads(shown: Iterable[Any]) -> list[str]:
    """The places in the report that runs lead to, by their labels."""
    return [run["to"][1:] for run in shown if not isinstance(run, str) and run["to"].startswith("#")]


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
        "id": anchor(run.id),
    }
