"""Rules met with figures: outcomes, both sides, blanks, units, statements, and what a result remembers."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from figures_by_hand import disclosure, formula, met, outcomes, passage, rules, statement, table
from hypothesis import given
from hypothesis import strategies as some

from budgetnb.checking.evaluate import evaluate
from budgetnb.checking.lookup import index
from budgetnb.checking.result import Ratio, Result
from budgetnb.figures import Statement, Table

SUMMARY = table("收支总表", """
    :            | 金额
    本年收入合计 | 185.55
    上年结转结余 | 361.39
    收入总计     | 546.94
    本年支出合计 | 546.94
    年终结转结余 |
    支出总计     | 546.94
""")  # fmt: skip
EXPENDITURE = table("支出总表", """
    :                    | 合计   | 基本支出.小计 | 基本支出.人员经费.工资福利支出 | 基本支出.公用经费 | 项目支出
    合计                 | 546.94 | 141.25        | 132.40                         | 8.85              | 405.69
    类 208 社会保障      | 11.61  |               | 11.61                          |                   |
    项 2080505 养老      | 11.61  |               | 11.61                          |                   |
    类 212 城乡社区      | 535.33 | 129.64        | 120.79                         | 8.85              | 405.69
    项 2120101 行政运行  | 173.94 | 129.64        | 120.79                         | 8.85              | 44.30
    项 2120501 其他      | 361.39 |               |                                |                   | 361.39
