"""Plain text: cells between tabs, merged cells lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from faults.paper import Paper, Paragraph, lattice, words


def write_text(paper: Paper, path: Path) -> None:
    """Write a paper as text; blank lines stand between its blocks."""
    path.write_text("\n".join(_lines(paper)) + "\n", encoding="utf-8")


def _lines(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            yield from (block.text, "")
            continue
        for line in block.above:
            yield from (line.text, "")
        for row in lattice(block.rows, block.columns):
            yield "\t".join(words(cell.part) if cell else "" for cell in row)
        yield ""
        for line in block.below:
            yield from (line.text, "")
