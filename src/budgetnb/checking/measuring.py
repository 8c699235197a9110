"""What two filled sides come to: their values in one unit, and what rounding may hide in them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from budgetnb.amounts import YUAN, in_unit
from budgetnb.checking import arithmetic
from budgetnb.checking.arithmetic import Interval, enclose, places, subtract
from budgetnb.checking.expressions import MONEY, agree
from budgetnb.checking.lookup import Faulty, NotApplicable
from budgetnb.checking.sides import Compound, Filled, Sum, Term, terms_of
from budgetnb.figures import Figure

COMMON = "万元"
"""The unit that figures printed in different units of money are brought to."""
MOST_CORNERS = 6
"""Up to so many figures, every corner of what they may stand for is tried; beyond, plain interval arithmetic."""
ZERO = Decimal(0)
_POINTS: Mapping[str, Callable[..., Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "share": lambda part, whole: part * 100 / whole,
    "growth": lambda this, last: (this - last) * 100 / last,
    "abs": abs,
}
_INTERVALS: Mapping[str, Callable[..., Interval]] = {
    "+": arithmetic.add,
    "-": arithmetic.subtract,
    "*": arithmetic.multiply,
    "/": arithmetic.divide,
    "share": arithmetic.share,
    "growth": arithmetic.growth,
    "abs": arithmetic.absolute,
}


class Measured(NamedTuple):
    """Both sides and left - right, in `unit`. `idle`: the same figures stand on both sides and cancel out."""

    left: Interval
    right: Interval
    difference: Interval
    unit: str
    idle: bool = False


def measure(left: Filled, right: Filled) -> Measured:
    """Both sides of a rule in one unit.

    A figure that stands on both sides, or twice on one, is the same number in all places; NotApplicable for a share
    or growth whose base may be 0, Faulty for another division by what may be 0.
    """
    figures = [term.figure for term in terms_of(left)] + [term.figure for term in terms_of(right)]
    target, shown = _unit(agree(left, right), figures)
    one, other = interval(left, target), interval(right, target)
    if len(set(map(id, figures))) == len(figures):
        return Measured(one, other, subtract(one, other), shown)
    if isinstance(left, Sum) and isinstance(right, Sum):
        difference, idle = _net(left, right, target)
        return Measured(one, other, difference, shown, idle)
    if {id(term.figure) for term in terms_of(left)}.isdisjoint(id(term.figure) for term in terms_of(right)):
        return Measured(one, other, subtract(one, other), shown)
    return Measured(one, other, interval(Compound("-", (left, right)), target), shown)


def interval(filled: Filled, target: str = "") -> Interval:
    """What an expression comes to, money in the unit `target` ("": as printed)."""
    if isinstance(filled, Sum):
        return _sum(filled, target)
    plain = _plain(filled, target)
    figures = {id(term.figure): term.figure for term in terms_of(filled) if term.figure.half}
    if len(figures) > MOST_CORNERS or _has_abs(filled):
        return plain
    order = {name: place for place, name in enumerate(figures)}
    return enclose(lambda numbers: _point(filled, order, numbers, target), [_printed(figure, target) for figure in figures.values()])


def point(filled: Filled, target: str = "") -> Decimal:
    """The value of an expression, rounding left aside."""
    return _point(filled, {}, (), target)


def _unit(dimension: str, figures: Sequence[Figure]) -> tuple[str, str]:
    """The unit money is brought to ("": none has to be), and the unit the sides are shown in."""
    units = {figure.unit for figure in figures if figure.value}
    if len(units) > 1:
        units &= YUAN.keys()
    target = COMMON if len(units) > 1 else ""
    if dimension == MONEY:
        return target, target or units.pop()
    return target, dimension or next((figure.unit for figure in figures if figure.unit), "")


def _sized(number: Decimal, unit: str, target: str) -> Decimal:
    return in_unit(number, unit, target) if target and unit != target else number


def _printed(figure: Figure, target: str) -> Interval:
    value, half = _sized(figure.value or ZERO, figure.unit, target), _sized(figure.half, figure.unit, target)
    return arithmetic.printed(value, half)


def _sum(total: Sum, target: str) -> Interval:
    value, spread, widest = total.constant, ZERO, ZERO
    for term in total.terms:
        figure = term.figure
        number, half = figure.value, figure.half
        if not number and not half:
            continue
        if target and figure.unit != target:
            number, half = in_unit(number or ZERO, figure.unit, target), in_unit(half, figure.unit, target)
        if term.sign == 1:
            value += number or ZERO
            spread += half
        else:
            value += (number or ZERO) * term.sign
            spread += abs(half * term.sign)
        widest = max(widest, half)
    return Interval(value, value - spread, value + spread, places(widest))


def _net(left: Sum, right: Sum, target: str) -> tuple[Interval, bool]:
    """The left less the right with every figure counted once, and whether nothing is left of them."""
    net: dict[int, Term] = {}
    for terms, side in ((left.terms, 1), (right.terms, -1)):
        for term in terms:
            before = net[id(term.figure)].sign if id(term.figure) in net else 0
            net[id(term.figure)] = Term(before + side * term.sign, term.figure)
    remaining = tuple(term for term in net.values() if term.sign)
    return _sum(Sum(remaining, left.constant - right.constant), target), not remaining


def _plain(filled: Filled, target: str) -> Interval:
    """Interval arithmetic, each operation by itself."""
    if isinstance(filled, Sum):
        return _sum(filled, target)
    parts = [_plain(part, target) for part in filled.parts]
    try:
        return _INTERVALS[filled.operator](*parts)
    except ZeroDivisionError:
        if filled.operator == "/":
            raise Faulty("division") from None
        raise NotApplicable("zero_base", kept=True) from None


def _point(filled: Filled, order: Mapping[int, int], numbers: Sequence[Decimal], target: str) -> Decimal:
    """The value of an expression where the figures in `order` have these numbers, and all others the printed ones."""
    if isinstance(filled, Compound):
        return _POINTS[filled.operator](*(_point(part, order, numbers, target) for part in filled.parts))
    value = filled.constant
    for term in filled.terms:
        place = order.get(id(term.figure))
        number = _sized(term.figure.value or ZERO, term.figure.unit, target) if place is None else numbers[place]
        value += number * term.sign
    return value


def _has_abs(filled: Filled) -> bool:
    return isinstance(filled, Compound) and (filled.operator == "abs" or any(map(_has_abs, filled.parts)))
