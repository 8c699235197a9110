"""The characters of a page where they stand on paper, in the frame they are read in.

pdfium's own text order and the blanks it guesses are not used: a text layer may be in any order,
but where a character is printed is certain.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import Any, NamedTuple

from pypdfium2 import raw

from budgetnb.reading.document import Box
from budgetnb.reading.pdf.frame import Frame
from budgetnb.reading.pdf.matrices import Sides
from budgetnb.reading.pdf.objects import Drawn, address
from budgetnb.reading.pdf.radicals import UNIFIED

_ABOVE = 0.86
"""How much of a type size stands above the baseline; the rest stands below. Fonts state this each in its own way."""

_SLANT = 0.2
"""How far (across, by along) text must lean to be none of the lines of a page."""
_HYPHEN = 2
"""pdfium's sign for a hyphen at the end of a line."""
_NO_CHARACTERS = {0xFFFE, 0xFFFF, *range(0xD800, 0xE000)}
_NOWHERE: Box = (-1.0, -1.0, -1.0, -1.0)
"""Outside every page: where a broken matrix puts a character."""
_HUGE = 2000
"""A type size (points) beyond this comes from a broken font or matrix."""


class Glyph(NamedTuple):
    """One printed character and the room its type takes (not only its ink), in points as read.

    `run` tells the strings of the file apart: a string is rarely meant for two cells.
    """

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    run: int = 0

    @property
    def size(self) -> float:
        """The type size."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides where the character belongs."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def upright(textpage: Any) -> int:
    """The quarter turns (clockwise) after which most characters stand upright; every seventh is asked."""
    places = range(0, raw.FPDFText_CountChars(textpage), 7)
    angles = (raw.FPDFText_GetCharAngle(textpage, place) for place in places)
    turns = Counter(round(-angle / (math.pi / 2)) % 4 for angle in angles if math.isfinite(angle))
    return turns.most_common(1)[0][0] if turns else 0


class Printed(NamedTuple):
    """The characters of a page in the order of the file, by how they are printed.

    `hidden` ones lie outside the page or the window they are printed through, `ghosts` are printed
    in no ink, `slanted` ones lie across the page: a watermark.
    """

    seen: list[Glyph]
    hidden: list[Glyph]
    ghosts: list[Glyph]
    slanted: list[Glyph]


def read_glyphs(textpage: Any, frame: Frame, drawn: Drawn) -> Printed:
    """All characters of a page but blanks."""
    printed = Printed([], [], [], [])
    measure = _Measure(textpage, frame)
    for place in range(raw.FPDFText_CountChars(textpage)):
        char = _char(raw.FPDFText_GetUnicode(textpage, place))
        if char.isspace() or raw.FPDFText_IsGenerated(textpage, place) == 1:
            continue
        thing = raw.FPDFText_GetTextObject(textpage, place)
        run = address(thing) if thing else 0
        glyph = Glyph(char, *measure.box(place, run), run)
        if not frame.holds(*glyph.middle) or not _in_window(glyph, drawn.windows.get(run), frame):
            printed.hidden.append(glyph)
        elif run in drawn.ghosts:
            printed.ghosts.append(glyph)
        else:
            (printed.slanted if measure.slanted else printed.seen).append(glyph)
    return printed


class _Measure:
    """Asks pdfium for the place and size of characters; the size once for each string of the file."""

    def __init__(self, textpage: Any, frame: Frame) -> None:
        self.textpage, self.frame = textpage, frame
        self.rectangle, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.run, self.size, self.slanted = -1, 0.0, False

    def box(self, place: int, run: int) -> Box:
        """The box of a character as read: its width from its font, its height from the baseline and the type size."""
        raw.FPDFText_GetLooseCharBox(self.textpage, place, self.rectangle)
        sides = self.rectangle
        x0, top, x1, bottom = self.frame.read(sides.left, sides.bottom, sides.right, sides.top)
        if run != self.run or not run:
            raw.FPDFText_GetMatrix(self.textpage, place, self.matrix)
            self.run = run
            self.size = raw.FPDFText_GetFontSize(self.textpage, place) * math.hypot(self.matrix.c, self.matrix.d)
            less, more = sorted((abs(self.matrix.a), abs(self.matrix.b)))
            self.slanted = less > _SLANT * more
        if not all(map(math.isfinite, (x0, top, x1, bottom))):
            return _NOWHERE
        if not 0 < self.size < _HUGE or not raw.FPDFText_GetCharOrigin(self.textpage, place, self.x, self.y):
            return x0, top, x1, bottom
        _, base, _, _ = self.frame.read(self.x.value, self.y.value, self.x.value, self.y.value)
        return x0, base - _ABOVE * self.size, x1, base + (1 - _ABOVE) * self.size


def _char(code: int) -> str:
    """A character as it is written elsewhere; what the file gives no meaning is U+FFFD, never dropped."""
    if code == _HYPHEN:
        return "-"
    if code > 0x10FFFF or code in _NO_CHARACTERS or (code < 0xA0 and not chr(code).isprintable() and not chr(code).isspace()):
        return "\ufffd"
    return UNIFIED.get(code) or chr(code)


def _in_window(glyph: Glyph, window: Sides | None, frame: Frame) -> bool:
    if window is None:
        return True
    x0, top, x1, bottom = frame.read(*window)
    x, y = glyph.middle
    return x0 <= x <= x1 and top <= y <= bottom
