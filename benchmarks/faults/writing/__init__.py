"""Papers into files of five formats, as offices hand them in."""

from __future__ import annotations

from pathlib import Path

from faults.paper import Paper
from faults.writing.docx import write_docx
from faults.writing.html import write_html
from faults.writing.pdf import write_pdf
from faults.writing.text import write_text
from faults.writing.xlsx import write_xlsx

FORMATS = ("text", "docx", "xlsx", "pdf", "html")


def write(paper: Paper, format: str, folder: Path, name: str) -> list[Path]:
    """Write a paper; a workbook holds only the tables, its narrative is a Word file beside it."""
    match format:
        case "text":
            return [write_text(paper.blocks, folder / f"{name}.txt")]
        case "docx":
            return [write_docx(paper.blocks, folder / f"{name}.docx")]
        case "pdf":
            return [write_pdf(paper.blocks, folder / f"{name}.pdf")]
        case "html":
            return [write_html(paper.blocks, folder / f"{name}.html")]
    tables = paper.tables
    narrative = [block for block in paper.blocks if block not in tables]
    return [write_docx(narrative, folder / f"{name}-narrative.docx"), write_xlsx(tables, folder / f"{name}-tables.xlsx")]
