from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetnb.amounts import YUAN, amount, decimals, half_unit, in_unit, is_amount, rounded, shown, truncated
from budgetnb.errors import UnreadableAmount

MONEY = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("546.94", "546.94"),
        ("1,234,567.80", "1234567.80"),
        ("１２３．４０", "123.40"),
        ("1 234.5", "1234.5"),
        (" 89.68 ", "89.68"),
        ("-13.27", "-13.27"),
        ("−13.27", "-13.27"),
        ("（3.20）", "-3.20"),
        ("(3.20)", "-3.20"),
        (".5", "0.5"),
        ("0", "0"),
        ("0.00", "0.00"),
    ],
)
def test_a_printed_number_is_read_to_the_last_digit(printed: str, value: str):
    assert str(amount(printed)) == value


@pytest.mark.parametrize("printed", ["", " ", "\t", "\u3000"])
def test_a_blank_is_none_and_not_zero(printed: str):
    assert amount(printed) is None


@pytest.mark.parametrize("printed", ["—", "-", "－", "–", "--", "——", "―", "/", "无"])
def test_a_printed_dash_is_zero_and_not_a_blank(printed: str):
    assert amount(printed) == 0


@pytest.mark.parametrize("printed", ["12.3.4", "1,23", "12万元", "三", "NaN", "Infinity", "1e5", "1_000", "(3.20", "12,34.5"])
def test_what_is_no_number_is_refused_and_not_guessed(printed: str):
    assert not is_amount(printed)
    with pytest.raises(UnreadableAmount, match="支出总表 第 7 行"):
        amount(printed, where="支出总表 第 7 行")


@given(MONEY)
def test_what_is_shown_is_read_back_unchanged(value: Decimal):
    assert amount(shown(value)) == value


@given(st.text())
def test_any_text_is_an_amount_or_is_refused(printed: str):
    if is_amount(printed):
        assert amount(printed) is None or amount(printed).is_finite()
    else:
        with pytest.raises(UnreadableAmount):
            amount(printed)


@given(MONEY, st.integers(min_value=0, max_value=4))
def test_rounding_moves_a_number_by_at_most_half_a_unit(value: Decimal, places: int):
    assert abs(rounded(value, places) - value) <= half_unit(places)
    assert decimals(rounded(value, places)) == places


@given(MONEY, st.integers(min_value=0, max_value=4))
def test_truncating_moves_a_number_toward_zero_by_less_than_a_unit(value: Decimal, places: int):
    cut = truncated(value, places)
    assert abs(cut) <= abs(value)
    assert abs(value - cut) < 2 * half_unit(places)


@pytest.mark.parametrize(("value", "result"), [("0.125", "0.13"), ("-0.125", "-0.13"), ("0.135", "0.14"), ("2.675", "2.68")])
def test_halves_round_up_as_budgets_do(value: str, result: str):
    assert str(rounded(Decimal(value), 2)) == result


@given(MONEY, st.sampled_from(sorted(YUAN)), st.sampled_from(sorted(YUAN)))
def test_changing_the_unit_and_back_loses_nothing(value: Decimal, unit: str, target: str):
    assert in_unit(in_unit(value, unit, target), target, unit) == value


def test_a_percentage_has_no_other_unit():
    assert in_unit(Decimal("15.31"), "%", "万元") == Decimal("15.31")
