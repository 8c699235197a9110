"""Documents of forms that nobody described: invented ones, laid out and worded as in other provinces.

    coastal    codes in brackets before names, blocks side by side, the 三公 table upright with last year beside it
    northern   last year's figures and changes as columns of most tables, 元 in tables and 万元 in the text, labels before full stops
    southern   a column for each of 类 款 项, two organisations with lines of their own, 同比, 元 everywhere

What they print ties. The figures beside them were compared with the pages by hand.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import docx
import pytest
import xlsxwriter
from numbers_printed import unaccounted
from truth_files import figure_lines

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.figures import Disclosure
from budgetnb.reading import read_document
from budgetnb.reading.document import Document, Grid
from budgetnb.recognising import recognise

HERE = Path(__file__).parent / "provinces"
DOCUMENTS = ("coastal", "northern", "southern")
ASKED = ("C-30", "C-21")
"""Their writers give the reason of few changes and explain no words, which is at most a hint."""
UNREAD = {"southern": ["序号 任务 安排资金 1 困难群众救助 30,000.00 2 地名普查 18,100.00"]}


@cache
def page(name: str) -> Document:
    return read_document(HERE / f"{name}.html")


def read(document: Document) -> Disclosure:
    (disclosure,) = recognise([document])
    return disclosure


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_is_read_as_printed(name: str) -> None:
    assert list(figure_lines(read(page(name)))) == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_was_not_understood_is_listed_and_no_number_is_lost(name: str) -> None:
    disclosure = read(page(name))
    assert [unread.text for unread in disclosure.unread] == UNREAD.get(name, [])
    assert unaccounted(page(name), disclosure) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_found_where_everything_ties(name: str) -> None:
    review = check(read(page(name)), rule_book())
    assert [finding.id for finding in review.findings if finding.problem and finding.rule not in ASKED] == []
    assert all(finding.severity == "hint" for finding in review.findings if finding.rule in ASKED and finding.outcome == "breaks")
    assert review.count("faulty") == 0
    assert review.coverage.share > 0.8


@pytest.mark.parametrize(
    ("name", "printed", "instead", "found"),
    [
        ("coastal", "<td>3.公务用车费</td><td>19.50</td><td>18.00</td>", "<td>3.公务用车费</td><td>19.50</td><td>18.10</td>", "三公经费表"),
        ("coastal", "<td>[208]社会保障和就业支出</td><td>168.65</td>", "<td>[208]社会保障和就业支出</td><td>186.65</td>", "支出总表/208"),
        ("coastal", "<td>30211</td><td>差旅费</td><td>30.00</td>", "<td>30211</td><td>差旅费</td><td>33.00</td>", "基本支出表/302"),
        ("northern", "<td>28.50</td><td>6.00</td><td>18.00</td>", "<td>28.50</td><td>6.50</td><td>18.00</td>", "三公经费表"),
        ("northern", "比2023年预算数19.50万元减少1.50万元", "比2023年预算数19.50万元减少1.80万元", "公务用车运行费/增减额"),
        ("southern", "卫生健康支出类科目73897.73元", "卫生健康支出类科目73898.73元", "文/支出/卫生健康支出（类）/数额"),
        ("southern", "占支出总预算的95.57%", "占支出总预算的95.75%", "文/支出/基本支出/占比"),
        ("southern", "<td></td><td>05</td><td></td><td></td><td>行政事业单位养老支出</td><td>90,000.00</td>",
         "<td></td><td>05</td><td></td><td></td><td>行政事业单位养老支出</td><td>90,100.00</td>", "支出总表/20805"),
    ],
    ids=lambda value: value if value.isascii() else None,
)  # fmt: skip
def test_a_wrong_figure_is_found(tmp_path: Path, name: str, printed: str, instead: str, found: str) -> None:
    source = (HERE / f"{name}.html").read_text(encoding="utf-8")
    assert source.count(printed) >= 1
    changed = tmp_path / "changed.html"
    changed.write_text(source.replace(printed, instead, 1), encoding="utf-8")
    review = check(read(read_document(changed)), rule_book())
    assert any(found in finding.id and finding.severity == "error" for finding in review.findings)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_document_as_word_file_and_workbook_reads_alike(tmp_path: Path, name: str) -> None:
    expected = list(figure_lines(read(page(name))))
    assert list(figure_lines(read(read_document(as_word(page(name), tmp_path))))) == expected
    assert list(figure_lines(read(read_document(as_workbook(page(name), tmp_path))))) == expected


def as_word(document: Document, folder: Path) -> Path:
    """A document as a Word file, merged cells and all."""
    written = docx.Document()
    for block in document.blocks:
        if not isinstance(block, Grid):
            written.add_paragraph(block.text)
            continue
        table = written.add_table(block.rows, block.columns)
        for cell in block.cells:
            into = table.cell(cell.row, cell.column)
            into.merge(table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)).text = cell.text
    path = folder / "a.docx"
    written.save(str(path))
    return path


def as_workbook(document: Document, folder: Path) -> Path:
    """A document as a workbook of one sheet, its numbers as texts, its tables with borders."""
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, ruled, at = book.add_worksheet("预算公开"), book.add_format({"border": 1}), 0
        for block in document.blocks:
            if not isinstance(block, Grid):
                sheet.write_string(at, 0, block.text)
                at += 1
                continue
            for cell in block.cells:
                corners = (at + cell.row, cell.column, at + cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
                if cell.rowspan * cell.colspan > 1:
                    sheet.merge_range(*corners, cell.text, ruled)
                else:
                    sheet.write_string(*corners[:2], cell.text, ruled) if cell.text else sheet.write_blank(*corners[:2], None, ruled)
            at += block.rows + 1
    return path
