"""Quantities over the years: a panel each, a column for every year, the change on the year before below it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from budgetnb.blocks import Table
from budgetnb.showing.charts.behind import body_row, printed, table_behind
from budgetnb.showing.charts.fold import named
from budgetnb.showing.charts.pictures import Trend
from budgetnb.showing.charts.rows import baseline, fit, write_unit
from budgetnb.showing.style import INK, RULE, SERIES, SMALL, SOFT, elided, number, size_of, width_of, write
from budgetnb.texts import text

Series = tuple[str, tuple[Decimal | None, ...]]

_TALL = 62.0
_PANEL = 126.0
_TOP = 14.0
_BETWEEN = 4.0


def height(trend: Trend) -> float:
    """How tall the chart is, in points."""
    return _TOP + _PANEL * len(trend.series) + 2


def draw(trend: Trend, ax: Axes) -> None:
    """Draw on an Axes, whose x and y are then points."""
    width, _ = size_of(ax)
    fit(ax, 0, width, 0, width, height(trend))
    write_unit(ax, text("chart.unit", unit=trend.unit), width)
    for place, series in enumerate(trend.series):
        _draw_panel(trend, series, ax, (_TOP + place * _PANEL, width))


def says(trend: Trend) -> tuple[str, ...]:
    """Each panel in words."""
    return tuple(text("chart.pair", head=name, words=_says(trend, series)) for series in trend.series for name in series[:1])


def notes(trend: Trend) -> tuple[str, ...]:
    """Which years have no number."""
    points = [(name, year, value) for name, values in trend.series for year, value in zip(trend.years, values, strict=True)]
    blanks = tuple(f"{name} {year}" for name, year, value in points if value is None and year not in trend.missing)
    return (
        text("chart.trend.note"),
        *([text("chart.trend.missing", years=text("chart.list").join(map(str, trend.missing)))] if trend.missing else []),
        *([text("chart.trend.apart", names=named(tuple(f"{name} {year}" for name, year in trend.apart)))] if trend.apart else []),
        *([text("chart.blanks", names=named(blanks))] if blanks else []),
    )


def behind(trend: Trend) -> Table:
    """Years by quantities, each with its change."""
    heads = (text("chart.trend.year"), *(head for name, _ in trend.series for head in (name, text("chart.trend.change"))))
    rows = (
        body_row(str(year), [cell for series in trend.series for cell in (_printed(trend, series[1], place), change(trend, series, place))])
        for place, year in enumerate(trend.years)
    )
    return table_behind(trend, heads, rows, text("chart.trend.unit", unit=trend.unit))


def change(trend: Trend, series: Series, place: int) -> str:
    """The change on the year before: "" without both numbers, ≠ where they do not mean the same."""
    name, values = series
    this, last = values[place], values[place - 1] if place else None
    if this is None or last is None:
        return ""
    return "≠" if (name, trend.years[place]) in trend.apart else change_in_words(last, this)


def change_in_words(last: Decimal, this: Decimal) -> str:
    """A change in percent; — on a base of nothing or less."""
    return f"{number((this - last) * 100 / last, 2, sign=True)}%" if last > 0 else "—"


def _says(trend: Trend, series: Series) -> str:
    return text("chart.list").join(_year(trend, place, series) for place in range(len(trend.years)))


def _year(trend: Trend, place: int, series: Series) -> str:
    said, changed = f"{trend.years[place]} {_printed(trend, series[1], place)}", change(trend, series, place)
    return said + (text("chart.in_brackets", words=changed) if changed else "")


def _printed(trend: Trend, values: Sequence[Decimal | None], place: int) -> str:
    """A number, the word for a blank, or the word for a year without a document."""
    return text("chart.trend.no_document") if trend.years[place] in trend.missing else printed(values[place], trend.places)


def _draw_panel(trend: Trend, series: Series, ax: Axes, place: tuple[float, float]) -> None:
    (name, values), (top, width) = series, place
    pitch = width / len(values)
    known = [float(value) for value in values if value is not None]
    highest, lowest = max([0.0, *known]), min([0.0, *known])
    scale = _TALL / ((highest - lowest) or 1.0)
    ground = top + 30 + (highest * scale if highest > lowest else _TALL)
    write(ax, 0, baseline(top + 8), elided(name, width * 0.8))
    crowded = max(width_of(_printed(trend, values, at)) for at in range(len(values))) + _BETWEEN > pitch
    write_numbers = _write_few if crowded else _write_all
    write_numbers(trend, values, ax, (ground, scale, pitch, top + 26))
    half = min(pitch * 0.3, 22)
    for at, value in enumerate(values):
        if value:
            corner = ((at + 0.5) * pitch - half, ground)
            ax.add_patch(Rectangle(corner, 2 * half, -float(value) * scale, facecolor=SERIES[0], linewidth=0, clip_on=False))
    ax.plot([0, width], [ground, ground], color=RULE, linewidth=0.8, clip_on=False)
    _write_years(trend, series, ax, (top + 30 + _TALL + (12 if lowest < 0 else 0), pitch, width))


def _write_all(trend: Trend, values: Sequence[Decimal | None], ax: Axes, place: tuple[float, float, float, float]) -> None:
    """Every number at the end of its column."""
    ground, scale, pitch, _ = place
    for at, value in enumerate(values):
        reach = ground - float(value or 0) * scale
        y = reach + 11 if (value or 0) < 0 else reach - 4
        write(ax, (at + 0.5) * pitch, y, _printed(trend, values, at), ha="center", color=SOFT if value is None else INK)


def _write_few(trend: Trend, values: Sequence[Decimal | None], ax: Axes, place: tuple[float, float, float, float]) -> None:
    """The numbers that matter most and have room, on a line above all columns, each with a hair to its own."""
    ground, scale, pitch, line = place
    taken: list[tuple[float, float]] = []
    for at in _order(values):
        words, width = printed(values[at], trend.places), pitch * len(values)
        half = width_of(words) / 2 + _BETWEEN / 2
        middle = min(max((at + 0.5) * pitch, half), width - half)
        if all(middle + half <= low or middle - half >= high for low, high in taken):
            taken.append((middle - half, middle + half))
            write(ax, middle, line, words, ha="center")
            top = ground - max(float(values[at] or 0), 0) * scale
            ax.plot([(at + 0.5) * pitch] * 2, [line + 2, top], color=RULE, linewidth=0.6, clip_on=False)


def _write_years(trend: Trend, series: Series, ax: Axes, place: tuple[float, float, float]) -> None:
    """The years, and below them the changes: of every column, or of every second, third, …, the last one included."""
    below, pitch, width = place
    count = len(trend.years)
    rows = ([str(year) for year in trend.years], [change(trend, series, at) for at in range(count)])
    step = math.ceil((max(width_of(words, SMALL) for row in rows for words in row) + _BETWEEN) / pitch)
    free = width  # how far to the right there is room: the last label may have been moved inwards
    for at in range(count - 1, -1, -step):
        half = max(width_of(row[at], SMALL) for row in rows) / 2
        if min(max((at + 0.5) * pitch, half), width - half) + half > free:
            continue
        for down, row in enumerate(rows):
            own = width_of(row[at], SMALL) / 2
            x = min(max((at + 0.5) * pitch, own), width - own)
            if row[at]:
                write(ax, x, below + 11 + down * 11.5, row[at], size=SMALL, color=SOFT, ha="center")
        free = min(max((at + 0.5) * pitch, half), width - half) - half - 1


def _order(values: Sequence[Decimal | None]) -> list[int]:
    """The columns whose numbers matter most: last, first, highest, lowest."""
    known = [at for at, value in enumerate(values) if value is not None]
    by_size = sorted(known, key=lambda at: values[at] or Decimal(0))
    return list(dict.fromkeys([*known[-1:], *known[:1], *by_size[-1:], *by_size[:1]]))
