"""Markdown cells as blocks: headings, paragraphs, lists, emphasis, links, quotations, code, tables.

Raw HTML in Markdown stays text. A picture is told by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Heading, Listing, Paragraph, Run, Table

_Token = dict[str, Any]


def markdown_blocks(source: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text."""
    return tuple(_blocks(_parser()(source)))


@cache
def _parser() -> Any:
    import mistune  # noqa: PLC0415  loaded only when there is Markdown to read

    return mistune.create_markdown(renderer=None, plugins=["table"])


def _blocks(tokens: Iterable[_Token], style: str = "normal") -> Iterator[Block]:
    for token in tokens:
        match token["type"]:
            case "heading":
                runs = tuple(_runs(token["children"]))
                yield Heading("".join(run.text for run in runs), token["attrs"]["level"])
            case "paragraph" | "block_text":
                yield Paragraph(tuple(_runs(token["children"])), style)
            case "list":
                entries = tuple(tuple(_blocks(entry["children"])) for entry in token["children"])
                yield Listing(entries, bool(token["attrs"]["ordered"]))
            case "block_quote":
                yield from _blocks(token["children"], "quote")
            case "block_code":
                yield Paragraph((Run(token["raw"].rstrip("\n")),), "plain")
            case "block_html":
                yield Paragraph((Run(token["raw"].strip()),), style)
            case "table":
                yield _table(token["children"])


def _runs(tokens: Iterable[_Token], strong: bool = False, to: str = "") -> Iterator[Run]:
    for token in tokens:
        match token["type"]:
            case "text" | "codespan" | "inline_html":
                yield Run(token["raw"], strong, to=to)
            case "strong" | "emphasis":
                yield from _runs(token["children"], True, to)
            case "link":
                yield from _runs(token["children"], strong, token["attrs"]["url"])
            case "linebreak":
                yield Run("\n")
            case "softbreak":
                yield Run(" ")
            case _:
                yield from _runs(token.get("children", ()), strong, to)


def _table(parts: list[_Token]) -> Table:
    head = parts[0]["children"]
    body = [row["children"] for part in parts[1:] for row in part["children"]]
    cells = tuple(HeadCell("".join(run.text for run in _runs(cell["children"]))) for cell in head)
    rows = tuple(BodyRow(tuple(BodyCell(tuple(_runs(cell["children"]))) for cell in row)) for row in body)
    align = tuple(cell["attrs"]["align"] or "left" for cell in head)
    return Table("", (cells,), rows, align, head_columns=0)
