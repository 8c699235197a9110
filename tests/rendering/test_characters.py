"""Nothing in a text acts, hides or vanishes."""

from __future__ import annotations

import pytest

from budgetnb.characters import drawable, visible

GLYPHS = frozenset(map(ord, "经费〔〕+0123456789ABCDEFU "))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("基本支出 546.94 万元", "基本支出 546.94 万元"),
        ("一\n二\t三", "一\n二\t三"),
        ("一\r\n二\u2028三", "一\n二\n三"),
        ("响\x07铃", "响〔U+0007〕铃"),
        ("空\x00字", "空〔U+0000〕字"),
        ("倒\u202e序", "倒〔U+202E〕序"),
        ("半\ud83d个", "半〔U+D83D〕个"),
        ("表情😀", "表情😀"),
    ],
)
def test_what_is_not_meant_to_be_seen_is_shown_by_its_number(written: str, shown: str):
    assert visible(written) == shown


def test_a_character_without_a_glyph_is_shown_by_its_number_and_reported():
    assert drawable("经费😀", GLYPHS) == ("经费〔U+1F600〕", frozenset({"U+1F600"}))


def test_joiners_have_no_shape_and_are_left_out():
    assert drawable("经\u200b\ufe0f费\u200d", GLYPHS) == ("经费", frozenset())


def test_a_character_is_drawn_with_the_glyph_of_its_equal():
    glyphs = frozenset(map(ord, "“立年"))
    assert drawable("\u201f立\uf98e", glyphs) == ("“立年", frozenset())
