"""The check form: every line answered, yes only where something was checked, no with what is wrong and a picture of the place."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

import budgetnb as bn
from budgetnb.checking.findings import Review
from budgetnb.showing.check_form import BY_HAND, NO, YES, check_form
from budgetnb.showing.marks import marked
from budgetnb.showing.workpaper import workpaper

SAMPLE = Path(str(files("budgetnb") / "sample" / "disclosure.txt"))
ORDER = ["及时性", "封面", "目录", "主要职能", "机构设置", "名词解释", "编制说明", "预算表", "其他说明", "项目说明"]


def answers(review: Review) -> dict[str, tuple[str, str]]:
    return {line.item: (line.answer, line.printed) for line in check_form(marked(review))}


def test_the_sample_is_answered_in_the_fixed_order():
    found = answers(bn.review(SAMPLE))
    assert list(dict.fromkeys(item.partition(" · ")[0] for item in found)) == ORDER
    assert {item: answer for item, (answer, _) in found.items()} == {
        "及时性": BY_HAND,  # without a register nothing is known of it
        "封面": YES,
        "目录": YES,
        "主要职能": YES,
        "机构设置": YES,
        "名词解释": YES,
        "编制说明": NO,
        "预算表 · 收支总表": YES,
        "预算表 · 收入总表": YES,
        "预算表 · 支出总表": NO,
        "预算表 · 财政拨款收支总表": NO,
        "预算表 · 一般公共预算支出表": YES,
        "预算表 · 基本支出表": NO,
        "预算表 · “三公”经费表": NO,
        "预算表 · 政府性基金支出表": YES,
        "预算表 · 项目支出表": YES,
        "其他说明": BY_HAND,
        "项目说明": BY_HAND,
    }
    assert "86.93%，应为 89.68%" in found["编制说明"][1]


def test_what_was_not_checked_is_never_a_yes():
    review = bn.review(SAMPLE)
    everything = tuple(review.disclosure.figures())
    unchecked = answers(replace(review, findings=(), problems=(), unchecked=everything))
    tables = {item: answer for item, (answer, _) in unchecked.items() if item.startswith("预算表")}
    assert {answer for item, answer in tables.items() if "政府性基金" not in item and "三公" not in item} == {BY_HAND}
    assert unchecked["编制说明"][0] == BY_HAND
    nothing = answers(replace(review, findings=(), problems=(), disclosure=replace(review.disclosure, passages=(), tables=(), contents=())))
    assert {answer for answer, _ in nothing.values()} == {BY_HAND}


def test_a_table_of_the_contents_that_is_missing_is_a_no(tmp_path: Path):
    source = SAMPLE.read_text(encoding="utf-8")
    lost = tmp_path / "a.txt"
    lost.write_text(source[: source.rindex("预算09表")], encoding="utf-8")
    assert answers(bn.review(lost))["预算表 · 项目支出表"][0] == NO


def test_what_is_wrong_on_a_page_is_shown_as_a_picture(corpus: Path):
    review = bn.review(corpus / "sh-putuo-wanli-2023-2025" / "2023_dept_budget.pdf")
    made = workpaper(review)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert any(name.startswith("xl/media/") for name in names)
    assert made == workpaper(review)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_is_a_sheet_of_the_workpaper_in_both_languages(lang: str):
    review = bn.review(SAMPLE, lang=lang)
    lines = check_form(marked(review))
    assert all(line.item and line.asks for line in lines)
    assert ("In time" in {line.item for line in lines}) == (lang == "en")
