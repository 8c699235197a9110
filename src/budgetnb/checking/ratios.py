"""What a figure would have to be for the percentage worked out from it to be the printed one."""

from __future__ import annotations

from decimal import Decimal

from budgetnb.checking.sides import Compound, Filled, Sides, Sum, Term, terms_of
from budgetnb.figures import Figure

ZERO = Decimal(0)
HUNDRED = Decimal(100)


def bounds(sides: Sides, figure: Figure) -> tuple[Decimal, Decimal] | None:
    """Between which values it would have to be; None where the sides are no percentage of amounts in one unit, or it is not in them.

    A share is part = rate × whole, a growth this = (100 % + rate) × last: both are straight lines in each of their figures.
    """
    rate, ratio = _printed(sides.left), _ratio(sides.right)
    if rate is None or ratio is None:
        return None
    (above, below), sign, base = ratio
    if len({term.figure.unit for term in (*above.terms, *below.terms)}) != 1:
        return None
    value = (rate.figure.value or ZERO) * rate.sign * sign
    ends = [_solved(above, below, base + one / HUNDRED, figure) for one in (value - rate.figure.half, value + rate.figure.half)]
    found = [end for end in ends if end]
    if len(found) < len(ends):
        return None
    return min(x - spread for x, spread in found), max(x + spread for x, spread in found)


def _printed(side: Filled) -> Term | None:
    return side.terms[0] if isinstance(side, Sum) and len(side.terms) == 1 and not side.constant else None


def _ratio(side: Filled, sign: int = 1) -> tuple[tuple[Sum, Sum], int, int] | None:
    """The two sums of a share (base 0) or growth (base 1), and whether its sign is turned."""
    if not isinstance(side, Compound):
        return None
    first, second = side.parts[0], side.parts[-1]
    if side.operator == "-" and not terms_of(first):
        return _ratio(second, -sign)
    if side.operator in ("share", "growth") and isinstance(first, Sum) and isinstance(second, Sum):
        return (first, second), sign, int(side.operator == "growth")
    return None


def _solved(above: Sum, below: Sum, times: Decimal, figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The value of a figure at which above = times × below, and how far it may be off because the others are rounded."""
    slopes: dict[int, Decimal] = {}
    figures = {id(term.figure): term.figure for term in (*above.terms, *below.terms)}
    for terms, by in ((above.terms, Decimal(1)), (below.terms, -times)):
        for term in terms:
            slopes[id(term.figure)] = slopes.get(id(term.figure), ZERO) + by * term.sign
    own = slopes.pop(id(figure), ZERO)
    if not own:
        return None
    rest = sum((slope * (figures[one].value or ZERO) for one, slope in slopes.items()), above.constant - times * below.constant)
    spread = sum((abs(slope) * figures[one].half for one, slope in slopes.items()), ZERO)
    return -rest / own, spread / abs(own)
