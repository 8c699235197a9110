"""Rule books are read whole or refused whole: every mistake of a file is said at once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from figures_by_hand import WORDS, rules

from budgetnb.errors import UnreadableFile, WrongRule
from budgetnb.rules.rule import Rule, RuleBook
from budgetnb.rules.rulebook import make_book, read_rules
from budgetnb.texts import speak
from budgetnb.yamls import parse_yaml

ONE = """\
name: 部门预算
rules:
  - id: T3-2
    says: 每一科目的基本支出等于人员经费加公用经费
    says_en: Basic expenditure equals personnel plus running expenses
    for_each:
      行: 支出总表[级=项]
    formula: 支出总表[行].基本支出 = 支出总表[行].人员经费 + 支出总表[行].公用经费
    basis: 部门支出总表，表内勾稽
    dimension: 真实准确性
    severity: error
    action: 更正
    note: 小计有时不填
"""


def book(*sources: str) -> RuleBook:
    return make_book([parse_yaml(source, f"rules/{number}.yaml") for number, source in enumerate(sources, 1)], WORDS)


def mistakes(*sources: str) -> tuple[str, ...]:
    with pytest.raises(WrongRule) as wrong:
        book(*sources)
    assert str(wrong.value) == "\n".join(wrong.value.mistakes)
    return wrong.value.mistakes


def entry(source: str) -> Rule:
    return rules(source).rules[0]


def test_a_rule_is_what_its_entry_says():
    rule = book(ONE).rules[0]
    assert (rule.id, rule.form, rule.severity, rule.action, rule.dimension) == ("T3-2", "formula", "error", "更正", "真实准确性")
    assert rule.source == "支出总表[行].基本支出 = 支出总表[行].人员经费 + 支出总表[行].公用经费"
    assert rule.note == "小计有时不填"
    assert (rule.file, rule.line) == ("1.yaml", 3)
    assert book(ONE).rule("T3-2") == rule
    assert book(ONE).rule("T3-9") is None


def test_a_rule_speaks_the_language_in_force_where_it_can():
    rule = book(ONE).rules[0]
    assert rule.sentence == "每一科目的基本支出等于人员经费加公用经费"
    speak("en")
    assert rule.sentence == "Basic expenditure equals personnel plus running expenses"
    assert entry("- id: R\n  check: names_agree").sentence == "试"


def test_every_form_of_a_rule_is_read():
    assert entry("- id: R\n  same: ['收支总表[收入总计]', '收入总表[合计].总计']").source == "收支总表[收入总计] = 收入总表[合计].总计"
    assert len(entry("- id: R\n  required: [三公经费表, '文[三公经费]']").versions[0].targets) == 2
    assert entry("- id: R\n  forbid: [××局, 待填写]").words == ("××局", "待填写")
    assert entry("- id: R\n  check: names_agree").check == "names_agree"


def test_a_word_that_a_variable_stands_for_makes_a_version_of_the_rule():
    rule = entry(
        "- id: R\n  for_each:\n    表: 支出总表|一般公共预算支出表\n    行: 表[级=项]\n"
        "  formula: 表[行].合计 = 表[行].基本支出 + 表[行].项目支出"
    )
    assert [version.words for version in rule.versions] == [(("表", "支出总表"),), (("表", "一般公共预算支出表"),)]


def test_a_star_stands_for_every_table_that_has_the_words():
    rule = entry('- id: R\n  for_each: {表: "*", 行: "表[级=项]"}\n  formula: 表[行].人员经费 >= 0')
    assert [word for version in rule.versions for _, word in version.words] == [
        "支出总表",
        "一般公共预算支出表",
        "政府性基金支出表",
        "基本支出表",
    ]


def test_files_are_read_in_order_and_named():
    both = book(ONE, ONE.replace("T3-2", "T3-3").replace("部门预算", "本市"))
    assert both.names == ("部门预算", "本市")
    assert [rule.id for rule in both.rules] == ["T3-2", "T3-3"]


def test_a_later_file_changes_only_what_it_says():
    changed = book(ONE, "name: 本市\nrules:\n  - id: T3-2\n    override: 本市要求说明\n    severity: hint\n")
    rule = changed.rules[0]
    assert (rule.severity, rule.action, rule.source) == ("hint", "更正", book(ONE).rules[0].source)
    assert changed.overridden == (("T3-2", "本市要求说明"),)


def test_a_later_file_may_put_another_form_in_place_of_the_first():
    changed = book(
        ONE,
        "name: 本市\nrules:\n  - id: T3-2\n    override: 改为只查一致\n    for_each:\n"
        "    same: ['支出总表[合计].合计', '支出总表[合计].合计']\n",
    )
    assert changed.rules[0].form == "same"


def test_a_later_file_switches_a_rule_off_and_says_why():
    less = book(ONE, "name: 本市\nrules:\n  - id: T3-2\n    off: 本市不列小计\n")
    assert less.rules == ()
    assert less.off == (("T3-2", "本市不列小计"),)


def test_all_mistakes_of_a_file_are_said_at_once_each_with_its_line():
    source = """\
