"""Which rows of a bar chart are drawn: blanks never, many zeros not, and beyond twenty the smallest as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.showing.charts.pictures import Bars, Row
from budgetnb.showing.style import number
from budgetnb.texts import text

MOST_ROWS = 20
REST = -1
"""The level of the row that stands for the rest."""
_MOST_ZEROS = 3
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rows that are drawn, how many rows the last of them stands for, and the labels that are only named."""

    rows: tuple[Row, ...]
    folded: int
    blanks: tuple[str, ...]
    zeros: tuple[str, ...]


def drawn(bars: Bars) -> Drawn:
    """What of the bars is drawn; the rows are expected with the largest first where there are many."""
    known = [row for row in bars.rows if row.total is not None]
    zeros = [row for row in known if not any(row.values)]
    if len(zeros) <= _MOST_ZEROS or len(zeros) == len(known):
        zeros = []
    rows = [row for row in known if row not in zeros]
    rest = rows[MOST_ROWS - 1 :] if len(rows) > MOST_ROWS else []
    blanks = tuple(row.label for row in bars.rows if row.total is None)
    return Drawn((*rows[: len(rows) - len(rest)], *_one(rest)), len(rest), blanks, tuple(row.label for row in zeros))


def notes(bars: Bars) -> tuple[str, ...]:
    """What is not drawn, in words."""
    found = drawn(bars)
    folded = (text("chart.folded", count=found.folded),) if found.folded else ()
    return (*folded, *_named("chart.blanks", found.blanks), *_named("chart.zeros", found.zeros))


def segments(row: Row) -> Iterator[tuple[int, Decimal, Decimal]]:
    """(series, start, length) of every piece: what is positive end to end to the right, what is negative to the left."""
    reach = {True: row.start, False: row.start}
    for series, value in enumerate(row.values):
        if value is not None:
            yield series, reach[value > 0], value
            reach[value > 0] += value


def share(value: Decimal | None, whole: Decimal) -> str:
    """What a value is of the whole, in percent with two decimals; "" for a blank or where the whole is nothing."""
    return f"{number(value * 100 / whole, 2)}%" if value is not None and whole else ""


def named(labels: tuple[str, ...]) -> str:
    """The first labels of a long list, with how many there are in all."""
    more = text("chart.and_more", count=len(labels)) if len(labels) > _MOST_NAMED else ""
    return text("chart.list").join(labels[:_MOST_NAMED]) + more


def _named(key: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    return (text(key, names=named(labels)),) if labels else ()


def _one(rest: list[Row]) -> tuple[Row, ...]:
    """The last rows as one."""
    if not rest:
        return ()
    sums = tuple(Row("", column).total for column in zip(*(row.values for row in rest), strict=True))
    return (Row(text("chart.rest", count=len(rest)), sums, REST),)
