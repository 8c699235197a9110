"""Sentences that the forms share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from faults.ledger import BUY
from faults.paper import Number, Part
from faults.pen import Pen, Postings

_DIGITS = "零一二三四五六七八九十"
_VEHICLE = 100_000
"""Vehicles are no money: they have numbers of postings of their own."""


def numeral(number: int) -> str:
    """A Chinese number below 100."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def bought(pen: Pen, title: str, kinds: Sequence[tuple[str, str]], nil: str = "0") -> tuple[Part, ...]:
    """What is to be bought and its three parts, each with its words."""
    parts: list[Part] = [title, *pen.said(pen.now(nature=BUY), "文/政府采购/政府采购/数额", nil), "，其中："]
    for words, kind in kinds:
        parts += [words, *pen.said(pen.now(nature=BUY, kind=kind), f"文/政府采购/政府采购{kind}/数额", nil), "、"]
    return (*parts[:-1], "。")


def vehicles(pen: Pen, between: str = "辆，其中：") -> tuple[Part, ...]:
    """Vehicles, and their uses."""
    kinds = pen.budget.office.vehicles
    total = sum(count for _, count in kinds)
    everything = frozenset(range(_VEHICLE, _VEHICLE + len(kinds)))
    parts: list[Part] = ["车辆", plain(str(total), "文/国有资产/车辆/数额", "辆", everything), between]
    for number, (kind, count) in enumerate(kinds):
        parts += [kind, plain(str(count), f"文/国有资产/{kind}/数额", "辆", frozenset({_VEHICLE + number})), "辆、"]
    return (*parts[:-1], "辆")


def plain(printed: str, place: str, unit: str, postings: Postings = frozenset()) -> Number:
    """A number of the narrative that is no money."""
    return Number(printed, place, Decimal(printed), unit, postings)
