"""Workbooks: what a cell prints is what is read, table by table, sheet by sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from struct import pack
from time import process_time

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Document, Grid, Paragraph
from budgetnb.reading.xlsx import read_xlsx
from budgetnb.reading.xlsx.formats import printed
from budgetnb.reading.xlsx.records import compact, texts

FILES = Path(__file__).parent / "files"


def workbook(folder: Path, write: Callable[[xlsxwriter.Workbook], object]) -> Path:
    path = folder / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    write(book)
    book.close()
    return path


def rows(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.matrix()]


def contents(document: Document) -> list[object]:
    return [block.text if isinstance(block, Paragraph) else rows(block) for block in document.blocks]


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        (191.0, "#,##0.00", "191.00"),
        (1234567.891, "#,##0.00_ ", "1,234,567.89"),
        (0.125, "0.00", "0.13"),
        (1.005, "0.00", "1.01"),
        (2.675, "0.0#", "2.68"),
        (191.0, "0.##", "191"),
        (-5.5, "#,##0.00;(#,##0.00)", "(5.50)"),
        (-5.5, "0.00_);[Red]\\-0.00", "-5.50"),
        (0.0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0.0, "#,##0;;", ""),
        (0.2258, "0.00%", "22.58%"),
        (1234567.0, "#,##0.00,", "1,234.57"),
        (310.0, "0000", "0310"),
        (3.0, '0"人"', "3人"),
        (191.0, "General", "191"),
        (0.1 + 0.2, "General", "0.3"),
        (100 / 3, "General", "33.333333333"),
        (45292.0, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (45292.5, "yyyy-mm-dd hh:mm", "2024-01-01 12:00"),
    ],
)
def test_a_number_is_read_as_its_cell_prints_it(stored: float, code: str, text: str):
    assert printed(stored, code) == text


def budget(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("支出总表")
    framed, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    sheet.merge_range("A1:D1", "2024年部门支出预算总表")
    sheet.write_row("A2", ["编制部门：某局", "", "", "单位：万元"])
    sheet.merge_range("A3:A4", "科目", framed)
    sheet.merge_range("B3:D3", "支出预算", framed)
    sheet.write_row("B4", ["合计", "基本支出", "项目\n支出"], framed)
    sheet.write_row("A5", ["教育支出", 191, 100.5, 90.5], money)
    sheet.write_row("A6", ["合计", 191, "", ""], money)
    sheet.write("A8", "注：本表为示例。\n第二行说明。")


def test_a_sheet_is_its_name_its_lines_its_table_and_its_notes(tmp_path: Path):
    document = read_xlsx(workbook(tmp_path, budget))
    assert contents(document) == [
        "支出总表",
        "2024年部门支出预算总表",
        "编制部门：某局 单位：万元",
        [
            ["科目", "支出预算", None, None],
            [None, "合计", "基本支出", "项目支出"],
            ["教育支出", "191.00", "100.50", "90.50"],
            ["合计", "191.00", "", ""],
        ],
        "注：本表为示例。",
        "第二行说明。",
    ]
    grid = document.blocks[3]
    assert isinstance(grid, Grid)
    assert (grid.spot.sheet, grid.spot.cell, grid.cells[0].rowspan, grid.cells[1].colspan) == ("支出总表", "A3", 2, 3)
    assert [cell.spot.cell for cell in grid.cells if cell.text == "100.50"] == ["C5"]


def test_a_sheet_without_borders_has_its_tables_where_rows_hold_several_values(tmp_path: Path):
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        lines = [
            ["一、收入表"],
            ["单位：元"],
            ["项目", "预算数"],
            ["财政拨款", 5],
            ["其中："],
            ["基金", 2],
            [],
            [],
            ["二、支出表"],
            ["项目", "预算数"],
            ["教育", 3],
            ["合计", 3],
            ["注：完。"],
        ]
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)

    assert contents(read_xlsx(workbook(tmp_path, write))) == [
        "一、收入表",
        "单位：元",
        [["项目", "预算数"], ["财政拨款", "5"], ["其中：", ""], ["基金", "2"]],
        "二、支出表",
        [["项目", "预算数"], ["教育", "3"], ["合计", "3"]],
        "注：完。",
    ]


def test_two_bordered_tables_side_by_side_are_two(tmp_path: Path):
    def write(book: xlsxwriter.Workbook) -> None:
        sheet, framed = book.add_worksheet("表"), book.add_format({"border": 1})
        for column, start in ((0, 1), (3, 5)):
            sheet.write_row(0, column, ["甲", start], framed)
            sheet.write_row(1, column, ["乙", start + 1], framed)

    assert contents(read_xlsx(workbook(tmp_path, write))) == [[["甲", "1"], ["乙", "2"]], [["甲", "5"], ["乙", "6"]]]


def test_a_head_set_across_columns_without_merging_has_its_span(tmp_path: Path):
    def write(book: xlsxwriter.Workbook) -> None:
        sheet, across, framed = (
            book.add_worksheet("表1"),
            book.add_format({"align": "center_across", "border": 1}),
            book.add_format({"border": 1}),
        )
        sheet.write("A1", "收入", across)
        sheet.write_blank("B1", None, across)
        sheet.write_row("A2", ["拨款", 5], framed)

    (grid,) = [block for block in read_xlsx(workbook(tmp_path, write)).blocks if isinstance(block, Grid)]
    assert (rows(grid), grid.cells[0].colspan) == ([["收入", None], ["拨款", "5"]], 2)


def test_what_is_hidden_is_not_read_but_said(tmp_path: Path):
    def write(book: xlsxwriter.Workbook) -> None:
        budget(book)
        sheet = book.get_worksheet_by_name("支出总表")
        assert sheet
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        book.add_worksheet("底稿").hide()

    document = read_xlsx(workbook(tmp_path, write))
    assert contents(document)[3] == [["科目", "支出预算", None], [None, "合计", "项目支出"], ["合计", "191.00", ""]]
    assert [(doubt.why, doubt.text, doubt.spot.sheet) for doubt in document.doubts] == [
        ("hidden_sheet", "底稿", "底稿"),
        ("hidden_cells", "基本支出 教育支出 191.00 100.50 90.50", "支出总表"),
    ]


def test_a_formula_counts_by_its_saved_value_and_one_without_is_a_doubt(tmp_path: Path):
    path = workbook(tmp_path, lambda book: book.add_worksheet("表").write_formula("A1", "=1+1", None, 2))
    assert contents(read_xlsx(path)) == ["2"]
    _rewrite(path, "xl/worksheets/sheet1.xml", b"<v>2</v>", b"")
    (doubt,) = read_xlsx(path).doubts
    assert (doubt.why, doubt.spot.cell) == ("no_value", "A1")


def test_zeros_that_a_sheet_does_not_show_are_blank(tmp_path: Path):
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.hide_zero()
        sheet.write_row("A1", ["项目", "预算数"], book.add_format({"border": 1}))
        sheet.write_row("A2", ["教育", 0], book.add_format({"border": 1}))

    assert contents(read_xlsx(workbook(tmp_path, write))) == [[["项目", "预算数"], ["教育", ""]]]


def test_a_sheet_formatted_to_its_far_edge_costs_nothing(tmp_path: Path):
    def write(book: xlsxwriter.Workbook) -> None:
        for number in range(20):
            sheet, framed = book.add_worksheet(f"第{number}张"), book.add_format({"border": 1})
            for row in range(60):
                sheet.write_row(row, 0, ["科目", 1, 2], framed)
            for row in range(60, 600):
                for column in range(10):
                    sheet.write_blank(row, column, None, framed)
            for row in range(40):
                for column in range(3, 256):
                    sheet.write_blank(row, column, None, framed)

    path = workbook(tmp_path, write)
    begun = process_time()
    document = read_xlsx(path)
    assert process_time() - begun < 1  # 0.1 s where nothing else runs
    assert {(block.rows, block.columns) for block in document.blocks if isinstance(block, Grid)} == {(61, 3)}


def test_blank_templates_are_read_as_calamine_reads_them(corpus: Path):
    for path in sorted((corpus / "sh-templates-blank").glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        theirs = sorted(
            _plain(value) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for value in row if value != ""
        )
        document = read_xlsx(path)
        names = {name.strip() for name in book.sheet_names}
        ours = []
        for block in document.blocks:
            ours += [cell.text for cell in block.cells if cell.text] if isinstance(block, Grid) else [block.text]
        assert sorted("".join(ours).replace(" ", "")) == sorted("".join([*theirs, *names]).replace(" ", ""))


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else "".join(str(value).split())


def test_a_blank_template_keeps_its_merged_heads(corpus: Path):
    document = read_xlsx(corpus / "sh-templates-blank" / "department_budget_template.xlsx")
    grids = {block.spot.sheet: block for block in document.blocks if isinstance(block, Grid)}
    assert rows(grids["部门支出总表"])[:4] == [
        ["项目", None, None, None, "支出预算", None, None],
        ["功能分类科目编码", None, None, "功能分类科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", None, None, None, None],
        ["205", "", "", "教育支出", "", "", ""],
    ]
    assert len(grids) == 9


def test_an_old_workbook_is_read_with_its_merged_heads():
    document = read_xlsx(FILES / "old.xls")
    assert contents(document) == [
        "支出总表",
        "2024年部门支出预算总表",
        "编制部门：某局 单位：万元",
        [
            ["科目", "支出预算", None, None],
            [None, "合计", "基本支出", "项目支出"],
            ["教育支出", "191.00", "100.50", "90.50"],
            ["其他支出", "33.33", "", "33.33"],
        ],
        "注：本表金额为万元。",
    ]
    assert [(doubt.why, doubt.text) for doubt in document.doubts] == [("hidden_sheet", "底稿")]


def _rewrite(path: Path, member: str, old: bytes, new: bytes) -> None:
    """Change one member of a zip archive."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert old in members[member]
    members[member] = members[member].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_xlsx(path)
    return refused.value.why


