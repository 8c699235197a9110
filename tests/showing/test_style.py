"""How words are set: measured, broken, cut, and never with a character the font does not have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetnb.showing.style import SIZE, elided, lettered, number, width_of, wrapped


def test_a_chinese_character_is_as_wide_as_it_is_high():
    assert width_of("城乡社区") == pytest.approx(4 * SIZE)


def test_digits_are_all_as_wide_as_each_other():
    assert len({width_of(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("住房公积金", ("住房公积金",)),
        ("城乡社区公共设施、其他支出", ("城乡社区公共设施、", "其他支出")),
        ("城乡社区公共设施支出（二）", ("城乡社区公共设施支", "出（二）")),
        ("General public budget", ("General public", "budget")),
        ("文化和旅游局（-10.82%）", ("文化和旅游局", "（-10.82%）")),
        ("老旧小区改造配套基础设施建设项目三期工程", ("老旧小区改造配套基", "础设施建设项目三…")),
    ],
)
def test_lines_break_where_readers_expect_it(words: str, lines: tuple[str, ...]):
    assert wrapped(words, 9 * SIZE) == lines


def test_a_line_never_begins_with_a_closing_mark_nor_ends_with_an_opening_one():
    for length in range(5, 20):
        lines = wrapped("财政（第二批）补贴（签批）资金、经费", length * SIZE, lines=9)
        assert not any(line[0] in "）、" or line[-1] == "（" for line in lines[:-1] if len(line) > 1)


def test_what_does_not_fit_is_cut_with_an_ellipsis():
    assert elided("财政拨款收支总表", 5 * SIZE) == "财政拨款…"


@pytest.mark.parametrize(
    ("words", "set_as"), [("雨😀", "雨〔U+1F600〕"), ("甲\n乙\t丙", "甲 乙 丙"), ("龘㐂", "龘㐂"), ("\u202e倒", "〔U+202E〕倒")]
)
def test_every_character_can_be_drawn(words: str, set_as: str):
    assert lettered(words) == set_as


@pytest.mark.parametrize(
    ("value", "places", "sign", "said"),
    [("4754.48", 2, False, "4,754.48"), ("84.39", 2, True, "+84.39"), ("0", 2, True, "0.00"), ("-0.005", 2, False, "-0.01")],
)
def test_numbers_have_thousands_separators_and_the_printed_decimals(value: str, places: int, sign: bool, said: str):
    assert number(Decimal(value), places, sign) == said
