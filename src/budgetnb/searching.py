"""Figures of a disclosure by what they say or what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal

from budgetnb.amounts import YUAN, amount, decimals, half_unit, in_unit, is_amount
from budgetnb.figures import Disclosure, Figure, Figures, Found

_WITH_UNIT = re.compile(rf"(.+?)\s*({'|'.join(sorted(YUAN, key=len, reverse=True))}|%|％)?")
_KEPT = tuple(one.name for one in fields(Figure))


def search(disclosure: Disclosure, wanted: str, within: object) -> Figures:
    """The figures that a number or words mean, in printed order, each knowing that it was looked for `within` something."""
    is_meant = _meant(wanted.strip())
    found = (figure for figure in disclosure.figures() if is_meant(figure))
    return Figures(Found(**{name: getattr(figure, name) for name in _KEPT}, within=within) for figure in found)


def _meant(wanted: str) -> Callable[[Figure], bool]:
    """Whether a figure is what somebody wants: by its number, or by what it is called where no number was given."""
    said = _WITH_UNIT.fullmatch(wanted)
    value = amount(said[1]) if said and is_amount(said[1]) else None
    if said is None or value is None:
        return lambda figure: bool(wanted) and wanted in _called(figure)
    unit = (said[2] or "").replace("％", "%")
    if unit not in YUAN:
        return lambda figure: figure.value == value and (not unit or figure.unit == unit)

    return lambda figure: figure.value is not None and figure.unit in YUAN and _same_money(figure.value, figure.unit, value, unit)


def _same_money(printed: Decimal, its_unit: str, value: Decimal, unit: str) -> bool:
    """Whether two amounts are the same: exactly in one unit, to the digits of the one that was asked for in different ones."""
    return printed == value if its_unit == unit else abs(in_unit(printed, its_unit, unit) - value) <= half_unit(decimals(value))


def _called(figure: Figure) -> str:
    place = figure.place
    return "\n".join(part for part in (figure.key, place.row, place.column, place.section) if part)
