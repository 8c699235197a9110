"""Published PDFs: tables as printed (checked by eye on the pages), and no character lost."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from budgetnb.reading.document import Document, Grid
from budgetnb.reading.pdf import read_pdf

# file, physical page, which table of the page -> rows, columns, then cells (row, column, rowspan, colspan): as printed
TABLES = {
    ("js-zhengxie-2017-2019/2017_tables.pdf", 1, 0): (
        26,
        6,
        {(0, 2, 1, 4): "支出", (1, 2, 1, 2): "功能分类", (3, 3, 1, 1): "6,543.55", (5, 5, 1, 1): "106.84", (25, 2, 1, 3): "支出合计"},
    ),
    ("js-zhengxie-2017-2019/2017_tables.pdf", 2, 0): (16, 3, {(1, 0, 1, 2): "收入总计", (9, 0, 5, 1): "其他资金", (12, 2, 1, 1): "80.00"}),
    ("js-zhengxie-2017-2019/2017_tables.pdf", 11, 0): (
        4,
        9,
        {
            (0, 1, 1, 6): "“三公”经费",
            (1, 3, 1, 3): "公务用车购置及运行维护费",
            (3, 1, 1, 1): "676.10",
            (3, 4, 1, 1): "",
            (3, 8, 1, 1): "81.60",
        },
    ),
    ("js-zhengxie-2017-2019/2018_tables.pdf", 12, 0): (30, 6, {(1, 5, 1, 1): "1,281.76"}),
    ("js-zhengxie-2017-2019/2019_tables.pdf", 1, 0): (26, 6, {(25, 1, 1, 1): "13,377.11", (3, 5, 1, 1): "6,522.75"}),
    ("js-jianchayuan-2017-2019/2017_dept_budget.pdf", 10, 0): (26, 6, {(3, 5, 1, 1): "12,323.48", (25, 5, 1, 1): "17,996.68"}),
    ("js-jianchayuan-2017-2019/2017_dept_budget.pdf", 11, 1): (
        2,
        5,
        {(0, 3, 1, 1): "单位预留机动经费", (1, 2, 1, 1): "5,533.00", (1, 4, 1, 1): ""},
    ),
    ("js-jianchayuan-2017-2019/2017_dept_budget.pdf", 17, 0): (
        25,
        6,
        {(2, 0, 4, 1): "", (15, 0, 1, 1): "三、服务C", (15, 5, 1, 1): "2,555.80"},
    ),
    ("js-jianchayuan-2017-2019/2018_dept_budget.pdf", 19, 1): (4, 9, {(3, 0, 1, 1): "1,384.74", (3, 4, 1, 1): "", (3, 6, 1, 1): "116.50"}),
    ("js-jianchayuan-2017-2019/2018_dept_budget.pdf", 21, 0): (
        20,
        6,
        {(4, 0, 6, 1): "", (4, 4, 1, 1): "部门集中采购", (15, 5, 1, 1): "7.40"},
    ),
    ("js-jianchayuan-2017-2019/2018_dept_budget.pdf", 22, 0): (23, 6, {(20, 3, 2, 1): "物业管理服务", (21, 5, 1, 1): "20.00"}),
    ("js-jianchayuan-2017-2019/2019_dept_budget.pdf", 14, 0): (27, 6, {(6, 3, 1, 1): "16,593.12", (24, 2, 1, 3): "当年支出小计"}),
    ("js-jianchayuan-2017-2019/2019_dept_budget.pdf", 22, 0): (16, 6, {(6, 1, 6, 1): "", (9, 3, 1, 1): "复印机", (10, 5, 1, 1): "83.40"}),
    ("sh-putuo-wanli-2023-2025/2025_dept_budget.pdf", 10, 0): (
        16,
        9,
        {
            (0, 0, 1, 4): "项目",
            (1, 0, 1, 3): "功能分类科目编码",
            (1, 7, 2, 1): "事业单位经营收入",
            (5, 2, 1, 1): "07",
            (3, 4, 1, 1): "3,296,600",
        },
    ),
    ("sh-putuo-wanli-2023-2025/2025_dept_budget.pdf", 18, 0): (1, 4, {(0, 0, 1, 1): "合计", (0, 1, 1, 1): "189,767,551"}),
    ("sh-putuo-wanli-2023-2025/2025_dept_budget.pdf", 29, 0): (4, 7, {(3, 0, 1, 1): "37.91", (3, 6, 1, 1): "464.64"}),
    ("sh-putuo-wanli-2023-2025/2024_dept_budget.pdf", 29, 0): (16, 6, {(5, 0, 1, 1): "301", (5, 1, 1, 1): "2", (5, 3, 1, 1): "16,623,810"}),
    ("sh-putuo-wanli-2023-2025/2023_dept_budget.pdf", 31, 0): (
        17,
        8,
        {
            (0, 0, 1, 8): "财政项目支出绩效目标填报表",
            (5, 0, 4, 2): "项目资金（元）",
            (6, 4, 2, 1): "4,100,000.00",
            (12, 1, 3, 1): "产出指标",
        },
    ),
    ("sh-putuo-czj-2025/dept_budget.pdf", 14, 0): (10, 7, {(0, 2, 1, 5): "财政拨款支出", (9, 1, 1, 1): "31,214,205.80"}),
    ("sh-putuo-czj-2025/dept_budget.pdf", 21, 0): (4, 7, {(3, 0, 1, 1): "0.95", (3, 6, 1, 1): "229.43"}),
    ("sh-czj-final-2024/final_accounts.pdf", 8, 0): (18, 11, {(0, 0, 1, 4): "项目", (1, 0, 1, 3): "支出功能分类", (3, 10, 1, 1): "6.20"}),
    ("sh-czj-final-2024/final_accounts.pdf", 14, 0): (1, 7, {(0, 6, 1, 1): ""}),
}

FILES = sorted(
    {file for file, _, _ in TABLES}
    | {f"js-zhengxie-2017-2019/{year}_{part}.pdf" for year in (2017, 2018, 2019) for part in ("narrative", "tables")}
)


@cache
def _read(path: Path) -> Document:
    return read_pdf(path)


@pytest.mark.parametrize(("file", "page", "place"), TABLES, ids=lambda value: str(value).rpartition("/")[2])
def test_a_table_is_read_as_printed(corpus: Path, file: str, page: int, place: int):
    rows, columns, printed = TABLES[file, page, place]
    grid = [block for block in _read(corpus / file).blocks if isinstance(block, Grid) and block.spot.page == page][place]
    cells = {(cell.row, cell.column, cell.rowspan, cell.colspan): cell.text for cell in grid.cells}
    assert (grid.rows, grid.columns) == (rows, columns)
    assert {where: cells.get(where) for where in printed} == printed
    assert sum(cell.rowspan * cell.colspan for cell in grid.cells) == rows * columns  # no hole, nothing twice


@pytest.mark.parametrize("file", FILES)
def test_no_character_of_the_text_layer_is_lost(corpus: Path, file: str):
    document = _read(corpus / file)
    read = Counter(text for text, _ in document.margins) + Counter(doubt.text for doubt in document.doubts)
    read += Counter(
        text for block in document.blocks for text in ([cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text])
    )
    characters: Counter[str] = Counter()
    for text, count in read.items():
        characters.update({char: number * count for char, number in Counter("".join(text.split())).items()})
    assert characters == _layer(corpus / file)


def _layer(path: Path) -> Counter[str]:
    """The characters of a PDF as pdfium gives them, without blanks."""
    pdf = pdfium.PdfDocument(path)
    try:
        return Counter("".join("".join(page.get_textpage().get_text_bounded(*_WIDE).split()) for page in pdf))
    finally:
        pdf.close()


_WIDE = (-5000, -5000, 5000, 5000)


def test_what_is_printed_outside_the_page_is_not_read(corpus: Path):
    document = _read(corpus / "sh-putuo-czj-2025/dept_budget.pdf")
    assert {doubt.spot.page: len(doubt.text) for doubt in document.doubts} == {7: 171, 8: 860}
    items = [block.text for block in document.blocks if not isinstance(block, Grid) and "（项）”" in block.text]
    assert [item.partition(".")[0] for item in items] == [str(number) for number in range(1, 12)]


def test_a_sentence_broken_over_pages_is_one_paragraph(corpus: Path):
    document = _read(corpus / "js-jianchayuan-2017-2019/2018_dept_budget.pdf")
    (found,) = [block for block in document.blocks if not isinstance(block, Grid) and "调整住房补贴比例" in block.text]
    assert "3,958.67万元，增长21.95%" in found.text
    assert [text for text, _ in document.margins] == [str(number) for number in range(2, 32)]


def test_reading_is_quick(corpus: Path):
    from time import process_time

    begun = process_time()
    pages = read_pdf(corpus / "sh-putuo-wanli-2023-2025/2023_dept_budget.pdf").pages or 1
    assert (process_time() - begun) / pages < 0.06  # the target is 1.5 s for 25 pages
