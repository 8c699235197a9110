"""The table of changes: how lines of two years are matched, which reason each has, and what page, workbook and terminal show of it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pages import in_language
from workbooks import workbook
from years import MORE, SAID, paper, real, reviewed

from budgetnb import cli
from budgetnb.blocks import Table
from budgetnb.showing import report as bn
from budgetnb.showing.shown import words
from budgetnb.showing.workpaper import workpaper
from budgetnb.showing.yearly import Variation, variations

TABLE = "{year}年部门一般公共预算支出预算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t{total}\t{total}\t\n"
JIANGSU = "js-jianchayuan-2017-2019"


def accounts(folder: Path, last: str, this: str, said: str = "") -> dict[str, Variation]:
    """The changes of accounts between two tables with these lines ("code name amount"), by name."""

    def table(lines: str, year: int) -> str:
        rows = [line.split() for line in lines.splitlines()]
        total = sum(Decimal(amount) for _, _, amount in rows)
        return TABLE.format(year=year, total=total) + "".join(f"{code}\t{name}\t{amount}\t{amount}\t\n" for code, name, amount in rows)

    before, now = paper(folder, table(last, 2023), 2023), paper(folder, f"{said}\n\n{table(this, 2024)}", 2024)
    (found,) = [part for part in variations(before, now) if part.part == "accounts"]
    return {line.name: line for line in found.lines}


def values(change: Variation) -> tuple[Decimal | None, Decimal | None, str]:
    return change.last and change.last.value, change.this and change.this.value, change.once


@pytest.mark.parametrize(
    ("last", "this", "expected"),
    [
        ("2010101 行政运行 50", "2010101 行政运行 60", {"行政运行": (50, 60, "")}),
        # one code, two names that it has had
        ("2070108 文化活动 50", "2070108 文化活动支出 60", {"文化活动支出": (50, 60, "2070108 文化活动")}),
        # one name, two codes
        ("2010299 信息化建设 50", "2010250 信息化建设 60", {"信息化建设": (50, 60, "2010299 信息化建设")}),
        # one code for two things: not compared
        ("2040405 公诉和审判监督 50", "2040405 事业运行 60", {"公诉和审判监督": (50, None, ""), "事业运行": (None, 60, "")}),
        # a line that only one year has is no 0
        (
            "2010101 行政运行 50\n2010102 一般行政管理事务 5",
            "2010101 行政运行 50",
            {"行政运行": (50, 50, ""), "一般行政管理事务": (5, None, "")},
        ),
    ],
    ids=["same", "renamed", "moved", "another thing", "gone"],
)
def test_lines_of_two_years_are_matched_by_code_and_name(
    tmp_path: Path, last: str, this: str, expected: dict[str, tuple[int | None, int | None, str]]
):
    assert {name: values(one) for name, one in accounts(tmp_path, last, this).items()} == expected


def test_a_name_that_a_class_had_before_2019_is_the_same_class(tmp_path: Path):
    found = accounts(tmp_path, "210 医疗卫生与计划生育支出 50", "210 卫生健康支出 60")
    assert values(found["卫生健康支出"]) == (50, 60, "210 医疗卫生与计划生育支出")


def test_the_reason_is_quoted_from_the_text_or_said_to_be_missing(tmp_path: Path):
    title = "五、一般公共预算支出预算情况说明"
    said = f"{title}\n\n一般公共服务支出（类）人大事务（款）行政运行（项）60万元，比2023年预算增加10万元，主要原因：人员增加。"
    lines = ("2010101 行政运行 50\n2010102 一般行政管理事务 5", "2010101 行政运行 60\n2010102 一般行政管理事务 6")
    found = accounts(tmp_path, *lines, said)
    assert (found["行政运行"].reason, found["行政运行"].unexplained) == ("人员增加", False)
    assert (found["一般行政管理事务"].reason, found["一般行政管理事务"].unexplained) == ("", True)


def test_real_changes_have_the_figures_and_the_reasons_of_the_documents(corpus: Path):
    found = real(corpus, JIANGSU, 2018)
    (public,) = [table for table in _tables(found) if "三公" in table.caption]
    rows = {cells[0]: cells[1:] for cells in map(_cells, public.rows)}
    assert rows["会议费"] == ("168.00", "200.44", "+32.44", "+19.31%", "省财政厅2017年6月起调增了会议费支出标准")
    assert rows["因公出国（境）费"] == ("110.00", "100.00", "-10.00", "-9.09%", "未说明")
    assert rows["公务用车购置费"] == ("50.00", "空白", "", "", "未说明")
    (coded,) = [table for table in _tables(found) if "科目" in table.caption]
    rows = {cells[0]: cells[1:] for cells in map(_cells, coded.rows)}
    assert rows["2040405 公诉和审判监督"] == ("150.00", "无此行", "", "", "未说明")
    assert rows["2040405 公诉、审判、侦查、执行等检察监督支出"][:2] == ("无此行", "1,895.00")


def test_a_reason_that_speaks_of_actual_spending_is_marked_so(corpus: Path):
    (coded,) = [table for table in _tables(real(corpus, "sh-putuo-wanli-2023-2025", 2024)) if "科目" in table.caption]
    rows = {cells[0]: cells[1:] for cells in map(_cells, coded.rows)}
    assert rows["2010507 专项普查活动"] == ("60.13", "25.77", "-34.36", "-57.14%", "项目调整（原文与上年执行数比较）")
    assert "原文与上年执行数比较的，原因照录" in coded.note


def test_the_section_says_which_files_were_compared_and_leads_to_the_problems(corpus: Path):
    blocks = bn.show(real(corpus, JIANGSU, 2018), "上年对比").blocks
    first, second = (words(block.text) for block in blocks[:2])
    assert first == "与 2017 年公开文本（2017_dept_budget.pdf）比较：文字和表中的上年数核对了 23 处，相符 18 处，不符或须核实 5 处。"
    assert re.fullmatch(r"见问题\d+、问题\d+、问题\d+", second)


def test_without_last_year_the_section_says_what_it_would_let_run(tmp_path: Path):
    change = MORE.format(before=2023, more="10.00", rate="10.00", reason="人员增加")
    path = tmp_path / "now.txt"
    paper(tmp_path, SAID.format(year=2024, total="110.00", change=change), 2024)
    (path,) = tmp_path.glob("*.txt")
    said = [words(block.text) for block in bn.show(bn.review(path), "上年对比").blocks]
    assert said == [
        "没有给出上年的公开文本，没有与上年比较。用 --prior 或参数 prior_sources 给出后可以核对上年数，并列出变动和原因。",
        "没有给出上年的公开文本，与上年预算数比较的 1 处未与上年公开的核对",
    ]


def test_a_department_that_was_renamed_is_said_to_have_been(tmp_path: Path):
    now, last = (SAID.format(year=year, total="100.00", change="") for year in (2024, 2023))
    found = reviewed(tmp_path, now, last, before="甲县社会局")
    assert "（当时名称“甲县社会局”）" in words(bn.show(found, "上年对比").blocks[0].text)


def test_the_english_section_has_no_chinese_but_quotations_and_accounts_the_glossary_lacks(corpus: Path):
    found = in_language("en", lambda: real(corpus, JIANGSU, 2018, "en"))
    for table in in_language("en", lambda: _tables(found)):
        names = [_cells(row)[0] for row in table.rows if not _cells(row)[0][:7].isdigit()]
        heads = [table.caption, table.note, *(cell.text for cell in table.head[0])]
        assert not [one for one in (*heads, *names) if re.search(r"[\u4e00-\u9fff]", one)]


def test_the_workpaper_has_the_changes_as_live_formulas(corpus: Path):
    book = workbook(workpaper(replace(real(corpus, JIANGSU, 2018), paths=())))  # without pictures of its pages
    sheet = "与上年比较"
    names = {cell.value: row for row, cell in enumerate(book.column(sheet, "C", 4), 4)}
    row = names["基本支出"]
    assert (book.number(sheet, f"D{row}"), book.number(sheet, f"E{row}")) == (Decimal("12323.48"), Decimal("13994.31"))
    assert (book.sheets[sheet][f"F{row}"].formula, book.sheets[sheet][f"G{row}"].formula) == (f"E{row}-D{row}", f"(E{row}-D{row})/D{row}")
    assert book.number(sheet, f"F{row}") == Decimal("1670.83")
    assert book.sheets[sheet][f"E{names['公务用车购置费']}"].value == "空白"
    assert not any(cell.formula for at, cell in book.sheets[sheet].items() if at in (f"F{names['公务用车购置费']}",))


def test_a_workpaper_without_last_year_has_no_such_sheet(sample: bn.Review):
    assert "与上年比较" not in workbook(workpaper(sample)).sheets


def test_check_tells_the_changes_briefly_and_with_all_every_line(corpus: Path, capsys: pytest.CaptureFixture[str]):
    now, last = (str(corpus / JIANGSU / f"{year}_dept_budget.pdf") for year in (2018, 2017))
    cli.main(["check", now, "--prior", last, "--all"])
    every = capsys.readouterr().out
    assert "   因公出国（境）费：110.00 → 100.00，增减 -10.00（-9.09%），未说明" in every
    assert "   查办和预防职务犯罪：480.00 → 无此行" in every


def _tables(found: bn.Review) -> list[Table]:
    return [block for block in bn.show(found, "上年对比").blocks if isinstance(block, Table)]


def _cells(row: object) -> tuple[str, ...]:
    return tuple(words(cell.text) for cell in row.cells)  # type: ignore[attr-defined]