def test_entities_are_refused(tmp_path: Path):
    path = workbook(tmp_path, budget)
    _rewrite(path, "xl/worksheets/sheet1.xml", b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "bbb">]><worksheet')
    assert "实体" in _refusal(path)


def test_an_archive_that_grows_beyond_measure_is_refused(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"")
        for number in range(9):
            archive.writestr(f"xl/{number}.xml", bytes(32 * 1024 * 1024))
    assert "过大" in _refusal(path)


def test_hundreds_of_thousands_of_cells_are_refused(tmp_path: Path):
    path = workbook(tmp_path, budget)
    cells = b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"
    _rewrite(path, "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData>" + cells * 3_000)
    assert "200000" in _refusal(path)


def test_a_value_in_the_farthest_cell_costs_nothing(tmp_path: Path):
    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.write("A1", 1)
        sheet.write("XFD1048576", 2)

    assert contents(read_xlsx(workbook(tmp_path, write))) == ["1", "2"]


@pytest.mark.parametrize(("stream", "why"), [("EncryptedPackage", "密码"), ("WordDocument", ".docx"), ("Book", ".xlsx"), ("Other", "格式")])
def test_what_else_a_container_of_old_may_hold_is_named(tmp_path: Path, stream: str, why: str):
    content = bytearray((FILES / "old.xls").read_bytes())
    at = content.index("Workbook".encode("utf-16-le"))
    content[at : at + 64] = stream.encode("utf-16-le").ljust(64, b"\0")
    content[at + 64] = 2 * len(stream) + 2
    (tmp_path / "a.xls").write_bytes(content)
    assert why in _refusal(tmp_path / "a.xls")


