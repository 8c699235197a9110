"""This year against the year before, on a page: how it was compared, and the table of changes with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from budgetnb.amounts import rounded, shown
from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Paragraph, Table, runs
from budgetnb.checking.findings import Review
from budgetnb.figures import Disclosure
from budgetnb.showing.figures_for import UNIT, Amount, places_of
from budgetnb.showing.marks import Marked
from budgetnb.showing.phrases import joined, problem_run
from budgetnb.showing.problems import unit_words
from budgetnb.showing.yearly import Variation, Variations, variations
from budgetnb.texts import text
from budgetnb.texts.names import in_words

RULES = "Y-"
"""The rules that hold a disclosure against that of the year before."""
MANY = 20
"""From so many lines on a table can be narrowed."""


def against_last_year(marked: Marked) -> tuple[Block, ...]:
    """What was compared with last year's disclosure and the changes since; without it, what it would let run."""
    prior = marked.review.prior
    if prior is None:
        return (Paragraph(runs(text("years.none"))), *(Paragraph(runs(said), "note") for said in not_run(marked.review)))
    return (
        *_compared(marked, prior),
        *(block for one in variations(prior, marked.review.disclosure) for block in _part(one, marked, prior)),
    )


def not_run(review: Review) -> list[str]:
    """What was not compared for want of last year's disclosure."""
    return [one.says for one in review.findings if one.rule.startswith(RULES) and one.outcome == "blank" and not one.evidence]


def _compared(marked: Marked, prior: Disclosure) -> Iterator[Block]:
    review = marked.review
    here = [one for one in review.findings if one.rule.startswith(RULES)]
    counts = Counter(one.outcome for one in here)
    name = text("years.other_name", name=prior.name) if prior.name != review.disclosure.name else ""
    files = text("prose.list").join(source.file for source in prior.sources)
    said = text(
        "years.compared",
        year=prior.year or text("years.last"),
        name=name,
        files=files,
        count=counts["ties"] + counts["breaks"],
        ties=counts["ties"],
        breaks=counts["breaks"],
    )
    yield Paragraph(runs(said))
    resting = {one.problem: one for one in here}
    numbered = [problem_run(marked, resting[problem.id]) for problem in review.problems if problem.id in resting]
    if numbered:
        yield Paragraph((*runs(text("years.problems")), *joined([(one,) for one in numbered])))
    aside = dict.fromkeys(one.says for one in here if one.outcome == "blank" and not one.evidence)
    yield from (Paragraph(runs(said), "note") for said in aside)
    without = sum(one.outcome == "blank" and bool(one.evidence) for one in here)
    if without:
        yield Paragraph(runs(text("years.without", count=without)), "note")


def _part(found: Variations, marked: Marked, prior: Disclosure) -> Iterator[Block]:
    now = marked.review.disclosure
    years = [str(one.year) if one.year else text(f"years.{word}") for one, word in ((prior, "last"), (now, "this"))]
    heads = [text(f"years.head.{found.part}"), *years, *(text(f"years.head.{name}") for name in ("gap", "rate", "reason"))]
    places = places_of(amount for line in found.lines for amount in (line.last, line.this))
    yield Table(
        text(f"years.caption.{found.part}", table=in_words(found.table) if found.table else ""),
        (tuple(map(HeadCell, heads)),),
        tuple(_row(line, places) for line in found.lines),
        ("left", "right", "right", "right", "right", "left"),
        unit_words(UNIT),
        " ".join(remarks(found)),
        filterable=len(found.lines) > MANY,
    )


def remarks(found: Variations) -> list[str]:
    """What is to be said of a part: what its words for no number mean."""
    lines = found.lines
    met = {
        "no_line": any(one.last is None or one.this is None for one in lines),
        "apart": any(one.apart for one in lines),
        "against": any(one.against for one in lines),
        "unexplained": any(one.unexplained for one in lines),
    }
    return [text(f"years.note.{name}") for name, there in met.items() if there]


def cells_of(line: Variation, places: int) -> tuple[str, ...]:
    """A line in words: last year, this year, change (as it follows from the two amounts shown), percentage, reason."""
    gap, rate = line.gap, line.rate
    if gap is not None and line.this and line.last:
        gap = rounded(line.this.value or Decimal(0), places) - rounded(line.last.value or Decimal(0), places)
    less = "" if gap is None else f"{'+' if gap > 0 else ''}{shown(gap, places)}"
    percent = "" if rate is None else f"{'+' if rate > 0 else ''}{shown(rate, 2)}%"
    return amount_words(line.last, places), amount_words(line.this, places), "≠" if line.apart else less, percent, reason_words(line)


def name_of(line: Variation) -> str:
    """What a line is called, with what it was called the year before where that was something else."""
    name = line.name if line.code else in_words(line.name)
    return text("years.once", name=name, once=line.once) if line.once else name


def reason_words(line: Variation) -> str:
    """The reason as the text gives it; that there is none, where something changed."""
    if line.reason:
        return text("years.against", reason=line.reason) if line.against else line.reason
    return text("years.unexplained") if line.unexplained else ""


def amount_words(amount: Amount | None, places: int) -> str:
    """An amount, or the words for why there is none."""
    if amount is None:
        return text("years.no_line")
    return text("chart.blank") if amount.value is None else shown(amount.value, places)


def _row(line: Variation, places: int) -> BodyRow:
    words = (f"{line.code} {name_of(line)}".strip(), *cells_of(line, places))
    return BodyRow(tuple(BodyCell(runs(one) if one else ()) for one in words), "total" if line.name.endswith("总计") else "normal")
