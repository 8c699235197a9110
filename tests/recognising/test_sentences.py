"""Sentences and what is read in them: the truth stands in `sentences.yaml`, an entry a sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sentences_shown import shown

from budgetnb.errors import WrongYaml
from budgetnb.recognising.statements import read_claims, scope_of
from budgetnb.recognising.statements.terms import terms
from budgetnb.yamls import read_yaml

SENTENCES = read_yaml(Path(__file__).with_name("sentences.yaml")).content


@pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence["shows"] for sentence in SENTENCES])
def test_sentence_is_read_as_written_down(sentence: dict[str, object]) -> None:
    claims, aside, loose = shown(read_claims(str(sentence["text"]), str(sentence["scope"])))

    assert claims == (sentence.get("claims") or {})
    assert aside == (sentence.get("aside") or "")
    assert loose == (sentence.get("loose") or "")


def test_spans_lead_to_the_printed_number_and_its_sentence() -> None:
    paragraph = "甲局概况从略。2024 年会议费预算 ３．５０ 万元，比上年 增加 0.5万 元。以下从略。"

    claim = read_claims(paragraph, "会议费").claims[0]

    assert [paragraph[slice(*number.span)] for number in claim.numbers] == ["３．５０ 万元", "0.5万 元"]
    assert [number.printed for number in claim.numbers] == ["３．５０ 万元", "0.5万 元"]
    assert [number.value for number in claim.numbers] == [Decimal("3.50"), Decimal("0.5")]
    assert paragraph[slice(*claim.sentence)] == "2024 年会议费预算 ３．５０ 万元，比上年 增加 0.5万 元。"


def test_names_of_an_account_stay_as_printed_while_its_term_is_canonical() -> None:
    claim = read_claims("一般公共服务（类）财政事务（款）行政运行（项）支出 10 万元。").claims[0]

    assert claim.names == ("一般公共服务", "财政事务", "行政运行")
    assert claim.term == "一般公共服务支出（类）财政事务（款）行政运行（项）"


def test_a_term_of_both_sides_names_its_sides() -> None:
    assert read_claims("收、支总计各减少 5 万元。", "收支总体").claims[0].sides == ("收入总计", "支出总计")


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("一、收入支出预算总体情况说明", "收支总体"),
        ("八、收、支预算总表情况说明", "收支总体"),
        ("二、收入预算总体情况说明", "收入"),
        ("九、支出预算情况说明", "支出"),
        ("四、财政拨款收入支出预算总体情况说明", "财政拨款收支"),
        ("五、财政拨款支出预算表情况说明", "财政拨款支出"),
        ("六、财政拨款基本支出预算情况说明", "财政拨款基本支出"),
        ("三、关于2024年一般公共预算当年拨款情况说明", "一般公共预算支出"),
        ("六、一般公共预算基本支出预算情况说明", "基本支出"),
        ("七、一般公共预算“三公”经费、会议费、培训费支出预算情况说明", "三公经费"),
        ("（一）行政（事业）单位机构运行经费支出预算情况", "机关运行经费"),
        ("三、政府采购预算情况", "政府采购"),
        ("（三）绩效目标设置情况", "绩效目标"),
        ("五、国有资产占有使用情况", "国有资产"),
        ("八、政府性基金支出预算情况说明", "政府性基金"),
        ("九、国有资本经营预算支出情况说明", "国有资本经营"),
        ("（五）专项转移支付项目情况", "专项转移支付"),
        ("2024年部门预算编制说明", "编制说明"),
        ("项目经费情况说明", "项目"),
        ("甲市乙局主要职责", "概况"),
        ("第三部分 名词解释", "名词解释"),
        ("十、其他重要事项情况说明", "其他重要事项"),
        ("目 录", ""),
    ],
)
def test_scope_follows_from_the_words_of_a_title(title: str, scope: str) -> None:
    assert scope_of(title) == scope


def test_an_analyst_adds_a_term_and_a_scope(tmp_path: Path) -> None:
    local = tmp_path / "terms.yaml"
    local.write_text("scopes:\n  乡村振兴: {title: [乡村振兴]}\nterms:\n  衔接资金: {also: [乡村振兴衔接资金]}\n", encoding="utf-8")

    claim = read_claims("2024年安排乡村振兴衔接资金30万元。", "乡村振兴", 2024, local).claims[0]

    assert (claim.term, claim.known) == ("衔接资金", True)
    assert scope_of("四、乡村振兴资金安排情况", local) == "乡村振兴"
    assert not read_claims("2024年安排乡村振兴衔接资金30万元。", "", 2024).claims[0].known


def test_a_broken_file_of_terms_is_refused(tmp_path: Path) -> None:
    local = tmp_path / "terms.yaml"
    local.write_text("terms:\n  甲: {also: [乙}\n", encoding="utf-8")

    with pytest.raises(WrongYaml, match=r"terms\.yaml"):
        read_claims("甲 3 万元", "", 2024, local)


def test_every_side_kin_and_default_of_the_vocabulary_is_a_term() -> None:
    words = terms()

    named = {name for term in words.terms.values() for name in (*term.sides, *term.kin)} | {
        scope.term for scope in words.scopes if scope.term
    }
    assert named <= set(words.terms)
