"""Whether a review found a fault: the findings that are new, and those of them that show the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgetnb.checking.findings import Correction, Evidence, Finding, Review
from faults.faulty import Fault
from faults.slips import worth

FOUND, ELSEWHERE, MISSED = "found", "elsewhere", "missed"
NUMBER = re.compile(r"\d[\d,]*(\.\d+)?")
_ORDER = ("error", "warning", "hint", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a fault: found at its place, only shown elsewhere, or missed; by which rules and causes.

    `corrected` is what was proposed: the right number alone (right), it or another one (either), only others (wrong), nothing ("").
    """

    outcome: str
    rules: tuple[str, ...]
    severity: str
    causes: tuple[str, ...]
    new: int
    gone: int
    corrected: str = ""


def broken(review: Review) -> dict[str, Finding]:
    """The findings that do not tie, by id; one without a severity only says what was not checked."""
    return {finding.id: finding for finding in review.findings if finding.outcome in ("breaks", "blank") and finding.severity}


def judge(fault: Fault, before: Review, after: Review) -> Verdict:
    """Compare two reviews of one disclosure, without and with the fault."""
    was, now = broken(before), broken(after)
    new = [finding for id, finding in now.items() if id not in was or differs(finding, was[id])]
    touching = [finding for finding in new if any(_shows(fault, evidence) for evidence in finding.evidence) or _names(fault, finding)]
    shown = touching or new
    severity = min((finding.severity for finding in shown), key=_ORDER.index, default="")
    causes = dict.fromkeys(kind for finding in touching if finding.cause for kind in finding.cause.kind.split("|"))
    rules = dict.fromkeys(finding.rule for finding in shown)
    outcome = FOUND if touching else ELSEWHERE if new else MISSED
    return Verdict(
        outcome, tuple(rules), severity, tuple(causes), len(new), len(was.keys() - now.keys()), _corrected(fault, touching, after)
    )


def _corrected(fault: Fault, touching: Iterable[Finding], after: Review) -> str:
    """What the corrections of the findings that show the fault propose."""
    ids = {finding.id for finding in touching}
    proposed = [correction for problem in after.problems for correction in problem.corrections if correction.settles & ids]
    right = [_puts_right(fault, correction) for correction in proposed]
    return "" if not right else "right" if all(right) else "either" if any(right) else "wrong"


def _puts_right(fault: Fault, correction: Correction) -> bool:
    return any(_same_number(one.figure.printed, fault.printed) and _same_number(one.right, fault.right) for one in correction.changes)


def differs(one: Finding, other: Finding) -> bool:
    """Whether a finding now says something else than before."""
    return (one.left, one.right, one.outcome, one.says) != (other.left, other.right, other.outcome, other.says)


def _shows(fault: Fault, evidence: Evidence) -> bool:
    """Whether a piece of evidence is what was changed."""
    table, line, column = _address(fault.place)
    if fault.where in ("cell", "total"):
        return evidence.key.startswith(f"{table}/") and _same_number(evidence.printed, fault.printed)
    if fault.where in ("amount", "change", "percentage"):
        return evidence.key.startswith("文/") and _same_number(evidence.printed, fault.printed)
    if fault.where == "emptied":
        return evidence.key.startswith(f"{table}/") and (not evidence.printed or line in evidence.key or column in evidence.key)
    if fault.where in ("line", "table", "missing"):
        return _of_table(evidence, table)
    if fault.where == "code":
        return _of_table(evidence, table) and (
            line in evidence.key or fault.printed in evidence.printed or _plain(fault.right) in evidence.printed
        )
    return _in_passage(fault, evidence)


def _address(place: str) -> tuple[str, str, str]:
    """Table, line and column of a place; lines of several units' tables have a unit before them."""
    parts = place.split("/")
    return (parts[0], parts[-2], parts[-1]) if len(parts) > 2 else (parts[0], parts[-1], "")


def _names(fault: Fault, finding: Finding) -> bool:
    """A missing table, a unit or a code is named by the finding's address or words: there is no figure to point at."""
    table = fault.place.split("/")[0]
    if fault.where == "code":
        return table in finding.at and fault.printed in finding.says
    return fault.where in ("table", "missing") and bool(table) and (table in finding.at or fault.passage in finding.says)


def _of_table(evidence: Evidence, table: str) -> bool:
    return evidence.key.startswith(f"{table}/") or table in (evidence.place.table, evidence.printed)


def _same_number(one: str, other: str) -> bool:
    return _digits(one) == _digits(other)


def _digits(printed: str) -> str:
    digits = re.sub(r"[^0-9.]", "", printed)
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _in_passage(fault: Fault, evidence: Evidence) -> bool:
    """Whether words stand in the changed line of text."""
    passage = _plain(fault.passage)
    texts = [_plain(text) for text in (evidence.place.text or "", evidence.printed) if len(_plain(text)) > 3 or text == fault.printed != ""]
    return any(text in passage or passage in text for text in texts)


def _plain(text: str) -> str:
    return "".join(text.split())


def changed_figures(before: Review, after: Review, said: bool, right: str, wrong: str) -> list[str]:
    """The keys of the figures that now read otherwise; `said`: of the narrative, not of a table."""
    was = {figure.key: figure for figure in before.disclosure.figures()}
    now = {figure.key: figure for figure in after.disclosure.figures()}
    differ = [key for key, figure in now.items() if key not in was or figure.printed != was[key].printed]
    differ += [key for key in was if key not in now]
    return [key for key in differ if key in now and shows(now[key].printed, wrong) and key.startswith("文/") == said] or [
        key for key in differ if key in was and shows(was[key].printed, right)
    ]


def shows(printed: str, number: str) -> bool:
    """Whether a printed figure is a number."""
    found = NUMBER.search(printed.replace(" ", ""))
    return found is not None and bool(number) and worth(found.group()) == worth(number)


def said_of(before: Review, changed: Sequence[str]) -> str:
    """What the review says of figures: covered, unchecked, or not read at all."""
    unchecked = {figure.key for figure in before.unchecked}
    return "unread" if not changed else "unchecked" if set(changed) <= unchecked else "covered"


def false_alarms(review: Review) -> Iterable[Finding]:
    """What a review says against a disclosure without faults; what it only says was not checked is nothing against it."""
    return [finding for finding in broken(review).values() if finding.severity]
