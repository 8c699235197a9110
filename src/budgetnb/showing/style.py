"""One style for every chart: colours, sizes, the font, and how words and numbers are set.

Everything is measured in points from the advance widths of the font that ships with us, so that no
layout engine has to draw twice. A drawing is as wide as a column of an A4 page; its words stay
text and are set in the font of the page it stands on.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal
from functools import cache
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from budgetnb.amounts import shown
from budgetnb.characters import drawable
from budgetnb.errors import MissingFont
from budgetnb.svg import clean_svg

WIDTH = 480.0
SIZE, SMALL = 10.0, 9.0
LINE = 1.3
"""Height of a line of text in units of its size."""

INK, SOFT, RULE = "#1c2329", "#525d68", "#aab4be"
SERIES = ("#1f4e79", "#e0ab3f", "#38787a", "#d3dae1")
"""Blue, ochre, teal, pale: apart for every kind of colour vision, and as greys of 32, 73, 47 and 87 %."""
ON_SERIES = ("#ffffff", INK, "#ffffff", INK)
PART, FAINT, ALARM = "#86a3bd", "#b4bec8", "#a8321e"
"""A part of a bar above; what is left over; what is not explained."""
TINTS = ("#c9d8e6", "#f4e2b8", "#cfe0df", "#e6eaee")
"""The series' colours mixed with white: areas that words may stand on."""

FONTS = "Noto Sans SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,sans-serif"
_USUAL = f' font-size="{SIZE:g}px" fill="{INK}"'
"""How most words look: said once for all of them."""
_TEXT = re.compile(r"<text[^>]*>")
_NEVER_FIRST = frozenset("，。、；：？！）》〉」』”’％%,.;:?!)]}·…")
_LEAST_REST = 4
"""No line has fewer characters than this."""
_NEVER_LAST = frozenset("（《〈「『“‘([{")


@cache
def font_path() -> str:
    """Where Noto Sans SC lies; MissingFont when its package is not installed."""
    try:
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415  to say what is missing in a sentence
    except ImportError:
        raise MissingFont from None
    return str(sans_path())


def figure_of(height: float) -> tuple[Figure, Axes]:
    """An empty figure of our width and of `height` points, and the one Axes that fills it."""
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    FigureCanvasSVG(figure)
    return figure, figure.add_axes((0, 0, 1, 1))


def size_of(ax: Axes) -> tuple[float, float]:
    """Width and height of an Axes in points."""
    place, figure = ax.get_position(), ax.get_figure(root=True)
    if figure is None:
        return WIDTH, WIDTH
    return place.width * figure.get_figwidth() * 72, place.height * figure.get_figheight() * 72


def as_svg(figure: Figure) -> str:
    """The figure as a small SVG that fills the width it is given; the same figure gives the same bytes."""
    written = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "budgetnb"}):
        figure.savefig(written, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    drawing = clean_svg(written.getvalue())
    if drawing is None:
        raise ValueError(written.getvalue()[:80])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing.box}" font-family="{FONTS}">'
    return f"{head}<g{_USUAL}>{_TEXT.sub(_unusual, drawing.inside)}</g></svg>"


def write(ax: Axes, x: float, y: float, words: str, **looks: Any) -> None:
    """Set words with their baseline at (x, y): never as a formula, never cut, a missing glyph shown by its number.

    `looks`: size, color, ha.
    """
    size = looks.pop("size", SIZE)
    ax.text(x, y, lettered(words), fontproperties=_face(size), parse_math=False, clip_on=False, **{"color": INK} | looks)


def lettered(words: str) -> str:
    """The words on one line, each character one that the font can draw."""
    return drawable(" ".join(words.split()), _glyphs())[0]


def width_of(words: str, size: float = SIZE) -> float:
    """How wide words are, in points."""
    return sum(map(_advance, lettered(words))) * size


def wrapped(words: str, room: float, size: float = SIZE, lines: int = 2) -> tuple[str, ...]:
    """Words broken into at most `lines` lines that fit into `room` points, the last cut with … where needed.

    A line never begins with a closing mark nor ends with an opening one.
    """
    rest, broken = lettered(words), list[str]()
    while rest and len(broken) < lines - 1 and width_of(rest, size) > room:
        cut = _break(rest, min(_fitting(rest, room, size), len(rest) - _LEAST_REST))
        broken.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*broken, elided(rest, room, size))


def elided(words: str, room: float, size: float = SIZE) -> str:
    """The words, or as many of their beginning as fit into `room` points together with an ellipsis."""
    if width_of(words, size) <= room:
        return words
    return words[: max(1, _fitting(words, room - width_of("…", size), size))].rstrip() + "…"


def number(value: Decimal, places: int, sign: bool = False) -> str:
    """A number as it stands in a chart: thousands separators, `places` decimals, a plus where asked for."""
    return ("+" if sign and value > 0 else "") + shown(value, places)


def _unusual(tag: re.Match[str]) -> str:
    """The tag of a text with only what is not usual or the default."""
    return re.sub(rf' (?:font-size="{SIZE:g}px"|fill="{INK}"|text-anchor="start")', "", tag[0])


def _fitting(words: str, room: float, size: float) -> int:
    """How many characters of the beginning fit."""
    reach = 0.0
    for count, char in enumerate(words):
        reach += _advance(char) * size
        if reach > room:
            return count
    return len(words)


def _break(words: str, most: int) -> int:
    """The last good place to break at or before `most` characters, a blank before all others; at least one stays on the line."""
    places = range(most, max(1, most // 2), -1)
    at_blank = (place for place in places if words[place - 1 : place + 1].strip() != words[place - 1 : place + 1])
    return next(at_blank, next((place for place in places if _may_break(words, place)), max(1, most)))


def _may_break(words: str, place: int) -> bool:
    before, after = words[place - 1], words[place : place + 1]
    if after in _NEVER_FIRST or before in _NEVER_LAST or (before in ".,+-" and after.isdigit()):
        return False
    return not (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def _face(size: float) -> FontProperties:
    return FontProperties(fname=font_path(), size=size)


@cache
def _font() -> FT2Font:
    face = FT2Font(font_path())
    face.set_size(100, 72)
    return face


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(_font().get_charmap())


@cache
def _advance(char: str) -> float:
    """Advance width of a character in units of the font size."""
    return _font().load_char(ord(char), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100
