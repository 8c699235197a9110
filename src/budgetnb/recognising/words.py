"""Printed words made comparable: what a label, a head or a title says without its typography."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HAN = "一二三四五六七八九十百"
_NUMBERING = re.compile(rf"^(?:\(?[{_HAN}]+\)|[{_HAN}]+[、.,，．]|\(?\d{{1,2}}\)|\d{{1,2}}[、.．](?!\d)|[①-⑳])")
_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』")
_DIGITS = {numeral: value for value, numeral in enumerate("一二三四五六七八九", start=1)}


@lru_cache(maxsize=8192)
def plain(printed: str) -> str:
    """Text without blanks and quotation marks, with half-width brackets, colons and digits.

    >>> plain("“三公” 经费（合 计）：")
    '三公经费(合计):'
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", printed)).translate(_QUOTES)


def label(printed: str) -> str:
    """What a line or a head is called: plain, without numbering in front and a colon behind.

    >>> label("（十二）城乡社区事务支出"), label("一、本年收入："), label("1. 一般公共预算资金")
    ('城乡社区事务支出', '本年收入', '一般公共预算资金')
    """
    return _NUMBERING.sub("", plain(printed)).rstrip(":")


def numbering(printed: str) -> tuple[str, int] | None:
    """The style and value of the number in front of a label, None when there is none.

    >>> numbering("（十二）城乡社区"), numbering("二十一、住房保障"), numbering("1. 政府性基金")
    (('(一)', 12), ('一、', 21), ('1.', 1))
    """
    found = _NUMBERING.match(plain(printed))
    if not found:
        return None
    mark = found.group()
    digits = re.sub(r"\D", "", mark)
    if digits:
        return ("(1)" if ")" in mark else "1.", int(digits))
    return ("(一)" if ")" in mark else "一、", _han_number(re.sub(rf"[^{_HAN}]", "", mark)))


def _han_number(numerals: str) -> int:
    tens, ten, ones = numerals.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def digits(printed: str) -> str:
    """The digits of a code printed with blanks inside ("301 02") or in brackets, "" when it holds anything else."""
    text = plain(printed).strip("[]【】()")
    return text if text.isdigit() else ""
