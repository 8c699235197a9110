"""Numbers into print: the hand of one office, the same all through its disclosure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from faults.ledger import Budget
from faults.paper import HUNDREDTH, Cell, Number, Part, rounded
from faults.words import REASONS_LESS, REASONS_MORE, REASONS_SAME

Postings = frozenset[int]
Filter = Mapping[str, str | tuple[str, ...]]
Columns = Sequence[tuple[str, Filter]]
HALF = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Pen:
    """How an office writes: `unit` is that of its tables; narratives are in 万元."""

    budget: Budget
    prior: Budget
    draw: Random
    unit: str = "万元"
    grouped_in_tables: bool = False
    grouped_in_text: bool = False
    short: bool = False
    nil: str = ""

    def now(self, **wanted: str | tuple[str, ...]) -> Postings:
        """Postings of this year."""
        return self.budget.chosen(**wanted)

    def of_unit(self, unit: int) -> Postings:
        """Postings of one of the office's units."""
        return frozenset(number for number, posting in enumerate(self.budget.postings) if posting.unit == unit)

    def cell(self, chosen: Postings, place: str, unit: str = "", nil: str | None = None) -> Cell:
        """A table's cell; nothing to add up prints `nil`, or the office's own, or leaves it blank."""
        nil = self.nil if nil is None else nil
        if not chosen:
            return Cell(Number(nil, place, Decimal(0), unit or self.unit) if nil else "")
        value = Decimal(self.budget.sum(chosen))
        if (unit or self.unit) == "万元":
            value = rounded(value / 10000)
        return Cell(Number(f"{value:,f}" if self.grouped_in_tables else f"{value:f}", place, value, unit or self.unit, chosen))

    def said(self, chosen: Postings, place: str, nil: str = "0") -> tuple[Part, ...]:
        """An amount in a sentence, with its unit."""
        value = in_wan(self.budget.sum(chosen))
        return (self._number(value, place, chosen) if chosen else Number(nil, place, Decimal(0), "万元"), "万元")

    def share(self, part: Postings, whole: Postings, place: str) -> tuple[Part, ...]:
        """A share in a sentence, with the sign of percent."""
        above, below = self.budget.sum(part), self.budget.sum(whole)
        value = rounded(Decimal(above) / below * 100) if below else Decimal(0)
        honest = honest_ratios(in_wan(above), in_wan(below)) if below else None
        return (self._percent(value, place, part, honest), "%")

    def change(self, place: str, last: int | None = None, *, chosen: Postings, rate: bool = True) -> tuple[Part, ...]:
        """A change against last year, in 元: its word, its amount, its percentage where there is a base."""
        this = self.budget.sum(chosen)
        last = last if last is not None else 0
        if abs(this - last) < 50:
            return ("持平",)
        amount = in_wan(abs(this - last))
        words = ("增加", "增长") if this > last else ("减少", "下降")
        said: tuple[Part, ...] = (words[0], self._number(amount, f"{place}/增减额", chosen), "万元")
        if not last or not rate:
            return said
        value = rounded(Decimal(abs(this - last)) / last * 100)
        base = in_wan(this) - amount if this > last else in_wan(this) + amount
        honest = honest_ratios(amount, base, slack=2)
        return (*said, f"，{words[1]}", self._percent(value, f"{place}/增减率", chosen, honest), "%")

    def reason(self, last: int, *, chosen: Postings) -> str:
        """Why something changed."""
        this = self.budget.sum(chosen)
        pool = REASONS_SAME if abs(this - last) < 50 else REASONS_MORE if this > last else REASONS_LESS
        return self.draw.choice(pool)

    def _number(self, value: Decimal, place: str, chosen: Postings) -> Number:
        printed = f"{value:,f}" if self.grouped_in_text else f"{value:f}"
        if self.short and "." in printed:
            printed = printed.rstrip("0").rstrip(".")
        return Number(printed, place, value, "万元", chosen)

    def _percent(self, value: Decimal, place: str, chosen: Postings, honest: tuple[Decimal, Decimal] | None) -> Number:
        printed = f"{value:f}"
        if self.short and "." in printed:
            printed = printed.rstrip("0").rstrip(".")
        return Number(printed, place, value, "%", chosen, honest)


def in_wan(amount: int) -> Decimal:
    """元 as 万元 with two decimals."""
    return rounded(Decimal(amount) / 10000)


def honest_ratios(above: Decimal, below: Decimal, slack: int = 1) -> tuple[Decimal, Decimal]:
    """The percentages that two rounded numbers may honestly give."""
    if below <= HALF * slack:
        return Decimal(0), Decimal(10) ** 9
    low = max(Decimal(0), above - HALF) / (below + HALF * slack) * 100
    high = (above + HALF) / (below - HALF * slack) * 100
    return low - HUNDREDTH / 2, high + HUNDREDTH / 2
