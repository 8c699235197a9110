"""The smallest changes after which all ties: tried on a copy, named only where nothing else would do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from figures_by_hand import disclosure, rules, statement, table
from hypothesis import given, settings
from hypothesis import strategies as some

from budgetnb.checking.check import check
from budgetnb.checking.findings import Correction, Problem, Review
from budgetnb.figures import Disclosure, Figure, Statement, Table
from budgetnb.rules.rule import RuleBook

BOOK = rules("""
- id: 行
  for_each: {行: "支出总表[级=合计|项]"}
  formula: 支出总表[行].合计 = 支出总表[行].基本支出 + 支出总表[行].项目支出
- id: 栏
  for_each: {栏: 支出总表.合计|基本支出|项目支出}
  formula: 支出总表[合计].栏 = sum(支出总表[级=项].栏)
- id: 两处
  same: ["收支总表[本年支出合计]", "支出总表[合计].合计"]
- id: 文字
  same: ["文[支出总体, 支出合计].数额", "支出总表[合计].合计"]
- id: 增减
  for_each: {句: "文[角色=增减率]"}
  formula: 句.增减率 = growth(句.数额, 句.上年)
""")
RIGHT = {
    "合计": ["546.94", "141.25", "405.69"],
    "项 2120101 行政运行": ["173.94", "129.64", "44.30"],
    "项 2080505 养老": ["11.61", "11.61", ""],
    "项 2120501 其他": ["361.39", "", "361.39"],
}


def spending(**other: str) -> Table:
    """The table with other numbers in cells named by code (or 合计) and column number: c2120101_1="129.46"."""
    lines = {label: list(cells) for label, cells in RIGHT.items()}
    for name, printed in other.items():
        line, column = name[1:].split("_")
        label = next(label for label in lines if line in label or (line == "total" and label == "合计"))
        lines[label][int(column)] = printed
    drawn = "\n".join(" | ".join([label, *cells]) for label, cells in lines.items())
    return table("支出总表", f": | 合计 | 基本支出 | 项目支出\n{drawn}")


def review(*parts: Table | Statement, book: RuleBook = BOOK) -> Review:
    return check(disclosure(*parts), book)


def only(found: Review) -> Problem:
    (problem,) = found.problems
    return problem


def changes(correction: Correction) -> list[tuple[str, str, str]]:
    return [(change.figure.key, change.figure.printed, change.right) for change in correction.changes]


def test_the_one_cell_that_its_row_and_its_column_contradict_is_named_with_the_slip():
    problem = only(review(spending(c2120101_1="129.46")))
    (correction,) = problem.corrections
    assert changes(correction) == [("支出总表/2120101/基本支出", "129.46", "129.64")]
    assert correction.changes[0].cause is not None
    assert correction.changes[0].cause.kind == "digits_swapped"
    assert correction.settles == frozenset(problem.findings) == {"行@支出总表/2120101/合计", "栏@支出总表/合计/基本支出"}
    assert problem.suggestion == "支出总表 · 项 2120101 行政运行 · 基本支出 应为 129.64"


def test_the_findings_of_a_wrong_cell_do_not_say_that_their_totals_should_be_others():
    found = review(spending(c2120101_1="129.46"))
    finding = found.finding("栏@支出总表/合计/基本支出")
    assert finding.left_stands
    assert "另一边" in finding.says
    assert "应为" not in finding.says


def test_of_two_printings_the_one_that_the_rest_bears_out_stays():
    """The summary says 546.49, the table 546.94, and rows and columns of the table support 546.94."""
    summary = table("收支总表", ":|金额\n本年支出合计|546.49")
    problem = only(review(spending(), summary))
    (correction,) = problem.corrections
    assert changes(correction) == [("收支总表/本年支出合计/金额", "546.49", "546.94")]
    assert correction.supported is not None
    assert correction.supported.key == "支出总表/合计/合计"
    assert correction.support == 2
    assert "另有 2 条核对支持支出总表" in problem.tried[0]


def test_of_two_printings_that_nothing_else_bears_out_either_may_be_wrong():
    book = rules('- id: 两处\n  same: ["收支总表[本年支出合计]", "支出总表[合计].合计"]')
    problem = only(review(table("收支总表", ":|金额\n本年支出合计|546.94"), table("支出总表", ":|合计\n合计|546.49"), book=book))
    assert [changes(correction) for correction in problem.corrections] == [
        [("收支总表/本年支出合计/金额", "546.94", "546.49")],
        [("支出总表/合计/合计", "546.49", "546.94")],
    ]
    assert problem.suggestion is not None
    assert problem.suggestion.startswith("两种改法择一（1）")


def test_where_any_of_many_cells_could_be_wrong_none_is_named():
    book = rules("- id: 栏\n  formula: 支出总表[合计].合计 = sum(支出总表[级=项].合计)")
    problem = only(review(spending(c2120101_0="200.00"), book=book))
    assert problem.corrections == ()
    assert problem.tried == ("有 3 个数，单独改动其中任何一个都能使核对相符，仅凭本文不能判断是哪一个",)


def test_of_many_cells_the_one_that_a_slip_explains_is_named_and_the_others_are_told():
    book = rules("- id: 栏\n  formula: 支出总表[合计].合计 = sum(支出总表[级=项].合计)")
    problem = only(review(spending(c2120501_0="316.39"), book=book))
    (correction,) = problem.corrections
    assert changes(correction) == [("支出总表/2120501/合计", "316.39", "361.39")]
    assert problem.tried[-1] == "改动其他数也能相符（共 4 种改法），但没有常见的笔误可以解释"


def test_a_wrong_cell_that_was_carried_into_its_row_total_is_two_changes():
    """Row 2120101 adds up with the wrong 129.46; only the columns betray both cells."""
    problem = only(review(spending(c2120101_1="129.46", c2120101_0="173.76")))
    (correction,) = problem.corrections
    assert sorted(changes(correction)) == [
        ("支出总表/2120101/合计", "173.76", "173.94"),
        ("支出总表/2120101/基本支出", "129.46", "129.64"),
    ]


def test_two_cells_wrong_by_themselves_are_two_problems_each_with_its_correction():
    found = review(spending(c2120101_1="129.46", c2120501_2="361.93"))
    named = [changes(correction) for problem in found.problems for correction in problem.corrections]
    assert named == [[("支出总表/2120101/基本支出", "129.46", "129.64")], [("支出总表/2120501/项目支出", "361.93", "361.39")]]


def test_a_blank_that_its_row_and_its_column_need_is_filled():
    problem = only(review(spending(c2080505_1="")))
    (correction,) = problem.corrections
    assert changes(correction) == [("支出总表/2080505/基本支出", "", "11.61")]


def test_an_amount_of_the_text_is_put_right_together_with_the_percentage_worked_out_from_it():
    """564.94 was written for 546.94, and 12.99 % worked out from it; the change of 46.94 is right, so the base was 500."""
    said = statement("支出总体", "支出合计", 1, 数额="564.94万元", 上年="500.00万元", 增减率="12.99%")
    problem = only(review(spending(), said))
    (correction,) = problem.corrections
    assert changes(correction) == [
        ("文/支出总体/支出合计/数额", "564.94万元", "546.94万元"),
        ("文/支出总体/支出合计/增减率", "12.99%", "9.39%"),
    ]


def test_a_percentage_no_slip_explains_may_come_from_a_slip_in_an_amount():
    """A change of 46.94 on a base of 500.00 is 9.39 %; printed is 64.94, which no percentage of 9.39 fits."""
    said = statement("支出总体", "支出合计", 1, 数额="546.94万元", 增减额="64.94万元", 增减率="9.39%")
    problem = only(review(spending(), said))
    assert [changes(correction) for correction in problem.corrections] == [
        [("文/支出总体/支出合计/增减额", "64.94万元", "46.94万元")],
        [("文/支出总体/支出合计/增减率", "9.39%", "13.47%")],
    ]


def test_what_too_many_changes_would_mend_is_given_up_openly():
    """Every line is another one's: nothing small mends that."""
    problems = review(
        spending(c2120101_1="1.00", c2120101_2="700.00", c2080505_0="90.07", c2120501_2="3.33", ctotal_0="555.55", ctotal_1="808.08")
    ).problems
    assert not any(problem.corrections for problem in problems)
    assert {"没有找到只改几处就能使这些核对全部相符的办法，须逐处核实"} == {said for problem in problems for said in problem.tried}


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_a_correction_is_confirmed_by_every_rule_of_the_book(data: some.DataObject) -> None:
    """Whatever was changed, a disclosure corrected as proposed breaks nothing that the correction said it settles, and nothing new."""
    cells = [(label.split()[1] if " " in label else "total", column) for label, row in RIGHT.items() for column in range(3) if row[column]]
    wrong = data.draw(some.lists(some.sampled_from(cells), min_size=1, max_size=2, unique=True))
    amounts = some.decimals("0.01", "999.99", places=2).map(str)
    found = review(spending(**{f"c{line}_{column}": data.draw(amounts) for line, column in wrong}))
    before = {finding.id for finding in found.findings if finding.outcome in ("breaks", "blank")}
    for problem in found.problems:
        for correction in problem.corrections:
            after = check(_corrected(found, correction), BOOK)
            now = {finding.id for finding in after.findings if finding.outcome in ("breaks", "blank")}
            assert now == before - correction.settles


