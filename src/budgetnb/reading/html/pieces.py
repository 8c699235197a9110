"""A web page as pieces: lines of text, ends of blocks, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

END = object()
"""The end of a block: what follows is another paragraph."""

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "td",
        "th",
        "tr",
        "ul",
    }
)
_LEFT_OUT = frozenset(
    {
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "iframe",
        "object",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "button",
        "input",
        "textarea",
        "datalist",
        "rt",
        "rp",
        "map",
    }
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"})
_FURNITURE = frozenset(
    {"nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "footer", "sidebar", "share", "pagination"}
)
"""Words by which pages call what stands around their text."""
_LINKS = 3
_LINKED = 0.8
"""A list in which so many links make up so much of the text leads elsewhere."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\xa0\u3000]+")
_TURN = re.compile(r"\s*\n\s*")
_BREAK = object()

Piece = tuple[str, int] | Any
"""A line of text with its line in the file, END, or the element of a table."""


def pieces(element: Any) -> Iterator[Piece]:
    """What a part of a page prints, in order."""
    text, at = "", 0
    for piece in _raw(element, inside=True):
        if isinstance(piece, tuple):
            at = at or piece[1]
            text += piece[0]
            continue
        if line := _line(text):
            yield line, at
        text, at = "", 0
        if piece is not _BREAK:
            yield piece
    if line := _line(text):
        yield line, at


def _line(text: str) -> str:
    """A text as a browser prints it: blanks count once, a line break of the file within Chinese not at all."""
    return _BLANKS.sub(" ", _TURN.sub(_turned, text)).strip()


def _turned(turn: re.Match[str]) -> str:
    around = turn.string[turn.start() - 1 : turn.start()] + turn.string[turn.end() : turn.end() + 1]
    return " " if len(around) == 2 and around.isascii() else ""


def _raw(element: Any, *, inside: bool = False) -> Iterator[Any]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not inside and (not tag or _is_left_out(element, tag)):
        return
    if tag == "table" and not inside:
        yield element
        return
    if tag == "br":
        yield _BREAK
    if tag in _BLOCKS:
        yield END
    line = element.sourceline or 0
    if element.text:
        yield element.text, line
    for child in element:
        yield from _raw(child)
        if child.tail:
            yield child.tail, child.sourceline or line
    if tag in _BLOCKS:
        yield END


def _is_left_out(element: Any, tag: str) -> bool:
    if tag in _LEFT_OUT or element.get("role") in _ROLES or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    names = set(re.split(r"[^a-z]+", f"{element.get('class', '')} {element.get('id', '')}".lower()))
    if names & _FURNITURE and element.find(".//table") is None:
        return True
    return tag in ("ul", "ol") and _leads_elsewhere(element)


def _leads_elsewhere(element: Any) -> bool:
    links = ["".join(link.itertext()) for link in element.iter("a")]
    whole = len("".join("".join(element.itertext()).split()))
    return len(links) >= _LINKS and len("".join("".join(links).split())) > _LINKED * whole
