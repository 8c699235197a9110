"""Printed numbers as intervals: what a number printed to p decimals may stand for, carried through a sum.

A printed number is its value give or take half a unit of its last digit. Two sides tie when they
are equal after rounding to the coarser printed side, round when their intervals meet, break when
these are apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import NamedTuple

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class Interval(NamedTuple):
    """A number known to lie between `low` and `high`; `decimals` is what it is printed to, None when it is not printed."""

    value: Decimal
    low: Decimal
    high: Decimal
    decimals: int | None = None

    @property
    def allowance(self) -> Decimal:
        """The largest distance from the value that rounding may explain."""
        return max(self.high - self.value, self.value - self.low)

    @property
    def holds_zero(self) -> bool:
        """Whether it may stand for 0."""
        return self.low <= 0 <= self.high


def exact(value: Decimal | int) -> Interval:
    """A number that nothing was rounded off."""
    number = Decimal(value)
    return Interval(number, number, number)


def printed(value: Decimal, half: Decimal) -> Interval:
    """A number printed with `half` a unit of its last digit hidden (0: exact).

    >>> printed(Decimal("44.30"), Decimal("0.005"))
    Interval(value=Decimal('44.30'), low=Decimal('44.295'), high=Decimal('44.305'), decimals=2)
    """
    return Interval(value, value - half, value + half, places(half))


def places(half: Decimal) -> int | None:
    """How many decimals half a unit belongs to: 2 for 0.005; None for 0, an exact number.

    A half that no number of decimals has (two decimals of 亿元 in 万元 are half of 100: -2) counts by its size.
    """
    return -half.adjusted() - 1 if half else None


def add(left: Interval, right: Interval) -> Interval:
    """The sum; it is printed as coarsely as the coarser of the two."""
    return Interval(left.value + right.value, left.low + right.low, left.high + right.high, coarser(left.decimals, right.decimals))


def subtract(left: Interval, right: Interval) -> Interval:
    """The difference."""
    return Interval(left.value - right.value, left.low - right.high, left.high - right.low, coarser(left.decimals, right.decimals))


def multiply(left: Interval, right: Interval) -> Interval:
    """The product."""
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Interval(left.value * right.value, min(corners), max(corners))


def divide(left: Interval, right: Interval) -> Interval:
    """The quotient; ZeroDivisionError where the divisor may be 0, because then it may be anything."""
    if right.holds_zero:
        raise ZeroDivisionError
    corners = [a / b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Interval(left.value / right.value, min(corners), max(corners))


def absolute(number: Interval) -> Interval:
    """The number without its sign."""
    ends = (abs(number.low), abs(number.high))
    return Interval(abs(number.value), ZERO if number.holds_zero else min(ends), max(ends), number.decimals)


def share(part: Interval, whole: Interval) -> Interval:
    """What `part` is of `whole`, in percent.

    >>> share(exact(Decimal("141.25")), exact(Decimal("565"))).value
    Decimal('25.00')
    """
    return multiply(divide(part, whole), exact(100))


def growth(this: Interval, last: Interval) -> Interval:
    """By how many percent `this` is more than `last`; the base is `last`.

    >>> growth(exact(3), exact(4)).value
    Decimal('-25.00')
    """
    return share(subtract(this, last), last)


def enclose(formula: Callable[[Sequence[Decimal]], Decimal], numbers: Sequence[Interval]) -> Interval:
    """What a formula of a few printed numbers may give, each number being the same wherever it stands.

    Right where the formula rises or falls steadily in each of them, as sums, products and
    quotients do whose divisor keeps its sign; the corners are then the extremes.
    """
    corners = [formula(corner) for corner in product(*((number.low, number.high) for number in numbers))]
    return Interval(formula([number.value for number in numbers]), min(corners), max(corners))


def coarser(one: int | None, other: int | None) -> int | None:
    """The smaller number of decimals; None stands for a number that is not printed."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def compare(left: Interval, operator: str, right: Interval, difference: Interval | None = None) -> str:
    """How two sides stand: "ties", "rounds" or "breaks".

    `difference` is left - right where it is known better than from the two sides, because
    numbers stand on both. <= and >= break only when apart in the wrong direction.
    """
    gap = difference or subtract(left, right)
    if operator != "=":
        value, most = (gap.value, gap.high) if operator == ">=" else (-gap.value, -gap.low)
        return "ties" if value >= 0 else "rounds" if most >= 0 else "breaks"
    if not gap.value or equal_to(coarser(left.decimals, right.decimals), left.value, right.value):
        return "ties"
    return "rounds" if gap.holds_zero else "breaks"


def equal_to(decimals: int | None, left: Decimal, right: Decimal) -> bool:
    """Whether two numbers are the same once rounded half-up to `decimals`."""
    if decimals is None or left == right:
        return left == right
    unit = Decimal(1).scaleb(-decimals)
    return abs(left - right) < unit and left.quantize(unit, ROUND_HALF_UP) == right.quantize(unit, ROUND_HALF_UP)


def cut_off(coarse: Interval, fine: Interval) -> bool:
    """Whether cutting digits off `fine`, instead of rounding, gives the number printed as `coarse`."""
    if coarse.decimals is None or coarser(coarse.decimals, fine.decimals) != coarse.decimals or coarse.decimals == fine.decimals:
        return False
    sign = -1 if coarse.value < 0 or (not coarse.value and fine.value < 0) else 1
    low, high = sorted((sign * fine.low, sign * fine.high))
    start = sign * coarse.value
    return low < start + Decimal(1).scaleb(-coarse.decimals) and high >= start


def one_digit_off(coarse: Interval, fine: Interval) -> bool:
    """Whether the number printed as `coarse` is off by one unit of its last digit."""
    if coarse.decimals is None or coarser(coarse.decimals, fine.decimals) != coarse.decimals:
        return False
    unit = Decimal(1).scaleb(-coarse.decimals)
    return abs(coarse.value - fine.value.quantize(unit, ROUND_HALF_UP)) == unit
