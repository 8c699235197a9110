"""The changes since last year as plain lines for a terminal: totals and the three public expenses, and how many accounts changed."""

from __future__ import annotations

from collections.abc import Iterator

from budgetnb.checking.findings import Review
from budgetnb.texts import text

BRIEF = ("totals", "public")
"""The parts of the table of changes that are told line by line unless all are asked for."""


def yearly_lines(review: Review, everything: bool) -> Iterator[str]:
    """What changed on the year before where its disclosure was given; without it, what was therefore not checked."""
    from budgetnb.showing.against_last_year import cells_of, name_of, not_run
    from budgetnb.showing.yearly import variations

    if review.prior is None:
        unchecked = not_run(review)
        yield from ("", *unchecked) if unchecked else ()
        return
    yield ""
    yield text("years.lines", year=review.prior.year or text("years.last"))
    for part in variations(review.prior, review.disclosure):
        changed = [line for line in part.lines if line.gap != 0]
        if everything or part.part in BRIEF:
            for line in changed:
                last, this, gap, rate, reason = cells_of(line, 2)
                yield text("years.line", name=name_of(line), last=last, this=this, gap=gap or "—", rate=rate or "—", reason=reason or "—")
        else:
            missing = sum(line.unexplained for line in changed)
            yield text("years.count", part=text(f"years.part.{part.part}"), changed=len(changed), missing=missing)
