"""Tables of several disclosures: cells, numbers and links, written in one way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from budgetnb.amounts import rounded, shown
from budgetnb.blocks import BodyCell, BodyRow, HeadCell, Paragraph, Run, Table, runs
from budgetnb.showing.figures_for import UNIT
from budgetnb.texts import has_text, text
from budgetnb.texts.names import in_words

PLACES = 2
"""Decimals of amounts and percentages in these tables."""
Cell = str | Run | BodyCell


def table(caption: str, heads: Sequence[str], rows: Iterable[BodyRow], numbers: Iterable[int] = (), **looks: Any) -> Table:
    """A table whose columns at `numbers` hold numbers; a head is a word that `many.head` has or stands as it is.

    `looks` are further fields of it.
    """
    right = set(numbers)
    align = tuple("right" if place in right else "left" for place in range(len(heads)))
    words = (text(f"many.head.{head}") if has_text(f"many.head.{head}") else head for head in heads)
    return Table(caption, (tuple(map(HeadCell, words)),), tuple(rows), align, **looks)


def row(cells: Iterable[Cell], style: str = "normal", indent: int = 0) -> BodyRow:
    """A row of words, links and marked cells."""
    return BodyRow(tuple(map(_cell, cells)), style, indent)


def money(value: Decimal | None) -> str:
    """An amount in 万元; the word for a blank."""
    return text("chart.blank") if value is None else shown(value, PLACES)


def money_words(value: Decimal) -> str:
    """An amount in 万元 with its unit, as it stands in a sentence."""
    return text(f"prose.money.{UNIT}", value=shown(value, PLACES))


def signed(value: Decimal) -> str:
    """A difference with its sign; nothing has none."""
    words = shown(value, PLACES)
    return f"+{words}" if rounded(value, PLACES) > 0 else words


def change(last: Decimal | None, this: Decimal | None) -> str:
    """The change in percent; "" without both numbers, — on a base of nothing or less."""
    if last is None or this is None:
        return ""
    return f"{signed((this - last) * 100 / last)}%" if last > 0 else "—"


def share(part: Decimal | None, whole: Decimal | None) -> str:
    """What a part is of a whole."""
    return f"{shown(part * 100 / whole, PLACES)}%" if part is not None and whole else ""


def to_report(words: str, report: str, above: int = 2) -> Run:
    """Words that lead to the page of a report, from a page `above` folders below the reports folder; plain words where there is none."""
    return Run(words, to=f"{'../' * above}{quote(report)}/report.html" if report else "")


def listed(names: Sequence[str], most: int = 8) -> str:
    """The first of many names, with how many there are in all."""
    more = text("chart.and_more", count=len(names)) if len(names) > most else ""
    return text("chart.list").join(names[:most]) + more


def whose(name: str, level: str | None) -> str:
    """An organisation with its level: a department and one of its units may bear one name."""
    return text("many.overview.whose", name=name, level=in_words(level)) if level else name


def note(key: str, **parts: object) -> Paragraph:
    """A sentence of its own."""
    return Paragraph(runs(text(key, **parts)), "note")


def unit() -> str:
    """What all these tables are in."""
    return text(f"many.unit.{UNIT}")


def _cell(cell: Cell) -> BodyCell:
    if isinstance(cell, BodyCell):
        return cell
    return BodyCell((cell,) if isinstance(cell, Run) else runs(cell) if cell else ())
