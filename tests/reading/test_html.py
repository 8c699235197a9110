"""Web pages: the text and the tables, not what stands around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Document, Grid, Paragraph
from budgetnb.reading.html import read_html


def page(folder: Path, body: str, head: str = '<meta charset="utf-8">', encoding: str = "utf-8") -> Document:
    path = folder / "a.html"
    path.write_bytes(f"<!DOCTYPE html><html><head>{head}<title>题目</title></head><body>{body}</body></html>".encode(encoding))
    return read_html(path)


def rows(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.matrix()]


def contents(document: Document) -> list[object]:
    return [block.text if isinstance(block, Paragraph) else rows(block) for block in document.blocks]


def test_paragraphs_and_tables_come_in_the_order_of_the_page(tmp_path: Path):
    table = "<table><tr><th>科目<th>金额<tr><td>教育<td>5</table>"
    document = page(tmp_path, f"<h1>部门预算</h1>\n<p>收支总计<b>546.94</b>万元。</p>{table}\n<div>一段<p>二段</p>三段</div>")
    assert contents(document) == ["部门预算", "收支总计546.94万元。", [["科目", "金额"], ["教育", "5"]], "一段", "二段", "三段"]
    assert [block.spot.line for block in document.blocks] == [1, 2, 2, 3, 3, 3]


def test_spans_are_placed_as_browsers_place_them(tmp_path: Path):
    table = """<table border=1><thead><tr><td rowspan=2>科目</td><td colspan="3">支出</td></tr><tr><td>合计<td>基本<td>项目</tr></thead>
    <tbody><tr><td rowspan="99">教育<td>1<td>2<td>3</tr><tr><td>4<td>5<td>6</tr></tbody></table>"""
    (grid,) = page(tmp_path, table).blocks
    assert isinstance(grid, Grid)
    assert rows(grid) == [["科目", "支出", None, None], [None, "合计", "基本", "项目"], ["教育", "1", "2", "3"], [None, "4", "5", "6"]]
    assert [(cell.rowspan, cell.colspan) for cell in grid.cells[:2]] == [(2, 1), (1, 3)]


def test_tables_that_arrange_the_page_are_unwrapped(tmp_path: Path):
    inner = "<table><tr><td>科目<td>金额<tr><td>教育<td>5</table>"
    outer = f"<table><tr><td>左</td><td><table><tr><td><p>说明文字。</p>{inner}</td></tr></table></td></tr></table>"
    assert contents(page(tmp_path, outer)) == ["左", "说明文字。", [["科目", "金额"], ["教育", "5"]]]


def test_a_page_laid_out_in_two_columns_of_prose_is_no_table(tmp_path: Path):
    prose = "".join(f"<p>第{number}段，说明收入支出预算的总体情况，{'财政拨款收入增加。' * 8}</p>" for number in "一二三")
    assert len(contents(page(tmp_path, f"<table><tr><td>目录</td><td>{prose}</td></tr></table>"))) == 4


def test_a_table_within_a_cell_follows_as_a_table_of_its_own(tmp_path: Path):
    inner = "<table><tr><td>里<td>1</table>"
    table = f"<table><tr><td>项目<td>预算数合计金额<tr><td>教育支出等各项<td>{inner}</table>"
    assert contents(page(tmp_path, table)) == [[["项目", "预算数合计金额"], ["教育支出等各项", ""]], [["里", "1"]]]


def test_what_stands_around_the_text_is_left_out(tmp_path: Path):
    links = "".join(f"<li><a href='#'>链接{number}</a></li>" for number in range(4))
    around = f"<nav>导航</nav><div class='top-nav'>首页</div><ul>{links}</ul><script>var a=1</script><style>p{{}}</style>"
    around += "<div style='display:none'>藏</div>"
    assert contents(page(tmp_path, f"{around}<p>正文</p><footer>版权</footer>")) == ["正文"]


def test_a_list_that_is_text_is_kept(tmp_path: Path):
    assert contents(page(tmp_path, "<ol><li>负责预算</li><li>负责<a>决算</a></li></ol>")) == ["负责预算", "负责决算"]


def test_blanks_and_line_breaks_of_the_file_are_not_text(tmp_path: Path):
    assert contents(page(tmp_path, "<p>财政\n   拨款&nbsp;&nbsp;546.94 Windows\nServer<br>二、支出</p>")) == [
        "财政拨款 546.94 Windows Server",
        "二、支出",
    ]


def test_lines_of_a_cell_are_one_text(tmp_path: Path):
    assert contents(page(tmp_path, "<table><tr><td>事业单位<br>经营收入<td><p>12.00</p><p>13.00</p></table>")) == [
        [["事业单位经营收入", "12.00\n13.00"]]
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gb18030"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta charset="no-such">', "utf-8"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, head: str, encoding: str):
    assert contents(page(tmp_path, "<p>财政拨款镕</p>", head, encoding)) == ["财政拨款镕"]


def test_a_web_archive_is_its_page(tmp_path: Path):
    path = tmp_path / "a.mht"
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=gb2312\r\n"
    path.write_bytes(head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\nPHA+suLK1DwvcD4=\r\n--b--\r\n")
    assert contents(read_html(path)) == ["测试"]


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_html(path)
    return refused.value.why


def test_a_page_without_text_is_refused(tmp_path: Path):
    (tmp_path / "a.html").write_text("<html><body><script>load()</script></body></html>")
    assert "没有文字" in _refusal(tmp_path / "a.html")


def test_a_page_nested_without_end_is_refused(tmp_path: Path):
    (tmp_path / "a.html").write_text("<div>" * 100_000 + "x")
    assert "嵌套" in _refusal(tmp_path / "a.html")


def test_cells_that_claim_to_span_everything_cost_nothing(tmp_path: Path):
    table = "<table>" + "<tr><td colspan=65535 rowspan=65535>a<td>b" * 20 + "</table>"
    (grid,) = page(tmp_path, table).blocks
    assert isinstance(grid, Grid)
    assert grid.rows == 20
