"""What a notebook's call gives back: blocks that show themselves in JupyterLab, on a page and in a plain shell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from budgetnb.blocks import MIMETYPE, Block, Callout, Chart, Facts, Heading, Listing, Paragraph, Run, Table, to_json
from budgetnb.texts import text

MOST_ROWS = 20
"""Rows of a table that a plain shell shows."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Some blocks; `handed` is what only the runner takes (mimetype and content), never laid out on a page.

    `of` is what it was made of and `asked` the call that made it (show, 问题), by which the same is made of something else.
    """

    blocks: tuple[Block, ...] = ()
    handed: tuple[tuple[str, Any], ...] = ()
    of: Any = field(default=None, compare=False)
    asked: tuple[str, ...] = field(default=(), compare=False)

    def __add__(self, other: Shown) -> Shown:
        return Shown(self.blocks + other.blocks, self.handed + other.handed)

    def __repr__(self) -> str:
        return "\n".join(plain_lines(self.blocks)) or text("show.handed")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.bundle()

    def bundle(self) -> dict[str, Any]:
        """The blocks for the exporters, HTML for JupyterLab, words for a shell."""
        shown: dict[str, Any] = {"text/plain": repr(self), **dict(self.handed)}
        if self.blocks:
            from budgetnb.blocks_html import notebook_html  # noqa: PLC0415  a plain shell needs no template

            shown |= {MIMETYPE: to_json(self.blocks), "text/html": notebook_html(self.blocks)}
        return shown


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks in words, line by line; of long tables the beginning."""
    for block in blocks:
        match block:
            case Heading():
                yield f"{'#' * block.level} {block.text}"
            case Paragraph():
                yield words(block.text)
            case Listing():
                yield from (f"- {line}" for entry in block.entries for line in plain_lines(entry))
            case Facts():
                yield from (
                    " ".join(part for part in (label, value + unit, remark) if part) for label, value, unit, remark in block.entries
                )
            case Chart():
                yield from (line for line in (block.caption, block.alt) if line)
            case Callout():
                yield f"[{text(f'page.tone.{block.tone}')}] {words(block.title)}"
                yield from (f"    {line}" for line in plain_lines(block.blocks))
            case Table():
                yield from _table_lines(block)


def words(runs: Iterable[Run]) -> str:
    """Inline text without its marks and links."""
    return "".join(run.text for run in runs)


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption + (text("show.in_unit", unit=table.unit) if table.unit else "")
    for head in table.head:
        yield "\t".join(cell.text for cell in head)
    for row in table.rows[:MOST_ROWS]:
        yield "\t".join(words(cell.text) for cell in row.cells)
    if len(table.rows) > MOST_ROWS:
        yield text("show.more_rows", count=len(table.rows) - MOST_ROWS)
    if table.note:
        yield table.note
