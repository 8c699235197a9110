"""What changed since the draft before: settled, still there, new."""

from __future__ import annotations

from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Paragraph, Run, Table, runs
from budgetnb.showing.marks import Marked
from budgetnb.texts import text

KINDS = ("remaining", "new", "settled")
"""What asks for something comes first."""
HEADS = ("status", "severity", "problem", "id")


def since_last_draft(marked: Marked) -> tuple[Block, ...]:
    """A line of counts and a table of problems; without a draft before, a sentence that says so."""
    drafts = marked.review.drafts
    if drafts is None:
        return (Paragraph(runs(text("show.drafts.first"))),)
    counts = {kind: len(getattr(drafts, kind)) for kind in KINDS}
    here = {problem.id for problem in marked.review.problems}
    rows = [
        BodyRow(
            (
                BodyCell(runs(text(f"show.drafts.{kind}"))),
                BodyCell(runs(text(f"page.tone.{told.severity}"))),
                BodyCell(runs(told.title)),
                BodyCell((Run(told.id, to=told.id if told.id in here else ""),)),
            )
        )
        for kind in KINDS
        for told in getattr(drafts, kind)
    ]
    intro = Paragraph(runs(text("show.drafts.counts", **counts)))
    if not rows:
        return (intro,)
    head = tuple(HeadCell(text(f"show.drafts.head.{name}")) for name in HEADS)
    return (intro, Table(text("show.drafts.caption"), (head,), tuple(rows), ("left",) * len(HEADS)))
