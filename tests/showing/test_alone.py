"""One noun at the end of a cell: what JupyterLab shows of it."""

from __future__ import annotations

from typing import Any

import pytest
from pages import SAMPLE, in_language, runs_of

import budgetnb as bn
from budgetnb.blocks import Callout, from_json
from budgetnb.checking.findings import Review

MIMETYPE = "application/vnd.budgetnb.blocks+json"


@pytest.fixture(scope="module")
def review() -> Review:
    return bn.review(SAMPLE)


def shown(noun: Any, lang: str = "zh") -> tuple[Any, str, str]:
    """The blocks, the HTML and the words of what a cell that ends in the noun shows."""
    bundle = in_language(lang, noun._repr_mimebundle_)
    return from_json(bundle[MIMETYPE]), bundle["text/html"], bundle["text/plain"]


def test_a_finding_says_the_rule_both_sides_where_they_are_printed_and_what_to_write(review: Review):
    finding = next(one for one in review.findings if one.rule == "N-02" and one.outcome == "breaks")
    (callout,), html, words = shown(finding)
    assert isinstance(callout, Callout)
    assert callout.tone == finding.severity
    assert f"{finding.rule}　{finding.sentence}：不符" in words
    assert "86.93" in html
    assert "89.68" in html
    assert finding.suggestion is None or finding.suggestion in words
    assert "does not tie" in shown(finding, "en")[2]


def test_a_finding_that_ties_is_set_out_as_such(review: Review):
    (callout,), _, words = shown(next(one for one in review.findings if one.outcome == "ties"))
    assert (callout.tone, "：相符" in words) == ("good", True)


def test_a_problem_says_what_is_asked_for_and_what_to_write(review: Review):
    (callout,), _, words = shown(review.problems[0])
    assert (callout.tone, "要求：更正" in words) == ("error", True)
    assert (review.problems[0].suggestion or "").splitlines()[0] in words


def test_a_figure_of_a_table_says_its_place_and_its_precision(review: Review):
    _, _, words = shown(next(iter(review.disclosure.tables[0].figures())))
    assert words.splitlines()[0] == "收支总表 · 一般公共预算 185.55万元 ±0.005"
    assert "收支总表/一般公共预算/金额（第 142 行）" in words


def test_a_figure_of_the_narrative_stands_in_its_sentence(review: Review):
    statement = next(one for one in review.disclosure.statements if one.term == "收入合计")
    blocks, _, words = shown(statement.figures[0][1])
    assert [run.text for run in runs_of(blocks) if run.strong] == ["185.55万元"]
    assert "其中：一般公共预算拨款收入185.55万元" in words
    assert "读作" in shown(statement)[1]


def test_a_table_without_a_review_has_no_marks(review: Review):
    blocks, _, words = shown(review.disclosure.tables[0])
    assert {cell.mark for row in blocks[0].rows for cell in row.cells} == {""}
    assert "185.55" in words


def test_nothing_leads_anywhere_because_nothing_else_stands_there(review: Review):
    disclosure = review.disclosure
    nouns = (review, disclosure, disclosure.tables[0], review.findings[0], review.problems[0], disclosure.statements[0])
    for noun in nouns:
        assert not [run for run in runs_of(shown(noun)[0]) if run.to], type(noun).__name__


def test_a_review_begins_with_the_conclusion_and_lists_its_problems(review: Review):
    _, _, words = shown(review)
    assert words.splitlines()[1] == "需更正后重新公开（公开前：修改后公开）"
    assert all(problem.title in words for problem in review.problems)
