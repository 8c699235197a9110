"""How wide the columns of a table are on paper, and how large its letters."""

from __future__ import annotations

import re
from math import inf

from budgetnb.blocks import Table
from budgetnb.blocks_html import head_rows
from budgetnb.rendering.heights import letters

_LARGEST, _EASY, READABLE, _SMALLEST = 8.5, 7.5, 7.0, 4.5
"""Sizes of letters in a table; one that would be set smaller than readable upright lies lengthwise."""
_PADDING, _MOST = 0.9, 40
"""In letters: what stands beside the words of a cell, and what no column is wider than."""
_WHOLE, _HALF, _PAIR, _UPRIGHT = inf, 0.0, 2.0, 1.05
"""How heads may be broken: not at all, once, into two characters a line, or into one, standing upright."""
_FEW_WORDS, _MANY_WORDS = 9.4, 12
"""The least room in letters for a column of words."""
_ENDS = re.compile(r"[，、。：；（）“”《》]")
"""Marks that stand on one line with a character beside them."""


def fit(block: Table, width: float) -> tuple[float, list[float]]:
    """Size of the letters in points, and how wide each column is in letters.

    Where not everything fits, columns that are blank throughout become narrow first, then words are
    broken, down to a width at which they can still be read; then the letters become smaller. A number is never broken.
    """
    body = _body_widths(block)
    ways = [_fit_with(block, body, width, *way) for way in ((_WHOLE, _WHOLE), (_HALF, _HALF), (_HALF, _PAIR), (_HALF, _UPRIGHT))]
    *_, pair, upright = ways
    size, widths, _ = next((way for way in ways if way[2]), pair if pair[0] >= _EASY else upright)
    return size, widths


def _fit_with(block: Table, body: list[float], width: float, heads: float, blank: float) -> tuple[float, list[float], bool]:
    """Size, widths, and whether no word had to be broken nor a letter made smaller, with heads and those of blank columns broken so."""
    least = [max(pair) for pair in zip(_least_widths(block, body), _head_widths(block, body, _PAIR, blank), strict=True)]
    wanted = [min(_MOST, max(pair)) for pair in zip(body, _head_widths(block, body, heads, blank), strict=True)]
    natural = [max(pair) for pair in zip(least, wanted, strict=True)]
    room = 0.97 * width
    narrow, wide = (sum(widths) + _PADDING * len(body) for widths in (least, natural))
    size = round(max(_SMALLEST, min(_LARGEST, room / narrow)), 2)
    given = min(1.0, max(0.0, room / size - narrow) / (wide - narrow)) if wide > narrow else 1.0
    widths = [round(small + given * (large - small) + _PADDING, 2) for small, large in zip(least, natural, strict=True)]
    return size, widths, given == 1.0 and size == _LARGEST


def _least_widths(block: Table, body: list[float]) -> list[float]:
    """How narrow the columns may become: of words a part, of numbers all."""
    return [
        min(wide, max(_FEW_WORDS, min(wide / 2, _MANY_WORDS))) if side == "left" else wide
        for side, wide in zip(block.align, body, strict=True)
    ]


def _head_widths(block: Table, body: list[float], breaking: float, blank: float) -> list[float]:
    """How wide the heads of the columns are, in letters, broken in one of the ways above; over blank columns as `blank` says."""
    widths = [0.0] * len(block.align)
    for row in head_rows(block.head):
        for cell, at in row:
            if cell.colspan == 1 and at < len(widths):
                wide, way = letters(cell.text), breaking if body[at] else blank
                broken = min(wide, _PAIR if way == _UPRIGHT and _ENDS.search(cell.text) else way) if way else wide / 2
                widths[at] = max(widths[at], broken, *(letters(word) for word in re.findall(r"[!-~]+", cell.text)))
    return widths


def _body_widths(block: Table) -> list[float]:
    """How wide the longest text of each column is, in letters; 0 for a column that is blank throughout."""
    widths = [0.0] * len(block.align)
    for line in block.rows:
        at = 0
        for body in line.cells:
            words = sum(letters(run.text) for run in body.text)
            if words and body.colspan == 1 and at < len(widths):
                marks = {body.mark, *(run.mark for run in body.text)}
                sign = 1.2 if marks & {"breaks", "rounds", "blank"} else 0
                indent = line.indent if at == 0 else 0
                widths[at] = max(widths[at], words + sign + indent)
            at += body.colspan
    return widths
