"""A review as one HTML page and as the workpaper, straight from `budgetnb check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetnb.blocks import Block, Heading
from budgetnb.checking.findings import Review
from budgetnb.rendering.html import page_html
from budgetnb.rendering.model import page_of
from budgetnb.showing.marks import marked
from budgetnb.showing.open_matters import open_matters
from budgetnb.showing.problems import problems
from budgetnb.showing.prose import conclusion, summary
from budgetnb.showing.reconciling import reconciliation
from budgetnb.showing.tables import tables
from budgetnb.texts import text

_PARTS = (("summary", summary), ("problems", problems), ("tables", tables), ("rules", reconciliation), ("open", open_matters))


def review_page(reviews: Sequence[Review]) -> str:
    """One offline page: verdict, problems, tables with their checked cells, every rule, what was not checked."""
    blocks = [block for review in reviews for block in _of_one(review, several=len(reviews) > 1)]
    return page_html(
        page_of(blocks, text("cli.check.page_title", name="、".join(dict.fromkeys(review.disclosure.name for review in reviews))))
    )


def _of_one(review: Review, several: bool) -> Iterator[Block]:
    known = marked(review)
    if several:
        yield Heading(f"{review.disclosure.name} {review.disclosure.year or ''}".strip())
    yield from conclusion(known)
    for part, show in _PARTS:
        yield Heading(text(f"cli.check.part_{part}"), 3 if several else 2)
        yield from show(known)
