"""Slips of the pen are named where they give what is printed, and only where that is no coincidence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetnb.checking.slips import meant, slips_of


def named(printed: str, right: str, spread: str = "0", places: int = 2) -> list[str]:
    return [kind for kind, _ in slips_of(printed, meant(Decimal(right), Decimal(spread), places))]


@pytest.mark.parametrize(
    ("printed", "right", "kinds"),
    [
        ("90.912", "90.1188", ["digit_added"]),
        ("92.9", "92.0897", ["digit_dropped"]),
        ("61.18", "16.1834", ["digits_swapped"]),
        ("2.10", "1.2013", ["digits_swapped"]),
        ("1.04", "7.0442", ["digit_changed"]),
        ("24752.40", "2475.2391", ["decimal_slip"]),
        ("5.28", "52.7541", ["decimal_slip"]),
        ("28339407", "2839407", ["digit_added"]),
        ("93.61", "932.61", ["digit_dropped"]),
        ("50.00", "5.00", ["decimal_slip", "digit_added"]),
        ("48.13", "15.31", []),
    ],
)
def test_the_slip_that_gives_the_printed_number_is_named(printed: str, right: str, kinds: list[str]) -> None:
    assert named(printed, right) == kinds


def test_a_point_that_moved_is_told_with_its_way() -> None:
    right = meant(Decimal("12.3419"), Decimal(0), 2)
    assert [shift for kind, shift in slips_of("1234.00", right) if kind == "decimal_slip"] == [2]
    assert [shift for kind, shift in slips_of("1.23", right) if kind == "decimal_slip"] == [-1]


def test_rounding_of_the_base_widens_what_was_meant() -> None:
    """The figures give 14.37 %, the author's own books 14.35 %, of which the first digit was mistaken."""
    assert named("94.35", "14.37") == []
    assert named("94.35", "14.37", spread="0.02") == ["digit_changed"]


@pytest.mark.parametrize(("printed", "right"), [("5.8", "5.3"), ("9", "7"), ("0.3", "0.4")])
def test_a_short_number_is_like_too_many_others(printed: str, right: str) -> None:
    """One number in ten and more is one digit away from it: that explains nothing."""
    assert named(printed, right, places=1) == []


def test_nothing_is_named_where_nearly_anything_could_have_been_meant() -> None:
    """A change on a base of 0.30 万元: the percentage may be anything from 63 to 71."""
    assert named("91.00", "67.00", spread="4") == []
    assert named("672.31", "67.00", spread="4") == []
