"""How the workbook looks, and what Excel allows a sheet to be called."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from budgetnb.characters import visible

Look = Mapping[str, Any]

INK, SOFT, RULE = "#1C2329", "#525D68", "#AAB4BE"
BASE: Look = {"font_name": "宋体", "font_size": 10, "font_charset": 134, "font_scheme": "none", "font_color": INK}
CELL: Look = {"valign": "vcenter", "border": 1, "border_color": RULE}
HEADS: Look = {**CELL, "bold": True, "bg_color": "#DCE4EC", "align": "center", "text_wrap": True}
WRAPPED: Look = {**CELL, "valign": "top", "text_wrap": True}
CENTRED: Look = {**WRAPPED, "align": "center"}
TITLE: Look = {"bold": True, "font_size": 15, "valign": "vcenter"}
QUIET: Look = {"font_color": SOFT, "valign": "vcenter"}
LINK: Look = {**CELL, "valign": "top", "font_color": "#1F4E79", "underline": 1}
STRONG: Look = {"bold": True, "font_color": "#8E2415"}
LINE = 13.5
"""Height of a line of text in points."""
BY_WORDS, FULL = 0.88, 0.96
"""How much of a line is filled where lines break between words, and between Chinese characters."""
MARKS = ("ties", "rounds", "breaks", "blank", "unchecked")
_MARKED: Mapping[str, Look] = {
    "ties": {"bg_color": "#E3EEF6"},
    "rounds": {"bg_color": "#F9EFD5"},
    "breaks": {"bg_color": "#F6D5CC", "bold": True, "font_color": "#8E2415"},
    "blank": {"bg_color": "#FFFFFF", "fg_color": "#8F73AC", "pattern": 14},
    "unchecked": {"bg_color": "#EEEEEE", "italic": True},
}
"""Marks are told apart by more than colour: breaks are bold, missing figures hatched, unchecked ones slanted."""
NAME = 31
"""Letters a sheet's name may have."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def marked(look: Look, mark: str) -> Look:
    """A look with the mark of a figure; what has no mark keeps its look."""
    return {**look, **_MARKED.get(mark, {})}


def width_of(words: str) -> int:
    """How wide a line is, in letters; a Chinese character is two letters wide."""
    return len(words) if words.isascii() else len(words.encode("gb18030", "replace"))


def lines(words: str, width: float) -> int:
    """How many lines a text takes in a column so many letters wide."""
    if len(words) * 2 <= width and "\n" not in words:
        return 1
    return sum(max(1, math.ceil(width_of(line) / (width * (BY_WORDS if line.isascii() else FULL)))) for line in words.split("\n"))


def sheet_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """Names that Excel takes, as near to the wanted ones as can be, each only once."""
    taken: set[str] = set()
    names = []
    for title in wanted:
        plain = _NOT_IN_NAMES.sub(" ", visible(title)).replace("\n", " ").strip(" '") or "？"
        name, number = plain[:NAME].strip(" '"), 2
        while name.casefold() in taken or name.casefold() == "history":
            end = f"（{number}）"
            name, number = plain[: NAME - len(end)].strip(" '") + end, number + 1
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)
