"""Each problem in the words that notices, ledgers and check forms share: where it is printed, what should stand there, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import shown
from budgetnb.checking.findings import Evidence, Finding, Problem
from budgetnb.figures import Place
from budgetnb.showing.marks import Marked, leads
from budgetnb.showing.places import address_words, quoted, spot
from budgetnb.showing.problems import right_words
from budgetnb.texts import text

MOST = 6
"""So many places of one problem are written out; how many there are is said."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A problem in words; what does not apply is ""."""

    number: int
    problem: Problem
    where: tuple[str, ...]
    spots: tuple[str, ...]
    printed: tuple[str, ...]
    expected: tuple[str, ...]
    gap: tuple[str, ...]
    relation: tuple[str, ...]
    basis: tuple[str, ...]
    cause: tuple[str, ...]
    suggestion: tuple[str, ...]
    amount: Decimal
    more: int = 0


def matters(marked: Marked, problems: Iterable[Problem]) -> tuple[Matter, ...]:
    """These problems of a review, with the numbers they have among all."""
    numbers = {problem.id: number for number, problem in enumerate(marked.review.problems, 1)}
    return tuple(_matter(marked, numbers[problem.id], problem) for problem in problems)


def _matter(marked: Marked, number: int, problem: Problem) -> Matter:
    findings = [marked.review.finding(id) for id in problem.findings]
    about = [(finding, one) for finding in findings for one in leads(finding) or finding.evidence]
    once = list({(one.key or one.place, one.printed): (finding, one) for finding, one in reversed(about)}.values())[::-1]
    kept = once[:MOST]
    return Matter(
        number,
        problem,
        tuple(address_words(marked, one.key, one.place) for _, one in kept),
        tuple(on_paper(one.place) for _, one in kept),
        tuple(_printed(finding, one) for finding, one in kept),
        tuple(_right(finding) for finding, _ in kept),
        tuple(_difference(finding) for finding, _ in kept),
        _once(finding.sentence for finding in findings),
        _once(finding.basis for finding in findings),
        _once(_reasons(findings)),
        tuple((problem.suggestion or "").splitlines()),
        max((_money(finding) for finding in findings), default=Decimal(0)),
        len(once) - len(kept),
    )


def on_paper(place: Place) -> str:
    """File, page, sheet, cell and line."""
    return f"{place.file} {spot(place)}".strip()


def _printed(finding: Finding, one: Evidence) -> str:
    if not one.printed.strip():
        return text("show.blank_cell")
    unit = finding.unit if finding.left is not None and one.value is not None and not one.printed.strip().endswith(finding.unit) else ""
    return f"{quoted(one)} {unit}".strip() if one.key else quoted(one)


def _right(finding: Finding) -> str:
    return right_words(finding) if finding.outcome in ("breaks", "blank") else ""


def _difference(finding: Finding) -> str:
    if finding.difference is None:
        return ""
    return f"{shown(finding.difference + 0)}{'' if finding.unit == '%' else ' '}{finding.unit}".strip()


def _reasons(findings: Sequence[Finding]) -> Iterator[str]:
    """What caused each wrong figure, and which disclosed figures a difference equals."""
    yield from (finding.cause.says for finding in findings if finding.cause)
    yield from (finding.source.says for finding in findings if finding.source)


def _money(finding: Finding) -> Decimal:
    """The amount a finding is about in 万元, 0 for shares and words."""
    if finding.difference is None or finding.unit not in ("元", "万元", "亿元"):
        return Decimal(0)
    return abs(finding.difference) * {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}[finding.unit]


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))
