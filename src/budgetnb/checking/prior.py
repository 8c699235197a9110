"""A disclosure against that of the year before: the base of every change, and the columns that print last year's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.amounts import YUAN, decimals, in_unit, rounded, shown
from budgetnb.checking.bases import ACTUAL, DEFINITION_WORDS, PLANNED, UNIT, Printed, Told, amount_of, published, told
from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Beside, Observation, of_figure
from budgetnb.checking.saying import address, as_printed, suggested_together
from budgetnb.checking.sides import Term
from budgetnb.figures import Column, Disclosure, Figure, Line, Statement, Table
from budgetnb.season.years import beside_this_year
from budgetnb.texts import text
from budgetnb.texts.names import in_words

_ROLES = ("增减额", "上年", "增减率")
_FEW = 4
"""With fewer bases than these, nobody can tell a redefined year from wrong figures."""
_HARDLY = Decimal("0.0001")
"""Two printings of last year that differ by no more than this share are one fact printed in two ways."""
_YEAR = re.compile(r"(20\d{2})年度?")
_LAST = re.compile(r"上年度?|去年")
_NOT_PLANNED = re.compile("执行|决算|完成|调整")
_PERIOD = re.compile(r"20\d{2}年度?|[上本当去今]年度?|年初")


@dataclass(frozen=True, slots=True)
class _Base:
    """What a sentence says of the year before, what was printed then, and what comes of it: a variant of the sentence of the check."""

    statement: Statement
    amount: Figure
    told: Told
    printed: tuple[Printed, ...]
    outcome: str

    @property
    def nearest(self) -> Printed:
        """Of what was printed in the same places, else anywhere, that which is nearest to what is said."""
        same = [one for one in self.printed if one.same and (one.figures or self.outcome != "ties")] or self.printed
        return min(same, key=lambda one: abs(one.value - self.told.middle))


def bases_published(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-01: a sentence that compares with last year's budget implies the figure that was published last year."""
    yield from _observed(disclosure, beside, PLANNED)


