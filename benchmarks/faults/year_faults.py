"""Known faults between two years: a sentence that starts from another figure than the one published last year.

All that this year's disclosure repeats of the change is changed alike, and every percentage is worked out anew from the wrong
base, so that nothing in the document itself contradicts it: only last year's disclosure tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from faults.faulty import exchanged, said
from faults.paper import Number, Paper, Paragraph, Part, rounded
from faults.slips import SLIPS, slip

KINDS = tuple(f"base.{kind}" for kind in SLIPS)
LEAST = Decimal("0.05")
"""A base is wrong by so many 万元 at least: less may be rounding."""
_LESS = ("减少", "下降")


@dataclass(frozen=True, slots=True)
class WrongBase:
    """A faulty paper; `place` is the change, `printed` what it now says, `base` and `right` the wrong base and the one published."""

    paper: Paper
    kind: str
    place: str
    printed: str
    base: Decimal
    right: Decimal


@dataclass(frozen=True, slots=True)
class _Told:
    """A change as a sentence tells it, with this year's amount."""

    number: Number
    this: Decimal
    way: int

    @property
    def base(self) -> Decimal:
        """Last year's figure."""
        return self.this - self.way * self.number.value

    @property
    def fact(self) -> tuple[Decimal, Decimal, int]:
        """What makes two tellings one."""
        return self.this, self.number.value, self.way

    @property
    def scope(self) -> str:
        """The section it stands in."""
        return self.number.place.split("/")[1]


def wrong_base(paper: Paper, kind: str, draw: Random) -> WrongBase | None:
    """The paper with one change told from a wrong base; None where it tells none that a slip of this kind could wrong."""
    found = _changes(paper)
    draw.shuffle(found)
    for told in found:
        if any(other.scope == told.scope and other.number.postings < told.number.postings for other in found):
            continue  # its parts would not add up to it any more
        slipped = slip(kind.removeprefix("base."), f"{rounded(told.base):f}", draw)
        base = rounded(Decimal(slipped)) if slipped else told.base
        changes = _followed(told, told.base - base, found) if abs(base - told.base) >= LEAST else None
        if changes:
            printed = _as(told.number, changes[told.fact]).printed
            return WrongBase(_reprinted(paper, found, changes), kind, told.number.place, printed, base, told.base)
    return None


def _followed(told: _Told, more: Decimal, found: list[_Told]) -> dict[tuple[Decimal, Decimal, int], Decimal] | None:
    """What the change and all that it is a part of come to when it is so much more; None where one would go the other way."""
    wholes = [one for one in found if one.scope == told.scope and told.number.postings <= one.number.postings]
    changes = {one.fact: one.way * (one.way * one.number.value + more) for one in (told, *wholes)}
    possible = all(change >= LEAST and this - way * change > 0 for (this, _, way), change in changes.items())
    return changes if possible else None


def _changes(paper: Paper) -> list[_Told]:
    """The changes in money of which this year's amount is printed too; what is compared with actual spending tells none."""
    amounts = {
        (number.postings, number.place.rsplit("/", 2)[0]): number.value for _, number in said(paper) if number.place.endswith("/数额")
    }
    totals = {number.postings: number.value for _, number in said(paper) if number.place.endswith("/数额")}
    made = []
    for line, number in said(paper):
        if number.place.endswith("/增减额") and number.value and number.postings:
            this = amounts.get((number.postings, number.place.rsplit("/", 2)[0]), totals.get(number.postings))
            before = line.parts[line.parts.index(number) - 1]
            if this and isinstance(before, str):
                made.append(_Told(number, this, -1 if before.endswith(_LESS) else 1))
    return made


def _reprinted(paper: Paper, found: list[_Told], changes: dict[tuple[Decimal, Decimal, int], Decimal]) -> Paper:
    """The paper with other changes, wherever they are told, and the percentages beside them worked out from them."""
    new: dict[int, Number] = {}
    rates: dict[tuple[str, frozenset[int]], Decimal] = {}
    for one in found:
        if one.fact in changes:
            change = changes[one.fact]
            new[id(one.number)] = _as(one.number, change)
            rates[one.number.place.removesuffix("增减额"), one.number.postings] = rounded(change / (one.this - one.way * change) * 100)
    for line in [block for block in paper.blocks if isinstance(block, Paragraph)]:
        parts = tuple(_part(part, new, rates) for part in line.parts)
        if parts != line.parts:
            paper = exchanged(paper, line, Paragraph(parts, line.style))
    return paper


def _part(part: Part, new: dict[int, Number], rates: dict[tuple[str, frozenset[int]], Decimal]) -> Part:
    if isinstance(part, str):
        return part
    rate = rates.get((part.place.removesuffix("增减率"), part.postings)) if part.place.endswith("增减率") else None
    return new.get(id(part)) or (_as(part, rate) if rate is not None else part)


def _as(number: Number, value: Decimal) -> Number:
    """Another value, written as the number was."""
    printed = f"{value:,f}" if "," in number.printed else f"{value:f}"
    return Number(printed, number.place, value, number.unit, number.postings)
