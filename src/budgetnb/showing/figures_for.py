"""The figures that pictures and pages ask for, by canonical table, line and column.

A line or column that a document does not have is None; a cell that it leaves blank is an Amount
without a value. Nothing here turns a blank into a zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from budgetnb.amounts import YUAN, decimals, in_unit
from budgetnb.codes import names_of
from budgetnb.figures import Disclosure, Figure, Line, Table
from budgetnb.texts import language, text
from budgetnb.texts.names import glossed, in_words

UNIT = "万元"
"""What charts are drawn in; amounts printed in another unit of money are converted exactly."""
MOST_PLACES = 2
"""Decimals of an amount that was converted."""
ONLY = ("金额", "合计")
"""The columns that a table without a more special one gives its amounts in."""
PARTS = {"人员经费": ("工资福利支出", "对个人和家庭的补助"), "公用经费": ("商品和服务支出", "资本性支出")}
"""Heads that many forms print without a column of their own."""

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十百]+[、．.]|[（(][一二三四五六七八九十百]+[)）]、?|\d+[、．.](?!\d))\s*")
_INSIDE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure ready to be shown: the words it goes by, its value (None: blank) in `unit`, and the decimals it is shown with.

    `of` is the organisation named on its line; `half` what rounding may have hidden, in the same unit.
    """

    name: str
    label: str
    value: Decimal | None
    unit: str
    places: int
    code: str = ""
    of: str = ""
    half: Decimal = Decimal(0)


class About(Protocol):
    """What is about one disclosure: a review, or one recalled from the collected data."""

    @property
    def disclosure(self) -> Disclosure:
        """The disclosure."""


def disclosure_of(subject: Disclosure | About) -> Disclosure:
    """The disclosure itself or the one a review is about."""
    return subject if isinstance(subject, Disclosure) else subject.disclosure


def amount_at(disclosure: Disclosure, table: str, line: str, column: str = "") -> Amount | None:
    """The figure at an address; without a column, in the table's only amount column."""
    found = disclosure.find_table(table)
    row = next((row for row in found.lines if line in (row.name, row.key)), None) if found else None
    return amount_in(found, row, column) if found and row else None


def first_of(disclosure: Disclosure, addresses: Iterable[tuple[str, str, str]]) -> Amount | None:
    """The first of several addresses of the same fact that is printed; a blank one only where none is."""
    found = [amount for address in addresses if (amount := amount_at(disclosure, *address))]
    return next((amount for amount in found if amount.value is not None), found[0] if found else None)


def amounts(table: Table, column: str = "", *, level: str = "", side: str = "", names: Sequence[str] = ()) -> tuple[Amount, ...]:
    """The figures of one column in printed order: of the lines of a level, a side, or with given names."""
    lines = [row for row in table.lines if level in ("", row.level) and side in ("", row.side) and (not names or row.name in names)]
    return tuple(amount for row in lines if (amount := amount_in(table, row, column)))


def merged(found: Iterable[Amount]) -> tuple[Amount, ...]:
    """Lines of one code (a department prints it once for each of its units) as one, in the order they begin."""
    groups: dict[str, list[Amount]] = {}
    for place, amount in enumerate(found):
        groups.setdefault(amount.code or f"#{place}", []).append(amount)
    return tuple(added(group) for group in groups.values())


def added(group: Sequence[Amount]) -> Amount:
    """Several amounts as one, called by the first; blank when all are."""
    values = [amount.value for amount in group if amount.value is not None]
    half = sum((amount.half for amount in group), Decimal(0))
    return replace(group[0], value=sum(values, Decimal(0)) if values else None, places=places_of(group), half=half)


def amount_in(table: Table, row: Line, column: str = "") -> Amount | None:
    """A line's figure in a column; a head without a column of its own is the sum of its columns; None when there is none."""
    cells = [cell for cell in (_cell(row, place) for place in columns_of(table, column, row)) if cell]
    if not cells:
        return None
    known = [cell for cell in cells if cell.value is not None]
    unit = next((cell.unit for cell in known), table.unit)
    shown_in = UNIT if unit in YUAN else unit
    values = [in_unit(cell.value, cell.unit, shown_in) for cell in known if cell.value is not None]
    places = max((decimals(value) for value in values), default=0)
    total = sum(values, Decimal(0)) if values else None
    half = sum((in_unit(cell.half, cell.unit, shown_in) for cell in known), Decimal(0))
    places = places if unit == shown_in else min(places, MOST_PLACES)
    return Amount(row.name, label_of(row), total, shown_in, places, row.code, row.unit, half)


def columns_of(table: Table, column: str, row: Line | None = None) -> tuple[int, ...]:
    """Where a column stands: itself, or the columns below its head; empty when the table has neither."""
    names = [known.name for known in table.columns]
    if not column:
        places = [names.index(name) for name in ONLY if name in names]
        return tuple(place for place in places if row is None or _cell(row, place))[:1] or tuple(places[:1])
    for wanted in (column, f"{column}.小计"):
        if wanted in names:
            return (names.index(wanted),)
    below = tuple(place for place, name in enumerate(names) if name.startswith(f"{column}."))
    return below or tuple(names.index(part) for part in PARTS.get(column, ()) if part in names)


def told_apart(found: Sequence[Amount]) -> tuple[Amount, ...]:
    """The amounts, those that bear one label told apart by their codes or organisations, else by their order."""
    for tail in (_by_code, _by_order):
        labels = [amount.label for amount in found]
        found = [
            replace(amount, label=amount.label + tail(amount, labels[:place])) if labels.count(amount.label) > 1 else amount
            for place, amount in enumerate(found)
        ]
    return tuple(found)


def places_of(found: Iterable[Amount | None]) -> int:
    """As many decimals as any of the amounts is printed to."""
    return max((amount.places for amount in found if amount is not None), default=MOST_PLACES)


def label_of(row: Line) -> str:
    """What a line is called on a page: as printed, without numbering; in English by the glossary where it has the name.

    A line that prints only a code is called by the code and its official name.
    """
    official = names_of(row.code)
    if not row.label.strip() and not row.name and official:
        return f"{row.code} {official[0].name}"
    if row.level == "项目":  # a project has a name of its own, whatever it is called
        return label_in_words("", row.label or row.name)
    return label_in_words(row.name, row.label)


def label_in_words(name: str, printed: str = "") -> str:
    """A canonical name, or the words that were printed for it, in the language in force."""
    name = name.rpartition(".")[2]
    plain = _NUMBERING.sub("", _INSIDE.sub("", " ".join(printed.split()))).strip(" :：")
    if language() != "zh":
        return glossed(name) or in_words(plain or name) or text("chart.unnamed")
    return plain or in_words(name) or text("chart.unnamed")


def _cell(row: Line, place: int) -> Figure | None:
    return row.figures[place] if place < len(row.figures) else None


def _by_code(amount: Amount, before: list[str]) -> str:
    own = amount.code or amount.of
    return text("chart.in_brackets", words=own) if own else text("chart.no_code")


def _by_order(amount: Amount, before: list[str]) -> str:
    return text("chart.nth", number=before.count(amount.label) + 1)
