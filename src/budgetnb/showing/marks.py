"""What the findings make of each printed figure, and the anchors by which places, findings and problems lead to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from budgetnb.checking.findings import Evidence, Finding, Problem, Review
from budgetnb.figures import Figure, Line, Place

ONLY = ("金额", "合计")
"""The columns that a table without a more special one gives its amounts in."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was found of a figure: ties, rounds, breaks, blank or unchecked, and the finding that says so."""

    outcome: str
    finding: Finding | None = None


UNCHECKED = Mark("unchecked")


@dataclass(frozen=True, slots=True)
class Marked:
    """A review with its figures (blank cells included), lines and marks by address; blank cells nobody misses have no mark."""

    review: Review
    figures: Mapping[str, Figure]
    lines: Mapping[str, Line]
    marks: Mapping[str, Mark]

    def mark(self, key: str) -> Mark:
        """The mark of the figure at an address."""
        return self.marks.get(key, UNCHECKED)

    def figure(self, *keys: str) -> Figure | None:
        """The figure at the first of these addresses that is printed, else at the first that has a blank cell."""
        found = [figure for key in keys for address in _addresses(key) if (figure := self.figures.get(address))]
        return next((figure for figure in found if figure.value is not None), found[0] if found else None)

    def place(self, key: str) -> str:
        """The anchor of the place where a figure is printed; a blank cell nobody misses leads to its table; "" for no figure of ours."""
        figure = self.figures.get(key)
        if figure is None:
            return ""
        return (
            place_anchor(key) if figure.value is not None or key in self.marks else table_anchor(figure.place.table or key.split("/", 1)[0])
        )

    def problem_of(self, finding: Finding | None) -> tuple[int, Problem] | None:
        """The problem a finding belongs to, with its number on the page."""
        numbered = enumerate(self.review.problems, 1)
        return next(((number, problem) for number, problem in numbered if finding and problem.id == finding.problem), None)


def marked(review: Review) -> Marked:
    """The review with the marks of its figures."""
    figures = {figure.key: figure for figure in _figures(review)}
    unchecked = {figure.key for figure in review.unchecked}
    marks: dict[str, Mark] = {}
    for rank in _ranked(review, unchecked):
        for key, mark in rank:
            marks.setdefault(key, mark)
    lines = {f"{table.name}/{line.key}": line for table in review.disclosure.tables for line in table.lines}
    return Marked(review, figures, lines, marks)


def place_anchor(key: str) -> str:
    """The anchor of the place where a figure is printed; the same in every draft."""
    return f"c-{_short(key)}"


def table_anchor(name: str) -> str:
    """The anchor of a table, by its canonical name."""
    return f"t-{name}"


def words_anchor(place: Place) -> str:
    """The anchor of words of the narrative that a finding points at."""
    return f"w-{_short(f'{place.file}/{place.section}/{place.text}/{place.span}')}"


def finding_anchor(finding: Finding) -> str:
    """The anchor of a finding among the rules; the same in every draft."""
    return f"f-{_short(finding.id)}"


def explained_at(finding: Finding) -> str:
    """Where a finding is explained: at its problem, if it has one, else among the rules."""
    return finding.problem or finding_anchor(finding)


def leads(finding: Finding) -> tuple[Evidence, ...]:
    """The evidence that a finding that does not tie is about: the left side, or all printings of one fact."""
    figures = tuple(one for one in finding.evidence if one.key)
    return figures[:1] if finding.left is not None else figures


def divided(findings: Sequence[Finding], problem: Problem) -> tuple[list[Finding], list[Finding]]:
    """The findings of a problem that ask for a correction, and those that need none of their own: they tie once the others do."""
    follow = [finding for finding in findings if _follows(finding, problem)]
    if len(follow) == len(findings):
        return list(findings), []
    return [finding for finding in findings if finding not in follow], follow


def _follows(finding: Finding, problem: Problem) -> bool:
    if not problem.suggestion or finding.left is None:
        return False
    return finding.left_stands or (finding.suggestion or "?") not in problem.suggestion


def disputed(finding: Finding) -> tuple[str, ...]:
    """The figures that a finding that breaks says are wrong: those a correction changes, else the left side, or all printings of one fact.

    One that is about words, such as a reason that is missing, disputes no figure.
    """
    if finding.wrong:
        return finding.wrong
    keys = tuple(one.key for one in finding.evidence if one.key and one.value is not None)
    if finding.left is not None:
        return keys[:1] if finding.evidence[0].key else ()
    return keys if len(keys) > 1 and len({key.rpartition("/")[2] for key in keys}) == 1 else ()


def _short(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:8]


def _addresses(key: str) -> Iterator[str]:
    """An address without a column means the only column."""
    yield key
    if key.count("/") == 1:
        yield from (f"{key}/{column}" for column in ONLY)


def _figures(review: Review) -> Iterator[Figure]:
    for table in review.disclosure.tables:
        yield from (figure for line in table.lines for figure in line.figures if figure)
    for statement in review.disclosure.statements:
        yield from (figure for _, figure in statement.figures)


def _ranked(review: Review, unchecked: set[str]) -> Iterator[list[tuple[str, Mark]]]:
    """All that can be said of figures, the gravest first; the first that speaks of a figure is its mark.

    A break is about what a correction changes, else about its left side: figures of the other side mostly tie elsewhere, and one that
    nothing else confirms stays unchecked. Of several printings of one fact, those that tie are right.
    A hint asks, it does not say that a figure is wrong: it is a matter of rounding or of words.
    """
    by_outcome: dict[str, list[Finding]] = {outcome: [] for outcome in ("breaks", "blank", "rounds", "ties")}
    for finding in review.findings:
        by_outcome.get(finding.outcome, []).append(finding)
    breaks = [finding for finding in by_outcome["breaks"] if finding.severity != "hint"]
    asked = [finding for finding in by_outcome["breaks"] if finding.severity == "hint" and finding.left is not None]
    blank, rounds = by_outcome["blank"], [*asked, *by_outcome["rounds"]]
    yield [(key, Mark("breaks", finding)) for finding in breaks if finding.left is not None for key in disputed(finding)]
    yield [(finding.evidence[0].key, Mark("blank", finding)) for finding in blank if finding.evidence and finding.evidence[0].value is None]
    ties = {key for key, _ in _said(by_outcome["ties"], "ties")}
    yield [pair for finding in breaks if finding.left is None for pair in _apart(finding, ties)]
    yield [(key, UNCHECKED) for key in unchecked]
    yield [(finding.evidence[0].key, Mark("rounds", finding)) for finding in rounds if finding.evidence]
    yield list(_said(by_outcome["ties"], "ties"))
    yield list(_said(rounds, "rounds"))
    yield list(_said((*breaks, *blank), "unchecked"))


def _said(findings: Iterable[Finding], outcome: str) -> Iterator[tuple[str, Mark]]:
    for finding in findings:
        mark = Mark(outcome, finding)
        yield from ((one.key, mark) for one in finding.evidence if one.value is not None and one.key)


def _apart(finding: Finding, ties: set[str]) -> list[tuple[str, Mark]]:
    """The printings of one fact that do not tie with anything; all of them when every one does."""
    keys = disputed(finding)
    return [(key, Mark("breaks", finding)) for key in [key for key in keys if key not in ties] or keys]
