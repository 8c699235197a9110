"""Figures by canonical table, line and column: a blank stays a blank, a missing line is None."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figures_by_hand import disclosure, table

from budgetnb.showing.figures_for import added, amount_at, amounts, first_of, label_in_words, merged, places_of
from budgetnb.texts import speak

SPENT = table(
    "支出总表",
    """
    :                | 合计   | 基本支出 | 工资福利支出 | 对个人和家庭的补助 | 项目支出.其他运转类 | 项目支出.特定目标类
    合计             | 546.94 |          | 132.4        |                    | 44.30               | 361.39
    项 2080505 养老  | 11.61  | 11.61    |              |                    |                     | ·
    项 2080505 养老  | 1.5    | 1.5      |              |                    |                     | ·
    """,
)


def test_a_figure_is_found_by_its_address():
    assert amount_at(disclosure(SPENT), "支出总表", "合计", "合计").value == Decimal("546.94")


def test_a_blank_is_an_amount_without_a_value():
    blank = amount_at(disclosure(SPENT), "支出总表", "合计", "基本支出")
    assert blank is not None
    assert blank.value is None


@pytest.mark.parametrize(
    ("table_name", "line", "column"), [("收支总表", "合计", ""), ("支出总表", "小计", ""), ("支出总表", "合计", "公用经费")]
)
def test_what_a_document_does_not_have_is_none(table_name: str, line: str, column: str):
    assert amount_at(disclosure(SPENT), table_name, line, column) is None


@pytest.mark.parametrize(("head", "sum_below"), [("人员经费", "132.4"), ("项目支出", "405.69")])
def test_a_head_without_a_column_of_its_own_is_the_sum_of_its_columns(head: str, sum_below: str):
    assert amount_at(disclosure(SPENT), "支出总表", "合计", head).value == Decimal(sum_below)


def test_without_a_column_the_total_is_meant():
    assert [amount.value for amount in amounts(SPENT, level="项")] == [Decimal("11.61"), Decimal("1.5")]


def test_lines_of_one_code_are_one():
    (once,) = merged(amounts(SPENT, level="项"))
    assert (once.value, once.places) == (Decimal("13.11"), 2)


def test_blanks_alone_add_up_to_a_blank():
    blank = amount_at(disclosure(SPENT), "支出总表", "合计", "基本支出")
    assert added([blank, blank]).value is None


def test_the_first_printed_of_several_addresses_is_taken():
    found = first_of(disclosure(SPENT), (("支出总表", "合计", "基本支出"), ("支出总表", "合计", "合计")))
    assert found.value == Decimal("546.94")


@pytest.mark.parametrize(
    ("unit", "printed", "value", "shown_unit", "places"),
    [("元", "156,211,123", "15621.1123", "万元", 2), ("万元", "47.9", "47.9", "万元", 1), ("", "5", "5", "", 0), ("人", "5", "5", "人", 0)],
)
def test_money_is_shown_in_wan_yuan(unit: str, printed: str, value: str, shown_unit: str, places: int):
    found = amount_at(disclosure(table("支出总表", f": | 合计\n合计 | {printed}", unit=unit)), "支出总表", "合计")
    assert (found.value, found.unit, found.places) == (Decimal(value), shown_unit, places)


def test_a_chart_shows_as_many_decimals_as_its_most_exact_figure():
    assert places_of(amounts(SPENT)) == 2


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        ("一、一般公共预算", "一般公共预算"),
        ("（十二）城乡社区事务支出", "城乡社区事务支出"),
        ("(二十一) 住房保障支出", "住房保障支出"),
        ("1.一般公共预算资金", "一般公共预算资金"),
        ("收入合计:", "收入合计"),
        ("（七）文化体育旅游与传媒支 出", "文化体育旅游与传媒支出"),
        ("2023年城镇保障性安居工程奖励资金", "2023年城镇保障性安居工程奖励资金"),
        ("三公经费", "三公经费"),
        ("", "（没有名称的一行）"),
    ],
)
def test_a_line_is_called_as_it_is_printed_without_its_number(printed: str, called: str):
    assert label_in_words("", printed) == called


def test_in_english_a_line_is_called_by_the_glossary():
    speak("en")
    assert label_in_words("城乡社区支出", "十二、城乡社区事务") == "Urban and rural community affairs"
    assert label_in_words("本年收入合计.一般公共预算", "（一）一般公共预算拨款") == "General public budget"
    assert label_in_words("老城区专项", "老城区专项") == "老城区专项"