def bases_published_asked(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-02: a sentence that compares with last year, and does not say with which figure, implies the one published last year."""
    yield from _observed(disclosure, beside, "")


def bases_in_doubt(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-04: bases that agree with one of last year's figures only, or with none that is of the same kind, are asked about."""
    comparing = list(_comparing(disclosure))
    actual = sum(statement.base == ACTUAL for statement, _, _ in comparing)
    if actual:
        yield Observation("上年执行数", (), {"n": str(actual)}, "actual", "blank")
    if beside.prior is None:
        return
    judged = _judged(disclosure, beside.prior, comparing)
    wrong = [one for one in judged if one.outcome == "differs"] if _restated(judged) else []
    if wrong:
        evidence = tuple(of_figure(figure) for one in wrong for figure in (*_own(one)[:1], *one.nearest.figures))
        said = {"n": str(len(wrong)), "count": str(len(judged)), "right": text("wording.bases_in_doubt.look")}
        yield Observation("上年数", evidence, said, "restated")
    yield from (_doubtful(one) for one in judged if one.outcome not in ("ties", "differs"))


def prior_columns(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-03: a column of last year's budget prints what last year's table printed in this year's column."""
    found = [(table, *pair) for table in disclosure.tables for pair in _pairs(table, disclosure.year)]
    if found and beside.prior is None:
        yield Observation("上年预算数栏", (), {"n": str(len(found))}, "no_prior", "blank")
        return
    before = beside_this_year(beside.prior) if beside.prior else None
    for table, last, this in found:
        then = before.find_table(table.name) if before else None
        for line in table.lines if then else ():
            yield from _cell(table, line, last, this, then) if then else ()


def _observed(disclosure: Disclosure, beside: Beside, base: str) -> Iterator[Observation]:
    """What comes of the bases of one kind: those that are what was published, and those that are not."""
    comparing = list(_comparing(disclosure))
    count = sum(statement.base == base for statement, _, _ in comparing)
    if beside.prior is None and count:
        yield Observation(f"上年{base or '数'}", (), {"n": str(count)}, "no_prior", "blank")
    if beside.prior is None or not count:
        return
    judged = _judged(disclosure, beside.prior, comparing)
    shown = ("ties",) if _restated(judged) else ("ties", "differs")
    yield from (_compared(one) for one in judged if one.statement.base == base and one.outcome in shown)


def _comparing(disclosure: Disclosure) -> Iterator[tuple[Statement, Figure, Told]]:
    """The sentences that say something of the year before, with this year's figure."""
    for statement in disclosure.statements:
        amount = amount_of(disclosure, statement)
        said = told(statement, amount)
        if amount and said:
            yield statement, amount, said


def _judged(now: Disclosure, prior: Disclosure, comparing: Sequence[tuple[Statement, Figure, Told]]) -> list[_Base]:
    before = beside_this_year(prior)
    found = []
    for statement, amount, said in comparing:
        if statement.base != ACTUAL:
            printed = published(before, now, statement, amount)
            found.append(_Base(statement, amount, said, printed, _outcome(statement, said, printed)))
    return found


def _outcome(statement: Statement, said: Told, printed: Sequence[Printed]) -> str:
    """What comes of a base: a variant of the sentences of the checks, or ties."""
    same = [one for one in printed if one.same]
    met = [one for one in same if said.meets(one)]
    elsewhere = any(said.meets(one) for one in printed)
    if met:
        return "one_of" if said.how != "rate" and any(_hardly_apart(one, met[0]) for one in same if one not in met) else "ties"
    if not any(one.figures for one in same) and elsewhere:
        return "ties"
    if not same or elsewhere:
        return "other" if same else "unknown"
    if any(word in statement.reason for word in DEFINITION_WORDS):
        return "definition"
    if not any(one.figures for one in same):
        return "absent"
    return "last_digit" if said.how == "rate" and any(said.nearly(one) for one in same) else "differs"


def _hardly_apart(one: Printed, other: Printed) -> bool:
    """Whether two figures of last year are one fact printed in two ways, and not two facts that are alike this year."""
    return bool(one.figures) and 0 < abs(one.value - other.value) <= max(abs(other.value) * _HARDLY, one.half + other.half)


def _restated(judged: Sequence[_Base]) -> bool:
    """Whether most bases are others than those published: last year's figures were put on another basis, or are of another extent."""
    facts = {(one.amount.value, one.told.middle): one.outcome for one in judged if one.outcome in ("ties", "one_of", "differs")}
    return len(facts) >= _FEW and sum(outcome == "differs" for outcome in facts.values()) * 2 > len(facts)


def _compared(one: _Base) -> Observation:
    """A base beside what was published."""
    last = one.nearest
    made = Observation(
        _at(one), _evidence(one, last), outcome="ties", left=_left(one), right=last.value, unit=UNIT, terms=_terms(one, last)
    )
    if one.outcome == "ties":
        return made
    return replace(made, parts=_said(one, last) | {"right": _suggested(one, last)}, variant="differs", outcome="breaks")


def _doubtful(one: _Base) -> Observation:
    """A base that cannot simply be held against what was published, and why."""
    if one.outcome in ("unknown", "definition"):
        return Observation(_at(one), tuple(map(of_figure, _own(one))), {"term": one.statement.term}, one.outcome, "blank")
    last = one.nearest
    asides = [other for other in one.printed if one.told.meets(other) != one.told.meets(last)]
    aside = min(asides, key=lambda other: (not other.same, abs(other.value - last.value)), default=last)
    said = {"other": _shown(aside.value), "elsewhere": _where(aside), "right": text("wording.bases_in_doubt.look")}
    return Observation(
        _at(one), _evidence(one, last, aside), _said(one, last) | said, one.outcome, left=_left(one), right=last.value, unit=UNIT
    )


def _at(one: _Base) -> str:
    return f"{one.statement.at}/上年"


def _left(one: _Base) -> Decimal:
    return rounded(one.told.middle, 2) if one.told.how == "rate" else one.told.middle


def _evidence(one: _Base, *printed: Printed) -> tuple[Evidence, ...]:
    figures = (*_own(one), *(figure for last in printed for figure in last.figures))
    return tuple(map(of_figure, {figure.key: figure for figure in figures}.values()))


def _said(one: _Base, last: Printed) -> dict[str, str]:
    gap = abs(one.told.middle - last.value)
    numbers = {"base": one.told.middle, "last": last.value, "gap": gap}
    return {"term": one.statement.term, "where": _where(last)} | {name: _shown(value) for name, value in numbers.items()}


def _own(one: _Base) -> tuple[Figure, ...]:
    """The figures of the sentence: the one that tells the base first, this year's last."""
    told_by = (figure for role in _ROLES if (figure := one.statement.figure(role)))
    return tuple(dict.fromkeys((*told_by, one.amount)))


def _terms(one: _Base, last: Printed) -> tuple[Term, ...]:
    """The figures that come to 0 when the base is what was printed; none where a percentage tells it, or a sum or nothing was printed."""
    return (*one.told.terms, Term(-1, last.figures[0])) if one.told.terms and len(last.figures) == 1 else ()


def _where(printed: Printed) -> str:
    return address(printed.figures[0]) if printed.figures else in_words(printed.where)


def _shown(value: Decimal) -> str:
    return f"{shown(value, max(2, decimals(value.normalize())) if abs(value) < 1 else 2)} {UNIT}"


def _suggested(one: _Base, last: Printed) -> str:
    """The sentence with the change that follows from what was published; a question where it would go the other way."""
    this = in_unit(one.amount.value or Decimal(0), one.amount.unit, UNIT)
    change = this - last.value
    figures = {role: figure for role in _ROLES if (figure := one.statement.figure(role))}
    if not figures or not change or (change > 0) != ((one.statement.direction or 0) > 0):
        return text("wording.bases_published.ask", last=_shown(last.value))
    right = {"增减额": abs(change), "上年": last.value, "增减率": abs(change) * 100 / last.value if last.value > 0 else None}
    changes = [
        (figure, as_printed(figure, in_unit(value, UNIT, figure.unit) if figure.unit in YUAN else value))
        for role, figure in figures.items()
        if (value := right[role]) is not None
    ]
    return text("wording.bases_published.correct", sentence="；".join(suggested_together(changes)))


def _pairs(table: Table, year: int | None) -> Iterator[tuple[int, int]]:
    """The places of columns of last year's budget, each with that of this year's column of the same words."""
    this = {_bare(column): place for place, column in enumerate(table.columns) if column.known and not column.rate}
    for place, column in enumerate(table.columns):
        if not column.known and not column.rate and _is_last(column, year) and _bare(column) in this:
            yield place, this[_bare(column)]


def _is_last(column: Column, year: int | None) -> bool:
    years = [int(found) for found in _YEAR.findall(column.printed)]
    last = bool(_LAST.search(column.printed)) or (bool(years) and year is not None and max(years) == year - 1)
    return last and "结转" not in column.printed and not _NOT_PLANNED.search(column.printed)


def _bare(column: Column) -> str:
    """The words of a head without those that say which year it is of."""
    return "".join(_PERIOD.sub("", column.printed).split()).replace("预算数", "").replace("预算", "")


def _cell(table: Table, line: Line, last: int, this: int, then: Table) -> Iterator[Observation]:
    """A cell of last year's column against last year's table; nothing where either prints nothing."""
    figure = line.figures[last]
    name = table.columns[this].name
    places = [place for place, column in enumerate(then.columns) if column.name == name]
    lines = [one for one in then.lines if (one.code, one.level, one.name) == (line.code, line.level, line.name)]
    if figure is None or figure.value is None or len(places) != 1 or len(lines) != 1:
        return
    printed = lines[0].figures[places[0]]
    if printed is None or printed.value is None or printed.unit not in YUAN:
        return
    unit = figure.unit
    right = in_unit(printed.value, printed.unit, unit)
    ties = abs(figure.value - right) <= max(figure.half, in_unit(printed.half, printed.unit, unit))
    said = {"where": address(figure), "printed": f"{shown(figure.value)} {unit}", "last": f"{shown(right)} {unit}"}
    evidence = (of_figure(figure), of_figure(printed))
    terms = (Term(1, figure), Term(-1, printed))
    yield Observation(
        figure.key, evidence, said, "" if ties else "differs", "ties" if ties else "breaks", "", figure.value, right, unit, None, terms
    )
