"""Plain text: cells between tabs, merged cells lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from faults.paper import Block, Paragraph, lattice, words


def write_text(blocks: Sequence[Block], path: Path) -> Path:
    """Write blocks as text, a blank line after each."""
    path.write_text("\n".join(_lines(blocks)) + "\n", encoding="utf-8")
    return path


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
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
