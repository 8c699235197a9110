"""Characters into the cells they stand in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from budgetnb.reading.document import Box
from budgetnb.reading.pdf.glyphs import Glyph
from budgetnb.reading.pdf.lattice import Lattice

Home = tuple[int, int]
"""Which lattice and which of its rooms."""
BESIDE: Home = (-1, -1)
"""Beside every table."""


def housed(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> dict[Home, list[Glyph]]:
    """Glyphs by the room they stand in; where tables lie within one another the inner one counts."""
    inner_first = sorted(range(len(lattices)), key=lambda place: _area(lattices[place].box))
    housed: dict[Home, list[Glyph]] = defaultdict(list)
    for chain in _chains(glyphs):
        homes = [_home(glyph, lattices, inner_first) for glyph in chain]
        if len(set(homes)) > 1:  # a string printed across a border belongs where most of it stands
            homes = [Counter(homes).most_common(1)[0][0]] * len(chain)
        for home, glyph in zip(homes, chain, strict=True):
            housed[home].append(glyph)
    return housed


def _chains(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs of one string of the file that touch each other."""
    chain: list[Glyph] = []
    for glyph in glyphs:
        if chain and not _touches(chain[-1], glyph):
            yield chain
            chain = []
        chain.append(glyph)
    if chain:
        yield chain


def _touches(last: Glyph, glyph: Glyph) -> bool:
    near = glyph.size / 2
    return 0 != glyph.run == last.run and abs(glyph.x0 - last.x1) < near and abs(glyph.bottom - last.bottom) < near


def _home(glyph: Glyph, lattices: Sequence[Lattice], order: Sequence[int]) -> Home:
    for place in order:
        room = lattices[place].room(*glyph.middle)
        if room >= 0:
            return place, room
    return BESIDE


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