def _corrected(found: Review, correction: Correction) -> Disclosure:
    """The disclosure with the changes made, figure by figure, by its keys alone."""
    right = {change.figure.key: change.value for change in correction.changes}

    def mended(figure: Figure | None) -> Figure | None:
        if figure is None or figure.key not in right:
            return figure
        return replace(figure, value=right[figure.key], half=figure.half or Decimal("0.005"))

    tables = [
        replace(one, lines=tuple(replace(line, figures=tuple(map(mended, line.figures))) for line in one.lines))
        for one in found.disclosure.tables
    ]
    return replace(found.disclosure, tables=tuple(tables))


def test_of_two_printings_borne_out_alike_the_one_of_the_first_rule_is_named() -> None:
    """Whatever order sets have in this process."""
    book = rules("""
- id: 总表
  same: ["支出总表[合计].合计", "收支总表[本年支出合计]"]
- id: 文字
  same: ["支出总表[合计].合计", "文[支出总体, 支出合计].数额"]
- id: 总表另处
  same: ["收支总表[支出总计]", "收支总表[本年支出合计]"]
- id: 文字另处
  same: ["文[收支总体, 收支总计].数额", "文[支出总体, 支出合计].数额"]
""")
    found = review(
        table("支出总表", ": | 合计\n合计 | 546.49"),
        table("收支总表", ": | 金额\n支出总计 | 546.94\n本年支出合计 | 546.94"),
        statement("支出总体", "支出合计", 数额="546.94万元"),
        statement("收支总体", "收支总计", 数额="546.94万元"),
        book=book,
    )
    (correction,) = only(found).corrections
    assert (correction.supported and correction.supported.key, correction.support) == ("收支总表/本年支出合计/金额", 1)
