"""The table behind a chart: every number of it in full, blank ones said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetnb.blocks import BodyCell, BodyRow, HeadCell, Table, runs
from budgetnb.showing.charts.pictures import Picture
from budgetnb.showing.style import number
from budgetnb.texts import text


def table_behind(picture: Picture, heads: Sequence[str], rows: Iterable[BodyRow], unit: str = "") -> Table:
    """The table of a chart: words in the first column, numbers in the others."""
    head = (tuple(HeadCell(words) for words in heads),)
    align = ("left", *("right" for _ in heads[1:]))
    return Table(text(f"chart.name.{picture.name}"), head, tuple(rows), align, unit or picture.unit, sortable=True)


def body_row(words: str, cells: Iterable[str], indent: int = 0, style: str = "normal") -> BodyRow:
    """A row of it."""
    return BodyRow(tuple(BodyCell(runs(cell)) for cell in (words, *cells)), style, indent)


def printed(value: Decimal | None, places: int, sign: bool = False) -> str:
    """A number, or the word for a blank."""
    return text("chart.blank") if value is None else number(value, places, sign)
