"""A disclosure against that of the year before: what the bases of its changes are, and what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from budgetnb.amounts import YUAN, decimals, in_unit, rounded, shown
from budgetnb.checking.bases import PLANNED, PUBLISHED, UNIT, Printed
from budgetnb.checking.findings import Evidence
from budgetnb.checking.judging import Base, comparing, judged, restated
from budgetnb.checking.observing import Beside, Observation, of_figure
from budgetnb.checking.saying import address, as_printed, suggested_together
from budgetnb.checking.sides import Term
from budgetnb.figures import Disclosure, Figure
from budgetnb.texts import text
from budgetnb.texts.names import in_words

_FIRST = {"printed": "上年", "change": "增减额", "rate": "增减率"}
"""The role of the figure that tells a base, by how it is told."""


def bases_published(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-01: a sentence that compares with last year's budget implies the figure that was published last year."""
    yield from _observed(disclosure, beside, PLANNED)


def bases_published_asked(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-02: a sentence that compares with last year, and does not say with which figure, implies the one published last year."""
    yield from _observed(disclosure, beside, "")


def bases_in_doubt(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-04: bases that agree with one of last year's figures only, or with none that is of the same kind, are asked about."""
    compared = list(comparing(disclosure))
    actual = sum(statement.base not in PUBLISHED for statement, _, _ in compared)
    if actual:
        yield Observation("上年执行数", (), {"n": str(actual)}, "actual", "blank")
    if beside.earlier is None:
        return
    found = judged(disclosure, beside.earlier, compared)
    wrong = [one for one in found if one.outcome == "differs"] if restated(found) else []
    if wrong:
        evidence = tuple(of_figure(figure) for one in wrong for figure in (*_own(one)[:1], *one.nearest.figures))
        said = {"n": str(len(wrong)), "count": str(len(found)), "right": text("wording.bases_in_doubt.look")}
        yield Observation("上年数", evidence, said, "restated")
    yield from (_doubtful(one) for one in found if one.outcome not in ("ties", "differs"))


def _observed(disclosure: Disclosure, beside: Beside, base: str) -> Iterator[Observation]:
    """What comes of the bases of one kind: those that are what was published, and those that are not."""
    compared = list(comparing(disclosure))
    count = sum(statement.base == base for statement, _, _ in compared)
    if beside.earlier is None and count:
        yield Observation(f"上年{base or '数'}", (), {"n": str(count)}, "no_prior", "blank")
    if beside.earlier is None or not count:
        return
    found = judged(disclosure, beside.earlier, compared)
    shown = ("ties",) if restated(found) else ("ties", "differs")
    yield from (_compared(one) for one in found if one.statement.base == base and one.outcome in shown)


def _compared(one: Base) -> Observation:
    """A base beside what was published: by the figure that tells it, and what that would be from what was published."""
    last = one.nearest
    left, right, unit = _sides(one, last)
    made = Observation(_at(one), _evidence(one, last), outcome="ties", left=left, right=right, unit=unit, terms=_terms(one, last))
    if one.outcome == "ties":
        return made
    if one.told.how == "same" or (one.told.how != "printed" and _turned(one, last)):  # it may be the word that is wrong
        made = replace(made, left=None, right=None, unit="", terms=())
    return replace(made, parts=_said(one, last) | {"right": _suggested(one, last)}, variant="differs", outcome="breaks")


def _sides(one: Base, last: Printed) -> tuple[Decimal, Decimal, str]:
    """The figure that tells the base as printed, what it would be from what was published, and their unit."""
    this, told_by = in_unit(one.amount.value or Decimal(0), one.amount.unit, UNIT), _own(one)[0]
    if one.told.how == "rate" and last.value > 0:
        rate = told_by.value or Decimal(0)
        return rate, rounded(abs(this - last.value) * 100 / last.value, max(2, decimals(rate))), "%"
    if one.told.how == "change":
        return abs(this - one.told.middle), abs(this - last.value), UNIT
    return one.told.middle, last.value, UNIT


def _turned(one: Base, last: Printed) -> bool:
    """Whether from what was published the change would go the other way than worded."""
    change = in_unit(one.amount.value or Decimal(0), one.amount.unit, UNIT) - last.value
    return change * (one.statement.direction or 1) <= 0


def _doubtful(one: Base) -> Observation:
    """A base that cannot simply be held against what was published, and why."""
    if one.outcome in ("unknown", "definition"):
        return Observation(_at(one), tuple(map(of_figure, _own(one))), {"term": one.statement.term}, one.outcome, "blank")
    last = one.nearest
    asides = [other for other in one.printed if one.told.meets(other) != one.told.meets(last)]
    aside = min(asides, key=lambda other: (not other.same, abs(other.value - last.value)), default=last)
    said = {"other": _shown(aside.value), "elsewhere": _where(aside), "right": text("wording.bases_in_doubt.look")}
    return Observation(_at(one), _evidence(one, last, aside), _said(one, last) | said, one.outcome)


def _at(one: Base) -> str:
    return f"{one.statement.at}/上年"


def _evidence(one: Base, *printed: Printed) -> tuple[Evidence, ...]:
    figures = (*_own(one), *(figure for last in printed for figure in last.figures))
    return tuple(map(of_figure, {figure.key: figure for figure in figures}.values()))


def _said(one: Base, last: Printed) -> dict[str, str]:
    gap = abs(one.told.middle - last.value)
    numbers = {"base": one.told.middle, "last": last.value, "gap": gap}
    return {"term": one.statement.term, "where": _where(last)} | {name: _shown(value) for name, value in numbers.items()}


def _own(one: Base) -> tuple[Figure, ...]:
    """The figures of the sentence: the one that tells the base first, this year's last."""
    told_by = _roles(one)
    first = [figure for role, figure in told_by.items() if role == _FIRST.get(one.told.how)]
    return tuple(dict.fromkeys((*first, *told_by.values(), one.amount)))


def _roles(one: Base) -> dict[str, Figure]:
    return {role: figure for role in _FIRST.values() if (figure := one.statement.figure(role))}


def _terms(one: Base, last: Printed) -> tuple[Term, ...]:
    """The figures that come to 0 when the base is what was printed; none where a percentage tells it, or a sum or nothing was printed."""
    return (*one.told.terms, Term(-1, last.figures[0])) if one.told.terms and len(last.figures) == 1 else ()


def _where(printed: Printed) -> str:
    return address(printed.figures[0]) if printed.figures else in_words(printed.where)


def _shown(value: Decimal) -> str:
    return f"{shown(value, max(2, decimals(value.normalize())) if abs(value) < 1 else 2)} {UNIT}"


def _suggested(one: Base, last: Printed) -> str:
    """The sentence with the change that follows from what was published; a question where it would go the other way."""
    this = in_unit(one.amount.value or Decimal(0), one.amount.unit, UNIT)
    change = this - last.value
    figures = _roles(one)
    if not figures or one.told.how == "same" or _turned(one, last):
        return text("wording.bases_published.ask", last=_shown(last.value))
    right = {"增减额": abs(change), "上年": last.value, "增减率": abs(change) * 100 / last.value if last.value > 0 else None}
    changes = [
        (figure, as_printed(figure, in_unit(value, UNIT, figure.unit) if figure.unit in YUAN else value))
        for role, figure in figures.items()
        if (value := right[role]) is not None
    ]
    return text("wording.bases_published.correct", sentence="；".join(suggested_together(changes)))
