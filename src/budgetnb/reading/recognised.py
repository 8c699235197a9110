"""Recognised characters into the cells and lines they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from budgetnb.reading.document import Box
from budgetnb.reading.paragraphs import joint
from budgetnb.reading.pdf.lattice import Lattice
from budgetnb.reading.pdf.lines import Line
from budgetnb.reading.pdf.rooms import BESIDE, Home


class Word(NamedTuple):
    """Recognised characters and their box in points."""

    text: str
    box: Box


class Seen(NamedTuple):
    """A recognised line, its characters (none where their places are not known), and how sure it is, from 0 to 1."""

    whole: Word
    characters: tuple[Word, ...]
    sure: float


def lines_by_room(seen: Iterable[Seen], lattices: Sequence[Lattice]) -> dict[Home, tuple[Line, ...]]:
    """Lines of text, from top to bottom, by the room of a table they stand in."""
    words: dict[Home, list[Word]] = defaultdict(list)
    for line in seen:
        for home, word in _pieces(line, lattices):
            words[home].append(word)
    return {home: tuple(_lines(group)) for home, group in words.items()}


def _pieces(line: Seen, lattices: Sequence[Lattice]) -> Iterator[tuple[Home, Word]]:
    """A line by the rooms it stands in: recognition takes neighbouring cells for one line."""
    characters = line.characters or (line.whole,)
    homes = [_home(word.box, lattices) for word in characters]
    last = next((home for home in homes if home), BESIDE)
    settled = [last := home or last for home in homes]  # a character across a wall goes with the one before it
    if len(set(settled)) == 1:
        yield last, line.whole
        return
    for home, group in groupby(zip(settled, characters, strict=True), key=lambda pair: pair[0]):
        yield home, _together([word for _, word in group])


def _home(box: Box, lattices: Sequence[Lattice]) -> Home | None:
    """The room of a character, BESIDE when it is in no table, None when a wall runs through its middle."""
    (x0, top, x1, bottom), rooms = box, []
    for part in (0.3, 0.7):
        places = ((place, lattice.room(x0 + part * (x1 - x0), (top + bottom) / 2)) for place, lattice in enumerate(lattices))
        rooms.append(next((home for home in places if home[1] >= 0), BESIDE))
    return rooms[0] if rooms[0] == rooms[1] else None


def _together(words: Sequence[Word]) -> Word:
    boxes = [word.box for word in words]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Word("".join(word.text for word in words), box)


def _lines(words: Sequence[Word]) -> Iterator[Line]:
    """Words from top to bottom and left to right; what stands close together on one line becomes one."""
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.box[1] + word.box[3]):
        if row and _middle(word) - _middle(row[0]) > _size(row[0]) / 2:
            yield from _row(row)
            row = []
        row.append(word)
    yield from _row(row)


def _row(words: Sequence[Word]) -> Iterator[Line]:
    top, bottom = min(word.box[1] for word in words), max(word.box[3] for word in words)
    text, x0, x1 = "", 0.0, 0.0
    for word in sorted(words, key=lambda word: word.box[0]):
        if text and word.box[0] - x1 > _size(word):
            yield Line(text, (x0, top, x1, bottom), _size(word))
            text = ""
        x0 = x0 if text else word.box[0]
        text += joint(text, word.text) + word.text
        x1 = word.box[2]
    yield Line(text, (x0, top, x1, bottom), _size(words[-1]))


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _size(word: Word) -> float:
    """The type size: boxes are drawn higher than the type, so by the width of a character."""
    wide = sum(0.5 if char.isascii() else 1.0 for char in word.text)
    return min((word.box[2] - word.box[0]) / max(wide, 1.0), word.box[3] - word.box[1])
