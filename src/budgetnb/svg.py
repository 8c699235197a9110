"""Drawings: an SVG from anywhere made small, harmless and fit to stand beside others on one page.

Only shapes, text and embedded PNG pictures are kept; scripts, styles, links, foreign content and
whatever is unknown fall away. Ids get a prefix so that two drawings never share one. Fonts are
left to the page.
"""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

from markupsafe import escape

from budgetnb.characters import visible

_ELEMENT_NAMES = """
g path rect circle ellipse line polyline polygon text tspan defs clipPath use image pattern linearGradient radialGradient stop symbol
"""
_PAINT_NAMES = """
fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
stroke-miterlimit opacity clip-path clip-rule stop-color stop-opacity font-size font-weight font-style text-anchor dominant-baseline
"""
_GEOMETRY_NAMES = """
d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points transform viewBox offset fx fy preserveAspectRatio
patternUnits patternContentUnits patternTransform gradientUnits gradientTransform clipPathUnits spreadMethod
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_PAINT = frozenset(_PAINT_NAMES.split())
_GEOMETRY = frozenset(_GEOMETRY_NAMES.split())
_HARMLESS = re.compile(r"[\w\s.,%#()+\-]*")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]+")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?![\de])")
_NO_TURN = re.compile(r"\s*rotate\(-?0(?:\.0+)?(?:[\s,][^)]*)?\)\s*")
_FONT = re.compile(r"(?:^|\s)(\d+(?:\.\d+)?(?:px|pt)?)(?:/\S+)?\s")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A clean drawing: its natural size in pixels and what stands inside `<svg>`."""

    width: float
    height: float
    box: str
    inside: str

    def standalone(self, font: str = "") -> str:
        """A complete SVG document, its text set in `font`."""
        family = f' font-family="{escape(font)}"' if font else ""
        size = f'width="{_short(self.width)}" height="{_short(self.height)}" viewBox="{self.box}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} stroke-linejoin="round"{family}>{self.inside}</svg>'


def clean_svg(source: str, prefix: str = "", write: Callable[[str], str] = visible) -> Drawing | None:
    """The drawing in an SVG text, its words passed through `write`; None when it is no SVG.

    >>> clean_svg('<svg viewBox="0 0 9 9"><script>1</script><a href="x"><circle r="2" onclick="f()"/></a></svg>').inside
    ''
    >>> clean_svg('<svg width="9" height="9"><circle r="2.12345" onclick="f()"/></svg>').inside
    '<circle r="2.12"/>'
    """
    try:
        root = ElementTree.fromstring(_without_doctype(source))  # noqa: S314  no DTD, hence no entities, ever reaches it
    except ElementTree.ParseError:
        return None
    if _local(root.tag) != "svg":
        return None
    width, height, box = _size(root)
    wanted = frozenset(_references(root))
    inside = "".join(_written(child, prefix, wanted, write) for child in root)
    return Drawing(width, height, box, inside)


def png_as_svg(png: str) -> str | None:
    """An SVG that shows a base64 PNG in its natural size; None when it is no PNG."""
    try:
        head = base64.b64decode("".join(png.split())[:44])
        width, height = struct.unpack(">II", head[16:24])
    except (ValueError, struct.error):
        return None
    if head[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    size = f'width="{width}" height="{height}"'
    return f'<svg {size} viewBox="0 0 {width} {height}"><image {size} href="data:image/png;base64,{"".join(png.split())}"/></svg>'


def _without_doctype(source: str) -> str:
    """The text from its first element on: no XML declaration, no DTD, hence no entity of its own."""
    begin = re.search(r"<(?![?!])", source)
    return source[begin.start() :] if begin else ""


def _size(root: ElementTree.Element) -> tuple[float, float, str]:
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))[:4]]
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        box = [0.0, 0.0, _length(root.get("width")) or 640.0, _length(root.get("height")) or 400.0]
    width = _length(root.get("width")) or box[2]
    height = _length(root.get("height")) or box[3]
    return width, height, " ".join(_short(number) for number in box)


def _length(printed: str | None) -> float | None:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)(px|pt)?\s*", printed or "")
    if not found or not float(found[1]):
        return None
    return float(found[1]) * (4 / 3 if found[2] == "pt" else 1)


def _references(root: ElementTree.Element) -> list[str]:
    values = [value for element in root.iter() if isinstance(element.tag, str) for value in element.attrib.values()]
    return [name for value in values for name in _REFERENCE.findall(value)] + [value[1:] for value in values if value.startswith("#")]


def _written(element: ElementTree.Element, prefix: str, wanted: frozenset[str], write: Callable[[str], str]) -> str:
    name = _local(element.tag) if isinstance(element.tag, str) else ""
    if name not in _ELEMENTS:
        return ""
    attributes = _attributes(element, name, prefix, wanted)
    words = name in ("text", "tspan")
    inside = str(escape(write(element.text or ""))) if words else ""
    for child in element:
        inside += _written(child, prefix, wanted, write)
        inside += str(escape(write(child.tail or ""))) if words else ""
    if name == "g" and not attributes:
        return inside
    if name in ("g", "defs", "text", "tspan") and not inside:
        return ""
    printed = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{printed}>{inside}</{name}>" if inside else f"<{name}{printed}/>"


def _attributes(element: ElementTree.Element, name: str, prefix: str, wanted: frozenset[str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for key, value in {_local(key): value for key, value in element.attrib.items() if _local(key) != "style"}.items():
        if key == "id" and value in wanted:
            kept["id"] = prefix + value
        elif key == "href" and name == "use" and value.startswith("#"):
            kept["href"] = f"#{prefix}{value[1:]}"
        elif key == "href" and name == "image" and _PICTURE.fullmatch(value):
            kept["href"] = "".join(value.split())
        elif key in _GEOMETRY and _HARMLESS.fullmatch(value) and not _NO_TURN.fullmatch(value):
            kept[key] = _rounded(value)
        elif key in _PAINT:
            kept |= _paint(key, value, prefix)
    for declaration in element.get("style", "").split(";"):
        key, _, value = declaration.partition(":")
        kept |= _paint(key.strip(), value.strip(), prefix)
    return kept


def _paint(key: str, value: str, prefix: str) -> dict[str, str]:
    """One declaration as an attribute, if it is known and harmless; of the short `font` only the size is kept."""
    if key == "font" and (size := _FONT.search(f" {value} ")):
        return {"font-size": size[1]}
    if key not in _PAINT:
        return {}
    if reference := _REFERENCE.fullmatch(value):
        return {key: f"url(#{prefix}{reference[1]})"}
    if "url" in value.lower() or not _HARMLESS.fullmatch(value):
        return {}
    return {key: _rounded(value)}


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _rounded(value: str) -> str:
    """Coordinates to a hundredth of a point, which no eye can see."""
    return " ".join(_LONG_NUMBER.sub(lambda number: _short(float(number[0])), value).split())


def _short(number: float) -> str:
    return f"{round(number, 2) + 0.0:g}" if abs(number) < 10_000 else f"{number:.0f}"
