"""PDF files with a text layer: ruled tables with their merged cells, and the text between them as paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Document, Doubt
from budgetnb.reading.limits import MOST_PAGES, read_bytes
from budgetnb.reading.pdf.edges import drop_repeats, take_margins
from budgetnb.reading.pdf.flow import flow
from budgetnb.reading.pdf.page import Page, read_page

_FEW = 30
"""Characters in a whole file that do not make it readable: a stamp, a page number."""


def read_pdf(path: Path) -> Document:
    """Read a PDF; UnreadableFile when it is broken, protected, scanned, or its text means nothing.

    With the extra `ocr` a file without usable text is read by what its pages look like, and so are single pages without text.
    """
    from budgetnb.reading.ocr import can_recognise, read_pictures, read_scan  # noqa: PLC0415  which puts pages together as this module does

    content = read_bytes(path)
    pages = _read_pages(content, path.name)
    why = _textless(pages)
    if why and can_recognise():
        return read_scan(content, path.name)
    if why:
        raise UnreadableFile(path.name, why)
    if can_recognise():
        pages = read_pictures(content, path.name, pages)
    return document_of(pages, path.name, sha256(content).hexdigest())


def document_of(pages: Sequence[Page], file: str, digest: str, kind: str = "pdf", doubts: Sequence[Doubt] = ()) -> Document:
    """Pages as one document: paragraphs run over them, what stands at their edges is set aside; `doubts` are of the whole file."""
    bare, margins = take_margins(pages)
    once, repeats = drop_repeats(bare)
    every = sorted([*doubts, *(doubt for page in pages for doubt in page.doubts), *repeats], key=lambda doubt: doubt.spot.page or 0)
    return Document(file, digest, kind, flow(once), len(pages), tuple(every), tuple(margins))


def _read_pages(content: bytes, file: str) -> list[Page]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as wrong:
        protected = wrong.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableFile(file, "protected" if protected else "broken") from None
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableFile(file, "too_many_pages", count=len(document), limit=MOST_PAGES)
        return [_open_page(document, place, file) for place in range(len(document))]
    finally:
        document.close()


def _open_page(document: pdfium.PdfDocument, place: int, file: str) -> Page:
    try:
        page = document[place]
        try:
            return read_page(page, place + 1)
        finally:
            page.close()
    except pdfium.PdfiumError:
        raise UnreadableFile(file, "broken_page", page=place + 1) from None


def _textless(pages: Sequence[Page]) -> str:
    """Why the text of a file cannot be read: scanned, drawn, or without meaning for its glyphs; "" when it can."""
    characters, unknown = sum(page.characters for page in pages), sum(page.unknown for page in pages)
    if characters <= _FEW and any(page.picture for page in pages):
        return "scanned"
    if not characters:
        return "no_text"
    return "no_meaning" if unknown * 2 > characters else ""
