"""What stands on the two sides of a rule: figures, and how they are put together.

Thousands of these are made for a disclosure: named tuples are made quickest.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from budgetnb.figures import Figure


class Term(NamedTuple):
    """A figure as it enters a side: added (1), subtracted (-1) or taken so many times."""

    sign: Decimal | int
    figure: Figure


class Sum(NamedTuple):
    """Figures added and subtracted, and a number written in the rule.

    `dimension` is money, %, 辆, …; "" for what has none, a bare number or nothing but zeros.
    """

    terms: tuple[Term, ...]
    constant: Decimal = Decimal(0)
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Compound:
    """An operation that is no sum (+ - * / share growth abs), on sums and compounds."""

    operator: str
    parts: tuple[Filled, ...]
    dimension: str = ""


Filled = Sum | Compound


class Sides(NamedTuple):
    """Both sides of a rule with their figures; a change worded as a decrease has both signs turned."""

    left: Filled
    right: Filled


def terms_of(filled: Filled) -> tuple[Term, ...]:
    """The figures of an expression, in order."""
    if isinstance(filled, Sum):
        return filled.terms
    return tuple(term for part in filled.parts for term in terms_of(part))


def turned(filled: Filled) -> Filled:
    """An expression with its sign turned."""
    if isinstance(filled, Sum):
        return Sum(tuple([Term(-term.sign, term.figure) for term in filled.terms]), -filled.constant, filled.dimension)
    return Compound("-", (Sum(()), filled), filled.dimension)
