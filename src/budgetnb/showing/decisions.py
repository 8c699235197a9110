"""What reviewers decided, as blocks beside each problem and as columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from budgetnb.blocks import Block, Listing, Paragraph, Run, runs
from budgetnb.checking.findings import Decision, Problem, Review
from budgetnb.deciding.saying import decision_lines, gone_lines

DECISION = ("ruling", "lapsed", "explanation", "reason", "remark", "who", "date")
"""The columns of a decision; `lapsed` is a truth, the others are words."""


def decision_blocks(problem: Problem) -> Iterator[Block]:
    """The decision on a problem with what was said of it."""
    for place, line in enumerate(decision_lines(problem)):
        yield Paragraph(runs(line), "note") if place else Paragraph((Run(line, strong=True),))


def settled_blocks(review: Review) -> tuple[Block, ...]:
    """Decisions on problems that this draft no longer has."""
    intro, *told = gone_lines(review) or ("",)
    return (Paragraph(runs(intro)), Listing(tuple((Paragraph(runs(line)),) for line in told))) if told else ()


def decision_row(decision: Decision | None) -> dict[str, Any]:
    """A decision as columns, all None when none was taken."""
    return {name: getattr(decision, name) if decision else None for name in DECISION}
