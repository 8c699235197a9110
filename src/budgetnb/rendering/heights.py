"""How tall blocks will be on paper, roughly and rather too tall: whether one stands whole on a page is decided before it is set.

The typesetter could measure each, which means to set it twice: half of what a report on paper costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil
from typing import Any

UPRIGHT, LENGTHWISE = 706.0, 482.0
"""Height of the text of a page in points."""
LONG = 30
"""A table of more rows may always be torn."""
_TEXT, _LINE, _SMALL = 10.5, 19.5, 12.0
"""Size of the letters of a text, and from line to line in a text and in small print, in points."""
_AROUND, _CHART, _FACTS, _TITLE = 34.0, 290.0, 74.0, 24.0
"""Around a table or a callout; a chart; a row of facts; a caption."""
_LINK = 7.0
"""In letters: the page that a link leads to."""
_NARROW = re.compile(r"[\x00-⹿]+")

Shown = Mapping[str, Any]


@lru_cache(maxsize=8192)
def letters(words: str) -> float:
    """Width in letters: a Chinese character is one, a digit 0.56."""
    wide = 0 if words.isascii() else len(_NARROW.sub("", words))
    return wide + 0.56 * (len(words) - wide)


def height(shown: Shown, width: float) -> float:
    """Height of a block, as the template gets it, in points, where the text is so wide."""
    match shown["kind"]:
        case "heading":
            return 2 * _LINE
        case "paragraph":
            return _lines(shown["text"], width / _TEXT) * _LINE + _SMALL
        case "listing":
            return sum(heights(entry, width - 30) + _SMALL for entry in shown["entries"])
        case "table":
            return _table(shown, width)
        case "facts":
            return ceil(len(shown["entries"]) / 4) * _FACTS + _AROUND
        case "callout":
            return _lines(shown["title"], width / _TEXT - 6) * _LINE + heights(shown["blocks"], width - 30) + _AROUND
    return _CHART


def heights(blocks: Iterable[Shown], width: float) -> float:
    """Height of several blocks."""
    return sum(height(shown, width) for shown in blocks)


def _table(shown: Shown, width: float) -> float:
    size, widths = shown["size"], shown["widths"]
    room = [width / size * wide / sum(widths) - 0.9 for wide in widths]
    lines = sum(_row_lines(row["cells"], room) for row in shown["rows"])
    head = sum(max((ceil(letters(cell["text"]) / max(1.0, room[cell["column"]])) for cell in row), default=0) for row in shown["head"])
    note = ceil(letters(shown["note"]) * 8 / width) * _SMALL
    around = 0.9 * (len(shown["rows"]) + len(shown["head"]))
    return float((1.3 * (lines + head) + around) * size + note + _TITLE + _AROUND)


def _row_lines(cells: Iterable[Any], room: list[float]) -> int:
    """How many lines the cell with the most has."""
    most, at = 1, 0
    for cell in cells:
        text, across = (cell, 1) if isinstance(cell, str) else (cell["text"], cell["colspan"])
        most = max(most, _lines(text, max(1.0, sum(room[at : at + across]))))
        at += across
    return most


def _lines(text: str | Iterable[Any], room: float) -> int:
    """The lines of inline text, with the pages that its links lead to."""
    if isinstance(text, str):
        return sum(max(1, ceil(letters(line) / room)) for line in text.split("\n"))
    plain = "".join(run if isinstance(run, str) else run["text"] for run in text)
    links = _LINK if any(not isinstance(run, str) and run["to"].startswith("#") for run in text) else 0.0
    return sum(max(1, ceil((letters(line) + links) / room)) for line in plain.split("\n"))
