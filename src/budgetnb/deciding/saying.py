"""Decisions in words: the same on pages, in the terminal and in a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from budgetnb.checking.findings import Decision, Problem, Review
from budgetnb.texts import text

SAID = ("explanation", "reason", "remark")


def decision_lines(problem: Problem) -> Iterator[str]:
    """The decision on a problem, whether it has lapsed, and what was said of it; nothing when none was taken."""
    decision = problem.decision
    if decision is None:
        return
    ruling = ruling_words(decision)
    by = "，".join(filter(None, (decision.who, decision.date)))
    said = text("decide.lapsed", ruling=ruling) if decision.lapsed else text("decide.shown", ruling=ruling)
    yield said + (text("decide.by", who=by) if by else "")
    yield from (text(f"decide.{name}", words=words) for name in SAID if (words := getattr(decision, name)))


def gone_lines(review: Review) -> tuple[str, ...]:
    """Decisions on problems that this draft no longer has, after a line that says so."""
    if not review.gone:
        return ()
    told = (text("decide.gone", id=one.problem, title=one.title, ruling=ruling_words(one)) for one in review.gone)
    return (text("decide.gone_intro", count=len(review.gone)), *told)


def ruling_words(decision: Decision) -> str:
    """A ruling in the language in force."""
    return text(f"decide.ruling_words.{decision.ruling}") if decision.ruling else text("decide.undecided")
