"""Slips of the pen: which one makes a printed number of what it should have been.

What should have been printed is known as an interval, because the figures it is worked out from are
rounded themselves. A slip is undone in every way it can have happened; it explains the printed number
when one of these lies in the interval, and when that is no coincidence: of all numbers of as many
digits at most one in ten may be explained as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import decimals, half_unit

_DIGITS = "0123456789"
_SHIFTS = (-2, -1, 1, 2)
_MOST_COINCIDENCE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Meant:
    """What people would have printed: between `low` and `high`, to so many decimals."""

    low: Decimal
    high: Decimal
    places: int

    def holds(self, number: Decimal, slack: Decimal = Decimal(0)) -> bool:
        """Whether a number may be what was meant."""
        return decimals(number) <= self.places and self.low - slack <= number <= self.high + slack

    def count(self, places: int) -> Decimal:
        """How many numbers of so many decimals it stands for, at least one."""
        return max(Decimal(1), (self.high - self.low).scaleb(min(places, self.places)))


def meant(right: Decimal, spread: Decimal, places: int) -> Meant:
    """The numbers that rounding may make of `right`, which is itself known give or take `spread`."""
    reach = spread + half_unit(places)
    return Meant(right - reach, right + reach, places)


def origins_of(printed: str, right: Meant) -> frozenset[Decimal]:
    """The numbers that may have been meant, of which a wrong digit or two made the printed one; none where that is a coincidence."""
    return frozenset(Decimal(origin) for _, found in _explained(printed, right) for origin in found)


def slips_of(printed: str, right: Meant) -> Iterator[tuple[str, int]]:
    """The slips that explain a number printed without sign or separators: a key under `cause`, and by how many places a point moved."""
    digits = sum(character.isdigit() for character in printed)
    for shift in _SHIFTS:
        if _shifted(Decimal(printed), shift, right, digits):
            yield "decimal_slip", shift
    yield from ((kind, 0) for kind, _ in _explained(printed, right))


def _explained(printed: str, right: Meant) -> Iterator[tuple[str, list[str]]]:
    """The slips in digits that explain a printed number, each with the numbers it may have been made of."""
    digits = sum(character.isdigit() for character in printed)
    ways = (
        ("digit_added", _without_one(printed), 10 * digits),
        ("digit_dropped", _with_one_more(printed), digits + 1),
        ("digits_swapped", _with_two_swapped(printed), 2 * digits),
        ("digit_changed", _with_one_changed(printed), 9 * digits),
    )
    for kind, origins, outcomes in ways:
        found = [origin for origin in origins if origin != printed and _written(origin) and right.holds(Decimal(origin))]
        if found and _no_coincidence(outcomes * right.count(decimals(Decimal(printed))), digits):
            yield kind, found


def _shifted(printed: Decimal, shift: int, right: Meant, digits: int) -> bool:
    """Whether the printed number is the right one with its point moved, before or after it was rounded."""
    moved, slack = printed.scaleb(-shift), half_unit(decimals(printed)).scaleb(-shift)
    near = bool(printed) and right.low - slack <= moved <= right.high + slack
    rounded_first = decimals(moved.normalize()) <= right.places  # zeros were put where digits had been rounded off
    return near and _no_coincidence(
        len(_SHIFTS) * (right.count(right.places).scaleb(min(0, shift) if rounded_first else shift) + 1), digits
    )


def _no_coincidence(explained: Decimal, digits: int) -> bool:
    return explained <= _MOST_COINCIDENCE.scaleb(digits)


def _written(number: str) -> bool:
    """Whether people write a number so: no leading zeros, no bare point."""
    whole, point, rest = number.partition(".")
    return bool(whole) and (whole == "0" or whole[0] != "0") and bool(rest or not point)


def _without_one(number: str) -> Iterator[str]:
    return (number[:place] + number[place + 1 :] for place in range(len(number)) if number[place] != ".")


def _with_one_more(number: str) -> Iterator[str]:
    return (number[:place] + digit + number[place:] for place in range(len(number) + 1) for digit in _DIGITS)


def _with_two_swapped(number: str) -> Iterator[str]:
    """Two digits beside each other have changed places, a point between them or not."""
    for one in range(len(number) - 1):
        other = one + 1 if number[one + 1] != "." else one + 2
        if number[one] != "." and other < len(number):
            yield number[:one] + number[other] + number[one + 1 : other] + number[one] + number[other + 1 :]


def _with_one_changed(number: str) -> Iterator[str]:
    places = [place for place in range(len(number)) if number[place] != "."]
    return (number[:place] + digit + number[place + 1 :] for place in places for digit in _DIGITS)
