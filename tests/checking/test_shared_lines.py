"""Lines that several organisations of one table have each: together they are the line of a table without organisations."""

from __future__ import annotations

import pytest
from figures_by_hand import formula, met, statement, table

SUMMARY = table("收支总表", """
    :                   | 金额
    类 208 社会保障支出 | 30.00
    类 210 卫生健康支出 |  5.00
""")  # fmt: skip
BY_UNIT = """
    :                   | 合计
    合计                | 35.00
    单位 局机关         | 25.00
    类 208 社会保障支出 | 20.00
    类 210 卫生健康支出 |  5.00
    单位 信息中心       | 10.00
    类 208 社会保障支出 | 10.00
"""
ALSO_TOGETHER = BY_UNIT.replace("    单位 局机关", "    类 208 社会保障支出 | 30.00\n    单位 局机关", 1)
WITHIN_ONE = BY_UNIT.replace("    单位 信息中心       | 10.00\n", "")


def sides(rule: str, *parts: object) -> list[tuple[str, str, str]]:
    """Where a rule was met, with its two sides."""
    return [(one.outcome, str(one.left), str(one.right)) for one in met(rule, *parts) if one.outcome != "not_applicable"]


@pytest.mark.parametrize("drawn", [BY_UNIT, ALSO_TOGETHER], ids=["each its own", "printed together first"])
def test_a_line_is_that_of_all_organisations(drawn: str) -> None:
    rule = formula("收支总表[行] = 支出总表[行].合计", for_each='{行: "收支总表[级=类]"}')
    assert sides(rule, SUMMARY, table("支出总表", drawn)) == [("ties", "30.00", "30.00"), ("ties", "5.00", "5.00")]


def test_a_sentence_speaks_of_all_organisations() -> None:
    rule = formula("句.数额 = 支出总表[码=句].合计", for_each='{句: "文[角色=数额]"}')
    said = statement("支出总体", "社会保障支出（类）", code="208", 数额="30.00万元")
    assert sides(rule, said, table("支出总表", BY_UNIT)) == [("ties", "30.00", "30.00")]


def test_a_line_of_one_organisation_is_not_held_against_that_of_all() -> None:
    rule = formula("支出总表[行].合计 = 收支总表[行]", for_each='{行: "支出总表[级=类]"}')
    assert sides(rule, SUMMARY, table("支出总表", BY_UNIT)) == [("ties", "5.00", "5.00")]


def test_two_tables_by_organisation_are_held_against_each_other_line_by_line() -> None:
    rule = formula("支出总表[行].合计 = 一般公共预算支出表[行].合计", for_each='{行: "支出总表[级=类]"}')
    ties = sides(rule, table("支出总表", BY_UNIT), table("一般公共预算支出表", BY_UNIT))
    assert ties == [("ties", "20.00", "20.00"), ("ties", "5.00", "5.00"), ("ties", "10.00", "10.00")]


def test_a_code_twice_within_one_organisation_stays_ambiguous() -> None:
    rule = formula("收支总表[行] = 支出总表[码=行].合计", for_each='{行: "收支总表[码=208]"}')
    assert [one.outcome for one in met(rule, SUMMARY, table("支出总表", WITHIN_ONE))] == ["faulty"]
