"""One PDF page: its ruled tables with their texts, the lines of text beside them, and what looked wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from budgetnb.reading.document import Box, Cell, Doubt, Grid, Spot
from budgetnb.reading.paragraphs import joint
from budgetnb.reading.pdf.frame import Frame
from budgetnb.reading.pdf.glyphs import Glyph, read_glyphs, upright
from budgetnb.reading.pdf.lattice import Lattice, find_lattices
from budgetnb.reading.pdf.lines import Line, read_lines
from budgetnb.reading.pdf.matrices import Sides
from budgetnb.reading.pdf.objects import drawn
from budgetnb.reading.pdf.rooms import BESIDE, Home, housed

_PICTURED = 0.5
"""A page of which pictures cover more than this share may be a scan."""
_NUMBER = 5
"""Characters that the number of a page may have."""
_NUMERIC = re.compile(r"[-+\d.,%()（），．－]*\d[-+\d.,%()（），．－]*")
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_PADDING = 12.0
"""What borders of a cell and the blank beside them may take of its width, in points."""


class Placed(NamedTuple):
    """A table of a page and the band it takes, as read."""

    top: float
    bottom: float
    grid: Grid


@dataclass(frozen=True, slots=True)
class Page:
    """What a page prints: lines beside tables and tables, both from top to bottom.

    `characters` counts what is printed, `unknown` those of it that the file gives no meaning;
    `picture` says that pictures cover most of the page, `watermark` is what is printed across it.
    """

    number: int
    frame: Frame
    lines: tuple[Line, ...]
    grids: tuple[Placed, ...]
    doubts: tuple[Doubt, ...]
    characters: int
    unknown: int
    picture: bool
    watermark: tuple[tuple[str, Spot], ...] = ()

    def is_picture(self) -> bool:
        """Whether the page is a picture with nothing printed on it but, perhaps, its number."""
        return self.picture and self.characters <= _NUMBER

    def spot(self, box: Box) -> Spot:
        """Where a box as read stands on the page as displayed."""
        return Spot(page=self.number, box=self.frame.display(box))


def read_page(page: Any, number: int) -> Page:
    """Read one page of an open PDF; `number` counts from 1."""
    textpage = page.get_textpage()
    try:
        frame = _frame(page, textpage)
        things = drawn(page)
        printed = read_glyphs(textpage, frame, things)
    finally:
        textpage.close()
    picture = things.pictured > _PICTURED * frame.width * frame.height
    scanned = picture and len(printed.ghosts) > len(printed.seen)
    glyphs = printed.seen + printed.ghosts if scanned else printed.seen
    lattices = find_lattices(frame.visible(frame.read(*_ordered(line))) for line in things.lines)
    texts = {home: tuple(read_lines(group)) for home, group in housed(glyphs, lattices).items()}
    unknown = sum(bool(_UNKNOWN.match(glyph.char)) for glyph in glyphs)
    page_read = Page(number, frame, texts.get(BESIDE, ()), (), (), len(glyphs), unknown, picture)
    return replace(
        page_read,
        grids=grids_of(page_read, lattices, texts),
        watermark=tuple(_whole(page_read, printed.slanted)),
        doubts=(
            *_unseen(page_read, printed.hidden, "outside_page"),
            *_unseen(page_read, printed.ghosts, "recognised" if scanned else "invisible"),
            *_strange(page_read, texts.values()),
        ),
    )


def grids_of(page: Page, lattices: Sequence[Lattice], texts: Mapping[Home, Sequence[Line]]) -> tuple[Placed, ...]:
    """The tables of a page with their texts, which are given by the room they stand in."""
    return tuple(_placed(page, lattice, place, texts) for place, lattice in enumerate(lattices))


def _frame(page: Any, textpage: Any) -> Frame:
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, upright(textpage), page.get_rotation() // 90 % 4)


def _ordered(line: Sides) -> Sides:
    return min(line[0], line[2]), min(line[1], line[3]), max(line[0], line[2]), max(line[1], line[3])


def _placed(page: Page, lattice: Lattice, place: int, texts: Mapping[Home, Sequence[Line]]) -> Placed:
    cells = tuple(
        Cell(_room_text(texts.get((place, number), ()), room.box), room.row, room.column, page.spot(room.box), room.rowspan, room.colspan)
        for number, room in enumerate(lattice.rooms)
    )
    return Placed(lattice.box[1], lattice.box[3], Grid(cells, page.spot(lattice.box)))


def _room_text(lines: Sequence[Line], box: Box) -> str:
    """The lines of a cell as one text; two numbers one below the other are kept apart by a line break."""
    text = ""
    for last, line in zip((None, *lines), lines, strict=False):
        if last and _NUMERIC.fullmatch(last.text) and _NUMERIC.fullmatch(line.text) and _room_left(last, line, box):
            text += "\n" + line.text
        else:
            text += joint(text, line.text) + line.text
    return text


def _room_left(last: Line, line: Line, box: Box) -> bool:
    """Whether the next line could have begun on the line before it: then it is a text of its own."""
    return (box[2] - box[0]) - (last.box[2] - last.box[0]) > line.size / 2 + _PADDING


def _unseen(page: Page, glyphs: Sequence[Glyph], why: str) -> Iterator[Doubt]:
    for _, spot in _whole(page, glyphs):
        yield Doubt("".join(line.text for line in read_lines(glyphs)), spot, why)


def _whole(page: Page, glyphs: Sequence[Glyph]) -> Iterator[tuple[str, Spot]]:
    """Glyphs as one text in the order given, with the place they take together."""
    if glyphs:
        box = (min(g.x0 for g in glyphs), min(g.top for g in glyphs), max(g.x1 for g in glyphs), max(g.bottom for g in glyphs))
        yield "".join(glyph.char for glyph in glyphs), page.spot(box)


def _strange(page: Page, texts: Iterable[Sequence[Line]]) -> Iterator[Doubt]:
    """Lines with characters of unknown meaning (not those that only begin with one: bullets), and a page that is a picture."""
    for line in (line for lines in texts for line in lines):
        if _UNKNOWN.search(line.text[1:]):
            yield Doubt(line.text, page.spot(line.box), "unknown_characters")
    if page.is_picture():
        yield Doubt("", Spot(page=page.number), "picture")
