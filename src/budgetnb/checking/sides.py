"""What stands on the two sides of a rule: figures, and how they are put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.figures import Figure


@dataclass(frozen=True, slots=True)
class Term:
    """A figure as it enters a side: added (1), subtracted (-1) or taken so many times."""

    sign: Decimal | int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Sum:
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


@dataclass(frozen=True, slots=True)
class Sides:
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
        return replace(filled, terms=tuple(Term(-term.sign, term.figure) for term in filled.terms), constant=-filled.constant)
    return Compound("-", (Sum(()), filled), filled.dimension)
