"""A notice as DOCX in the layout of official papers (GB/T 9704-2012): faces, sizes, line pitch, margins, page numbers.

The faces are named, not embedded: Word and WPS on an office computer have them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from budgetnb.characters import visible
from budgetnb.showing.notice.content import Content, Part

FACES = {"title": "方正小标宋简体", "body": "仿宋_GB2312", "heading": "黑体", "subheading": "楷体_GB2312", "page": "宋体"}
TITLE, BODY, PAGE, SMALL = Pt(22), Pt(16), Pt(14), Pt(10.5)
"""二号, 三号, 四号 and 五号."""
PITCH = Pt(28)
MARGINS = {"top": Mm(37), "bottom": Mm(35), "left": Mm(28), "right": Mm(26)}
WIDTHS = (Mm(10), Mm(21), Mm(40), Mm(29), Mm(22), Mm(20), Mm(14))
CREATED = datetime(2000, 1, 1)
"""Papers say when they were made; ours say the same every time."""
_ZIPPED = (2000, 1, 1, 0, 0, 0)


def paper(content: Content) -> bytes:
    """The file; the same content gives the same bytes."""
    document = docx.Document()
    _set_up(document, content)
    _write(document, Part("title", content.title))
    for part in content.parts:
        _write(document, part)
    _annex(document, content)
    saved = io.BytesIO()
    document.save(saved)
    return _undated(saved.getvalue())


def _set_up(document: Document, content: Content) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = MARGINS["top"], MARGINS["bottom"]
    section.left_margin, section.right_margin = MARGINS["left"], MARGINS["right"]
    section.footer_distance = Mm(28)
    properties = document.core_properties
    properties.created = properties.modified = CREATED
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = visible(content.title), "zh-CN"
    _face(document.styles["Normal"].element.get_or_add_rPr(), FACES["body"])
    before, after = content.page.split("{page}")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, before, "page", PAGE)
    _page_number(footer)
    _run(footer, after, "page", PAGE)


def _write(document: Document, part: Part) -> None:
    """A paragraph of its kind."""
    paragraph = document.add_paragraph()
    _pitch(paragraph)
    layout = paragraph.paragraph_format
    face, size = ("title", TITLE) if part.kind == "title" else (part.kind if part.kind in FACES else "body", BODY)
    if part.kind in ("title", "number"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.space_after = PITCH
    elif part.kind in ("office", "date"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = BODY * (4 if part.kind == "date" else 3)
        layout.keep_together = True
    elif part.kind != "addressee":
        layout.first_line_indent = BODY * 2
    if part.kind in ("heading", "subheading", "problem"):
        layout.keep_with_next = True
    if part.kind in ("annex", "office"):
        layout.space_before = PITCH
    if part.kind == "office":
        layout.keep_with_next = True
    if part.label:
        _run(paragraph, part.label, face, size).bold = True
    _run(paragraph, part.words, face, size).bold = part.kind == "problem"


def _annex(document: Document, content: Content) -> None:
    """The list of problems, on a page of its own, its head repeated."""
    title = document.add_paragraph()
    title.paragraph_format.page_break_before = True
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _pitch(title)
    _run(title, content.annex_title, "title", TITLE)
    table = document.add_table(rows=0, cols=len(content.head))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for number, words in enumerate((content.head, *content.rows)):
        row = table.add_row()
        if number == 0:
            _mark(row._tr.get_or_add_trPr(), "w:tblHeader")
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        _cells(row.cells, words, "heading" if number == 0 else "body")


def _cells(cells: Sequence[Any], words: Sequence[str], face: str) -> None:
    for cell, said, width in zip(cells, words, WIDTHS, strict=True):
        cell.width = width
        lines = said.split("\n")
        for number, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            if face == "heading":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(paragraph, line, face, SMALL)


def _run(paragraph: Paragraph, words: str, face: str, size: Any) -> Any:
    run = paragraph.add_run(visible(words))
    run.font.size = size
    _face(run._r.get_or_add_rPr(), FACES.get(face, FACES["body"]))
    return run


def _face(properties: Any, name: str) -> None:
    """One face for Chinese and Latin letters alike, as official papers want it."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _pitch(paragraph: Paragraph) -> None:
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    layout.space_before = layout.space_after = Pt(0)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = _run(paragraph, "1", "page", PAGE)._r
    paragraph._p.remove(run)
    field.append(run)
    paragraph._p.append(field)


def _mark(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def _undated(content: bytes) -> bytes:
    """The same archive, its members in order and without the time they were written."""
    source = zipfile.ZipFile(io.BytesIO(content))
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(member, source.read(name))
    return saved.getvalue()
