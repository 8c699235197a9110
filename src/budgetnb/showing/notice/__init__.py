"""The notice to one department as an editable paper in official form; only problems decided 发出 stand in it."""

from __future__ import annotations

from budgetnb.checking.findings import Problem, Review
from budgetnb.season.settings import Settings
from budgetnb.showing.marks import marked
from budgetnb.showing.matters import matters
from budgetnb.showing.notice.content import content

SENT = "发出"


def sent_problems(review: Review) -> tuple[Problem, ...]:
    """The problems that a reviewer decided to send and whose figures are still those decided on."""
    decided = ((problem, problem.decision) for problem in review.problems)
    return tuple(problem for problem, decision in decided if decision and decision.ruling == SENT and not decision.lapsed)


def notice(review: Review, settings: Settings, addressee: str = "") -> bytes | None:
    """The DOCX of the notice, None when nothing is to be sent. The same review and settings give the same bytes."""
    problems = sent_problems(review)
    if not problems:
        return None
    from budgetnb.showing.notice.paper import paper  # noqa: PLC0415  its library is loaded when a notice is written

    return paper(content(review, matters(marked(review), problems), settings, addressee))
