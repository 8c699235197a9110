"""Plain text and Markdown: paragraphs, and tables whose cells stand between tabs or bars."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Cell, Document, Grid, Paragraph, Spot
from budgetnb.reading.limits import MOST_CELLS, read_bytes
from budgetnb.reading.paragraphs import join_lines

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_RULE = re.compile(r"\s*\|?[\s:|-]*-{3,}[\s:|-]*\s*")
_MARKDOWN = re.compile(r"^\s*(#{1,6}\s+|[-*+]\s+(?=\S)|>\s+)")


def read_text(path: Path) -> Document:
    """Read a text file (UTF-8, UTF-16 with its mark, or GB 18030); UnreadableFile when it is none."""
    content = read_bytes(path)
    lines = decode(content, path.name).splitlines()
    return Document(path.name, sha256(content).hexdigest(), "text", tuple(_limited(_blocks(lines, path.name), path.name)))


def decode(content: bytes, file: str) -> str:
    """The text of a file whose encoding nobody wrote down."""
    named = [encoding for mark, encoding in _BOMS if content.startswith(mark)]
    for encoding in named or ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(file, "not_text")


def _limited(blocks: Iterator[Paragraph | Grid], file: str) -> Iterator[Paragraph | Grid]:
    """The blocks, as long as their tables together are not too large."""
    left = MOST_CELLS
    for block in blocks:
        left -= len(block.cells) if isinstance(block, Grid) else 0
        if left < 0:
            raise _too_many(file)
        yield block


def _too_many(file: str) -> UnreadableFile:
    return UnreadableFile(file, "too_many_cells", limit=MOST_CELLS)


def _blocks(lines: Sequence[str], file: str) -> Iterator[Paragraph | Grid]:
    prose: list[tuple[str, Spot]] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, start=1):
        cells = _cells(line)
        if cells is not None:
            yield from join_lines(prose)
            prose = []
            rows.append((number, cells))
        elif line.strip():
            if rows:
                yield _grid(rows, file)
                rows = []
            prose.append((_MARKDOWN.sub("", line), Spot(line=number)))
        else:
            prose.append(("", Spot(line=number)))
    yield from join_lines(prose)
    if rows:
        yield _grid(rows, file)


def _cells(line: str) -> list[str] | None:
    """The cells of a table row, None when the line is no row; a Markdown rule is a row without cells."""
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    if line.strip().startswith("|") and line.strip().endswith("|"):
        return [] if _RULE.fullmatch(line) else [cell.strip() for cell in line.strip()[1:-1].split("|")]
    return None


def _grid(rows: Sequence[tuple[int, list[str]]], file: str) -> Grid:
    filled = [(number, cells) for number, cells in rows if cells]
    width = max(len(cells) for _, cells in filled) if filled else 0
    if len(filled) * width > MOST_CELLS:  # one long row widens all others
        raise _too_many(file)
    return Grid(
        tuple(
            Cell(text, row, column, Spot(line=number))
            for row, (number, cells) in enumerate(filled)
            for column, text in enumerate(cells + [""] * (width - len(cells)))
        ),
        Spot(line=rows[0][0]),
        spans_known=False,
    )
