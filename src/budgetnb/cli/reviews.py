"""A review as plain lines for a terminal: problems first, each with where it is printed and what it should say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from budgetnb.amounts import shown
from budgetnb.characters import visible
from budgetnb.checking.findings import OUTCOMES, SEVERITIES, Evidence, Finding, Problem, Review
from budgetnb.cli.disclosures import around, head, or_blank, short, spot, unread_lines
from budgetnb.cli.yearly import yearly_lines
from budgetnb.deciding.saying import decision_lines, gone_lines
from budgetnb.texts import text

MOST = 4
"""How many findings of a problem, and places of a finding, are shown unless all are asked for."""


def review_lines(review: Review, everything: bool) -> Iterator[str]:
    """The lines of one review; with `everything` all findings and places, also those that tie."""
    for line in _lines(review, everything):
        yield visible(line)


def _lines(review: Review, everything: bool) -> Iterator[str]:
    yield from _head(review)
    for number, problem in enumerate(review.problems, 1):
        yield ""
        yield from _problem(review, problem, number, everything)
    if everything:
        yield ""
        yield from (_said(finding) for finding in review.findings if finding.problem is None)
    if review.gone:
        yield ""
        yield from gone_lines(review)
    yield from yearly_lines(review, everything)
    yield from unread_lines(review.disclosure)
    yield ""
    yield text("cli.review.not_final")


def _head(review: Review) -> Iterator[str]:
    yield from head(review.disclosure)
    yield text("cli.review.coverage", share=shown(review.coverage.share * 100, 1))
    yield _counts([(f"cli.outcome.{outcome}", review.count(outcome)) for outcome in OUTCOMES])
    parts = _counts([(f"cli.severity.{severity}", len(review.problems_of(severity))) for severity in SEVERITIES])
    yield text("cli.review.problems", count=len(review.open_problems), parts=parts)
    yield from (text("cli.rules.changed", id=id, why=why) for id, why in review.rules_changed)
    yield from (text("cli.rules.off", id=id, why=why) for id, why in review.rules_off)
    if review.accepted_problems:
        yield text("cli.review.accepted", count=len(review.accepted_problems))


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    return text("cli.review.comma").join(f"{text(key)} {count}" for key, count in counts)


def _problem(review: Review, problem: Problem, number: int, everything: bool) -> Iterator[str]:
    severity, action = text(f"cli.severity.{problem.severity}"), text(f"cli.action.{problem.action}")
    rules = text("cli.usage.comma").join(dict.fromkeys(review.finding(id).rule for id in problem.findings))
    yield text("cli.review.problem", number=number, severity=severity, action=action, rules=rules, title=problem.title)
    most = len(problem.findings) if everything else MOST
    for id in problem.findings[:most]:
        finding = review.finding(id)
        if finding.says != problem.title:
            yield f"   {_said(finding)}"
        yield from _proof(finding, everything)
    if len(problem.findings) > most:
        yield text("cli.review.more_findings", count=len(problem.findings) - most)
    if problem.suggestion:
        first, *others = problem.suggestion.splitlines()
        yield text("cli.review.suggestion", suggestion=first)
        yield from (f"      {line}" for line in others)
    yield from (text("cli.review.tried", says=said) for said in problem.tried)
    yield from (f"   {line}" for line in decision_lines(problem))


def _said(finding: Finding) -> str:
    return f"{text(f'cli.outcome.{finding.outcome}')}  {finding.rule}  {finding.says}"


def _proof(finding: Finding, everything: bool) -> Iterator[str]:
    """Where the figures of a finding are printed, those of one line or one sentence together, and what explains them."""
    lines = [_printed(tuple(there)) for _, there in groupby(finding.evidence, key=_line_of)]
    most = len(lines) if everything else MOST
    yield from lines[:most]
    if len(lines) > most:
        yield text("cli.review.more_places", count=len(lines) - most)
    if finding.cause:
        yield text("cli.review.cause", says=finding.cause.says)
    if finding.source:
        yield text("cli.review.source", says=finding.source.says)


def _line_of(evidence: Evidence) -> tuple[object, ...]:
    place = evidence.place
    return place.file, place.page, place.sheet, place.table, place.row, place.section, place.line


def _printed(evidence: Sequence[Evidence]) -> str:
    place = evidence[0].place
    if place.table and place.row:
        cells = text("cli.review.comma").join(f"{one.place.column or ''} {or_blank(one.printed)}".strip() for one in evidence)
        return text("cli.review.place", spot=spot(place), address=f"{place.table} · {place.row}", printed=cells)
    address = place.table or (place.section or "").rpartition(" · ")[2]
    quote = text("cli.review.quote", sentence=around(place)) if place.text else or_blank(short(evidence[0].printed))
    return text("cli.review.place", spot=spot(place), address=address, printed=quote)
