"""Numbers that Word prints before paragraphs by itself: 一、（一）1. are not in the text but in the list settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from budgetnb.reading.docx.counting import FORMATS
from budgetnb.reading.docx.elements import find, local, value, whole

_LEVELS = 9
_MOST = 30_000
"""No list is longer; Word itself counts no further."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and what it prints (`%1、`)."""

    start: int
    form: str
    print: str
    legal: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document: levels by list number and depth, which counter a list shares, where it starts anew, lists of styles."""

    levels: dict[str, dict[int, Level]]
    shared: dict[str, str]
    restarts: dict[tuple[str, int], int]
    styles: dict[str, tuple[str, int]]


class Counter:
    """Counts the paragraphs of lists through a document."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self.counts: dict[str, list[int | None]] = {}
        self.restarted: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """The number printed before a paragraph, "" when there is none or it is of a kind we cannot count."""
        number, depth = self._list(paragraph)
        levels = self.lists.levels.get(number, {})
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(self.lists.shared.get(number, number), [None] * _LEVELS)
        restart = self.lists.restarts.get((number, depth))
        last = counts[depth]
        if restart is not None and (number, depth) not in self.restarted:
            self.restarted.add((number, depth))
            last = restart - 1
        counts[depth] = (levels[depth].start - 1 if last is None else last) + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return re.sub(r"%([1-9])", lambda match: _count(counts, levels, int(match[1]) - 1, levels[depth].legal), levels[depth].print)

    def _list(self, paragraph: Any) -> tuple[str, int]:
        """Which list a paragraph belongs to, by itself or by its style, and how deep."""
        properties = find(paragraph, "pPr")
        style = self.lists.styles.get(value(find(properties, "pStyle")), ("", 0))
        numbering = find(properties, "numPr")
        if numbering is None:
            return style
        depth = whole(value(find(numbering, "ilvl")))
        return value(find(numbering, "numId")) or style[0], min(style[1] if depth is None else depth, _LEVELS - 1)


def _count(counts: list[int | None], levels: dict[int, Level], depth: int, legal: bool) -> str:
    if depth not in levels:
        return ""
    number = counts[depth]
    number = levels[depth].start if number is None else number
    form = FORMATS.get("decimal" if legal else levels[depth].form)
    return form(number) if form and 0 < number < _MOST else ""


def read_lists(numbering: Any, styles: Any) -> Lists:
    """The lists of a document out of numbering.xml and styles.xml, either of which may be missing."""
    kinds = {element.get(_name(element, "abstractNumId"), ""): element for element in _children(numbering, "abstractNum")}
    levels: dict[str, dict[int, Level]] = {}
    shared: dict[str, str] = {}
    restarts: dict[tuple[str, int], int] = {}
    for element in _children(numbering, "num"):
        number, kind = element.get(_name(element, "numId"), ""), value(find(element, "abstractNumId"))
        shared[number] = kind
        levels[number] = _levels(kinds.get(kind))
        for override in _children(element, "lvlOverride"):
            depth, start = whole(override.get(_name(override, "ilvl"), "")), whole(value(find(override, "startOverride")))
            levels[number] |= _levels(override)
            if depth is not None and start is not None:
                restarts[number, depth] = start
    return Lists(levels, shared, restarts, _styles(styles))


def _levels(element: Any) -> dict[int, Level]:
    levels = {}
    for level in _children(element, "lvl"):
        depth, form = whole(level.get(_name(level, "ilvl"), "")), value(find(level, "numFmt")) or "decimal"
        if depth is not None and depth < _LEVELS and form in FORMATS:
            start = whole(value(find(level, "start")))
            levels[depth] = Level(1 if start is None else start, form, value(find(level, "lvlText")), find(level, "isLgl") is not None)
    return levels


def _styles(styles: Any) -> dict[str, tuple[str, int]]:
    """Styles whose paragraphs are numbered, a style based on such a one included."""
    known = {element.get(_name(element, "styleId"), ""): element for element in _children(styles, "style")}
    found = {}
    for name, style in known.items():
        seen: set[str] = set()
        element = style
        while element is not None and find(find(element, "pPr"), "numPr") is None:
            base = value(find(element, "basedOn"))
            element = known.get(base) if base not in seen else None
            seen.add(base)
        if element is not None:
            numbering = find(find(element, "pPr"), "numPr")
            depth = whole(value(find(numbering, "ilvl"))) or 0
            found[name] = (value(find(numbering, "numId")), min(depth, _LEVELS - 1))
    return found


def _children(element: Any, name: str) -> list[Any]:
    return [child for child in element if local(child) == name] if element is not None else []


def _name(element: Any, attribute: str) -> str:
    """The full name of an attribute in the element's own namespace."""
    return f"{element.tag.partition('}')[0]}}}{attribute}" if "}" in element.tag else attribute
