"""Word files: paragraphs, tables and boxes in the order of the document, as they are printed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as Written
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Document, Grid, Paragraph
from budgetnb.reading.docx import read_docx
from budgetnb.reading.docx.counting import chinese

W = nsdecls("w")


def saved(folder: Path, document: Written) -> Path:
    path = folder / "a.docx"
    document.save(str(path))
    return path


def rows(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.matrix()]


def contents(document: Document) -> list[object]:
    return [block.text if isinstance(block, Paragraph) else rows(block) for block in document.blocks]


def with_body(folder: Path, xml: str) -> Path:
    """A file whose body holds this XML."""
    document = docx.Document()
    body = document.element.body
    for child in list(parse_xml(f'<w:body {nsdecls("w", "wp", "a")} xmlns:mc="urn:mc" xmlns:wps="urn:wps" xmlns:v="urn:v">{xml}</w:body>')):
        body.insert(len(body) - 1, child)
    return saved(folder, document)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_tables_come_in_document_order(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("一、收入支出预算总体情况说明")
    table = document.add_table(2, 2)
    for place, text in enumerate(["科目", "金额", "教育", "1,234.50"]):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("收支总计546.94万元，")
    read = read_docx(saved(tmp_path, document))
    assert contents(read) == ["一、收入支出预算总体情况说明", [["科目", "金额"], ["教育", "1,234.50"]], "收支总计546.94万元，"]
    assert [block.spot.line for block in read.blocks] == [1, 2, 6]


def test_merged_cells_keep_their_spans(tmp_path: Path):
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "支出预算"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "科目"
    (grid,) = read_docx(saved(tmp_path, document)).blocks
    assert isinstance(grid, Grid)
    assert rows(grid) == [["科目", "支出预算", None], [None, "11", "12"], ["20", "21", "22"]]
    assert [(cell.rowspan, cell.colspan) for cell in grid.cells[:2]] == [(2, 1), (1, 2)]


def test_a_row_that_begins_further_in_keeps_its_columns(tmp_path: Path):
    row = "<w:tr>{before}{cells}</w:tr>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    first = row.format(before="", cells="".join(map(cell.format, "甲乙丙")))
    second = row.format(before='<w:trPr><w:gridBefore w:val="1"/></w:trPr>', cells=cell.format("丁"))
    (grid,) = read_docx(with_body(tmp_path, f"<w:tbl>{first}{second}</w:tbl>")).blocks
    assert isinstance(grid, Grid)
    assert rows(grid) == [["甲", "乙", "丙"], [None, "丁", None]]


def test_a_table_within_a_cell_follows_as_a_table_of_its_own(tmp_path: Path):
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "外"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "里一", "里二"
    assert contents(read_docx(saved(tmp_path, document))) == [[["外", ""]], [["里一", "里二"]]]


def test_a_table_of_one_cell_is_a_frame_around_text(tmp_path: Path):
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "框中的文字"
    assert contents(read_docx(saved(tmp_path, document))) == ["框中的文字"]


def test_what_was_inserted_counts_and_what_was_deleted_does_not(tmp_path: Path):
    runs = (
        "<w:r><w:t>收入</w:t></w:r><w:del><w:r><w:delText>185.55</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>546.94</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>。</w:t></w:r></w:moveTo>"
    )
    assert contents(read_docx(with_body(tmp_path, f"<w:p>{runs}</w:p>"))) == ["收入546.94万元。"]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path):
    box = f"<w:txbxContent>{paragraph('框内说明')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert contents(read_docx(with_body(tmp_path, f"<w:p><w:r><w:t>正文</w:t></w:r>{drawing}</w:p>{paragraph('下文')}"))) == [
        "正文",
        "框内说明",
        "下文",
    ]


def test_content_controls_links_and_fields_print_their_text(tmp_path: Path):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    link = f"<w:p><w:hyperlink><w:r><w:t>附件</w:t></w:r></w:hyperlink>{field}</w:p>"
    assert contents(read_docx(with_body(tmp_path, control + link))) == ["目录", "附件3"]


def test_hidden_text_is_a_doubt(tmp_path: Path):
    runs = "<w:r><w:t>可见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    read = read_docx(with_body(tmp_path, f"<w:p>{runs}</w:p>"))
    assert contents(read) == ["可见"]
    assert [(doubt.text, doubt.why, doubt.spot.line) for doubt in read.doubts] == [("隐藏", "invisible", 1)]


def test_lines_broken_by_hand_are_one_sentence_or_several(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("收入预算总计一百万元，比上年\n增加五万元。\n二、支出预算")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "事业单位\n经营收入", "12.00\n13.00"
    assert contents(read_docx(saved(tmp_path, document))) == [
        "收入预算总计一百万元，比上年增加五万元。",
        "二、支出预算",
        [["事业单位经营收入", "12.00\n13.00"]],
    ]


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(text: str, number: int, depth: int = 0) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def test_the_numbers_that_word_prints_by_itself_are_read(tmp_path: Path):
    lines = [("职责", 1), ("机构", 1), ("内设", 1, 1), ("甲", 1, 2), ("乙", 1, 2), ("下属", 1, 1)]
    lines += [("说明", 1), ("另起", 1, 1), ("圆点", 2), ("重来", 3), ("无", 9)]
    body = "".join(numbered(*line) for line in lines)
    path = with_body(tmp_path, body)
    _rewrite(path, "word/numbering.xml", lambda _: NUMBERING.encode())
    assert contents(read_docx(path)) == [
        "一、职责",
        "二、机构",
        "（一）内设",
        "3.甲",
        "4.乙",
        "（二）下属",
        "三、说明",
        "（一）另起",
        "圆点",
        "一、重来",
        "无",
    ]


def test_numbers_are_counted_in_chinese_as_word_does():
    counted = " ".join(chinese(number) for number in (9, 10, 11, 19, 20, 21, 100, 101, 110, 1001))
    assert counted == "九 十 十一 十九 二十 二十一 一百 一百〇一 一百一十 一千〇一"


def test_footnotes_follow_the_text(tmp_path: Path):
    path = with_body(tmp_path, paragraph("正文"))
    line = f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
    notes = f'<w:footnotes {W}>{line}<w:footnote w:id="1">{paragraph("注：见附表")}</w:footnote></w:footnotes>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    assert contents(read_docx(path)) == ["正文", "注：见附表"]


def test_headers_and_footers_are_left_out(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    assert contents(read_docx(saved(tmp_path, document))) == ["正文"]


def _rewrite(path: Path, member: str, change) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members.get(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_docx(path)
    return refused.value.why


def test_entities_are_refused(tmp_path: Path):
    path = with_body(tmp_path, paragraph("正文"))
    _rewrite(path, "word/document.xml", lambda xml: re.sub(rb"<w:document", b'<!DOCTYPE a [<!ENTITY b "bbb">]><w:document', xml, count=1))
    assert "实体" in _refusal(path)


def test_a_table_that_claims_millions_of_columns_has_those_it_can_have(tmp_path: Path):
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p><w:r><w:t>宽</w:t></w:r></w:p></w:tc>'
    (grid,) = read_docx(with_body(tmp_path, f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")).blocks
    assert isinstance(grid, Grid)
    assert grid.columns == 126


def test_tables_within_tables_without_end_are_broken_or_read(tmp_path: Path):
    deep = "<w:tbl><w:tr><w:tc>" * 70 + paragraph("里") + "</w:tc></w:tr></w:tbl>" * 70
    assert contents(read_docx(with_body(tmp_path, deep))) == ["里"]
    path = with_body(tmp_path, paragraph("x"))
    _rewrite(path, "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:tbl><w:tr><w:tc>" * 5000))
    assert "损坏" in _refusal(path)


@pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
def test_half_a_file_is_broken(tmp_path: Path, part: float):
    path = with_body(tmp_path, paragraph("正文"))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert "损坏" in _refusal(path)


def test_a_paragraph_style_that_is_based_on_itself_ends(tmp_path: Path):
    document = docx.Document()
    style = document.styles["Normal"].element
    style.insert(0, parse_xml(f'<w:basedOn {W} w:val="{style.get(qn("w:styleId"))}"/>'))
    document.add_paragraph("正文")
    assert contents(read_docx(saved(tmp_path, document))) == ["正文"]
