"""The base of a change: what a sentence says of the year before, and what may have been printed of it. Amounts are in 万元."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, in_unit
from budgetnb.checking.sides import Term
from budgetnb.figures import Disclosure, Figure, Statement

UNIT = "万元"
ACTUAL = "执行数"
PLANNED = "预算数"
PUBLISHED = ("", PLANNED)
"""Bases that last year's disclosure prints: last year's budget, and what may be meant so because nothing else is said."""
DEFINITION_WORDS = ("口径", "统计范围", "不可比")
"""Words by which a document says that it compares what was defined otherwise."""
_ROUGHLY = ("基本", "大致", "总体")
"""Words before 持平 that leave room for a change."""
ZERO = Decimal(0)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """A range that the year before lies in by what a sentence says, and how it says so: printed, change, same or rate.

    `terms` come to the year before's figure, where they do: not by a percentage.
    """

    low: Decimal
    high: Decimal
    middle: Decimal
    how: str
    terms: tuple[Term, ...] = ()

    def meets(self, printed: Printed) -> bool:
        """Whether what was printed can be what is said, each to its printed precision."""
        return self.low - printed.half <= printed.value <= self.high + printed.half

    def nearly(self, printed: Printed) -> bool:
        """The same where the last digit of the percentage may be one off."""
        more = self.high - self.low
        return self.low - printed.half - more <= printed.value <= self.high + printed.half + more


@dataclass(frozen=True, slots=True)
class Printed:
    """What the year before's disclosure prints of a fact: in its text or in a table (`where`), as one figure or as the sum of some.

    `same`: in the very place where this year's figure is printed too; `moved`: of accounts that only last year had, which
    may be this one under another code or name. No figures: its table has no such line, which is 0.
    """

    value: Decimal
    half: Decimal
    figures: tuple[Figure, ...]
    where: str
    same: bool
    moved: bool = False


def told(statement: Statement, amount: Figure | None) -> Told | None:
    """The year before by what a sentence says, `amount` being this year's figure; None where it says nothing of it."""
    last, this, change = money(statement.figure("上年")), money(amount), money(statement.figure("增减额"))
    if last:
        return _around(last[1], last[2], "printed", (Term(1, last[0]),))
    if this is None or statement.direction is None:
        return None
    if change:
        terms = (Term(1, this[0]), Term(-statement.direction, change[0]))
        return _around(this[1] - statement.direction * change[1], this[2] + change[2], "change", terms)
    rate = statement.figure("增减率")
    if statement.direction == 0:
        exactly = not statement.direction_word.startswith(_ROUGHLY)
        return _around(this[1], this[2], "same", (Term(1, this[0]),)) if exactly else None
    return _by_rate(this[1], this[2], statement.direction, rate) if rate and rate.value is not None and rate.unit == "%" else None


def amount_of(disclosure: Disclosure, statement: Statement) -> Figure | None:
    """This year's figure of a statement: its own, else that of its term or of one of its sides in the same section."""
    terms = (statement.term, *statement.sides)
    here = (one for one in disclosure.statements if one.scope == statement.scope and one.term in terms)
    return statement.figure("数额") or next((figure for one in here if (figure := one.figure("数额"))), None)


def _by_rate(this: Decimal, half: Decimal, direction: int, rate: Figure) -> Told | None:
    """The range that a percentage leaves; None where it would divide by nothing."""
    value = rate.value or ZERO
    bases = [_HUNDRED + direction * (value + end) for end in (-rate.half, rate.half)]
    if min(bases) <= 0:
        return None
    ends = [(this + end) * _HUNDRED / base for end in (-half, half) for base in bases]
    return Told(min(ends), max(ends), this * _HUNDRED / (_HUNDRED + direction * value), "rate")


def _around(value: Decimal, half: Decimal, how: str, terms: tuple[Term, ...]) -> Told:
    return Told(value - half, value + half, value, how, terms)


def money(figure: Figure | None) -> tuple[Figure, Decimal, Decimal] | None:
    """A printed amount of money with its value and what rounding may have hidden."""
    if figure is None or figure.value is None or figure.unit not in YUAN:
        return None
    return figure, in_unit(figure.value, figure.unit, UNIT), in_unit(figure.half, figure.unit, UNIT)
