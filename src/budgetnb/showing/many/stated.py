"""What the text of each year says of the year before, set against what the document of that year prints.

A sentence gives the year before in one of three ways: it prints the amount, it prints this year's amount and
the change, or it prints this year's amount and the percentage. Compared is with every place where the earlier
document prints the same term; a sentence about actual spending (执行数) has no counterpart in a budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import in_unit
from budgetnb.checking.bases import DEFINITION_WORDS, PUBLISHED, UNIT, Printed, Told, told
from budgetnb.checking.earlier import Earlier, published
from budgetnb.figures import Statement
from budgetnb.showing.many.years import Years

OUTCOMES = ("ties", "breaks", "actual", "definition", "unknown")
"""Alike, different, and three reasons not to compare: actual spending, another definition, nothing of that name the year before."""


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
        earlier = Earlier(before.disclosure) if before else None
        for statement in one.disclosure.statements if earlier else ():
            amount = statement.figure("数额")
            base = told(statement, amount)
            if earlier and amount and amount.value is not None and base:
                every = published(earlier, one.disclosure, statement, amount)
                printed = tuple(one for one in every if one.figures and (base.meets(one) or not one.moved))
                this = in_unit(amount.value, amount.unit, UNIT)
                values = tuple((one.where, one.value) for one in printed)
                yield Said(year, statement, this, base, values, _outcome(statement, base, printed))


def _outcome(statement: Statement, base: Told, printed: Sequence[Printed]) -> str:
    if statement.base not in PUBLISHED:
        return "actual"
    if any(word in statement.reason for word in DEFINITION_WORDS):
        return "definition"
    if not printed:
        return "unknown"
    return "ties" if any(base.meets(one) for one in printed) else "breaks"
