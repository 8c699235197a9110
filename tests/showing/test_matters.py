"""Problems in the words of notices and ledgers: where something is wrong, what only follows, and how much money it is about."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

import budgetnb as bn
from budgetnb.checking.drafts import compare
from budgetnb.checking.findings import Finding, Review
from budgetnb.checking.jsons import review_json
from budgetnb.showing.marks import marked
from budgetnb.showing.matters import Matter, matters, retold

SAMPLE = Path(str(files("budgetnb") / "sample" / "disclosure.txt"))


@pytest.fixture(scope="module")
def review() -> Review:
    return bn.review(SAMPLE)


def of(review: Review) -> tuple[Matter, ...]:
    return matters(marked(review), review.problems)


def test_a_problem_of_an_earlier_draft_is_told_in_the_words_it_was_told_in_then(review: Review, tmp_path: Path):
    """What the ledger says of a settled problem comes from the review.json of the draft that had it."""
    empty = replace(review, problems=(), findings=())
    (drafts,) = compare([json.loads(json.dumps(review_json(review)))], [review_json(empty)])
    again = retold(marked(empty), drafts.gone)
    assert len(again) == len(review.problems)
    for then, now in zip(of(review), again, strict=True):
        bare = replace(then.problem, corrections=(), tried=())
        assert replace(now, problem=replace(now.problem, corrections=())) == replace(then, problem=bare)


def test_only_what_a_correction_changes_is_asked_for_the_rest_follows(tmp_path: Path):
    """In the sample of a total with one wrong digit the total is what is wrong; what adds it up or repeats it is said to follow."""
    source = SAMPLE.read_text(encoding="utf-8")
    (matter,) = (one for one in of(bn.review(SAMPLE)) if "86.93" in one.problem.title)
    assert (matter.printed, matter.expected, matter.gap) == (("86.93%",), ("89.68%",), ("-2.75%",))
    assert source.count("86.93%") == len(matter.where)


@pytest.mark.parametrize(
    ("left", "right", "unit", "amount"),
    [
        ("300", "100", "万元", "200"),
        ("100", "300", "万元", "200"),
        ("0", "300", "万元", "300"),  # what is missing as a whole
        ("52", "51000", "元", "5.0948"),
        ("3326937273", "332693.7273", "万元", "332693.7273"),  # 元 in a table of 万元: the amount itself, not the multiple
        ("1", "3000", "万元", "1"),
        ("300", "100", "%", "0"),
    ],
)
def test_a_mistaken_unit_counts_with_the_amount_and_not_with_the_multiple(left: str, right: str, unit: str, amount: str, review: Review):
    finding = next(one for one in review.findings if one.problem)
    sides = {"left": Decimal(left), "right": Decimal(right), "difference": Decimal(left) - Decimal(right)}
    assert money(replace(finding, unit=unit, **sides), review) == Decimal(amount)


def money(finding: Finding, review: Review) -> Decimal:
    """The amount of a problem that has this finding only."""
    problem = replace(review.problems[0], findings=(finding.id,))
    (matter,) = of(replace(review, findings=(finding,), problems=(problem,)))
    return matter.amount
