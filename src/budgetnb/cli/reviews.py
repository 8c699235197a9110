"""A review as plain lines for a terminal: problems first, each with where it is printed and what it should say."""

from __future__ import annotations

from collections.abc import Iterator

from budgetnb.amounts import shown
from budgetnb.characters import visible
from budgetnb.checking.findings import OUTCOMES, SEVERITIES, Evidence, Finding, Problem, Review
from budgetnb.figures import Place
from budgetnb.texts import text

MOST_PLACES = 6
AROUND = 24
"""How many characters of a sentence are shown on either side of its figure."""


def review_lines(review: Review, everything: bool) -> Iterator[str]:
    """The lines of one review; with `everything` also the findings that tie."""
    yield from (visible(line) for line in _lines(review, everything))


def _lines(review: Review, everything: bool) -> Iterator[str]:
    yield from _head(review)
    for number, problem in enumerate(review.problems, 1):
        yield ""
        yield from _problem(review, problem, number)
    if everything:
        yield ""
        yield from (_one_line(finding) for finding in review.findings if finding.problem is None)
    doubts = [(doubt.text, "") for doubt in review.disclosure.doubts]
    for key, passages in (("doubts", doubts), ("unread", [(unread.text, _spot(unread.place)) for unread in review.disclosure.unread])):
        if passages:
            yield ""
            yield text(f"cli.review.{key}", count=len(passages))
            yield from (text("cli.review.passage", text=_short(passage), place=place) for passage, place in passages)
    yield ""
    yield text("cli.review.not_final")


def _head(review: Review) -> Iterator[str]:
    paper = review.disclosure
    unknown = text("cli.review.unknown")
    kind = text(f"cli.kind.{paper.kind}")
    yield text(
        "cli.review.head",
        name=paper.name or unknown,
        code=paper.code or unknown,
        year=paper.year or unknown,
        level=paper.level or "",
        kind=kind,
    )
    tables = sum(1 for table in paper.tables for _ in table.figures())
    share = shown(review.coverage.share * 100, 1)
    yield text("cli.review.size", tables=len(paper.tables), figures=tables, statements=len(paper.statements), coverage=share)
    counts = [text("cli.review.count", word=text(f"cli.outcome.{outcome}"), count=review.count(outcome)) for outcome in OUTCOMES]
    yield text("cli.review.comma").join(counts)
    problems = [
        text("cli.review.count", word=text(f"cli.severity.{severity}"), count=len(review.problems_of(severity))) for severity in SEVERITIES
    ]
    yield text("cli.review.problems", count=len(review.problems), parts=text("cli.review.comma").join(problems))


def _problem(review: Review, problem: Problem, number: int) -> Iterator[str]:
    yield text(
        "cli.review.problem", number=number, severity=text(f"cli.severity.{problem.severity}"), title=problem.title, action=problem.action
    )
    for id in problem.findings:
        yield from _finding(review.finding(id))
    if problem.suggestion:
        yield text("cli.review.suggestion", suggestion=problem.suggestion)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {_one_line(finding)}"
    for evidence in finding.evidence[:MOST_PLACES]:
        yield text("cli.review.evidence", printed=evidence.printed.strip() or text("cli.review.blank"), place=_where(evidence))
    if len(finding.evidence) > MOST_PLACES:
        yield text("cli.review.more", count=len(finding.evidence) - MOST_PLACES)
    if finding.cause:
        yield text("cli.review.cause", says=finding.cause.says)
    if finding.source:
        yield text("cli.review.source", says=finding.source.says)


def _one_line(finding: Finding) -> str:
    outcome = text(f"cli.outcome.{finding.outcome}")
    if finding.left is None or finding.right is None or finding.difference is None:
        return text("cli.review.finding", outcome=outcome, rule=finding.rule, says=finding.says)
    sides = {"left": shown(finding.left), "right": shown(finding.right), "difference": shown(finding.difference), "unit": finding.unit}
    return text("cli.review.sides", outcome=outcome, rule=finding.rule, says=finding.says, **sides)


def _where(evidence: Evidence) -> str:
    place = evidence.place
    address = [part for part in (place.table, place.row, place.column) if part] or [part for part in (place.section,) if part]
    sentence = [text("cli.review.quote", sentence=_around(place))] if place.section and place.text else []
    return " · ".join([_spot(place), *address, *sentence])


def _spot(place: Place) -> str:
    parts = (("page", place.page), ("sheet", place.sheet), ("cell", place.cell), ("line", place.line))
    return " ".join([place.file, *(text(f"cli.review.{word}", at=at) for word, at in parts if at is not None)])


def _around(place: Place) -> str:
    sentence = place.text or ""
    start, end = place.span or (0, 0)
    before, after = max(0, start - AROUND), min(len(sentence), end + AROUND)
    return ("…" if before else "") + sentence[before:after] + ("…" if after < len(sentence) else "")


def _short(passage: str) -> str:
    return passage if len(passage) <= 3 * AROUND else passage[: 3 * AROUND] + "…"