""")  # fmt: skip


def only(results: tuple[Result, ...]) -> Result:
    (result,) = results
    return result


def by_place(results: tuple[Result, ...]) -> dict[str, str]:
    return {result.at: result.outcome for result in results}


# ---- outcomes


def test_a_rule_that_holds_ties_and_shows_both_sides():
    result = only(met(formula("收支总表[收入总计] = 收支总表[本年收入合计] + 上年结转结余"), SUMMARY))
    assert (result.outcome, result.left, result.right, result.difference) == ("ties", Decimal("546.94"), Decimal("546.94"), 0)
    assert (result.allowance, result.unit, result.decimals) == (Decimal("0.015"), "万元", 2)
    assert [(term.sign, term.figure.printed) for term in result.right_terms] == [(1, "185.55"), (1, "361.39")]
    assert result.left_figures[0].key == "收支总表/收入总计/金额"


@pytest.mark.parametrize(
    ("total", "outcome"), [("546.94", "ties"), ("546.95", "rounds"), ("546.96", "breaks"), ("547", "ties"), ("548", "breaks")]
)
def test_rounding_explains_half_a_unit_of_every_printed_number(total: str, outcome: str):
    figures = table("支出总表", f"""
        :    | 合计    | 基本支出 | 项目支出
        合计 | {total} | 141.25   | 405.69
    """)  # fmt: skip
    assert outcomes(formula("支出总表[合计].合计 = 支出总表[合计].基本支出 + 支出总表[合计].项目支出"), figures) == [outcome]


@pytest.mark.parametrize(("kept", "outcome"), [("361.39", "ties"), ("361.40", "rounds"), ("361.41", "breaks"), ("300.00", "ties")])
def test_a_bound_breaks_only_in_the_wrong_direction(kept: str, outcome: str):
    figures = table("收支总表", f":|金额\n年终结转结余|{kept}\n上年结转结余|361.39")
    assert outcomes(formula("收支总表[年终结转结余] <= 收支总表[上年结转结余]"), figures) == [outcome]


def test_a_subtracted_figure_and_a_figure_taken_twice_have_their_sign():
    result = only(met(formula("收支总表[收入总计] * 2 = 收支总表[支出总计] - 收支总表[本年收入合计]"), SUMMARY))
    assert [term.sign for term in result.left_terms + result.right_terms] == [2, 1, -1]
    assert result.right == Decimal("361.39")


def test_the_same_figures_on_both_sides_check_nothing():
    """基本支出 has no column of its own here, so it is the sum of the very columns it is set against."""
    figures = table("支出总表", """
        :    | 合计   | 基本支出.人员经费 | 基本支出.公用经费
        合计 | 141.25 | 132.40            | 8.85
    """)  # fmt: skip
    result = only(met(formula("支出总表[合计].基本支出 = 支出总表[合计].人员经费 + 支出总表[合计].公用经费"), figures))
    assert (result.outcome, result.notes) == ("not_applicable", ("两边是同样的数，没有可核对的内容。",))


def test_a_figure_that_stands_on_both_sides_is_the_same_number_on_both():
    """Twice 1000 and 990.00 differ by more than two cents whatever 1000 was before it was rounded."""
    figures = table("支出总表", ":|合计|基本支出|项目支出\n合计|1000|990.00|10.03")
    source = "支出总表[合计].合计 - 支出总表[合计].基本支出 <= 支出总表[合计].合计 - 支出总表[合计].基本支出 - 支出总表[合计].项目支出"
    result = only(met(formula(source), figures))
    assert (result.outcome, result.allowance) == ("breaks", Decimal("0.005"))


# ---- lines and columns


def test_each_selected_line_has_its_own_result_known_by_its_address():
    results = met(
        formula("支出总表[行].合计 = 支出总表[行].基本支出 + 支出总表[行].项目支出", for_each='{行: "支出总表[级=项]"}'), EXPENDITURE
    )
    assert by_place(results) == {"支出总表/2080505/合计": "blank", "支出总表/2120101/合计": "ties", "支出总表/2120501/合计": "ties"}


def test_every_column_of_a_total_is_the_sum_of_its_lines():
    results = met(formula("支出总表[合计].栏 = sum(支出总表[级=项].栏)", for_each="{栏: 支出总表.*}"), EXPENDITURE)
    assert by_place(results) == {
        "支出总表/合计/合计": "ties",
        "支出总表/合计/基本支出.小计": "blank",
        "支出总表/合计/基本支出.人员经费.工资福利支出": "ties",
        "支出总表/合计/基本支出.公用经费": "ties",
        "支出总表/合计/项目支出": "ties",
    }


def test_a_line_is_the_sum_of_the_lines_below_it():
    results = met(formula("支出总表[行].合计 = sum(支出总表[级=项, 属=行].合计)", for_each='{行: "支出总表[级=类]"}'), EXPENDITURE)
    assert by_place(results) == {"支出总表/208/合计": "ties", "支出总表/212/合计": "ties"}


def test_a_line_means_the_line_with_its_code_in_another_table():
    general = table("一般公共预算支出表", ":|合计\n项 2120101 行政运行|173.94\n项 2080505 养老|11.60")
    source = formula("支出总表[行].合计 = 一般公共预算支出表[行].合计", for_each='{行: "支出总表[级=项]"}')
    assert by_place(met(source, EXPENDITURE, general)) == {"支出总表/2080505/合计": "breaks", "支出总表/2120101/合计": "ties"}


def test_a_line_without_a_code_means_the_line_with_its_name():
    appropriations = table("收入总表", """
        :    | 总计   | 本年收入.合计 | 本年收入.一般公共预算 | 本年收入.政府性基金
        合计 | 185.55 | 185.55        | 180.00                | 5.55
    """)  # fmt: skip
    summary = table("收支总表", ":|金额\n一般公共预算|180.00\n政府性基金|5.00")
    source = "- id: R\n  for_each: {行: '收支总表[一般公共预算|政府性基金]'}\n  same: ['收支总表[行]', '收入总表[合计].本年收入.行']"
    assert by_place(met(source, summary, appropriations)) == {"收支总表/一般公共预算/金额": "ties", "收支总表/政府性基金/金额": "breaks"}


def test_the_second_line_of_a_code_means_the_second_line_in_another_table():
    one = table("支出总表", ":|合计\n单位 310001 本级|3.00\n项 2080505 养老|3.00\n单位 310002 二级|5.00\n项 2080505 养老|5.00")
    other = table("一般公共预算支出表", ":|合计\n单位 310001 本级|3.00\n项 2080505 养老|3.00\n单位 310002 二级|5.00\n项 2080505 养老|5.00")
    source = formula("支出总表[行].合计 = 一般公共预算支出表[行].合计", for_each='{行: "支出总表[级=项]"}')
    assert by_place(met(source, one, other)) == {"支出总表/2080505/合计": "ties", "支出总表/2080505#2/合计": "ties"}


def test_lines_stand_under_their_organisation_by_position():
    figures = table("支出总表", """
        :                | 合计
        合计             | 13.00
        部门 310 城管局  | 13.00
        单位 310001 本级 | 8.00
        类 208 社会保障  | 3.00
        项 2080505 养老  | 3.00
        项 2120101 行政  | 5.00
        单位 310002 二级 | 5.00
        类 208 社会保障  | 4.00
        项 2080505 养老  | 4.00
        项 2120101 行政  | 1.00
    """)  # fmt: skip
    source = formula("支出总表[行].合计 = sum(支出总表[级=项, 属=行].合计)", for_each='{行: "支出总表[级=单位|类|部门]"}')
    assert by_place(met(source, figures)) == {
        "支出总表/310/合计": "ties",
        "支出总表/310001/合计": "ties",
        "支出总表/208/合计": "ties",
        "支出总表/310002/合计": "ties",
        "支出总表/208#2/合计": "ties",
    }
    source = formula("支出总表[行].合计 = sum(支出总表[级=单位, 属=行].合计)", for_each='{行: "支出总表[级=部门|合计]"}')
    assert set(by_place(met(source, figures)).values()) == {"ties"}


def test_a_head_without_a_column_of_its_own_is_the_sum_of_its_columns():
    result = only(met(formula("支出总表[合计].人员经费 + 支出总表[合计].公用经费 = 支出总表[合计].基本支出"), EXPENDITURE))
    assert (result.outcome, result.left) == ("ties", Decimal("141.25"))


def test_a_line_that_is_not_printed_is_the_sum_of_its_parts():
    summary = table("收支总表", ":|金额\n一般公共预算|180.00\n政府性基金|5.55\n事业收入|10.00\n本年收入合计|195.55")
    result = only(met(formula("收支总表[本年收入合计] = 收支总表[财政拨款收入] + 收支总表[事业收入]"), summary))
    assert (result.outcome, len(result.right_terms)) == ("ties", 3)
    assert outcomes(formula("收支总表[本年收入合计] = sum(收支总表[属=财政拨款收入]) + 事业收入"), summary) == ["ties"]


def test_the_columns_under_a_head_are_added_without_its_own_and_without_of_which():
    figures = table("收入总表", """
        :    | 总计   | 本年收入.合计 | 本年收入.一般公共预算 | 本年收入.一般公共预算.其中财政拨款 | 本年收入.政府性基金
        合计 | 185.55 | 185.55        | 180.00                | 100.00                             | 5.55
    """)  # fmt: skip
    assert outcomes(formula("收入总表[合计].本年收入 = sum(收入总表[合计].本年收入.*)"), figures) == ["ties"]
    each = met(formula("收入总表[合计].栏 >= 0", for_each="{栏: 收入总表.本年收入.*}"), figures)
    assert [result.left for result in each] == [Decimal("180.00"), Decimal("5.55")]


def test_lines_are_selected_by_what_they_say_of_their_type():
    figures = table("项目支出表", ":|合计\n项目 保洁<特定目标类>|361.39\n项目 运转<其他运转类>|44.30")
    source = "- id: R\n  for_each: {类别: 其他运转类|特定目标类}\n  formula: sum(项目支出表[类型=类别].合计) >= 50"
    assert [(result.left, result.outcome) for result in met(source, figures)] == [(Decimal("44.30"), "breaks"), (Decimal("361.39"), "ties")]
    plain = table("项目支出表", ":|合计\n项目 保洁|361.39")
    assert only(met(source, plain)).notes == ("项目支出表没有列出类型。",)


def test_where_no_column_is_named_the_amount_or_the_total_is_meant():
    figures = table("支出总表", ":|基本支出|合计|金额\n合计|3.00|5.00|·\n项 2080505 养老|3.00|·|4.00")
    assert [result.left for result in met(formula("支出总表[行] >= 0", for_each='{行: "支出总表[*]"}'), figures)] == [5, 4]


# ---- what is not there


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("政府性基金支出表[合计].合计 = 0", "没有政府性基金支出表。"),
        ("收支总表[事业收入] = 0", "收支总表没有“事业收入”这一行。"),
        ("支出总表[合计].特定目标类 = 0", "支出总表没有“项目支出 · 特定目标类”这一栏。"),
        ("sum(支出总表[级=款].合计) = 0", "支出总表没有列出“款”一级。"),
        ("文[三公经费, 三公经费].数额 = 0", "说明中没有这一句：“三公”经费 · “三公”经费。"),
    ],
)
def test_a_rule_on_what_a_disclosure_does_not_have_does_not_apply_and_says_why(source: str, why: str):
    result = only(met(formula(source), SUMMARY, EXPENDITURE))
    assert (result.outcome, result.notes) == ("not_applicable", (why,))


def test_with_a_question_mark_it_counts_as_nothing():
    source = formula("收支总表[收入总计] = 收支总表[本年收入合计] + 上年结转结余 + 事业收入? + 政府性基金支出表[合计].合计?")
    assert outcomes(source, SUMMARY) == ["ties"]


def test_no_line_of_a_code_is_a_sum_of_nothing():
    """The form goes down to items, and has none in this class."""
    summary = table("收支总表", ":|金额\n类 201 一般公共服务|\n类 208 社会保障|11.61\n类 229 其他|3.00")
    source = formula("收支总表[行] = sum(支出总表[级=项, 属=行].合计)", for_each='{行: "收支总表[级=类]"}')
    assert by_place(met(source, summary, EXPENDITURE)) == {
        "收支总表/201/金额": "ties",
        "收支总表/208/金额": "ties",
        "收支总表/229/金额": "breaks",
    }


def test_a_cell_that_the_table_does_not_have_is_passed_over():
    figures = table("支出总表", ":|合计|基本支出\n合计|5.00|·\n项 2080505 养老|3.00|3.00")
    results = met(formula("支出总表[行].合计 >= 支出总表[行].基本支出", for_each='{行: "支出总表[*]"}'), figures)
    assert by_place(results) == {"支出总表/2080505/合计": "ties"}


def test_a_condition_that_does_not_hold_makes_a_rule_not_apply():
    source = "收支总表[收入总计] = 0"
    empty = table("三公经费表", ":|三公经费\n合计|")
    said = statement("收支总体", "收支总计", 数额="5万元")
    for when, expected in [
        ("有 三公经费表", "breaks"),
        ("空 三公经费表", "breaks"),
        ("无 三公经费表", "not_applicable"),
        ("无 项目支出表 且 有 收支总表[收入总计]", "breaks"),
        ("有 收支总表[年终结转结余]", "not_applicable"),
        ("空 收支总表[年终结转结余]", "breaks"),
        ("有 项目支出表 或 空 收支总表[年终结转结余]", "breaks"),
        ("有 文[收支总体, 收支总计]", "breaks"),
        ("有 文[收支总体, 收支总计].占比", "not_applicable"),
        ("收支总表[收入总计] = 收支总表[支出总计]", "breaks"),
        ("收支总表[收入总计] <= 收支总表[本年收入合计]", "not_applicable"),
        ("项目支出表[合计].合计 = 0", "not_applicable"),
    ]:
        assert outcomes(formula(source, when=when), SUMMARY, empty, said) == [expected], when


# ---- blanks


def test_a_blank_that_a_printed_total_does_without_is_nil():
    source = formula("收支总表[支出总计] = 收支总表[本年支出合计] + 年终结转结余").replace("id: R", "id: T1-5")
    source += "\n" + formula("收支总表[上年结转结余] <= 收支总表[年终结转结余]")
    total, bound = met(source, SUMMARY)
    assert (total.outcome, total.blanks, total.trivial) == ("ties", total.right_figures[1:], False)
    assert (bound.outcome, bound.difference, bound.missing) == ("breaks", Decimal("361.39"), ())
    assert bound.notes == ("空格 1 处按 0 计（印出的合计不需要它们）。",)


def test_a_blank_that_a_printed_total_needs_is_missing():
    source = formula("支出总表[行].合计 = 支出总表[行].基本支出 + 支出总表[行].项目支出", for_each='{行: "支出总表[级=项]"}')
    source += "\n" + formula("支出总表[合计].项目支出 = sum(支出总表[级=项].项目支出)").replace("id: R", "id: S")
    first, *_ = met(source, EXPENDITURE)
    assert (first.outcome, first.left, first.right) == ("blank", Decimal("11.61"), 0)
    assert [figure.key for figure in first.blanks] == ["支出总表/2080505/基本支出.小计", "支出总表/2080505/项目支出"]
    assert [figure.key for figure in first.missing] == ["支出总表/2080505/基本支出.小计"], "the total of 项目支出 ties without the other"


def test_blank_against_blank_ties_and_is_known_to_be_trivial():
    empty = table("三公经费表", ":|三公经费|因公出国费|公务接待费\n合计|||")
    result = only(met(formula("三公经费表[合计].三公经费 = 三公经费表[合计].因公出国费 + 三公经费表[合计].公务接待费"), empty))
    assert (result.outcome, result.trivial, len(result.blanks)) == ("ties", True, 3)


@pytest.mark.parametrize("printed", ["0", "0.00", "—"])
def test_a_printed_nil_ties_with_a_blank_and_is_not_trivial(printed: str):
    empty = table("三公经费表", ":|三公经费\n合计|")
    said = statement("三公经费", "三公经费", 数额=f"{0 if printed == '—' else printed}万元")
    result = only(met("- id: R\n  same: ['文[三公经费, 三公经费].数额', '三公经费表[合计].三公经费']", empty, said))
    assert (result.outcome, result.trivial) == ("ties", False)


def test_a_blank_table_against_a_printed_amount_lacks_its_figure():
    empty = table("三公经费表", ":|三公经费\n合计|")
    said = statement("三公经费", "三公经费", 数额="3.00万元")
    assert outcomes("- id: R\n  same: ['文[三公经费, 三公经费].数额', '三公经费表[合计].三公经费']", empty, said) == ["blank"]


def test_columns_that_are_blank_throughout_do_not_hide_a_wrong_total():
    """The columns of the funds are blank in every line: the total of the second line is wrong, not incomplete."""
    figures = table("收入总表", """
        :                | 总计   | 本年收入.合计 | 本年收入.一般公共预算 | 本年收入.政府性基金
        合计             | 185.55 | 185.55        | 185.55                |
        单位 310001 本级 | 185.55 | 190.55        | 185.55                |
    """)  # fmt: skip
    across = formula(
        "收入总表[行].本年收入 = 收入总表[行].本年收入.一般公共预算 + 收入总表[行].本年收入.政府性基金",
        for_each='{行: "收入总表[级=合计|单位]"}',
    )
    down = formula("收入总表[合计].栏 = sum(收入总表[级=单位].栏)", for_each="{栏: 收入总表.*}").replace("id: R", "id: S")
    assert [result.outcome for result in met(f"{across}\n{down}", figures)][:2] == ["ties", "breaks"]


# ---- units


def test_figures_in_different_units_are_brought_to_one_exactly():
    detailed = table("支出总表", ":|合计\n合计|5469372.50", unit="元")
    same = "- id: R\n  same: ['收支总表[本年支出合计]', '支出总表[合计].合计']"
    result = only(met(same, SUMMARY, detailed))
    assert (result.outcome, result.left, result.right, result.unit, result.allowance) == (
        "ties",
        Decimal("546.94"),
        Decimal("546.93725"),
        "万元",
        Decimal("0.005"),
    )
    more = formula("收支总表[本年支出合计] = 支出总表[合计].合计 + 支出总表[合计].合计 - 支出总表[合计].合计")
    assert only(met(more, SUMMARY, detailed)).allowance == Decimal("0.0050005")


@pytest.mark.parametrize(
    ("projects", "total", "outcome"),
    [
        ("", "11.62", "blank"),
        ("0", "11.62", "breaks"),
        ("0", "11.61", "ties"),
        ("0.00", "11.62", "rounds"),
        ("0.01", "11.63", "rounds"),
    ],
    ids=["beside a blank", "beside a plain 0", "beside a plain 0, alike", "0.00 may hide something", "two numbers were rounded"],
)
def test_a_sum_of_one_number_is_that_number_printed_again(projects: str, total: str, outcome: str):
    """Nothing was added up, so nothing was rounded differently."""
    lines = table("支出总表", f":|合计|基本支出|项目支出\n合计|{total}|11.61|{projects}")
    assert only(met(formula("支出总表[合计].合计 = 支出总表[合计].基本支出 + 支出总表[合计].项目支出"), lines)).outcome == outcome


def test_figures_of_one_unit_stay_in_it():
    figures = table("支出总表", ":|合计|基本支出|项目支出\n合计|12,345|12,000|345", unit="元")
    result = only(met(formula("支出总表[合计].合计 = 支出总表[合计].基本支出 + 支出总表[合计].项目支出"), figures))
    assert (result.outcome, result.unit, result.allowance) == ("ties", "元", Decimal("1.5"))


def test_a_coarse_statement_in_yi_ties_with_the_table():
    said = statement("收支总体", "收入总计", 数额="1.23亿元")
    total = table("收支总表", ":|金额\n收入总计|12345.67")
    assert outcomes("- id: R\n  same: ['文[收支总体, 收入总计].数额', '收支总表[收入总计]']", said, total) == ["ties"]


def test_figures_of_different_kinds_make_a_rule_faulty_and_stop_no_other():
    said = statement("收支总体", "收支总计", 数额="546.94万元", 占比="25.83%")
    source = (
        formula("文[收支总体, 收支总计].数额 = 文[收支总体, 收支总计].占比")
        + "\n"
        + formula("收支总表[收入总计] = 收支总表[支出总计]").replace("id: R", "id: S")
    )
    wrong, right = met(source, SUMMARY, said)
    assert (wrong.outcome, wrong.notes) == ("faulty", ("不同类的数不能相加或比较：%、money。",))
    assert right.outcome == "ties"


def test_counts_are_compared_in_their_own_unit():
    said = statement("政府采购", "车辆", 数额="3辆")
    assert only(met(formula("文[政府采购, 车辆].数额 = 3"), said)).unit == "辆"


def test_a_figure_without_a_unit_is_compared_only_with_its_like():
    bare = table("收支总表", ":|金额\n收入总计|546.94\n支出总计|546.94", unit="")
    assert outcomes(formula("收支总表[收入总计] = 收支总表[支出总计]"), bare) == ["ties"]
    result = only(met(formula("收支总表[收入总计] = 支出总表[合计].合计"), bare, EXPENDITURE))
    assert (result.outcome, result.notes) == ("not_applicable", ("有的数没有印出单位，不能比较。",))


# ---- the same fact printed twice


@pytest.mark.parametrize(
    ("one", "other", "outcome", "truncated"),
    [
        ("546.94万元", "546.94万元", "ties", False),
        ("546.94万元", "546.9万元", "ties", False),
        ("546.95万元", "547万元", "ties", False),
        ("546.94万元", "546.95万元", "breaks", False),
        ("546.98万元", "546.9万元", "breaks", True),
        ("546.98万元", "546.8万元", "breaks", False),
        ("5469350元", "546.94万元", "ties", False),
        ("0.00万元", "40元", "ties", False),
        ("0万元", "40元", "breaks", False),
    ],
)
def test_two_printings_agree_to_the_coarser_one_half_up(one: str, other: str, outcome: str, truncated: bool):
    said, again = statement("收支总体", "收入总计", 数额=one), statement("支出总体", "支出合计", 数额=other)
    result = only(met("- id: R\n  same: ['文[收支总体, 收入总计].数额', '文[支出总体, 支出合计].数额']", said, again))
    assert (result.outcome, result.truncated, result.last_digit) == (outcome, truncated, False)


def test_two_shares_that_differ_in_the_last_digit_are_told_from_others():
    source = "- id: R\n  same: ['文[支出总体, 基本支出].占比', '文[收支总体, 基本支出].占比']"
    for other, last_digit in [("25.83%", True), ("25.84%", False)]:
        parts = (statement("支出总体", "基本支出", 占比="25.82%"), statement("收支总体", "基本支出", 占比=other))
        assert (only(met(source, *parts)).outcome, only(met(source, *parts)).last_digit) == ("breaks", last_digit)


def test_one_of_several_printings_is_enough_and_the_best_one_is_shown():
    source = "- id: R\n  same: ['文[收支总体, 收入总计].数额', '收支总表[本年收入合计] 或 收支总表[收入总计]']"
    assert only(met(source, SUMMARY, statement("收支总体", "收入总计", 数额="546.94万元"))).right_figures[0].key == "收支总表/收入总计/金额"
    neither = only(met(source, SUMMARY, statement("收支总体", "收入总计", 数额="500.00万元")))
    assert (neither.outcome, neither.right) == ("breaks", Decimal("185.55"))
    part = table("收支总表", ":|金额\n收入总计|546.94")
    assert outcomes(source, part, statement("收支总体", "收入总计", 数额="546.94万元")) == ["ties"]


# ---- statements and percentages

GROWTH = formula("句.增减率 = growth(句.数额, 句.上年)", for_each='{句: "文[角色=增减率]"}')
SHARE = formula("句.占比 = share(句.数额, 句.整体)", for_each='{句: "文[角色=占比]"}')


def change(rate: str, this: str = "546.94万元", amount: str = "4754.48万元", direction: int = -1) -> Statement:
    return statement("收支总体", "收支总计", direction, 数额=this, 增减额=amount, 增减率=rate)


def test_a_decrease_is_measured_against_the_prior_figure_it_implies_and_shown_as_worded():
    result = only(met(GROWTH, change("86.93%")))
    assert (result.outcome, result.at, result.unit) == ("breaks", "文/收支总体/收支总计/增减率", "%")
    assert (result.left, round(result.right, 2), round(result.difference, 2)) == (Decimal("86.93"), Decimal("89.68"), Decimal("-2.75"))
    assert result.ratio == Ratio("growth", Decimal("546.94"), Decimal("5301.42"))
    assert [term.figure.printed for term in result.right_terms][:2] == ["546.94万元", "546.94万元"]


@pytest.mark.parametrize(
    ("rate", "outcome", "truncated", "last_digit"),
    [
        ("89.68%", "ties", False, False),
        ("89.7%", "ties", False, False),
        ("89.69%", "breaks", False, True),
        ("89.6%", "breaks", True, True),
        ("90%", "ties", False, False),
    ],
)
def test_a_percentage_is_held_against_its_own_printed_precision(rate: str, outcome: str, truncated: bool, last_digit: bool):
    result = only(met(GROWTH, change(rate)))
    assert (result.outcome, result.truncated, result.last_digit) == (outcome, truncated, last_digit)


def test_a_wrong_direction_word_shows_the_other_sign():
    result = only(met(GROWTH, statement("收支总体", "收支总计", -1, 数额="110万元", 上年="100万元", 增减率="10%")))
    assert (result.outcome, result.left, result.right) == ("breaks", Decimal("10"), Decimal("-10"))


def test_the_prior_figure_that_is_printed_goes_before_the_one_implied():
    said = statement("收支总体", "收支总计", 1, 数额="120万元", 上年="100万元", 增减额="30万元", 增减率="20%")
    assert outcomes(GROWTH, said) == ["ties"]
    assert outcomes(formula("句.增减额 = 句.数额 - 句.上年", for_each='{句: "文[角色=增减额, 角色=上年]"}'), said) == ["breaks"]


def test_unchanged_means_that_the_prior_figure_is_this_years():
    said = statement("收支总体", "收支总计", 0, 数额="120万元", 增减率="0%")
    assert outcomes(GROWTH, said) == ["ties"]
    assert only(met(formula("文[收支总体, 收支总计].上年 = 120"), said)).outcome == "ties"


def test_a_zero_base_has_no_percentage():
    result = only(met(GROWTH, statement("收支总体", "收支总计", 1, 数额="5万元", 上年="0万元", 增减率="100%")))
    assert (result.outcome, result.notes) == ("not_applicable", ("基数为零或可能为零，没有百分比。",))
    assert outcomes(GROWTH, statement("收支总体", "收支总计", 1, 数额="5.00万元", 增减额="4.99万元", 增减率="100%")) == ["not_applicable"]


def test_a_change_without_a_direction_is_no_claim():
    result = only(met(GROWTH, statement("收支总体", "收支总计", 数额="5万元", 上年="4万元", 增减率="25%")))
    assert (result.outcome, result.notes) == ("not_applicable", ("“收支总体情况”中关于“收支总计”的句子没有写明是增加还是减少。",))


def test_another_division_by_zero_makes_a_rule_faulty():
    zero = table("收支总表", ":|金额\n收入总计|5.00\n支出总计|0")
    result = only(met(formula("收支总表[收入总计] / 收支总表[支出总计] = 1"), zero))
    assert (result.outcome, result.notes) == ("faulty", ("除数为零或可能为零。",))


def test_a_share_is_of_the_whole_its_sentence_names():
    whole = statement("支出总体", "支出合计", 数额="546.94万元")
    part = statement("支出总体", "基本支出", of="支出合计", 数额="141.25万元", 占比="25.82%")
    result = only(met(SHARE, whole, part))
    assert (result.outcome, round(result.right, 4), result.decimals) == ("rounds", Decimal("25.8255"), 2)
    assert outcomes(SHARE, part) == ["not_applicable"]


def test_the_parts_of_a_sentence_add_up_to_it():
    parts = [
        statement("支出总体", term, of="支出合计", 数额=amount) for term, amount in [("基本支出", "141.25万元"), ("项目支出", "405.69万元")]
    ]
    source = formula("句.数额 = sum(文[属=句].数额)", for_each='{句: "文[角色=数额]"}')
    assert by_place(met(source, statement("支出总体", "支出合计", 数额="546.94万元"), *parts)) == {"文/支出总体/支出合计/数额": "ties"}
    assert outcomes(source, statement("支出总体", "支出合计", 数额="185.55万元"), *parts) == ["breaks"]


def test_shares_that_make_a_hundred_are_added_in_percent():
    parts = [statement("支出总体", term, of="支出合计", 占比=share) for term, share in [("基本支出", "25.83%"), ("项目支出", "74.18%")]]
    whole = statement("支出总体", "支出合计", 数额="546.94万元")
    result = only(met(formula("sum(文[属=句].占比) = 100", for_each='{句: "文[支出总体, 支出合计]"}'), whole, *parts))
    assert (result.outcome, result.unit, result.allowance) == ("rounds", "%", Decimal("0.010"))


def test_a_sentence_means_the_line_of_its_code_or_term():
    said = statement("支出总体", "基本支出", code="2120101", 数额="173.94万元")
    source = "- id: R\n  for_each: {句: '文[支出总体, 角色=数额]'}\n  same: [句.数额, '支出总表[码=句].合计']"
    assert outcomes(source, EXPENDITURE, said) == ["ties"]
    total = statement("支出总体", "基本支出", 数额="141.25万元")
    assert outcomes("- id: R\n  for_each: {句: '文[支出总体, 角色=数额]'}\n  same: [句.数额, '支出总表[合计].句']", EXPENDITURE, total) == [
        "ties"
    ]


# ---- required, forbidden, faulty


def test_what_is_required_breaks_when_it_is_not_there_and_is_blank_when_its_cell_is():
    empty = table("三公经费表", ":|三公经费\n合计|")
    asked = "[三公经费表, 项目支出表, '三公经费表[合计].三公经费', '收支总表[收入总计]', '文[三公经费]', '文[政府采购]']"
    source = f"- id: R\n  required: {asked}"
    assert by_place(met(source, SUMMARY, empty, passage("三公经费", "三公经费没有安排。"))) == {
        "三公经费表": "ties",
        "项目支出表": "breaks",
        "三公经费表/合计/三公经费": "blank",
        "收支总表/收入总计/金额": "ties",
        "文/三公经费": "ties",
        "文/政府采购": "breaks",
    }


def test_forbidden_words_are_found_wherever_they_stand():
    paper = [passage("三公经费", "公务接待费增加（减\n少）0 万元，增加(减少)0万元。"), passage("支出总体", "如果涉密，请填写。")]
    results = met("- id: R\n  forbid: [增加（减少）, ××局, 如果…请填写]", *paper)
    assert [(result.at, result.outcome) for result in results] == [
        ("文/三公经费/增加（减少）", "breaks"),
        ("文/三公经费/增加（减少）#2", "breaks"),
        ("文/支出总体/如果…请填写", "breaks"),
    ]
    place = results[1].places[0]
    assert place.text is not None
    assert place.text[slice(*place.span)] == "增加(减少)"
    assert outcomes("- id: R\n  forbid: [××局]", *paper) == ["ties"]


def test_a_reference_that_means_several_lines_makes_the_rule_faulty_and_stops_no_other():
    twice = table("基本支出表", ":|合计\n款 30102 津贴补贴|4.21\n款 30102 津贴补贴|10.64")
    source = formula("基本支出表[30102].合计 = 14.85") + "\n" + formula("sum(基本支出表[码=30102].合计) = 14.85").replace("id: R", "id: S")
    wrong, right = met(source, twice)
    assert (wrong.outcome, wrong.notes) == ("faulty", ("基本支出表[30102] 选出了 2 行，应当只有一行；几行相加请用 sum(…)。",))
    assert (right.outcome, right.at) == ("ties", "基本支出表/码=30102/合计")


def test_a_result_remembers_what_its_variables_stood_for():
    source = "- id: R\n  for_each: {类别: 合计|项目支出, 行: '支出总表[级=项]'}\n  formula: 支出总表[合计].类别 >= 支出总表[行].类别"
    results = met(source, EXPENDITURE)
    assert list(results[0].binding) == ["行"]
    assert results[0].version is not None
    assert [name for name, _ in results[0].version.words] == ["类别"]
    assert results[0].at == "支出总表/合计/合计+支出总表/2080505"
    assert len({result.at for result in results}) == len(results) == 6


# ---- promises


def test_the_order_of_the_rules_changes_no_result():
    entries = [
        formula("支出总表[行].合计 = 支出总表[行].基本支出 + 支出总表[行].项目支出", for_each='{行: "支出总表[级=项]"}'),
        formula("支出总表[合计].栏 = sum(支出总表[级=项].栏)", for_each="{栏: 支出总表.*}"),
        formula("收支总表[支出总计] = 收支总表[本年支出合计] + 年终结转结余"),
        formula("收支总表[上年结转结余] <= 收支总表[年终结转结余]"),
        formula("支出总表[合计].合计 = 0"),
    ]
    entries = [entry.replace("id: R", f"id: R{number}") for number, entry in enumerate(entries)]
    known = index(disclosure(SUMMARY, EXPENDITURE), rules(entries[0]).vocabulary)

    def found(order: list[str]) -> set[tuple[str, str, str, tuple[str, ...]]]:
        return {(result.rule.id, result.at, result.outcome, result.notes) for result in evaluate(rules("\n".join(order)), known)}

    first = found(entries)
    for seed in range(5):
        assert found(random.Random(seed).sample(entries, len(entries))) == first  # noqa: S311  a shuffle, not a secret


fen = some.just(0) | some.integers(5000, 10**9)
"""Amounts in 元 with two decimals, as bookkeeping has them. None is so small that 万元 would print it as 0: a printed 0 is exact."""


@given(some.lists(fen, min_size=1, max_size=12))
def test_honest_rounding_never_breaks(addends: list[int]):
    """Amounts that add up in 分 tie or round when each is printed in 万元 with two decimals."""
    assert outcomes(SUM, drawn(sum(addends), addends)) != ["breaks"]


def test_what_is_too_small_to_be_printed_is_missed_in_its_total():
    """50 元 made of 0.01 元 and 49.99 元 are printed 0.01 万元, 0.00 and 0.00: nobody who reads that can add it up."""
    assert outcomes(SUM, drawn(5000, [1, 4999])) == ["breaks"]


@given(some.lists(fen, min_size=1, max_size=12), some.integers(1, 10**6), some.booleans())
def test_a_change_beyond_the_allowance_breaks(addends: list[int], more: int, up: bool):
    """One more cent than rounding can explain, in whichever direction."""
    printed = [wan(addend) for addend in addends]
    allowance = Decimal("0.005") * (len([value for value in printed if value]) + 1)
    total = sum(printed, Decimal(0)) + (1 if up else -1) * (allowance.quantize(Decimal("0.01"), "ROUND_FLOOR") + Decimal("0.01") * more)
    assert outcomes(SUM, cells(total, printed)) == ["breaks"]


SUM = formula("支出总表[合计].合计 = sum(支出总表[级=项].合计)")


def wan(amount: int) -> Decimal:
    return (Decimal(amount) / 1_000_000).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def drawn(total: int, addends: list[int]) -> Table:
    return cells(wan(total), [wan(addend) for addend in addends])


def cells(total: Decimal, addends: list[Decimal]) -> Table:
    lines = "\n".join(f"项 20{number:05} 甲|{addend}" for number, addend in enumerate(addends))
    return table("支出总表", f":|合计\n合计|{total}\n{lines}")


def test_what_is_missing_in_a_table_is_shown_at_its_title():
    lines = table("支出总表", ":|合计\n合计|11.61")
    missing = only(met("- id: R\n  required: ['支出总表[级=项]']", lines))
    assert (missing.outcome, [place.text for place in missing.places]) == ("breaks", ["支出总表"])
