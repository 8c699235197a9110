"""The workbook reviewers work in: live formulas, text that stays text, the same bytes every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from figures_by_hand import disclosure, formula, rules, statement, table
from python_calamine import CalamineWorkbook
from workbooks import Workbook, workbook

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Evidence, Review
from budgetnb.checking.sides import Compound, Sides, Sum, Term
from budgetnb.figures import Figure, Place
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from budgetnb.showing.workpaper import workpaper
from budgetnb.showing.workpaper.formulas import Cell, formulas
from budgetnb.showing.workpaper.styles import sheet_names
from budgetnb.texts import speak

HOSTILE = ("=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1)", '=HYPERLINK("http://x")', "<b>&\"'\x07\u202e")


@pytest.fixture(scope="module")
def review() -> Review:
    with as_file(files("budgetnb.sample") / "disclosure.txt") as path:
        (sample,) = recognise([read_document(path)])
    return check(sample, rule_book())


@pytest.fixture(scope="module")
def book(review: Review) -> Workbook:
    speak("zh")
    return workbook(workpaper(review))


def test_sheets_stand_in_the_order_of_work(book: Workbook, review: Review):
    tables = [table.name for table in review.disclosure.tables]
    assert list(book.sheets) == ["问题清单", "公开情况检查表", "核对规则", *tables, "文字", "未读未核", "说明", "budgetnb"]


def test_every_formula_works_out_to_the_value_it_is_written_with(book: Workbook):
    found = [(sheet, at, cell.value, book.worked_out(sheet, cell.formula)) for sheet, at, cell in book.formulas()]
    assert len(found) > 1000
    assert not [one for one in found if abs(Decimal(repr(one[2])) - one[3]) > Decimal("1e-9")]


def test_every_rule_at_every_place_has_a_row_and_those_with_sides_have_three_formulas(book: Workbook, review: Review):
    assert [cell.value for cell in book.column("核对规则", "B", 4)] == [finding.rule for finding in review.findings]
    for row, finding in enumerate(review.findings, 4):
        cells = [book.sheets["核对规则"][f"{letter}{row}"] for letter in "FHI"]
        assert all(cell.formula for cell in cells) == (finding.sides is not None), finding.id


def test_both_sides_come_from_the_cells_of_tables_and_narrative(book: Workbook, review: Review):
    row = next(row for row, finding in enumerate(review.findings, 4) if finding.id == "T1-4@收支总表/收入总计/金额")
    left, right = (book.sheets["核对规则"][f"{letter}{row}"].formula for letter in "FH")
    assert re.fullmatch(r"'收支总表'!B\d+", left)
    assert re.fullmatch(r"'收支总表'!B\d+\+'收支总表'!B\d+", right)
    row = next(row for row, finding in enumerate(review.findings, 4) if finding.id == "N-02@文/收支总体/收支总计/增减率")
    last = r"\('文字'!G\d+\+'文字'!G\d+\)"
    assert re.fullmatch(rf"-\(\('文字'!G\d+-{last}\)\*100/{last}\)", book.sheets["核对规则"][f"H{row}"].formula)


def test_changing_a_cell_changes_the_difference(book: Workbook, review: Review):
    row = next(row for row, finding in enumerate(review.findings, 4) if finding.id == "T1-4@收支总表/收入总计/金额")
    left = book.sheets["核对规则"][f"F{row}"].formula.removeprefix("'收支总表'!")
    tables = {**book.sheets["收支总表"], left: replace(book.sheets["收支总表"][left], value=999.0)}
    changed = replace(book, sheets={**book.sheets, "收支总表": tables})
    assert changed.number("核对规则", f"I{row}") == Decimal("999.0") - Decimal("546.94")


def test_a_difference_is_red_exactly_where_something_breaks(book: Workbook, review: Review):
    """The condition of the format, worked out by hand on what the cells say."""
    assert "ABS($I4)&gt;$J4" in book.xml["核对规则"]
    for row, finding in enumerate(review.findings, 4):
        if finding.sides is None:
            continue
        operator, allowed = book.sheets["核对规则"][f"G{row}"].value, book.number("核对规则", f"J{row}")
        gap = book.number("核对规则", f"I{row}")
        beyond = {"=": abs(gap), "≤": gap, "≥": -gap}[operator] > allowed + Decimal("1e-8")
        assert beyond == (finding.outcome in ("breaks", "blank")), finding.id


def test_a_table_stands_as_printed_heads_merged_blanks_blank(book: Workbook):
    sheet = book.sheets["支出总表"]
    assert {"D3:H3", "E4:F4", "G4:H4", "I3:K3", "A3:A5"} <= set(re.findall(r'mergeCell ref="(\w+:\w+)"', book.xml["支出总表"]))
    assert [sheet[at].value for at in ("D3", "D4", "E4", "E5", "H5")] == ["基本支出", "小计", "人员经费", "工资福利支出", "资本性支出"]
    assert [sheet[at].value for at in ("A8", "B8", "C8", "D8", "E8")] == [
        "208 05 05",
        "机关事业单位基本养老保险缴费支出",
        11.61,
        None,
        11.61,
    ]


def test_both_sides_of_a_table_stand_beside_each_other(book: Workbook):
    last = max(int(at[1:]) for at, cell in book.sheets["收支总表"].items() if cell.value == "支出总计")
    assert [book.sheets["收支总表"][f"{letter}{last}"].value for letter in "ABCD"] == ["收入总计", 546.94, "支出总计", 546.94]


def test_every_problem_has_a_row_with_room_for_the_reviewer(book: Workbook, review: Review):
    assert [cell.value for cell in book.column("问题清单", "B", 4)] == [problem.id for problem in review.problems]
    row = next(row for row, problem in enumerate(review.problems, 4) if problem.findings == ("N-02@文/收支总体/收支总计/增减率",))
    said = {letter: book.sheets["问题清单"][f"{letter}{row}"].value for letter in "CEIJKO"}
    assert said == {"C": "错误", "E": "更正", "I": "86.93%", "J": "89.68%", "K": "-2.75%", "O": None}
    last = 3 + len(review.problems)
    assert f'sqref="O4:O{last}"><formula1>"发出,说明采纳,说明不采纳,误报,已整改"</formula1>' in book.xml["问题清单"]


def test_what_was_not_checked_is_listed(book: Workbook, review: Review):
    kinds = [cell.value for cell in book.column("未读未核", "A", 4)]
    assert kinds.count("没有核对") == len(review.unchecked)
    assert kinds.count("没有读懂") == len(review.disclosure.unread)


def test_text_from_a_document_never_becomes_a_formula(review: Review):
    evil = tuple(
        replace(problem, title=HOSTILE[place % len(HOSTILE)], suggestion=HOSTILE[0]) for place, problem in enumerate(review.problems)
    )
    findings = tuple(
        replace(finding, sentence=HOSTILE[place % len(HOSTILE)], noted=HOSTILE) for place, finding in enumerate(review.findings)
    )
    tables = tuple(
        replace(one, title=HOSTILE[0], lines=tuple(replace(line, label=HOSTILE[1]) for line in one.lines))
        for one in review.disclosure.tables
    )
    hostile = workbook(
        workpaper(replace(review, problems=evil, findings=findings, disclosure=replace(review.disclosure, name=HOSTILE[4], tables=tables)))
    )
    formulas = " ".join(cell.formula for _, _, cell in hostile.formulas())
    assert "cmd" not in formulas
    assert "HYPERLINK" not in formulas
    styles = re.findall(r"<xf [^>]*>", hostile.parts["xl/styles.xml"].partition("<cellXfs")[2])
    cells = [
        cell for sheet in hostile.sheets.values() for cell in sheet.values() if isinstance(cell.value, str) and cell.value[0] in "=+-@"
    ]
    assert any(cell.value == HOSTILE[0] for cell in cells)
    assert all('quotePrefix="1"' in styles[cell.style] for cell in cells)


def test_what_cannot_be_seen_is_shown_by_its_number(review: Review):
    hidden = replace(review.problems[0], title=HOSTILE[5])
    shown = workbook(workpaper(replace(review, problems=(hidden,))))
    assert shown.sheets["问题清单"]["F4"].value == "<b>&\"'〔U+0007〕〔U+202E〕"


def test_nothing_leads_out_of_the_workbook_and_nobody_is_named(book: Workbook):
    assert not [name for name in book.parts if "externalLink" in name]
    assert not [name for name, part in book.parts.items() if 'TargetMode="External"' in part]
    assert "<dc:creator></dc:creator>" in book.parts["docProps/core.xml"]
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", book.parts["docProps/core.xml"]) == ["2000-01-01T00:00:00Z"] * 2


def test_the_same_review_gives_the_same_bytes(review: Review):
    assert workpaper(review) == workpaper(review)


def test_another_process_gives_the_same_bytes(review: Review, tmp_path: Path):
    script = (
        "import sys; from importlib.resources import as_file, files; from pathlib import Path\n"
        "from budgetnb.checking.books import rule_book; from budgetnb.checking.check import check\n"
        "from budgetnb.reading import read_document; from budgetnb.recognising import recognise\n"
        "from budgetnb.showing.workpaper import workpaper\n"
        "with as_file(files('budgetnb.sample') / 'disclosure.txt') as path:\n"
        "    (sample,) = recognise([read_document(path)])\n"
        "Path(sys.argv[1]).write_bytes(workpaper(check(sample, rule_book())))\n"
    )
    path = tmp_path / "other.xlsx"
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"})
    assert path.read_bytes() == workpaper(review)


def test_sheets_are_printed_as_wide_as_the_paper_the_list_of_problems_on_a3(book: Workbook):
    for name, source in book.xml.items():
        assert f'paperSize="{8 if name == "问题清单" else 9}"' in source
        assert 'fitToHeight="0"' in source
        assert ('orientation="landscape"' in source) == (name != "说明")
        assert "程序初审，不代替财政部门审核结论" in source
    assert all("<pane " in book.xml[name] for name in book.xml if name not in ("说明", "budgetnb"))
    assert all("<autoFilter " in book.xml[name] for name in ("问题清单", "核对规则", "文字", "未读未核"))


def test_the_workpaper_speaks_english(review: Review):
    speak("en")
    assert list(workbook(workpaper(review)).sheets)[:3] == ["Problems", "Check form", "Rules"]


def test_a_document_that_is_not_checked_has_a_workpaper_too():
    book = workbook(
        workpaper(
            check(replace(disclosure(), kind="final_accounts"), rules("- id: R\n  formula: '收支总表[收入总计] = 收支总表[支出总计]'"))
        )
    )
    assert list(book.sheets) == ["问题清单", "公开情况检查表", "核对规则", "文字", "未读未核", "说明", "budgetnb"]
    assert book.sheets["未读未核"]["A4"].value == "没有"


def test_numbers_keep_the_decimals_the_grouping_and_the_dash_they_were_printed_with():
    printed = table("收支总表", ": | 金额\n本年收入合计 | 1,234.50\n上年结转结余 | —\n收入总计 | 1234.5")
    book = workbook(
        workpaper(check(disclosure(printed), rules(formula("收支总表[收入总计] = 收支总表[本年收入合计] + 收支总表[上年结转结余]"))))
    )
    cells = [book.sheets["收支总表"][f"B{row}"] for row in (4, 5, 6)]
    formats = dict(re.findall(r'numFmtId="(\d+)" formatCode="([^"]*)"', book.parts["xl/styles.xml"]))
    styles = re.findall(r'<xf numFmtId="(\d+)"', book.parts["xl/styles.xml"].partition("<cellXfs")[2])
    assert [cell.value for cell in cells] == [1234.5, 0.0, 1234.5]
    assert [formats[styles[cell.style]] for cell in cells] == ["#,##0.00", "&quot;—&quot;", "0.0"]


def test_money_of_two_units_is_brought_to_one():
    in_yuan = table("收支总表", ": | 金额\n收入总计 | 5,469,400.00", unit="元")
    stated = statement("收支总体", "收入总计", 数额="546.94万元")
    source = formula("文[收支总体, 收入总计].数额 = 收支总表[收入总计]")
    book = workbook(workpaper(check(disclosure(in_yuan, stated), rules(source))))
    assert book.sheets["核对规则"]["H4"].formula == "'收支总表'!B4/10000"
    assert book.worked_out("核对规则", book.sheets["核对规则"]["I4"].formula) == 0


def test_cells_beside_each_other_are_summed_as_a_range():
    figures = [some(place) for place in range(5)]
    cells = {figure: Cell("支出表", 4 + place + (place > 3), 2) for place, figure in enumerate(figures)}
    (left, total), (right, last) = formulas(
        Sides(Sum(tuple(Term(1, figure) for figure in figures)), Sum((Term(-1, figures[4]),), Decimal(2))), cells
    )
    assert (left, total) == ("SUM('支出表'!C5:C8)+'支出表'!C10", Decimal(10))
    assert (right, last) == ("-'支出表'!C10+2", Decimal(-2))


def test_a_figure_that_stands_in_no_cell_is_written_as_its_number():
    (left, _), (right, _) = formulas(
        Sides(Sum((Term(1, some(3)),)), Compound("share", (Sum((Term(1, some(2)),)), Sum((Term(1, some(3)), Term(-1, some(1))))))), {}
    )
    assert (left, right) == ("3", "2*100/(3-1)")


def test_a_cell_whose_text_is_no_number_counts_as_nothing():
    figure = replace(some(0), value=None, printed="见附件")
    assert formulas(Sides(Sum((Term(1, figure),)), Sum(())), {figure: Cell("表'一", 0, 0, words=True)})[0] == ("N('表''一'!A1)", Decimal(0))


def test_a_formula_excel_would_not_take_is_replaced_by_its_result_and_says_so():
    source = formula("收支总表[收入总计] = 收支总表[支出总计]")
    review = check(disclosure(table("收支总表", ": | 金额\n收入总计 | 7\n支出总计 | 7")), rules(source))
    numbers = Sum(tuple(Term(1, some(1)) for _ in range(5000)))  # figures that stand in no cell: 5000 numbers one by one
    finding = replace(review.findings[0], sides=review.findings[0].sides._replace(right=numbers), right=Decimal(5000))
    book = workbook(workpaper(replace(review, findings=(finding,))))
    assert (book.sheets["核对规则"]["H4"].formula, book.sheets["核对规则"]["H4"].value) == ("", 5000.0)
    assert book.sheets["核对规则"]["M4"].value == "公式太长，只写了结果"


def test_sheets_get_names_that_excel_takes():
    wanted = ["收支[总]表", "收支[总]表", "a/b:c*d?e\\f", "'支出'", "History", "", "长" * 40, "长" * 40]
    assert sheet_names(wanted) == (
        "收支 总 表",
        "收支 总 表（2）",
        "a b c d e f",
        "支出",
        "History（2）",
        "？",
        "长" * 31,
        "长" * 28 + "（2）",
    )


def test_a_long_text_is_cut_visibly(review: Review):
    long = replace(review.problems[0], title="长" * 40_000)
    assert workbook(workpaper(replace(review, problems=(long,)))).sheets["问题清单"]["F4"].value == "长" * 32_000 + "…"


def test_evidence_without_a_figure_is_quoted_by_its_beginning(review: Review):
    finding = replace(
        review.findings[-1], left=None, right=None, difference=None, proof=(Evidence("话" * 90, None, Place("a.txt", line=3)),)
    )
    problem = replace(review.problems[0], findings=(finding.id,))
    book = workbook(workpaper(replace(review, findings=(*review.findings[:-1], finding), problems=(problem,))))
    assert [book.sheets["问题清单"][at].value for at in ("G4", "I4")] == ["a.txt\n第 3 行", "话" * 60 + "…"]


def test_only_the_quantity_that_is_wrong_should_be_another(review: Review):
    parts = tuple(Evidence(words, None, Place("a.txt", line=3)) for words in ("1000平方米", "600平方米", "500平方米"))
    amounts = {"left": Decimal(1000), "right": Decimal(1100), "difference": Decimal(-100), "unit": "平方米"}
    finding = replace(review.findings[-1], proof=parts, **amounts)
    problem = replace(review.problems[0], findings=(finding.id,))
    book = workbook(workpaper(replace(review, findings=(*review.findings[:-1], finding), problems=(problem,))))
    assert book.sheets["问题清单"]["J4"].value == "① 1,100 平方米\n② —\n③ —"


@pytest.mark.parametrize(
    "document", ["henan-xigong-2024/disclosure.txt", "js-jianchayuan-2017-2019/2018_dept_budget.pdf", "sh-putuo-czj-2025/dept_budget.pdf"]
)
def test_formulas_of_real_documents_work_out(corpus: Path, document: str):
    (read,) = recognise([read_document(corpus / document)])
    book = workbook(workpaper(check(read, rule_book())))
    found = [(sheet, at, cell.value, book.worked_out(sheet, cell.formula)) for sheet, at, cell in book.formulas()]
    assert not [one for one in found if abs(Decimal(repr(one[2])) - one[3]) > Decimal("1e-8")]


@pytest.mark.long
def test_libreoffice_works_out_the_same(review: Review, tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    profile = tmp_path / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
        '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>'
    )
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "out" / "ours.xlsx"
    ours.write_bytes(workpaper(review))
    command = [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(theirs.parent),
        str(ours),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    one, other = (CalamineWorkbook.from_path(str(path)) for path in (ours, theirs))
    for name in one.sheet_names:
        rows = zip(
            one.get_sheet_by_name(name).to_python(skip_empty_area=False),
            other.get_sheet_by_name(name).to_python(skip_empty_area=False),
            strict=False,
        )
        numbers = [(left, right) for row, again in rows for left, right in zip(row, again, strict=False) if isinstance(left, float)]
        assert not [pair for pair in numbers if pair[1] == "" or abs(pair[0] - pair[1]) > 1e-9], name


def some(value: int) -> Figure:
    """A figure of a whole number of 万元."""
    return Figure(f"支出表/{value}/合计", Decimal(value), str(value), "万元", Decimal(0), Place("by-hand.txt", line=value))
