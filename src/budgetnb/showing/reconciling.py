"""Every rule that was applied, at every place: both sides, difference, allowance, outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from budgetnb.amounts import YUAN
from budgetnb.blocks import Block, BodyCell, BodyRow, HeadCell, Paragraph, Run, Table, runs
from budgetnb.checking.findings import Evidence, Finding
from budgetnb.showing.marks import Marked, finding_anchor, leads
from budgetnb.showing.phrases import Runs, compose, joined, problem_run
from budgetnb.showing.places import SEPARATOR, address_words, leading_to
from budgetnb.showing.problems import right_words, unit_words, value_words
from budgetnb.texts import text
from budgetnb.texts.names import in_words, measured

HEADS = ("where", "left", "right", "difference", "allowance", "outcome")
ALIGN = ("left", "right", "right", "right", "right", "left")
MARKS = ("rounds", "breaks", "blank")
"""Outcomes that are marked; beside so many that tie they are what a reader looks for."""


def reconciliation(marked: Marked) -> tuple[Block, ...]:
    """One table of all rules in the order of the rule books, the places of each below it.

    What does not tie has a row of its own; places that tie by the same difference and allowance share
    one. Places where nothing is printed on either side are counted, not listed.
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
    silent = [finding for finding in findings if finding.outcome == "ties" and _is_silent(finding)]
    printed = [finding for finding in findings if finding not in silent]
    ties = [finding for finding in printed if finding.outcome == "ties" and finding.left is not None]
    counts = [compose(f"prose.tally.{outcome}", count=count) for outcome, count in _tally(findings)]
    if silent:
        counts[-1] += compose("show.rules.silent", count=len(silent))
    title = compose("show.rules.rule", rule=first.rule, sentence=first.sentence, basis=in_words(first.basis), tally=joined(counts))
    yield BodyRow((BodyCell(title, colspan=len(HEADS)),), "group")
    for finding in printed:
        if finding not in ties:
            yield _place(marked, finding, unit)
    for alike in _alike(ties, unit):
        yield _place(marked, alike[0], unit) if len(alike) == 1 else _brief(marked, alike, unit)


def _alike(findings: Iterable[Finding], unit: str) -> list[list[Finding]]:
    """Findings with the same difference and the same allowance together, in the order of the first of each."""
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        together.setdefault((value_words(finding, finding.difference, unit), value_words(finding, finding.allowance, unit)), []).append(
            finding
        )
    return list(together.values())


def _brief(marked: Marked, alike: Sequence[Finding], unit: str) -> BodyRow:
    """Places of one rule that tie, in one row: each with its number; a right side written otherwise, or of several figures, in brackets."""
    said: list[Runs] = []
    above = ""
    for finding in alike:
        words = _words(marked, _about(finding)[0])
        first, _, rest = words.partition(SEPARATOR)
        said.append(_tie(marked, finding, unit, rest if rest and first == above else words))
        above = first
    shared = (value_words(alike[0], number, unit) for number in (alike[0].difference, alike[0].allowance))
    places = BodyCell(joined(said, "show.rules.between"), colspan=3)
    return BodyRow((places, *(BodyCell(runs(words)) for words in shared), BodyCell(runs(text("show.outcome.ties")))), indent=1)


def _tie(marked: Marked, finding: Finding, unit: str, words: str) -> Runs:
    about = _about(finding)[0]
    others = _others(marked, finding)
    left, right = value_words(finding, finding.left, unit), right_words(finding, unit)
    said = compose("show.rules.tie", where=Run(words, to=leading_to(marked, about), id=finding_anchor(finding)), value=left)
    alone = len(others) == 1 and right
    numbers = () if alone else joined([_led(marked, one) for one in others])
    shown = (Run(right, to=marked.place(others[0].key)),) if alone else runs(right) if right != left else ()
    sides = (shown, numbers)
    beside = joined([side for side in sides if side], "show.rules.between")
    return said + compose("show.rules.beside", sides=beside) if beside else said


def _led(marked: Marked, evidence: Evidence) -> Runs:
    return (Run(measured(evidence.printed.strip()), to=marked.place(evidence.key)),)


def _tally(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    outcomes = [finding.outcome for finding in findings]
    return [(outcome, outcomes.count(outcome)) for outcome in ("breaks", "blank", "faulty", "rounds", "ties") if outcome in outcomes]


def _is_silent(finding: Finding) -> bool:
    """Whether nothing at all is printed where the rule looked."""
    return all(one.value is None for one in finding.evidence if one.key) and finding.left is not None


def _place(marked: Marked, finding: Finding, unit: str) -> BodyRow:
    left, gap, allowance = (value_words(finding, number, unit) for number in (finding.left, finding.difference, finding.allowance))
    outcome: Runs = (Run(text(f"show.outcome.{finding.outcome}"), mark=finding.outcome if finding.outcome in MARKS else ""),)
    if finding.problem:
        outcome += (Run(text("show.rules.open")), problem_run(marked, finding), Run(text("show.annotated.close")))
    others = _others(marked, finding)
    where: Runs = tuple(Run(_words(marked, one), to=leading_to(marked, one)) for one in _about(finding)) or runs(text("show.whole_text"))
    right = right_words(finding, unit)
    if len(others) > 1 or (others and not right):
        numbers = joined([_led(marked, one) for one in others])
        where += compose("show.rules.others", numbers=numbers)
    cells = (
        BodyCell(where, id=finding_anchor(finding)),
        BodyCell(runs(left)),
        BodyCell((Run(right, to=marked.place(others[0].key) if right and len(others) == 1 else ""),)),
        *(BodyCell(runs(words)) for words in (gap, allowance)),
        BodyCell(outcome),
    )
    return BodyRow(cells, indent=1)


def _about(finding: Finding) -> tuple[Evidence, ...]:
    """What a row is about: the left side, or else the first thing there is."""
    return leads(finding)[:1] or finding.evidence[:1]


def _others(marked: Marked, finding: Finding) -> list[Evidence]:
    """The printed figures of the other side."""
    about = _about(finding)
    return [one for one in finding.evidence if one not in about and one.key in marked.figures and one.value is not None]


def _words(marked: Marked, evidence: Evidence) -> str:
    return address_words(marked, evidence.key, evidence.place) or text("show.whole_text")
