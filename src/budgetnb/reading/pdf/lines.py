"""Glyphs into lines of text, by where they stand: the order of the text layer does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from budgetnb.reading.document import Box
from budgetnb.reading.pdf.glyphs import Glyph

_WORD_GAP = 0.15
"""Gap, in type sizes, that parts two Latin words or two numbers."""
_GAP = 0.8
"""Gap that parts anything else: half-blanks between 汉字 and digits are set by the typesetter, not by the writer."""
_SPREAD = 0.2
"""When half the gaps of a line are wider than this, the line is letter-spaced and its gaps mean nothing."""

_LARGER = 1.2
_ASIDE = 2.0
"""Type larger by the first, after a gap of the second (in type sizes), is another line of text."""


class Line(NamedTuple):
    """One printed line of text; `size` is its type size in points."""

    text: str
    box: Box
    size: float


def read_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom, each read from left to right.

    What counts is the middle of a glyph: the empty half of an opening quotation mark is set over the sign before it.
    """
    return [_line(part) for row in _rows(glyphs) for part in _parts(_once(sorted(row, key=lambda glyph: glyph.x0 + glyph.x1)))]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that stand on one line: their lower edges lie within half a type size of each other."""
    row: list[Glyph] = []
    limit = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.bottom):
        if row and glyph.bottom > limit:
            yield row
            row = []
        if not row:
            limit = glyph.bottom + glyph.size / 2
        row.append(glyph)
    if row:
        yield row


def _parts(row: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """A row cut where type of another size follows after a wide gap: a title between two small notes."""
    start = 0
    for place in range(1, len(row)):
        before, after = row[place - 1], row[place]
        small, large = sorted((before.size, after.size))
        if large > _LARGER * small and after.x0 - before.x1 > _ASIDE * large:
            yield row[start:place]
            start = place
    yield row[start:]


def _line(glyphs: Sequence[Glyph]) -> Line:
    box = (glyphs[0].x0, min(g.top for g in glyphs), max(g.x1 for g in glyphs), max(g.bottom for g in glyphs))
    return Line(_text(glyphs), box, median(glyph.size for glyph in glyphs))


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs without those printed again on the same spot to look bold."""
    kept = [glyphs[0]]
    for glyph in glyphs[1:]:
        last = kept[-1]
        if glyph.char != last.char or glyph.x0 - last.x0 > (last.x1 - last.x0) / 2:
            kept.append(glyph)
    return kept


def _text(glyphs: Sequence[Glyph]) -> str:
    gaps = [(after.x0 - before.x1) / (after.size or 1) for before, after in pairwise(glyphs)]
    usual = median(gaps) if len(gaps) > 3 else 0.0
    spread = usual if usual > _SPREAD else 0.0
    text = glyphs[0].char
    for glyph, gap in zip(glyphs[1:], gaps, strict=True):
        latin = text[-1].isascii() and glyph.char.isascii()
        parted = glyph.char != "%" and gap - spread > (_WORD_GAP if latin else _GAP)
        text += " " + glyph.char if parted else glyph.char
    return text
