from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from budgetnb.checking.arithmetic import (
    Interval,
    absolute,
    add,
    compare,
    cut_off,
    divide,
    enclose,
    exact,
    growth,
    multiply,
    one_digit_off,
    places,
    printed,
    share,
    subtract,
)

CENT = Decimal("0.005")
TINY = Fraction(1, 10**20)
"""Division keeps 28 digits; what is lost is far below any printed digit."""

amounts = some.integers(-(10**7), 10**7).map(lambda cents: Decimal(cents).scaleb(-2))
positive = some.integers(1, 10**7).map(lambda cents: Decimal(cents).scaleb(-2))
parts = some.fractions(0, 1)


def number(text: str) -> Interval:
    value = Decimal(text)
    return printed(value, Decimal(5).scaleb(int(value.as_tuple().exponent) - 1))


def test_a_printed_number_stands_for_half_a_unit_of_its_last_digit_either_way():
    assert printed(Decimal("44.30"), CENT) == Interval(Decimal("44.30"), Decimal("44.295"), Decimal("44.305"), 2)


def test_a_number_with_nothing_rounded_off_stands_for_itself():
    assert printed(Decimal("0"), Decimal(0)) == exact(0)


@pytest.mark.parametrize(("half", "expected"), [("0.005", 2), ("0.5", 0), ("0.0000005", 6), ("50.000", -2), ("0", None)])
def test_half_a_unit_says_how_many_decimals_are_printed(half: str, expected: int | None):
    assert places(Decimal(half)) == expected


def test_a_sum_is_printed_as_coarsely_as_its_coarsest_addend():
    assert add(number("141.25"), number("405.7")).decimals == 1
    assert subtract(number("141.25"), exact(3)).decimals == 2


@pytest.mark.parametrize(
    ("left", "operator", "right", "outcome"),
    [
        ("546.94", "=", "546.94", "ties"),
        ("546.95", "=", "546.94", "rounds"),
        ("546.96", "=", "546.94", "breaks"),
        ("547", "=", "546.94", "ties"),
        ("546", "=", "546.94", "breaks"),
        ("5.00", "<=", "5.01", "ties"),
        ("5.01", "<=", "5.00", "rounds"),
        ("5.02", "<=", "5.00", "breaks"),
        ("5.02", ">=", "5.00", "ties"),
        ("5.00", ">=", "5.02", "breaks"),
    ],
)
def test_sides_tie_when_equal_once_rounded_round_when_they_meet_and_break_when_apart(left: str, operator: str, right: str, outcome: str):
    assert compare(number(left), operator, number(right)) == outcome


def test_a_half_is_rounded_up_as_in_budgets():
    assert compare(number("25.83"), "=", exact(Decimal("25.825"))) == "ties"
    assert compare(number("-25.83"), "=", exact(Decimal("-25.825"))) == "ties"


def test_what_may_be_zero_divides_nothing():
    with pytest.raises(ZeroDivisionError):
        divide(number("1.00"), subtract(number("5.00"), number("4.99")))
    assert divide(number("1.00"), subtract(number("5.00"), number("4.98"))).value == 50


def test_digits_cut_off_are_seen():
    assert cut_off(number("89.68"), exact(Decimal("89.6899")))
    assert cut_off(number("-89.68"), exact(Decimal("-89.6899")))
    assert not cut_off(number("89.68"), exact(Decimal("89.6911")))
    assert not cut_off(number("89.68"), exact(Decimal("89.6799")))
    assert not cut_off(number("89.68"), number("89.69"))


def test_a_last_digit_that_is_off_by_one_is_seen():
    assert one_digit_off(number("25.82"), number("25.83"))
    assert one_digit_off(number("25.82"), exact(Decimal("25.8311")))
    assert not one_digit_off(number("25.82"), exact(Decimal("25.8411")))
    assert not one_digit_off(number("25.82"), number("25.8"))


@given(amounts, amounts, parts, parts)
def test_intervals_enclose_every_exact_result(left: Decimal, right: Decimal, at: Fraction, to: Fraction):
    """Whatever the unrounded numbers were, the unrounded result lies in the interval."""
    one, other = printed(left, CENT), printed(right, CENT)
    first, second = _within(one, at), _within(other, to)
    for made, truth in [
        (add(one, other), first + second),
        (subtract(one, other), first - second),
        (multiply(one, other), first * second),
        (absolute(one), abs(first)),
    ]:
        assert made.low <= truth <= made.high


@given(amounts, positive, parts, parts)
def test_percentages_enclose_every_exact_result(this: Decimal, last: Decimal, at: Fraction, to: Fraction):
    one, other = printed(this, CENT), printed(last, CENT)
    first, second = _within(one, at), _within(other, to)
    for made, truth in [
        (divide(one, other), first / second),
        (share(one, other), first / second * 100),
        (growth(one, other), (first - second) / second * 100),
    ]:
        assert Fraction(made.low) - TINY <= truth <= Fraction(made.high) + TINY


@given(some.integers(10**4, 10**7), some.integers(1, 10**4), parts, parts)
def test_a_change_over_the_prior_figure_it_implies_is_enclosed_more_narrowly_than_by_steps(
    this: int, change: int, at: Fraction, to: Fraction
):
    """growth = change / (this - change): both figures stand in it twice, and are the same number both times."""
    one, other = printed(Decimal(this).scaleb(-1), Decimal("0.05")), printed(Decimal(change).scaleb(-2), CENT)
    close = enclose(lambda numbers: numbers[1] * 100 / (numbers[0] - numbers[1]), [one, other])
    first, second = _within(one, at), _within(other, to)
    assert Fraction(close.low) - TINY <= second * 100 / (first - second) <= Fraction(close.high) + TINY
    by_steps = growth(one, subtract(one, other))
    assert by_steps.low <= close.low
    assert close.high <= by_steps.high


def _within(interval: Interval, part: Fraction) -> Fraction:
    return Fraction(interval.low) + (Fraction(interval.high) - Fraction(interval.low)) * part
