"""Which term a paragraph is a part of: the outline that numbered paragraphs make (（一） 1． （1）)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_MARKS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)[、.]?"),
    re.compile(r"\d{1,2}(?:、|\.(?=[^\d]|(?:19|20)\d\d年))"),
    re.compile(r"\(\d{1,2}\)[、.]?"),
    re.compile(r"(?:\d{1,2}\)|[①-⑳])[、.]?"),
)
_OPENS = re.compile(r"(?:其中|包括|如下|分别为|分别是|明细|方面|构成)?:$|(?:其中|如下)[，。]?$")


@dataclass(frozen=True, slots=True)
class Branch:
    """A paragraph that later ones may be parts of.

    `open` while unnumbered ones may be entries of the list it announced; `heading` when they are its text;
    `listing` numbers the list that its parts make.
    """

    level: float
    term: str
    open: bool
    heading: bool = False
    listing: int = 0


Outline = tuple[Branch, ...]


def mark(text: str, start: int) -> tuple[int, int]:
    """The level of the number that a part begins with (0 for none), and where its words begin."""
    for level, pattern in enumerate(_MARKS, start=1):
        found = pattern.match(text, start)
        if found:
            return level, found.end()
    return 0, start


def opens(text: str) -> bool:
    """Whether a part ends by announcing a list."""
    return bool(_OPENS.search(text))


def enter(outline: Outline, level: int, listed: bool) -> tuple[Outline, float]:
    """The outline above a part, and the level the part has in it.

    An unnumbered part is text below the last heading, or, if it may be `listed`, an entry of an open list; otherwise it begins anew.
    """
    if level:
        return tuple(replace(branch, open=False) for branch in outline if branch.level < level), level
    for place in range(len(outline) - 1, -1, -1):
        if outline[place].heading or (listed and outline[place].open):
            return outline[: place + 1], outline[place].level + 0.5
    return (), 0


def parent(outline: Outline) -> str:
    """The term that a part below this outline is a part of."""
    return next((branch.term for branch in reversed(outline) if branch.term), "")


def listing(outline: Outline) -> int:
    """The number of the list that a part below this outline stands in."""
    return next((branch.listing for branch in reversed(outline) if branch.term), 0)
