"""Each problem in the words that notices, ledgers and check forms share: where it is printed, what should stand there, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, in_unit, shown
from budgetnb.checking.drafts import Told
from budgetnb.checking.findings import Evidence, Finding, Problem
from budgetnb.figures import Place
from budgetnb.showing.marks import Marked, divided, leads
from budgetnb.showing.places import address_words, quoted, spot
from budgetnb.showing.problems import right_words
from budgetnb.texts import text
from budgetnb.texts.names import measured

MOST = 6
"""So many places of one problem are written out; how many there are is said."""
MULTIPLE = 1000
"""Two sides so many times apart are in different units (元 for 万元), whatever else may be wrong with them."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A problem in words; what does not apply is "".

    `where` to `gap` have an entry for each place that asks for a correction; `also` are the places that tie once those are
    corrected. `amount` is the money it is about, in 万元.
    """

    number: int
    problem: Problem
    where: tuple[str, ...]
    spots: tuple[str, ...]
    printed: tuple[str, ...]
    expected: tuple[str, ...]
    gap: tuple[str, ...]
    also: tuple[str, ...]
    relation: tuple[str, ...]
    basis: tuple[str, ...]
    cause: tuple[str, ...]
    suggestion: tuple[str, ...]
    amount: Decimal
    more: int = 0


def matters(marked: Marked, problems: Iterable[Problem]) -> tuple[Matter, ...]:
    """These problems of a review, with the numbers they have among all."""
    numbers = {problem.id: number for number, problem in enumerate(marked.review.problems, 1)}
    return tuple(
        _matter(marked, numbers[problem.id], problem, [marked.review.finding(id) for id in problem.findings]) for problem in problems
    )


def retold(marked: Marked, told: Iterable[Told]) -> tuple[Matter, ...]:
    """Problems of earlier drafts, as they were told then."""
    return tuple(_matter(marked, number, one.problem, one.findings) for number, one in enumerate(told, 1))


def _matter(marked: Marked, number: int, problem: Problem, findings: Sequence[Finding]) -> Matter:
    main, follow = divided(findings, problem)
    about = _changed(problem) if len(problem.corrections) == 1 else _asked(main)
    theirs = {one.key for one in about}
    also = (one for finding in (*main, *follow) for one in leads(finding)[:1] if one.key not in theirs)
    kept = about[:MOST]
    return Matter(
        number,
        problem,
        tuple(address_words(marked, one.key, one.place) for one in kept),
        tuple(on_paper(one.place) for one in kept),
        tuple(one.printed for one in kept),
        tuple(one.right for one in kept),
        tuple(one.gap for one in kept),
        _once(_address(marked, one) for one in also),
        _once(finding.sentence for finding in (*main, *follow)),
        _once(finding.basis for finding in (*main, *follow)),
        _once(_reasons(findings)),
        tuple((problem.suggestion or "").splitlines()),
        max((_money(finding) for finding in findings), default=Decimal(0)),
        len(about) - len(kept),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A place that asks for a correction: what is printed there, what should be, the difference."""

    key: str
    place: Place
    printed: str
    right: str
    gap: str


def _changed(problem: Problem) -> list[_Asked]:
    """The figures that the one correction known would change."""
    return [
        _Asked(
            one.figure.key,
            one.figure.place,
            _with_unit(one.figure.printed.strip() or text("show.blank_cell"), one.figure.unit, one.figure.value is not None),
            _with_unit(one.right, one.figure.unit),
            "" if one.figure.value is None else _with_unit(shown(one.figure.value - one.value + 0), one.figure.unit),
        )
        for correction in problem.corrections
        for one in correction.changes
    ]


def _with_unit(number: str, unit: str, whether: bool = True) -> str:
    """A number with its unit, unless it has it."""
    if not whether or number.endswith(unit):
        return number
    return f"{number}%" if unit == "%" else measured(f"{number} {unit}".strip())


def _asked(findings: Iterable[Finding]) -> list[_Asked]:
    """What findings are about, each place once."""
    about = [(finding, one) for finding in findings for one in leads(finding) or finding.evidence]
    once = {(one.key or one.place, one.printed): (finding, one) for finding, one in reversed(about)}
    return [
        _Asked(one.key, one.place, _printed(finding, one), _right(finding), _difference(finding))
        for finding, one in reversed(once.values())
    ]


def _address(marked: Marked, one: Evidence) -> str:
    """An address with its place on paper."""
    words, paper = address_words(marked, one.key, one.place), on_paper(one.place)
    return text("show.at", where=words, spot=paper) if words and paper else words or paper


def on_paper(place: Place) -> str:
    """File, page, sheet, cell and line."""
    return f"{place.file} {spot(place)}".strip()


def _printed(finding: Finding, one: Evidence) -> str:
    if not one.printed.strip():
        return text("show.blank_cell")
    return _with_unit(quoted(one), finding.unit, bool(one.key) and finding.left is not None and one.value is not None)


def _right(finding: Finding) -> str:
    return right_words(finding, against="show.checked_against") if finding.outcome in ("breaks", "blank") else ""


def _difference(finding: Finding) -> str:
    return "" if finding.difference is None else _with_unit(shown(finding.difference + 0), finding.unit)


def _reasons(findings: Sequence[Finding]) -> Iterator[str]:
    """What caused each wrong figure, and which disclosed figures a difference equals."""
    yield from (finding.cause.says for finding in findings if finding.cause)
    yield from (finding.source.says for finding in findings if finding.source)


def _money(finding: Finding) -> Decimal:
    """The amount a finding is about in 万元: the difference; 0 for shares and words.

    Where one side is a thousand times the other, a unit was mistaken: then it is about the smaller side, not about the multiple.
    """
    if finding.difference is None or finding.unit not in YUAN:
        return Decimal(0)
    small, large = sorted(abs(side or Decimal(0)) for side in (finding.left, finding.right))
    about = small if small and large >= MULTIPLE * small else abs(finding.difference)
    return in_unit(about, finding.unit, "万元")


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))
