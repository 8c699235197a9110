"""What a chart shows, before anybody draws it: labels, exact numbers, a unit and the sentence they answer with.

A value of None is a blank: it is named in the note and in the table behind the chart, and never drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What all charts have: catalogue name, the sentence that answers the question, unit, decimals, notes."""

    name: str
    caption: str
    unit: str = ""
    places: int = 2
    notes: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its label and a value for each series; `start` is where it begins (a part of a whole begins inside it).

    `level` shifts the label to the right (-1: the row stands for all that are not shown); `remark` stands in the data table only.
    """

    label: str
    values: tuple[Decimal | None, ...]
    level: int = 0
    start: Decimal = Decimal(0)
    remark: str = ""

    @property
    def total(self) -> Decimal | None:
        """The sum of its values, None when all are blank."""
        known = [value for value in self.values if value is not None]
        return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Picture):
    """Horizontal bars, one row each, in one or several series; shares are shown of `whole` where it is given.

    `signed` writes a plus before what is positive; `summed` writes the sum of a series beside its name.
    """

    head: str
    rows: tuple[Row, ...]
    series: tuple[str, ...] = ("",)
    whole: Decimal | None = None
    signed: bool = False
    summed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Picture):
    """Money from where it comes through one trunk to where it goes; nothing is said about which part pays for which."""

    heads: tuple[str, str]
    sources: tuple[tuple[str, Decimal | None], ...]
    uses: tuple[tuple[str, Decimal | None], ...]
    trunk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge(Picture):
    """From one total to another by named steps; what they leave unexplained is a step of its own."""

    head: str
    start: tuple[str, Decimal]
    steps: tuple[tuple[str, Decimal], ...]
    end: tuple[str, Decimal]

    @property
    def unexplained(self) -> Decimal:
        """What the steps do not account for."""
        return self.end[1] - self.start[1] - sum((value for _, value in self.steps), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Picture):
    """One or several quantities over the same years, each in a panel of its own, with its change on the year before.

    Of the years `missing` there is no document. `apart` are (quantity, year) that mean something else than the year before.
    """

    years: tuple[int, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    missing: tuple[int, ...] = ()
    apart: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat(Picture):
    """Counts in rows and columns, the darker the more; None where nothing was checked."""

    head: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread(Picture):
    """Where many values lie, with median, middle half, and the names of those far from the rest."""

    head: str
    points: tuple[tuple[str, Decimal | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent(Picture):
    """Nothing to draw; the caption is the name of the chart, `why` the sentence in its place."""

    why: str
