"""Web pages saved as files: paragraphs, and real tables with their spans; what only arranges or navigates the page is left out."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml import etree

from budgetnb.errors import UnreadableFile
from budgetnb.reading.archive import reading
from budgetnb.reading.document import Document, Grid, Paragraph, Spot
from budgetnb.reading.html.encoding import markup
from budgetnb.reading.html.pieces import END, pieces
from budgetnb.reading.html.tables import cells_of, grid, inner_tables, is_layout
from budgetnb.reading.limits import MOST_CELLS, read_bytes
from budgetnb.reading.paragraphs import join_lines


def read_html(path: Path) -> Document:
    """Read a saved web page; UnreadableFile when it is too large, too deeply nested, or without text."""
    content = read_bytes(path)
    root = _parse(markup(content, path.name), path.name)
    if len(list(root.iter("td", "th"))) > MOST_CELLS:
        raise UnreadableFile(path.name, "too_many_cells", limit=MOST_CELLS)
    blocks = tuple(_blocks(root))
    if not blocks:
        raise UnreadableFile(path.name, "no_text")
    return Document(path.name, sha256(content).hexdigest(), "html", blocks)


def _parse(text: str, file: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    with reading(file):
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise UnreadableFile(file, "no_text")
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableFile(file, "too_deep")
    return root


def _blocks(element: Any) -> Iterator[Paragraph | Grid]:
    lines: list[tuple[str, Spot]] = []
    for piece in pieces(element):
        if piece is END:
            yield from join_lines(lines)
            lines = []
        elif isinstance(piece, tuple):
            lines.append((piece[0], Spot(line=piece[1])))
        else:
            yield from join_lines(lines)
            lines = []
            yield from _table(piece)
    yield from join_lines(lines)


def _table(element: Any) -> Iterator[Paragraph | Grid]:
    """A table as a grid, or what stands in it when it only arranges the page; tables within its cells follow."""
    for caption in element.iterchildren("caption"):
        yield from _blocks(caption)
    rows = cells_of(element)
    if is_layout(element, rows):
        for cell in (cell for row in rows for cell in row):
            yield from _blocks(cell)
        return
    yield grid(element, rows)
    for inner in inner_tables(element):
        yield from _table(inner)
