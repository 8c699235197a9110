"""Every rule that was applied, at every place: both sides, difference, allowance, outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from budgetnb.amounts import YUAN
from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Paragraph, Run, Table, runs
from budgetnb.checking.findings import Evidence, Finding
from budgetnb.showing.marks import Marked, finding_anchor, leads
from budgetnb.showing.phrases import Runs, compose, joined, problem_run
from budgetnb.showing.places import address_words, leading_to
from budgetnb.showing.problems import right_words, unit_words, value_words
from budgetnb.texts import text

HEADS = ("where", "left", "right", "difference", "allowance", "outcome")
ALIGN = ("left", "right", "right", "right", "right", "left")
MARKS = ("ties", "rounds", "breaks", "blank")


def reconciliation(marked: Marked) -> tuple[Block, ...]:
    """One table of all rules in the order of the rule books, the places of each below it.

    Places where nothing is printed on either side are counted, not listed.
    """
    applied = [finding for finding in marked.review.findings if finding.outcome != "not_applicable"]
    if not applied:
        return (Paragraph(runs(text("show.rules.none"))),)
    units = Counter(finding.unit for finding in applied if finding.left is not None and finding.unit in YUAN)
    unit = max(units, key=lambda unit: units[unit], default="")
    rows = [row for _, some in groupby(applied, key=lambda finding: finding.rule) for row in _rule(marked, tuple(some), unit)]
    head = (tuple(HeadCell(text(f"show.rules.{name}")) for name in HEADS),)
    caption = text("show.rules.caption", count=len(applied), rules=len({finding.rule for finding in applied}))
    note = text("show.rules.note")
    return (Table(caption, head, tuple(rows), ALIGN, unit_words(unit), note, "rules", filterable=True),)


def _rule(marked: Marked, findings: Sequence[Finding], unit: str) -> Iterator[BodyRow]:
    first = findings[0]
    counts = [compose(f"prose.tally.{outcome}", count=count) for outcome, count in _tally(findings)]
    title = compose("show.rules.rule", rule=first.rule, sentence=first.sentence, basis=first.basis, tally=joined(counts))
    yield BodyRow((BodyCell(title, colspan=len(HEADS)),), "group")
    silent = [finding for finding in findings if finding.outcome == "ties" and _is_silent(finding)]
    for finding in findings:
        if finding not in silent:
            yield _place(marked, finding, unit)
    if silent:
        said = compose("show.rules.silent", count=len(silent))
        yield BodyRow((BodyCell(said, colspan=len(HEADS) - 1), BodyCell(runs(text("show.outcome.ties")), "ties")), indent=1)


def _tally(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    outcomes = [finding.outcome for finding in findings]
    return [(outcome, outcomes.count(outcome)) for outcome in ("breaks", "blank", "faulty", "rounds", "ties") if outcome in outcomes]


def _is_silent(finding: Finding) -> bool:
    """Whether nothing at all is printed where the rule looked."""
    return all(one.value is None for one in finding.evidence if one.key) and finding.left is not None


def _place(marked: Marked, finding: Finding, unit: str) -> BodyRow:
    left, gap, allowance = (value_words(finding, number, unit) for number in (finding.left, finding.difference, finding.allowance))
    outcome: Runs = (Run(text(f"show.outcome.{finding.outcome}")),)
    if finding.problem:
        outcome += (Run(text("show.annotated.open")), problem_run(marked, finding), Run(text("show.annotated.close")))
    about = leads(finding)[:1] or finding.evidence[:1]
    others = [one for one in finding.evidence if one not in about and one.key in marked.figures and one.value is not None]
    where: Runs = tuple(Run(_words(marked, one), to=leading_to(marked, one)) for one in about)
    if len(others) > 1:
        where += compose("show.rules.others", numbers=joined([(Run(one.printed.strip(), to=marked.place(one.key)),) for one in others]))
    cells = (
        BodyCell(where, id=finding_anchor(finding)),
        BodyCell(runs(left)),
        BodyCell((Run(right_words(finding, unit), to=marked.place(others[0].key) if len(others) == 1 else ""),)),
        *(BodyCell(runs(words)) for words in (gap, allowance)),
        BodyCell(outcome, finding.outcome if finding.outcome in MARKS else ""),
    )
    return BodyRow(cells, indent=1)


def _words(marked: Marked, evidence: Evidence) -> str:
    return address_words(marked, evidence.key, evidence.place) or text("show.whole_text")