def test_texts_of_old_workbooks_run_on_over_records():
    head = pack("<II", 2, 2) + pack("<HB", 4, 1) + "财政".encode("utf-16-le")
    assert list(texts([head, b"\x01" + "拨款".encode("utf-16-le") + pack("<HB", 3, 0) + b"ab", b"\x00c"])) == ["财政拨款", "abc"]


def test_packed_numbers_of_old_workbooks_are_unpacked():
    assert [compact(number) for number in (191 << 2 | 2, 19150 << 2 | 3, 0x3FF00000, 0xFFFFFFFE)] == [191.0, 191.5, 1.0, -1.0]


@pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
def test_half_a_workbook_is_broken(tmp_path: Path, part: float):
    path = workbook(tmp_path, budget)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert "损坏" in _refusal(path)


def test_half_an_old_workbook_is_broken(tmp_path: Path):
    path = tmp_path / "a.xls"
    path.write_bytes((FILES / "old.xls").read_bytes()[:2000])
    assert "损坏" in _refusal(path)


def test_a_zip_archive_of_something_else_is_no_workbook(tmp_path: Path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/readme.txt", "x")
    (tmp_path / "a.xlsx").write_bytes(content.getvalue())
    assert "格式" in _refusal(tmp_path / "a.xlsx")
