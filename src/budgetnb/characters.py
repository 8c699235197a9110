"""Characters that would do something instead of being read.

Document text is data. Control characters and the marks that turn the reading direction are shown
by their number (〔U+202E〕), in HTML, PDF and charts alike, so that nothing hides and nothing vanishes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ACTING = re.compile(f"{_UNSEEN.pattern}|[\x85\u2028\u2029]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_WITHOUT_SHAPE = re.compile("[\u00ad\u034f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")

_ALIKE = {"\u201f": "\u201c", "\u201b": "\u2018"}
"""Opening quotation marks that writers type in place of the usual ones and that few fonts have."""


def visible(text: str) -> str:
    r"""The text with every character that is not meant to be seen shown by its number.

    >>> visible("经费\x07" + chr(0x202E) + "abc")
    '经费〔U+0007〕〔U+202E〕abc'
    """
    if text.isprintable():
        return text
    return _UNSEEN.sub(_by_number, _LINE_ENDS.sub("\n", text))


def escaped(json: str) -> str:
    r"""The same JSON with every such character written as an escape, so that it can be shown on a terminal.

    >>> escaped('{"name": "经费' + chr(0x202E) + '"}')
    '{"name": "经费\\u202e"}'
    """
    return json if json.isprintable() else _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def drawable(text: str, glyphs: Set[int]) -> tuple[str, frozenset[str]]:
    """The visible text with only characters that have a glyph, and the characters that had none.

    A character that only another number has a glyph for (a compatibility ideograph, a rare quotation mark) is drawn with
    that; one without any is shown by its number. Joiners and variation selectors have no
    shape of their own and are left out.

    >>> drawable("雨😀", frozenset({ord("雨")}))
    ('雨〔U+1F600〕', frozenset({'U+1F600'}))
    """
    plain = _WITHOUT_SHAPE.sub("", visible(text)).replace("\t", " ")
    missing = {chr(number) for number in set(map(ord, plain)).difference(glyphs)} - {"\n"}
    for char in sorted(missing):
        alike = _ALIKE.get(char) or unicodedata.normalize("NFC", char)
        if all(ord(one) in glyphs for one in alike):
            missing.discard(char)
            plain = plain.replace(char, alike)
        else:
            plain = plain.replace(char, _number(char))
    return plain, frozenset(f"U+{ord(char):04X}" for char in missing)


def _by_number(found: re.Match[str]) -> str:
    return _number(found[0])


def _number(char: str) -> str:
    return f"〔U+{ord(char):04X}〕"
