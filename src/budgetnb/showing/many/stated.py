"""What the text of each year says of the year before, set against what the document of that year prints.

A sentence gives the year before in one of three ways: it prints the amount, it prints this year's amount and
the change, or it prints this year's amount and the percentage. Compared is with every place where the earlier
document prints the same term; a sentence about actual spending (执行数) has no counterpart in a budget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, in_unit
from budgetnb.figures import Disclosure, Figure, Statement
from budgetnb.showing.figures_for import UNIT, Amount, amount_in
from budgetnb.showing.many.years import Years
from budgetnb.showing.measures import DEFINITION_WORDS

OUTCOMES = ("ties", "breaks", "actual", "definition", "unknown")
"""Alike, different, and three reasons not to compare: actual spending, another definition, nothing of that name the year before."""
ACTUAL = "执行数"
LEVELS = ("项", "款", "类", "合计")


@dataclass(frozen=True, slots=True)
class Told:
    """A range in 万元 that the year before lies in by what a sentence says, and how it says so: printed, change, rate or same."""

    low: Decimal
    high: Decimal
    middle: Decimal
    how: str


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence on the year before: what it says, what was printed then (万元, with the table or 文), and the outcome."""

    year: int
    statement: Statement
    this: Decimal
    told: Told
    printed: tuple[tuple[str, Decimal], ...]
    outcome: str

    @property
    def nearest(self) -> tuple[str, Decimal] | None:
        """Of what was printed, that which is nearest to what is said."""
        return min(self.printed, key=lambda one: abs(one[1] - self.told.middle), default=None)


def said(years: Years) -> Iterator[Said]:
    """Every sentence on a year before whose document is there, by year in the order of the text."""
    for one in years.seen:
        year = one.disclosure.year or 0
        before = years.of(year - 1)
        if before is None:
            continue
        for statement in one.disclosure.statements:
            this, told = _amount(statement.figure("数额")), _told(statement)
            if this is not None and told is not None:
                yield _compared(year, statement, this[0], told, before.disclosure)


def _compared(year: int, statement: Statement, this: Decimal, told: Told, before: Disclosure) -> Said:
    found = tuple(_printed(before, statement))
    values = tuple((where, amount.value) for where, amount in found if amount.value is not None)
    if statement.base == ACTUAL:
        outcome = "actual"
    elif any(word in statement.reason for word in DEFINITION_WORDS):
        outcome = "definition"
    elif not values:
        outcome = "unknown"
    else:
        ties = any(told.low - amount.half <= amount.value <= told.high + amount.half for _, amount in found if amount.value is not None)
        outcome = "ties" if ties else "breaks"
    return Said(year, statement, this, told, values, outcome)


def _told(statement: Statement) -> Told | None:
    """The year before by what the sentence says; None where it says nothing of it."""
    prior, this = _amount(statement.figure("上年")), _amount(statement.figure("数额"))
    if prior:
        return _around(prior[0], prior[1], "printed")
    if this is None or statement.direction is None:
        return None
    change, rate = _amount(statement.figure("增减额")), statement.figure("增减率")
    if change:
        return _around(this[0] - statement.direction * change[0], this[1] + change[1], "change")
    if statement.direction == 0:
        return _around(this[0], this[1], "same")
    if rate and rate.value is not None and rate.unit == "%":
        return _by_rate(this, statement.direction, rate)
    return None


def _by_rate(this: tuple[Decimal, Decimal], direction: int, rate: Figure) -> Told | None:
    """The range that a percentage leaves; None where it would divide by nothing."""
    hundred, value = Decimal(100), rate.value or Decimal(0)
    bases = [hundred + direction * (value + half) for half in (-rate.half, rate.half)]
    if min(bases) <= 0:
        return None
    ends = [(this[0] + half) * hundred / base for half in (-this[1], this[1]) for base in bases]
    return Told(min(ends), max(ends), this[0] * hundred / (hundred + direction * value), "rate")


def _around(value: Decimal, half: Decimal, how: str) -> Told:
    return Told(value - half, value + half, value, how)


def _amount(figure: Figure | None) -> tuple[Decimal, Decimal] | None:
    """An amount of money in 万元 with what rounding may have hidden."""
    if figure is None or figure.value is None or figure.unit not in YUAN:
        return None
    return in_unit(figure.value, figure.unit, UNIT), in_unit(figure.half, figure.unit, UNIT)


def _printed(before: Disclosure, statement: Statement) -> Iterator[tuple[str, Amount]]:
    """Every place where a document prints the term of a sentence: its own text first, then its tables."""
    wanted = {statement.term, *statement.sides}
    for other in before.statements:
        of_account = bool(other.account) and statement.code == other.code and _is_account(statement, other.account[-1][1])
        amount = _amount(other.figure("数额")) if other.term in wanted or of_account else None
        if amount:
            yield "文", Amount(other.term, other.term, amount[0], UNIT, 0, half=amount[1])
    for table in before.tables:
        for line in table.lines:
            by_code = line.level in LEVELS and line.code == statement.code and _is_account(statement, line.name)
            if by_code or (not statement.code and line.name in wanted):
                columns: tuple[str, ...] = ("",)
            elif line.level == "合计":
                columns = tuple(column.name for column in table.columns if column.name.rpartition(".")[2] in wanted)
            else:
                continue
            found = (amount_in(table, line, column) for column in columns)
            yield from ((table.name, amount) for amount in found if amount and amount.unit == UNIT)


def _is_account(statement: Statement, name: str) -> bool:
    """Whether a sentence speaks of the account of this name; one code may have stood for something else the year before."""
    said = statement.account[-1][1] if statement.account else statement.term
    return bool(statement.code) and (said in name or name in said or said.removesuffix("支出") == name.removesuffix("支出"))
