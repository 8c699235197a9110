"""What a code cell showed, as blocks: our own blocks as they are, anybody else's outputs as well as can be.

An analyst's own cell may show text, a pandas table, a PNG or SVG picture, Markdown; none of it is
dropped and none of it is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from budgetnb.blocks import (
    FILES_MIMETYPE,
    MIMETYPE,
    REVIEW_MIMETYPE,
    Block,
    BodyCell,
    BodyRow,
    Callout,
    Chart,
    HeadCell,
    Paragraph,
    Table,
    from_json,
    runs,
)
from budgetnb.rendering.markdown import markdown_blocks
from budgetnb.svg import png_as_svg
from budgetnb.texts import text

ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_NUMBER = re.compile(r"\s*|[-+]?[\d,]+(\.\d+)?([eE][-+]?\d+)?%?|NaN|—|<NA>|None")
_WIDE = 9
"""From this many columns on a table of unknown origin is laid out as a wide one."""


def output_blocks(cell: Mapping[str, Any]) -> Iterator[Block]:
    """All that a code cell showed, in order."""
    for output in cell["outputs"]:
        match output["output_type"]:
            case "stream":
                yield from _stream(output["name"], _plain(output["text"]))
            case "error":
                said = ANSI.sub("", f"{output['ename']}: {output['evalue']}")
                title = text("page.cell_failed", cell=cell.get("execution_count") or "?")
                yield Callout(runs(title), (Paragraph(runs(said), "plain"),), "error")
            case _:
                yield from _shown(output["data"], output.get("metadata", {}))


def _stream(name: str, printed: str) -> Iterator[Block]:
    said = Paragraph(runs(ANSI.sub("", printed).rstrip("\n")), "plain")
    if name == "stderr":
        yield Callout(runs(text("page.printed_aside")), (said,), "hint")
    elif printed.strip():
        yield said


def _shown(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    """The richest form we can lay out; what was only handed to the runner is not shown."""
    if MIMETYPE in data:
        yield from from_json(data[MIMETYPE])
    elif REVIEW_MIMETYPE in data or FILES_MIMETYPE in data:
        return
    elif "text/html" in data and (found := html_blocks(_plain(data["text/html"]))):
        yield from found
    elif "image/svg+xml" in data:
        yield _picture(_plain(data["image/svg+xml"]), about.get("image/svg+xml", {}))
    elif "image/png" in data and (drawn := png_as_svg(_plain(data["image/png"]))):
        yield _picture(drawn, about.get("image/png", {}))
    elif "text/markdown" in data:
        yield from markdown_blocks(_plain(data["text/markdown"]))
    elif "text/plain" in data:
        yield Paragraph(runs(ANSI.sub("", _plain(data["text/plain"]))), "plain")


def html_blocks(source: str) -> tuple[Block, ...]:
    """The tables of an HTML output, and its other words as a note; everything else falls away."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  only an analyst's own HTML needs it

    soup = BeautifulSoup(source, "html.parser")
    for unwanted in soup(["style", "script", "template", "head"]):
        unwanted.decompose()
    tables = [table.extract() for table in soup("table")]
    rest = re.sub(r"\s*\n\s*", "\n", soup.get_text()).strip()
    notes = (Paragraph(runs(rest), "note"),) if rest else ()
    return (*(_table(table) for table in tables if table.find("tr")), *notes)


def _table(source: Any) -> Table:
    caption = source.find("caption")
    rows = [[_cell(cell) for cell in row(["th", "td"], recursive=False)] for row in source("tr")]
    heads = len(source.select("thead tr"))
    head = tuple(tuple(HeadCell(words, across, down) for words, across, down, _ in row) for row in rows[:heads])
    body = _unrolled(rows[heads:])
    columns = max((len(row) for row in body), default=sum(cell.colspan for cell in head[0]) if head else 1)
    align = tuple("right" if all(_NUMBER.fullmatch(row[at]) for row in body if at < len(row)) else "left" for at in range(columns))
    head_columns = sum(is_head for *_, is_head in rows[heads]) if len(rows) > heads else 0
    lines = tuple(BodyRow(tuple(BodyCell(runs(words)) for words in row)) for row in body)
    words = caption.get_text(" ", strip=True) if caption else ""
    return Table(words, head, lines, align, wide=columns >= _WIDE, head_columns=head_columns)


def _cell(source: Any) -> tuple[str, int, int, bool]:
    return source.get_text(" ", strip=True), _span(source.get("colspan")), _span(source.get("rowspan")), source.name == "th"


def _span(printed: str | None) -> int:
    return min(max(int(printed), 1), 100) if printed and printed.isdecimal() else 1


def _unrolled(rows: list[list[tuple[str, int, int, bool]]]) -> list[list[str]]:
    """The rows with every spanning cell printed once and left blank where it reached to."""
    waiting: dict[int, int] = {}
    unrolled = []
    for row in rows:
        line: list[str] = []
        for words, across, down, _ in row:
            while waiting.get(len(line), 0):
                waiting[len(line)] -= 1
                line.append("")
            for at in range(across):
                waiting[len(line)] = down - 1
                line.append("" if at else words)
        unrolled.append(line)
    return unrolled


def _picture(svg: str, about: Any) -> Chart:
    alt = about.get("alt", "") if isinstance(about, Mapping) else ""
    return Chart("", alt or text("page.picture"), svg)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else "".join(value)
