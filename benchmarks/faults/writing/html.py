"""Web pages: paragraphs, headings and tables with spans."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from faults.paper import Block, Paragraph, Table, words

_TAGS = {"cover": "h1", "heading": "h2"}


def write_html(blocks: Sequence[Block], path: Path) -> Path:
    """Write blocks as one page."""
    body = "\n".join(_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in blocks)
    page = (
        f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>部门预算公开</title></head>\n<body>\n{body}\n</body></html>\n'
    )
    path.write_text(page, encoding="utf-8")
    return path


def _paragraph(line: Paragraph) -> str:
    tag = _TAGS.get(line.style, "p")
    return f"<{tag}>{escape(line.text)}</{tag}>"


def _table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = "".join(f"<td{_span(cell.rowspan, cell.colspan)}>{escape(words(cell.part))}</td>" for cell in row)
        rows.append(f"<tr>{cells}</tr>")
    above = "\n".join(map(_paragraph, table.above))
    below = "\n".join(map(_paragraph, table.below))
    return "\n".join((above, "<table border=1>", *rows, "</table>", below))


def _span(rows: int, columns: int) -> str:
    return (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
