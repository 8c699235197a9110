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
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from budgetnb.characters import visible
from budgetnb.showing.notice.content import Content, Part
from budgetnb.showing.workpaper.styles import width_of

FACES = {"title": "方正小标宋简体", "body": "仿宋_GB2312", "heading": "黑体", "subheading": "楷体_GB2312", "page": "宋体"}
TITLE, BODY, PAGE, SMALL = Pt(22), Pt(16), Pt(14), Pt(10.5)
"""二号, 三号, 四号 and 五号."""
MOST_IN_TITLE = 40
"""So many letters, a Chinese one counting as two, have room in a line of the title."""
PITCH = Pt(28)
MARGINS = {"top": Mm(37), "bottom": Mm(35), "left": Mm(28), "right": Mm(26)}
WIDTHS = (Mm(12), Mm(28), Mm(56), Mm(46), Mm(32), Mm(31), Mm(20))
"""Of the columns of the annex, which lies across the page."""
ALSO = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}
"""The face to be taken where a computer lacks the one that official papers name."""
SUBSTITUTES = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in ALSO.items())
FACES_TABLE = "word/fontTable.xml"
SEAL = 4
"""A date that is sealed stands so many letters from the right margin."""
CREATED = datetime(2000, 1, 1)
"""Papers say when they were made; ours say the same every time."""
_ZIPPED = (2000, 1, 1, 0, 0, 0)


def paper(content: Content) -> bytes:
    """The file; the same content gives the same bytes."""
    document = docx.Document()
    _set_up(document, content)
    title = "".join(content.title)
    _write(document, Part("title", title if width_of(title) <= MOST_IN_TITLE else "\n".join(content.title)))
    indents = _signature(content.parts)
    for part in content.parts:
        _write(document, part, indents.get(part.kind, 0))
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
    properties.title, properties.language = visible("".join(content.title)), "zh-CN"
    _face(document.styles["Normal"].element.get_or_add_rPr(), FACES["body"])
    before, after = content.page.split("{page}")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, before, "page", PAGE)
    _page_number(footer)
    _run(footer, after, "page", PAGE)


def _write(document: Document, part: Part, indent: float = 0) -> None:
    """A paragraph of its kind; `indent` are the letters that one on the right stands from the margin."""
    paragraph = document.add_paragraph()
    _pitch(paragraph)
    layout = paragraph.paragraph_format
    face, size = ("title", TITLE) if part.kind == "title" else (part.kind if part.kind in FACES else "body", BODY)
    if part.kind in ("title", "number"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.space_after = PITCH
    elif part.kind in ("office", "date"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = Pt(BODY.pt * indent)
        layout.keep_together = True
    elif part.kind != "addressee":
        layout.first_line_indent = BODY * 2
    if part.kind in ("heading", "subheading", "problem"):
        layout.keep_with_next = True
    if part.kind in ("annex", "office"):
        layout.space_before = PITCH
    if part.kind in ("last", "annex", "office"):  # a signature never stands on a page alone
        layout.keep_with_next = layout.keep_together = True
    if part.label:
        _run(paragraph, part.label, face, size).bold = True
    _run(paragraph, part.words, face, size).bold = part.kind == "problem"


def _signature(parts: Sequence[Part]) -> dict[str, float]:
    """How far from the margin office and date stand: the office in the middle above the date."""
    office, date = (next((width_of(part.words) / 2 for part in parts if part.kind == kind), 0.0) for kind in ("office", "date"))
    of_date = max(SEAL, SEAL / 2 + (office - date) / 2)
    return {"date": of_date, "office": of_date + (date - office) / 2}


def _annex(document: Document, content: Content) -> None:
    """The list of problems, on pages of its own that lie across, its head repeated."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = MARGINS["left"], MARGINS["right"]
    section.left_margin = section.right_margin = MARGINS["bottom"]
    section.footer_distance = Mm(15)
    mark = document.add_paragraph()
    _pitch(mark)
    _run(mark, content.annex_mark, "heading", BODY)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _pitch(title)
    title.paragraph_format.space_after = SMALL
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
    """The same archive, its members without the time they were written; its table of faces says which may stand for another."""
    source = zipfile.ZipFile(io.BytesIO(content))
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written = source.read(name)
            archive.writestr(
                member, written.replace(b"</w:fonts>", f"{SUBSTITUTES}</w:fonts>".encode()) if name == FACES_TABLE else written
            )
    return saved.getvalue()
