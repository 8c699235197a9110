"""Narrative without blanks and typography: the grammar reads this, spans lead back to what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEEN = re.compile(r"[^\s\u200b-\u200d\u2060\ufeff]+")
_COMMA = re.compile(r",(?!\d)|(?<!\d),")
_HALF = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) != "，"} | {0xFE6A: "%", 0x2212: "-", 0x2013: "-"}
_FULL = str.maketrans("():;", "（）：；")


@dataclass(frozen=True, slots=True)
class Plain:
    """A paragraph without blanks, its brackets, colons, digits and signs half-width, and where each character stood."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the paragraph that `text[start:end]` stands for."""
        return self.offsets[start], self.offsets[end - 1] + 1


def plain(paragraph: str) -> Plain:
    """The paragraph as the grammar reads it; a comma stays one only between digits.

    >>> plain("支出 １,０４４ 万元（含）, 占 5.2％").text
    '支出1,044万元(含)，占5.2%'
    """
    text = paragraph.translate(_HALF)
    offsets = tuple(place for run in _SEEN.finditer(text) for place in range(*run.span()))
    return Plain(_COMMA.sub("，", "".join(_SEEN.findall(text))), offsets)


def full(text: str) -> str:
    """Plain words as they are printed: full-width brackets, colons and semicolons.

    >>> full("维修(护)费")
    '维修（护）费'
    """
    return text.translate(_FULL)
