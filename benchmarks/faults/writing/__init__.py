"""Papers into files of five formats, as offices hand them in."""

from __future__ import annotations

from pathlib import Path

from faults.paper import Paper

FORMATS = ("text", "docx", "xlsx", "pdf", "html")


def write(paper: Paper, format: str, folder: Path, name: str) -> list[Path]:  # noqa: A002  the format's own word
    """Write a paper; a workbook holds only the tables, its narrative is a text document beside it."""
    if format == "text":
        from faults.writing.text import write_text

        return [write_text(paper.blocks, folder / f"{name}.txt")]
    if format == "docx":
        from faults.writing.docx import write_docx

        return [write_docx(paper.blocks, folder / f"{name}.docx")]
    if format == "xlsx":
        from faults.writing.docx import write_docx
        from faults.writing.xlsx import write_xlsx

        narrative = [block for block in paper.blocks if block not in paper.tables]
        return [write_docx(narrative, folder / f"{name}-narrative.docx"), write_xlsx(paper.tables, folder / f"{name}-tables.xlsx")]
    if format == "pdf":
        from faults.writing.pdf import write_pdf

        return [write_pdf(paper.blocks, folder / f"{name}.pdf")]
    from faults.writing.html import write_html

    return [write_html(paper, folder / f"{name}.html")]
