"""Where on paper and where in the disclosure something stands, in the words of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from budgetnb.checking.findings import Evidence
from budgetnb.figures import Place
from budgetnb.showing.marks import Marked
from budgetnb.showing.places import address_words, spot
from budgetnb.texts import text

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def address(marked: Marked, evidence: Evidence) -> str:
    """Table, line and column, or section, term and role."""
    return address_words(marked, evidence.key, evidence.place)


def spots(places: Iterable[Place]) -> str:
    """Page, sheet, cell and line of the places, file by file, each once."""
    by_file: dict[str, dict[str, None]] = {}
    for place in places:
        by_file.setdefault(place.file, {})[spot(place)] = None
    return "\n".join(f"{file}\n{text('workpaper.comma').join(filter(None, there))}".strip() for file, there in by_file.items())


def numbered(lines: Sequence[str]) -> str:
    """Several lines of one cell, each with its number so that the cells beside it can be matched."""
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{_CIRCLED[place]} {line}" if place < len(_CIRCLED) else line for place, line in enumerate(lines))
