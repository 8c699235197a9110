"""Where one clause ends and the next begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from budgetnb.recognising.statements.tokens import Token

_BORDER = re.compile(r"[，。；;!?:()]")
_PART = re.compile(
    r"(?<=[。;；:])(?=(?:\d{1,2}[.、](?:\D|(?:19|20)\d\d年)|\(\d{1,2}\)|[①-⑳]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、))"
)
_LISTED = re.compile(r"(?<=[:，])[一二三四五六七八九十](?=、(?:(?:19|20)\d\d年|[^一二三四五六七八九十\d]))")
_ORDER = "一二三四五六七八九十"


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
    cuts = {found.start() for found in _PART.finditer(text)} | set(_listed(text))
    return tuple(pairwise([0, *sorted(cuts), len(text)]))


def _listed(text: str) -> Iterator[int]:
    """Where the entries of a list within a sentence begin, behind a colon or commas: 一、 … ，二、 … ，三、 …, each the one that is due."""
    entries = list(_LISTED.finditer(text))
    due = 0
    for entry in entries if len(entries) > 1 else ():
        if entry.group() == _ORDER[due : due + 1]:
            yield entry.start()
            due += 1


def within(numbers: tuple[Token, ...], start: int, end: int) -> tuple[Token, ...]:
    """The tokens, which are in order, that begin in `start:end`."""
    first = bisect_left(numbers, start, key=lambda token: token.start)
    return numbers[first : bisect_left(numbers, end, lo=first, key=lambda token: token.start)]


def clauses(text: str, start: int, end: int, figures: tuple[Token, ...]) -> Iterator[Clause]:
    """The clauses of `text[start:end]`. Brackets that hold no figure belong to the words around them."""
    closing = _brackets(text, start, end)
    groups = {opening: close for opening, close in closing.items() if within(figures, opening, close)}
    ends = set(groups.values())
    place, depth, skip = start, 0, start
    for border in _BORDER.finditer(text, start, end):
        at, mark = border.start(), border.group()
        if at < skip or _in_number(text, at, figures):
            continue
        if mark == "(" and at not in groups:
            skip = closing.get(at, at) + 1
            continue
        if mark == ")" and at not in ends:
            continue
        yield Clause(place, at, mark, depth, within(figures, place, at))
        place = at + 1
        depth += (mark == "(") - (mark == ")")
    if place < end:
        yield Clause(place, end, "", depth, within(figures, place, end))


def _in_number(text: str, at: int, figures: tuple[Token, ...]) -> bool:
    """Whether a comma or colon stands inside one number ("1，895", "9:30")."""
    if text[at] == ":":
        return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
    before = within(figures, at - 40, at)
    return bool(before) and before[-1].end > at


def _brackets(text: str, start: int, end: int) -> dict[int, int]:
    """The closing place of each bracket that is closed."""
    open_at: list[int] = []
    closing: dict[int, int] = {}
    for found in re.finditer(r"[()]", text[start:end]):
        if found.group() == "(":
            open_at.append(start + found.start())
        elif open_at:
            closing[open_at.pop()] = start + found.start()
    return closing
