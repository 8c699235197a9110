"""The generated narrative: correct official sentences, both numbers where one is disputed, nothing invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pages import in_language, lines, review_of, runs_of

import budgetnb as bn
from budgetnb.blocks import Heading, Paragraph
from budgetnb.checking.findings import Coverage, Problem, Review
from budgetnb.recognising.statements.terms import terms
from budgetnb.recognising.vocabulary import words
from budgetnb.showing.phrases import amount_words, shares
from budgetnb.showing.verdict import VERDICTS, verdict
from budgetnb.texts import language, sentences, speak
from budgetnb.texts.names import in_words

GENERAL, REVENUE, SPENDING = "一、收入支出预算总体情况说明", "二、收入预算总体情况说明", "三、支出预算总体情况说明"

PUBLISHED = [
    (
        "2025年收入总计300万元，支出总计300万元。与2024年预算相比，收支总计各增加100万元，增长50%，主要原因：项目增加。",
        "与2024年预算数相比，收支总计各增加100万元，增长50%，公开文本说明的主要原因是“项目增加”。",
    ),
    (
        "2025年收入总计300万元，支出总计300万元。与2024年预算相比，收支总计各减少100万元，下降20%。",
        "与2024年预算数相比，收支总计各减少100万元，下降20%（按印出的金额计算应为25%，见问题1），公开文本没有说明原因。",
    ),
    ("2025年收入总计300万元，与2024年持平。", "收入总计与2024年持平。"),
    (
        "2025年收入总计300万元，支出总计300万元。与2024年相比，收支总计增加（减少）100万元。",
        "与2024年相比，收支总计变动100万元，公开文本没有写明是增加还是减少。",
    ),
    ("2025年收入总计300万元，支出总计300万元。与2024年相比，收支总计增加（减少）0万元。", "收支总计与2024年持平。"),
]


@pytest.mark.parametrize(("published", "told"), PUBLISHED)
def test_a_change_is_told_in_the_right_direction_with_its_reason(tmp_path: Path, published: str, told: str):
    assert lines(bn.say(review_of(tmp_path, published), "收支总体"))[-1] == told


def test_a_reason_that_is_missing_makes_no_figure_wrong(tmp_path: Path):
    review = review_of(tmp_path, PUBLISHED[1][0])
    assert "收支总计减少 100万元，没有说明原因" in [problem.title for problem in review.problems]
    (said,) = [run for run in runs_of(bn.say(review, "收支总体").blocks) if run.text == "100万元"]
    assert said.mark == "unchecked"


def test_the_reason_of_a_total_is_not_missed_at_its_parts_and_quotations_in_it_become_single(tmp_path: Path):
    text = (
        "2025年财政拨款支出300万元，比2024年预算增加100万元，其中：一般公共预算支出300万元，比2024年预算增加100万元。"
        "财政拨款支出增加的主要原因是落实“八项规定”以外的项目调整。"
    )
    told = lines(bn.say(review_of(tmp_path, text, "四、财政拨款收入支出预算总体情况说明"), "财政拨款收支"))
    said = "".join(told)
    assert "主要原因是“落实‘八项规定’以外的项目调整”" in said
    assert "没有说明原因" not in said


def test_a_document_with_sections_of_its_own_is_told_so_once(tmp_path: Path):
    review = review_of(tmp_path, "2025年收入总计300万元，支出总计300万元。", "编制说明")
    first, *_ = lines(bn.say(review, "收支总体"))
    assert first == "公开文本的文字说明不是按下列各节写的；各节由预算表和文字说明中的数字写出。"
    assert lines(bn.say(review, "政府性基金")) == ["公开文本没有这一节，预算表和文字说明中也没有这方面的数字。"]


def test_parts_stand_after_their_whole_and_its_own_amount_first(tmp_path: Path):
    buying = "政府采购预算300万元，其中：政府采购货物预算100万元、政府采购服务预算200万元。"
    text = f"行政单位1家，机关运行经费464.64万元。\n\n（二）政府采购支出预算情况\n\n{buying}"
    said = lines(bn.say(review_of(tmp_path, text, "（一）机关运行经费支出预算情况"), "其他重要事项"))
    assert said[:2] == [
        "机关（机构）运行经费：464.64万元，行政单位1家。",
        "政府采购：300万元，其中：政府采购货物100万元，政府采购服务200万元。",
    ]


def test_parts_are_told_with_shares_and_a_printed_share_that_is_another_is_told_too(tmp_path: Path):
    review = review_of(tmp_path, "2025年支出合计300万元，其中：基本支出100万元，占33.30%；项目支出200万元，占66.67%。", SPENDING)
    assert lines(bn.say(review, "支出")) == [
        "2025年支出合计300万元，其中：基本支出100万元，占33.33%（公开文本印为33.30%）；项目支出200万元，占66.67%。"
    ]


def test_a_section_the_document_does_not_have_is_said_to_be_missing_and_nothing_is_invented(tmp_path: Path):
    review = review_of(tmp_path, "2025年收入总计300万元。")
    assert lines(bn.say(review, "三公经费")) == ["公开文本没有这一节，预算表和文字说明中也没有这方面的数字。"]
    assert set(lines(bn.say(review, "其他重要事项"))) == {
        f"{matter}：公开文本没有说明。" for matter in ("机关（机构）运行经费", "政府采购", "绩效目标", "国有资产占用", "专项转移支付项目")
    }


SAMPLE = {
    "收支总体": [
        "2024年收入总计546.94万元，其中：本年收入185.55万元，占33.93%；上年结转结余361.39万元，占66.07%。"
        "支出总计546.94万元，全部是本年支出。年终结转结余没有填数。",
        "与2023年预算数相比，收支总计各减少4,754.48万元，下降86.93%（按印出的金额计算应为89.68%，见问题2），"
        "公开文本说明的主要原因是“老旧小区改造任务减少”。",
    ],
    "支出": [
        "2024年支出合计546.94万元，其中：基本支出141.25万元，占25.83%（公开文本印为25.82%）；"
        "项目支出405.69万元，占74.17%（公开文本印为74.18%）。"
        "基本支出141.25万元，其中：工资福利支出132.40万元，占93.73%；商品和服务支出8.85万元，占6.27%。"
        "对个人和家庭的补助、资本性支出没有填数。项目支出405.69万元，其中：其他运转类44.30万元，占10.92%；特定目标类361.39万元，占89.08%。"
        "按科目的类列示，共4个：住房保障支出287.36万元、城乡社区事务237.72万元、社会保障和就业11.61万元、卫生健康10.25万元。"
    ],
    "财政拨款收支": [
        "2024年财政拨款收入总计546.94万元，其中：本年收入185.55万元，占33.93%；上年结转结余361.39万元，占66.07%。"
        "财政拨款支出总计546.94万元，其中：本年支出185.55万元（按勾稽关系应为546.94万元，见问题1），占33.93%；"
        "年终结转结余361.39万元（按勾稽关系应为0万元，见问题1），占66.07%。"
        "本年支出185.55万元（按勾稽关系应为546.94万元，见问题1），其中：一般公共预算185.55万元（按勾稽关系应为546.94万元，见问题1），占100.00%。"
        "政府性基金、国有资本经营预算没有填数。",
        "与2023年相比，一般公共预算收支增加24.63万元，增长13.27%（按印出的金额计算应为15.31%，见问题3），"
        "公开文本说明的主要原因是“人员增加一名”。政府性基金收支与2023年持平。",
    ],
    "政府性基金": ["2024年没有安排政府性基金支出。"],
    "国有资本经营": ["2024年没有安排国有资本经营预算支出。"],
}


@pytest.mark.parametrize("section", SAMPLE)
def test_the_sample_is_told_section_by_section(sample: Review, section: str):
    assert lines(bn.say(sample, section)) == SAMPLE[section]


def test_zeros_are_told_together_and_what_is_only_worded_is_quoted(sample: Review):
    assert lines(bn.say(sample, "三公经费"))[0].startswith(
        "2024年“三公”经费0万元，其中：因公出国（境）费、公务用车购置及运行费、公务接待费均为0万元。"
    )
    assert lines(bn.say(sample, "其他重要事项"))[:3] == [
        "机关（机构）运行经费：8.85万元。",
        "政府采购：0万元，其中：政府采购货物、政府采购工程、政府采购服务均为0万元。",
        "绩效目标：公开文本写道：“2024年预算项目均编制了绩效目标。”",
    ]


def test_the_report_begins_with_a_verdict_and_never_passes_anybody(sample: Review):
    heading, said, _, aside = bn.say(sample, "结论").blocks
    assert heading == Heading("洛阳市西工区社区治理和服务创新办公室2024年部门预算公开审核报告", 1)
    assert isinstance(said, Paragraph)
    assert (said.style, said.text[0].text) == ("verdict", "需更正后重新公开（公开前：修改后公开）")
    assert isinstance(aside, Paragraph)
    assert aside.text[0].text == "程序初审，不代替财政部门审核结论。"
    assert not [key for topic in ("prose", "show") for key, said in sentences(topic).items() if "审核通过" in said["zh"]]


def test_the_summary_says_in_one_paragraph_what_was_found_and_what_was_not_looked_at(sample: Review):
    (said,) = lines(bn.say(sample, "摘要"))
    counts = {outcome: sample.count(outcome) for outcome in ("ties", "rounds", "breaks", "blank")}
    assert f"程序核对了{sum(counts.values())}处：相符{counts['ties']}处、尾差{counts['rounds']}处" in said
    assert f"归并为{len(sample.problems)}个问题" in said
    assert f"{sample.coverage.printed}个数中，有{sample.coverage.covered}个" in said


PROBLEM = Problem("P-1", "error", "真实准确性", "更正", "title", ())


@pytest.mark.parametrize(
    ("problems", "coverage", "expected"),
    [
        ((PROBLEM,), Coverage(9, 10), "correct"),
        ((replace(PROBLEM, severity="warning", action="补充"),), Coverage(9, 10), "correct"),
        ((replace(PROBLEM, severity="hint", action="更正"),), Coverage(9, 10), "explain"),
        ((replace(PROBLEM, severity="hint", action="核实"),), Coverage(9, 10), "explain"),
        ((), Coverage(9, 10), "nothing_found"),
        ((), Coverage(4, 10), "incomplete"),
        ((), Coverage(0, 0), "incomplete"),
    ],
)
def test_the_verdict_is_one_of_a_closed_list(sample: Review, problems: tuple[Problem, ...], coverage: Coverage, expected: str):
    assert verdict(replace(sample, problems=problems, coverage=coverage)) == expected
    assert expected in VERDICTS


def test_that_nothing_was_found_is_not_said_of_a_document_without_tables_nor_of_final_accounts(sample: Review):
    clean = replace(sample, problems=(), coverage=Coverage(9, 10))
    assert verdict(replace(clean, disclosure=replace(sample.disclosure, tables=()))) == "incomplete"
    accounts = replace(clean, disclosure=replace(sample.disclosure, kind="final_accounts"))
    assert verdict(accounts) == "incomplete"
    assert "这是决算，不按预算核对。" in lines(bn.say(accounts, "结论"))


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        (("141.25", "405.69"), "546.94", ["25.83", "74.17"]),
        (("1", "1", "1"), "3", ["33.34", "33.33", "33.33"]),
        (("1", "1", "1", "1", "1", "1"), "6", ["16.66", "16.66", "16.67", "16.67", "16.67", "16.67"]),
        (("1", "1"), "3", ["33.33", "33.33"]),
        (("0", "5"), "5", ["0.00", "100.00"]),
    ],
)
def test_shares_add_to_a_hundred_when_the_parts_are_all(parts: tuple[str, ...], whole: str, expected: list[str]):
    assert [str(share) for share in shares([Decimal(part) for part in parts], Decimal(whole))] == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("4754.48", "万元", "4,754.48万元"),
        ("3666", "万元", "3,666万元"),
        ("156211134", "元", "15,621.11万元"),
        ("12", "元", "12元"),
        ("86.93", "%", "86.93%"),
        ("7", "辆", "7辆"),
    ],
)
def test_a_number_is_written_in_one_way(value: str, unit: str, expected: str):
    assert amount_words(Decimal(value), unit) == expected


def test_english_tells_the_same_with_the_words_of_the_glossary(english_sample: Review):
    told = in_language("en", lambda: lines(bn.say(english_sample, "收支总体")))
    assert told == [
        "In 2024, total revenue: CNY 546.94 ten thousand, of which revenue for the year CNY 185.55 ten thousand (33.93%); "
        "carry-over from the prior year CNY 361.39 ten thousand (66.07%). "
        "Total expenditure: CNY 546.94 ten thousand, all of it expenditure for the year. Blank: year-end carry-over.",
        "Compared with 2023 (budget), total revenue and expenditure each decreased by CNY 4,754.48 ten thousand or 86.93% "
        "(the printed amounts give 89.68%, see problem 2); the reason given in the document is “老旧小区改造任务减少”.",
    ]
    assert language() == "zh"


def test_every_canonical_word_has_an_english_one():
    speak("en")
    tables = words().tables.values()
    nodes = [node for table in tables for node in (*table.columns, *(line for side in table.lines.values() for line in side))]
    names = {part for node in nodes for part in node.path} | {table.name for table in tables} | set(terms().terms)
    assert not sorted(name for name in names if not in_words(name).isascii())
