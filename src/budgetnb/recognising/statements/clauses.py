"""Where one clause ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from budgetnb.recognising.statements.tokens import Token

_BORDER = re.compile(r"[，。；;!?:()]")
_PART = re.compile(
    r"(?<=[。;；:])(?=(?:\d{1,2}[.、](?:\D|(?:19|20)\d\d年)|\(\d{1,2}\)|[①-⑳]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、))"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of plain text with its figures; `close` is the mark that ends it, `depth` counts brackets around it."""

    start: int
    end: int
    close: str
    depth: int
    figures: tuple[Token, ...]


def parts(text: str) -> tuple[tuple[int, int], ...]:
    """The pieces of a paragraph that begin with a number of their own, as they would after a line break."""
    cuts = [0, *(found.start() for found in _PART.finditer(text)), len(text)]
    return tuple(pairwise(cuts))


def clauses(text: str, start: int, end: int, numbers: tuple[Token, ...]) -> Iterator[Clause]:
    """The clauses of `text[start:end]`. Brackets that hold no figure belong to the words around them."""
    figures = tuple(token for token in numbers if token.figure and start <= token.start < end)
    groups = _groups(text, start, end, figures)
    closers = set(groups.values())
    inside = {place for token in numbers for place in range(token.start, token.end)}
    place, depth, skip = start, 0, start
    for border in _BORDER.finditer(text, start, end):
        at, mark = border.start(), border.group()
        if at < skip or at in inside or (mark == ":" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()):
            continue
        if mark == "(" and at not in groups:
            skip = _closing(text, at, end) + 1
            continue
        if mark == ")" and at not in closers:
            continue
        yield Clause(place, at, mark, depth, tuple(token for token in figures if place <= token.start < at))
        place = at + 1
        depth += (mark == "(") - (mark == ")")
    if place < end:
        yield Clause(place, end, "", depth, tuple(token for token in figures if place <= token.start < end))


def _groups(text: str, start: int, end: int, figures: tuple[Token, ...]) -> dict[int, int]:
    """Opening and closing places of the brackets that hold figures."""
    groups = {}
    for at in (found.start() for found in re.finditer(r"\(", text[start:end])):
        close = _closing(text, start + at, end)
        if any(start + at < token.start < close for token in figures):
            groups[start + at] = close
    return groups


def _closing(text: str, opening: int, end: int) -> int:
    """Where the bracket opened at `opening` closes; an unclosed one closes where it opens."""
    depth = 0
    for found in re.finditer(r"[()]", text[opening:end]):
        depth += 1 if found.group() == "(" else -1
        if depth == 0:
            return opening + found.start()
    return opening
