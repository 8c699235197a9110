"""The conclusion of a review: one of a closed list, never more than the checks allow."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from budgetnb.checking.check import REVIEWED
from budgetnb.checking.findings import Problem, Review

VERDICTS = ("nothing_found", "correct", "explain", "incomplete")
CORRECTING = ("更正", "补充")
LEAST_COVERAGE = Decimal("0.5")
"""Below this share of figures that something else confirms, finding nothing means nothing."""
MOST_UNREAD = Decimal("0.1")
"""Above this share of numbers that were not understood, the document counts as read in part."""


def verdict(review: Review) -> str:
    """One of VERDICTS.

    What was found stands even when not everything was read; that nothing was found is only said
    of a document that was read.
    """
    if review.disclosure.kind not in REVIEWED:
        return "incomplete"
    if to_correct(review.open_problems):
        return "correct"
    if review.open_problems:
        return "explain"
    return "nothing_found" if is_read(review) else "incomplete"


def to_correct(problems: Iterable[Problem]) -> int:
    """How many problems ask for something to be corrected or supplied."""
    return sum(problem.action in CORRECTING and problem.severity != "hint" for problem in problems)


def is_read(review: Review) -> bool:
    """Whether enough of the document was understood and checked to say that nothing was found: tables, and most of the figures."""
    unread, printed = len(review.disclosure.unread), review.coverage.printed
    return bool(printed and review.disclosure.tables) and review.coverage.share >= LEAST_COVERAGE and unread <= MOST_UNREAD * printed