name: 部门预算
rules:
  - id: X-04
    says: 支出合计一致
    formula: 收支总表[本年支出额] = 支出总表[合计].合计
    basis: 表间勾稽
    dimension: 准确性
    severity: eror
    action: 更正
  - id: X-05
    formular: 收支总表[收入总计] = 支出总表[合计].合计
    basis: 表间勾稽
    dimension: 真实准确性
    severity: error
    action: 更正
"""
    assert mistakes(source) == (
        "rules/1.yaml 第 7 行，规则 X-04，dimension：不能是“准确性”。最接近的是“真实准确性”。"
        "可用：真实准确性、及时性、完整性、细化程度、公开方式与规范性。",
        "rules/1.yaml 第 8 行，规则 X-04，severity：不能是“eror”。最接近的是“error”。可用：error、warning、hint。",
        "rules/1.yaml 第 5 行，规则 X-04，formula：收支总表 中没有“本年支出额”这一行。最接近的是“本年支出合计”。"
        "可用：本年支出合计、收入总计、本年收入合计、财政拨款收入、一般公共预算、政府性基金、国有资本经营、事业收入、"
        "上年结转结余、支出总计、年终结转结余。",
        "rules/1.yaml 第 11 行，规则 X-05，formular：不认识的键“formular”。最接近的是“formula”。"
        "可用：formula、id、says、says_en、same、required、forbid、check、for_each、when、basis、dimension 等 18 个。",
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("- note: 没有编号\n  check: names_agree", "1.yaml 第 3 行，规则 #1，id：规则没有编号（id）。"),
        ("- id: R", "1.yaml 第 3 行，规则 R，id：一条规则只能写 formula、same、required、forbid、check 中的一个，这里写了：（无）。"),
        (
            "- id: R\n  check: names_agree\n  forbid: [x]",
            "1.yaml 第 4 行，规则 R，check：一条规则只能写 formula、same、required、forbid、check 中的一个，这里写了：forbid、check。",
        ),
        (
            "- id: R\n  check: name_agrees",
            "1.yaml 第 4 行，规则 R，check：没有名为“name_agrees”的检查函数。最接近的是“names_agree”。可用：names_agree。",
        ),
        ("- id: R\n  same: 收支总表[收入总计]", "1.yaml 第 4 行，规则 R，same：应当是两处数字的列表（同一个数印了两次）。"),
        ("- id: R\n  forbid: []", "1.yaml 第 4 行，规则 R，forbid：应当是不得出现的词语的列表。"),
        ("- id: R\n  formula: [a, b]", "1.yaml 第 4 行，规则 R，formula：应当是一个公式，如 收支总表[收入总计] = 收支总表[支出总计]。"),
        ("- id: R\n  check: names_agree\n  note: [a]", "1.yaml 第 5 行，规则 R，note：应当是一段文字。"),
        (
            "- id: R\n  for_each: 行\n  check: names_agree",
            "1.yaml 第 4 行，规则 R，for_each：应当写成“变量: 选择”，每个一行，如 行: 支出总表[级=项]。",
        ),
        (
            "- id: R\n  for_each: {行: 支出总表.*}\n  formula: 收支总表[收入总计] = 0",
            "1.yaml 第 4 行，规则 R，for_each.行：变量“行”没有用到。请删去，或检查公式里的写法。",
        ),
        (
            "- id: R\n  for_each: {支出: 基本支出|项目支出}\n  formula: 支出总表[合计].支出 = 0",
            "1.yaml 第 4 行，规则 R，for_each.支出：变量不能叫“支出”，这是表名或保留的词。",
        ),
        (
            "- id: R\n  formula: 收支总表[收入总计] = 0\n  when: 有 支出表",
            "1.yaml 第 5 行，规则 R，when：没有“支出表”这张表。"
            "最接近的是“支出总表”。"
            "可用：支出总表、项目支出表、基本支出表、收支总表、收入总表、一般公共预算支出表、政府性基金支出表、三公经费表。",
        ),
        ("- id: R\n  check: names_agree\n- id: R\n  check: names_agree", "1.yaml 第 10 行，规则 R，id：本文件里已有同一编号的规则。"),
        ("- id: R\n  off: 不用", "1.yaml 第 4 行，规则 R，off：前面的规则集里没有“R”这条规则。可用：（无）。"),
    ],
)
def test_a_wrong_entry_is_refused_naming_file_line_rule_key_and_what_is_allowed(source: str, said: str):
    with pytest.raises(WrongRule) as wrong:
        rules(source)
    assert wrong.value.mistakes == (said,)


def test_the_same_is_said_in_english():
    speak("en")
    with pytest.raises(WrongRule) as wrong:
        rules("- id: R\n  forbid: []")
    assert str(wrong.value) == "1.yaml, line 4, rule R, forbid: should be a list of words that must not stand in the document."


def test_what_every_rule_needs_must_be_there():
    assert mistakes("name: 试\nrules:\n  - id: R\n    check: names_agree\n    says: 试\n    action: 更正\n") == (
        "rules/1.yaml 第 3 行，规则 R，basis：缺少这一键。",
        "rules/1.yaml 第 3 行，规则 R，dimension：缺少这一键。",
        "rules/1.yaml 第 3 行，规则 R，severity：缺少这一键。",
    )


def test_a_rule_that_stands_in_an_earlier_file_is_not_replaced_by_accident():
    assert mistakes(ONE, ONE) == (
        "rules/2.yaml 第 3 行，规则 T3-2，id：rules/1.yaml 第 3 行已有同一编号的规则。"
        "要改动它，请加 override: 理由；要停用它，请写 off: 理由。",
    )


def test_a_file_that_is_no_rule_book_is_refused():
    assert mistakes("rules: 3\nname: 试\nrule: x\n") == (
        "rules/1.yaml 第 1 行：规则文件应当有 name（名称）和 rules（规则列表）两个键；“rules”不对。",
        "rules/1.yaml 第 3 行：不认识的键“rule”。最接近的是“rules”。可用：rules、name。",
    )
    assert mistakes("name: 试\nrules:\n  - 收支总表[收入总计] = 0\n") == (
        "rules/1.yaml 第 3 行，规则 #1，rules：一条规则应当是“键: 值”的形式。",
    )


def test_a_value_that_needs_quotes_is_told_so(tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text(ONE.replace("for_each:\n      行: 支出总表[级=项]", "for_each: {行: 支出总表[级=项]}"), encoding="utf-8")
    with pytest.raises(WrongRule) as wrong:
        read_rules([path], WORDS)
    assert str(wrong.value) == (
        f"{path} 第 6 行：for_each: {{行: 支出总表[级=项]}}\n"
        '  含有方括号或星号的值，写在 {…} 或 […] 里时要加引号，如 {行: "支出总表[级=项]"}；或者另起一行写。'
    )


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path):
    with pytest.raises(UnreadableFile):
        read_rules([tmp_path / "none.yaml"], WORDS)
