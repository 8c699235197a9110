"""No number is typed in a template; one that leads to a problem is what it says. `test_pages_of_documents` walks the page."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from pages import in_language, runs_of

import budgetnb as bn
from budgetnb.checking.findings import Review
from budgetnb.showing.report import SAYABLE
from budgetnb.texts import sentences

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NAMES = re.compile("sha256|COVID-19")
PROSE = tuple(name for name in SAYABLE if name not in ("结论", "摘要"))


@pytest.mark.parametrize("topic", ["prose", "show", "word"])
def test_no_number_is_typed_in_a_template(topic: str):
    typed = {key: said for key, words in sentences(topic).items() for said in words.values() if NUMBER.search(NAMES.sub("", said))}
    assert not typed


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_number_that_leads_to_a_problem_is_what_its_rule_expects_or_its_number(sample: Review, english_sample: Review, lang: str):
    review = sample if lang == "zh" else english_sample
    order = {problem.id: place for place, problem in enumerate(review.problems, 1)}
    expected = {
        problem.id: {order[problem.id], *(abs(review.finding(one).right or 0) for one in problem.findings)}
        | {abs(change.value) for one in problem.corrections for change in one.changes}
        for problem in review.problems
    }
    blocks = in_language(lang, lambda: [block for name in PROSE for block in bn.say(review, name).blocks])
    led = [run for run in runs_of(blocks) if run.to in order]
    assert led
    assert not [run for run in led if {Decimal(found.replace(",", "")) for found in NUMBER.findall(run.text)} - expected[run.to]]
