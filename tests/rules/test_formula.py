"""Formulas are read into trees; whatever is not a formula is refused with what may stand there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from figures_by_hand import WORDS
from hypothesis import given
from hypothesis import strategies as some

from budgetnb.rules.formula import parse_formula, parse_same, parse_selection, parse_target, parse_when
from budgetnb.rules.references import Scope
from budgetnb.rules.syntax import (
    Call,
    Cells,
    Claim,
    Columns,
    Comparison,
    Condition,
    Number,
    Operation,
    Presence,
    Said,
    Variable,
    WholeTable,
    Words,
)
from budgetnb.rules.vocabulary import Misread
from budgetnb.texts import speak

REST = "财政拨款收入、一般公共预算、政府性基金、国有资本经营、事业收入、上年结转结余"
LINE, COLUMN, SENTENCE = Cells("支出总表", (Condition("级", ("项",)),)), Columns("支出总表", ()), Said(())
SCOPE = Scope(WORDS, {"行": LINE, "栏": COLUMN, "句": SENTENCE}, {"资金": "政府性基金", "页": "支出总表"})


def cell(table: str, line: str | Variable, *column: str | Variable, optional: bool = False) -> Cells:
    return Cells(table, (Condition("名", (line,)),), column, optional=optional)


def left(source: str) -> object:
    return parse_formula(f"{source} = 0", SCOPE).left


def test_a_formula_is_two_sides_and_what_stands_between_them():
    assert parse_formula("收支总表[收入总计] >= 收支总表[支出总计] + 3 * 2", SCOPE) == Comparison(
        cell("收支总表", "收入总计"),
        ">=",
        (Operation("+", cell("收支总表", "支出总计"), Operation("*", Number(Decimal(3)), Number(Decimal(2)))),),
    )


def test_what_is_written_first_is_done_first():
    ten, two, one = (Number(Decimal(number)) for number in (10, 2, 1))
    assert left("10 - 2 - 1") == Operation("-", Operation("-", ten, two), one)
    assert left("10 - (2 - 1)") == Operation("-", ten, Operation("-", two, one))


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("支出总表[行].基本支出", cell("支出总表", Variable("行"), "基本支出")),
        ("支出总表[行].人员经费", cell("支出总表", Variable("行"), "基本支出", "人员经费")),
        ("支出总表[行].基本支出.小计", cell("支出总表", Variable("行"), "基本支出")),
        ("支出总表[行].栏", cell("支出总表", Variable("行"), Variable("栏"))),
        ("支出总表[2080505].合计", cell("支出总表", "2080505", "合计")),
        ("行.合计", cell("支出总表", Variable("行"), "合计")),
        ("收入总表[合计].本年收入.行", cell("收入总表", "合计", "本年收入", Variable("行"))),
        ("收入总表[合计].本年收入.资金", cell("收入总表", "合计", "本年收入", "政府性基金")),
        ("页[合计].合计?", cell("支出总表", "合计", "合计", optional=True)),
        ("句.增减率", Claim("句", "增减率")),
        ("文[收支总体, 收支总计].数额?", Said((Condition("章", ("收支总体",)), Condition("项", ("收支总计",))), "数额", True)),
        ("支出总表[合计, 侧=支出].合计", Cells("支出总表", (Condition("名", ("合计",)), Condition("侧", ("支出",))), ("合计",))),
    ],
)
def test_a_reference_is_a_table_a_line_and_a_column_in_full(source: str, meant: object):
    assert left(source) == meant


def test_a_line_alone_belongs_to_the_table_named_last():
    assert parse_formula("收支总表[收入总计] = 本年收入合计 + 上年结转结余?", SCOPE).rights == (
        Operation("+", cell("收支总表", "本年收入合计"), cell("收支总表", "上年结转结余", optional=True)),
    )


def test_several_lines_are_added_inside_sum():
    where = (Condition("级", ("项",)), Condition("属", (Variable("行"),)))
    assert left("sum(支出总表[级=项, 属=行].合计)") == Call("sum", (Cells("支出总表", where, ("合计",)),))
    assert left("sum(支出总表[行].项目支出.*)") == Call(
        "sum", (Cells("支出总表", (Condition("名", (Variable("行"),)),), ("项目支出",), star=True),)
    )


def test_a_reference_may_mean_the_disclosures_of_units():
    each = Cells("收支总表", (Condition("名", ("收入总计",)),), of="各单位")
    assert left("sum(各单位.收支总表[收入总计])") == Call("sum", (each,))
    assert left("该单位.支出总表[行].合计?") == replace(cell("支出总表", Variable("行"), "合计", optional=True), of="该单位")
    said = Said((Condition("章", ("收支总体",)), Condition("项", ("收支总计",))), "数额", of="各单位")
    assert left("sum(各单位.文[收支总体, 收支总计].数额)") == Call("sum", (said,))


@pytest.mark.parametrize("source", ["各单位.收支总表", "各单位.行.合计", "该单位.句.数额", "该单位.收入总计"])
def test_after_the_word_for_units_a_table_or_a_sentence_is_named(source: str):
    with pytest.raises(Misread, match=r"的后面应当是 表\[行\].栏 或 文\[章, 项\].角色"):
        left(f"sum({source})")


def test_what_all_units_print_stands_inside_sum():
    with pytest.raises(Misread, match="sum"):
        left("各单位.收支总表[收入总计]")


def test_full_width_signs_are_read_as_a_chinese_keyboard_writes_them():
    assert parse_formula("收支总表［收入总计］＝（收支总表[本年收入合计]＋上年结转结余？）", SCOPE) == parse_formula(
        "收支总表[收入总计] = (收支总表[本年收入合计] + 上年结转结余?)", SCOPE
    )
    assert left("share（句.数额，句.整体）") == Call("share", (Claim("句", "数额"), Claim("句", "整体")))


def test_one_of_several_right_sides_may_hold():
    found = parse_same("文[收支总体, 收入总计].数额", "收入总表[合计].本年收入 或 收入总表[合计].总计", SCOPE)
    assert found.rights == (cell("收入总表", "合计", "本年收入"), cell("收入总表", "合计", "总计"))


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("支出总表[级=项|款]", Cells("支出总表", (Condition("级", ("项", "款")),))),
        ("收支总表[一般公共预算|事业收入]", Cells("收支总表", (Condition("名", ("一般公共预算", "事业收入")),))),
        ("支出总表[*]", Cells("支出总表", ())),
        ("支出总表.*", Columns("支出总表", ())),
        ("支出总表.项目支出.*", Columns("支出总表", (), "项目支出")),
        ("支出总表.合计|人员经费", Columns("支出总表", ("合计", "基本支出.人员经费"))),
        ("文[角色=增减率|增减额]", Said((Condition("角色", ("增减率", "增减额")),))),
        ("文[角色=增减率, 角色=增减额]", Said((Condition("角色", ("增减率",)), Condition("角色", ("增减额",))))),
        ("支出总表|政府性基金支出表", Words(("支出总表", "政府性基金支出表"))),
        ("*", Words(tuple(WORDS.tables), all_tables=True)),
    ],
)
def test_a_variable_runs_over_lines_columns_sentences_or_words(source: str, meant: object):
    assert parse_selection(source, SCOPE) == meant


def test_a_condition_asks_what_is_there_or_compares():
    assert parse_when("有 三公经费表 且 空 收支总表[年终结转结余] 或 无 文[三公经费, 因公出国费]", SCOPE) == (
        (Presence("有", WholeTable("三公经费表")), Presence("空", cell("收支总表", "年终结转结余"))),
        (Presence("无", Said((Condition("章", ("三公经费",)), Condition("项", ("因公出国费",))))),),
    )
    assert parse_when("收入总表[合计].上年结转.资金? = 0", SCOPE) == (
        (Comparison(cell("收入总表", "合计", "上年结转", "政府性基金", optional=True), "=", (Number(Decimal(0)),)),),
    )


def test_what_must_be_there_may_be_a_table_a_figure_or_a_sentence():
    assert parse_target("三公经费表", SCOPE) == WholeTable("三公经费表")
    assert parse_target("支出总表[合计].合计", SCOPE) == cell("支出总表", "合计", "合计")
    assert parse_target("文[政府采购]", SCOPE) == Said((Condition("章", ("政府采购",)),))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "收支总表[本年支出额] = 0",
            f"收支总表 中没有“本年支出额”这一行。"
            f"最接近的是“本年支出合计”。"
            f"可用：本年支出合计、收入总计、本年收入合计、{REST}、支出总计、年终结转结余。",
        ),
        (
            "支出表[合计].合计 = 0",
            "没有“支出表”这张表。"
            "最接近的是“支出总表”。"
            "可用：支出总表、项目支出表、基本支出表、收支总表、收入总表、一般公共预算支出表、政府性基金支出表、三公经费表。",
        ),
        (
            "三公经费表[合计].出国费 = 0",
            "三公经费表 中没有“出国费”这一栏。最接近的是“因公出国费”。可用：因公出国费、三公经费、公务接待费。",
        ),
        ("收入总表[合计].政府性基金 = 0", "收入总表 中有几栏都叫“政府性基金”：本年收入.政府性基金、上年结转.政府性基金。请多写一级。"),
        (
            "收支总表[收入总计] = 支出总合计",
            f"收支总表 中没有“支出总合计”这一行。"
            f"最接近的是“支出总计”。"
            f"可用：支出总计、本年支出合计、收入总计、本年收入合计、{REST}、年终结转结余。",
        ),
        ("收入总计 = 0", "“收入总计”前面没有提到任何表，请写成 表[收入总计]。"),
        ("收支总表 = 0", "“收支总表”后面要写明行，如 收支总表[合计]。"),
        ("支出总表[级=向].合计 = 0", "没有“向”这一级。可用：类、款、项、单位、部门、合计、项目、小计、细目。"),
        ("支出总表[等级=项].合计 = 0", "方括号里不能写“等级=”。最接近的是“级”。可用：级、名、码、属、类型、侧。"),
        ("支出总表[码=教育].合计 = 0", "“码=”后面应当是编码（数字）或 for_each 的变量，不能是“教育”。"),
        ("支出总表[级=项].合计 = 0", "支出总表[…] 会选出几个数，只能写在 sum(…) 里。"),
        ("sum(支出总表[级=项].合计 * 2) = 0", "支出总表[…] 会选出几个数，只能写在 sum(…) 里。"),
        ("文[收支总体, 收支总计] = 0", "文[…] 后面要写明角色，如 .数额。可用：数额、上年、增减额、增减率、占比、整体。"),
        (
            "文[收支总体, 收支总计].增长率 = 0",
            "句子没有“增长率”这个角色。最接近的是“增减率”。可用：增减率、数额、上年、增减额、占比、整体。",
        ),
        ("文[收支, 收支总计].数额 = 0", "说明中没有“收支”这一章。最接近的是“收支总体”。可用：收支总体、支出总体、三公经费、政府采购。"),
        ("栏 = 0", "变量“栏”代表栏，请写在 表[行]. 的后面。"),
        ("share(句.数额) = 0", "share 的写法是 share(部分, 总额)，这里写了 1 个。"),
        ("支出总表[行].合计", "公式没有写完，后面应当是 = <= >=。"),
        ("支出总表[行].合计 = ", "公式没有写完，后面应当是 一个名称。"),
        ("支出总表[行.合计 = 0", "第 7 个字处是“.”，这里应当是 ] , |。"),
        ("支出总表[行].合计 = 1 2", "第 16 个字处是“2”，这里应当是 + - * /。"),
        ("支出总表[行].合计 == 1", "第 13 个字处是“=”，这里应当是 一个名称。"),
        ("支出总表[行].合计 > 1", "第 12 个字“>”在公式里没有意义。"),
        ("__import__('os') = 1", "“__import__”前面没有提到任何表，请写成 表[__import__]。"),
    ],
)
def test_a_wrong_formula_is_told_what_is_wrong_and_what_is_allowed(source: str, said: str):
    with pytest.raises(Misread) as wrong:
        parse_formula(source, SCOPE)
    assert str(wrong.value) == said


def test_the_same_is_said_in_english():
    speak("en")
    with pytest.raises(Misread) as wrong:
        parse_formula("三公经费表[合计].出国费 = 0", SCOPE)
    assert str(wrong.value) == '三公经费表 has no column "出国费". Nearest: "因公出国费". Allowed: 因公出国费, 三公经费, 公务接待费.'


PIECES = (
    *'[].*=+-/(),|?（）“"%\n<>',
    *("支出总表", "收支总表", "文", "行", "栏", "句", "级", "项", "属", "合计", "收入总计", "数额"),
    *("sum", "share", "growth", "3", "2080505", "或", "且", "有", "空"),
)


@given(some.lists(some.sampled_from(PIECES), max_size=14).map("".join) | some.text(max_size=30))
def test_every_text_is_a_formula_or_is_refused_with_a_sentence(source: str):
    for parse in (parse_formula, parse_selection, parse_target, parse_when):
        with suppress(Misread):
            parse(source, SCOPE)
