"""How the cells of a workbook look: number formats, borders, texts set across several cells."""

from __future__ import annotations

from typing import Any, NamedTuple

from budgetnb.reading.xlsx.formats import BUILT_IN
from budgetnb.reading.xlsx.sheets import whole

Sides = tuple[bool, bool, bool, bool]
"""left, right, top, bottom"""
_LONGEST = 255
"""Characters of a number format that office programs accept."""
_SIDES = ("left", "right", "top", "bottom")


class Style(NamedTuple):
    """What a cell style says: its number format, which of its sides have a border, whether its text is set across empty cells."""

    code: str = "General"
    sides: Sides = (False, False, False, False)
    across: bool = False


def read_styles(root: Any) -> list[Style]:
    """The cell styles of a workbook, by their number; `root` is styles.xml."""
    codes = {number.get("numFmtId"): number.get("formatCode", "General") for number in root.iterfind("{*}numFmts/{*}numFmt")}
    borders = [_border(border) for border in root.iterfind("{*}borders/{*}border")]
    return [_style(style, codes, borders) for style in root.iterfind("{*}cellXfs/{*}xf")]


def _style(style: Any, codes: dict[str, str], borders: list[Sides]) -> Style:
    number = style.get("numFmtId", "0")
    code = codes.get(number) or BUILT_IN.get(whole(number) or 0, "General")
    place = whole(style.get("borderId", "0")) or 0
    sides = borders[place] if place < len(borders) else Style().sides
    alignment = style.find("{*}alignment")
    return Style(
        code if len(code) <= _LONGEST else "General", sides, alignment is not None and alignment.get("horizontal") == "centerContinuous"
    )


def _border(border: Any) -> Sides:
    drawn = {side for side in _SIDES if (line := border.find(f"{{*}}{side}")) is not None and line.get("style", "none") != "none"}
    return "left" in drawn, "right" in drawn, "top" in drawn, "bottom" in drawn
