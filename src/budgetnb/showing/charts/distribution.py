"""Where many values lie: every one a dot, the middle half a band, the median a line, those far out named below."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from budgetnb.blocks import Table
from budgetnb.showing.charts.behind import body_row, printed, table_behind
from budgetnb.showing.charts.fold import named
from budgetnb.showing.charts.pictures import Spread
from budgetnb.showing.charts.rows import GAP, Lane, baseline, bottom, fit, label_room, lanes, write_labels, write_unit
from budgetnb.showing.style import ALARM, INK, RULE, SERIES, SMALL, SOFT, TINTS, WIDTH, elided, number, size_of, width_of, write
from budgetnb.texts import text

MOST_NAMED = 10
_FEW = 4
"""Among so few values nothing lies far out."""
_WIDE_RANGE = 100
_BIN = 6.0
_MOST_DOTS = 150
"""Of more values not every one is a dot; they are columns."""
_STRIP = 62.0
_TOP = 34.0


@dataclass(frozen=True, slots=True)
class Summary:
    """Quartiles and the points far from the rest (beyond one and a half times the middle half), the highest first."""

    low: Decimal
    median: Decimal
    high: Decimal
    far: tuple[tuple[str, Decimal], ...]


def summary(spread: Spread) -> Summary:
    """What is said of the values; they must not be all blank."""
    known = [(name, value) for name, value in spread.points if value is not None]
    values = [value for _, value in known]
    low, median, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    reach = (high - low) * 3 / 2
    far = [point for point in known if not low - reach <= point[1] <= high + reach] if len(values) >= _FEW else []
    return Summary(low, median, high, tuple(sorted(far, key=lambda point: -point[1])))


def height(spread: Spread) -> float:
    """How tall the chart is, in points."""
    return bottom(_lanes(spread, WIDTH)[1], _TOP + _STRIP) + 3


def draw(spread: Spread, ax: Axes) -> None:
    """Draw on an Axes, whose x and y are then points."""
    width, _ = size_of(ax)
    room, placed = _lanes(spread, width)
    fit(ax, 0, width, 0, width, height(spread))
    found, points = summary(spread), _shown(spread)
    numbers = max((width_of(number(value, spread.places)) for _, value in points), default=0.0) + 8
    where = _scale(spread, room + GAP + 4, width - numbers)
    ground, tall = _TOP + _STRIP - 8, placed[-1] if placed else None
    end = tall.middle + tall.height / 2 if tall else ground
    band = Rectangle((where(found.low), _TOP), max(where(found.high) - where(found.low), 1), end - _TOP, facecolor=TINTS[3], linewidth=0)
    ax.add_patch(band).set_clip_on(False)
    ax.plot([where(found.median)] * 2, [_TOP, end], color=INK, linewidth=0.8, clip_on=False)
    ax.plot([room + GAP, width], [ground, ground], color=RULE, linewidth=0.8, clip_on=False)
    _write_head(spread, found, ax, (room, width))
    _draw_dots(spread, ax, where, ground)
    write_labels(ax, placed, 0, 1)
    for (_, value), lane in zip(points, placed, strict=True):
        ax.plot([where(value)], [lane.middle], marker="o", markersize=5, color=ALARM, linestyle="none", clip_on=False)
        write(ax, where(value) + 6, baseline(lane.middle), number(value, spread.places))


def says(spread: Spread) -> tuple[str, ...]:
    """How many values there are, median, middle half, and the points that are named."""
    return (_count(spread), _head(spread, summary(spread)), *(f"{name} {number(value, spread.places)}" for name, value in _shown(spread)))


def notes(spread: Spread) -> tuple[str, ...]:
    """How to read it, which values are blank, how many far ones are not named."""
    blanks = tuple(name for name, value in spread.points if value is None)
    more = len(summary(spread).far) - len(_shown(spread))
    return (
        text("chart.spread.note"),
        *([text("chart.spread.log")] if _is_wide(spread) else []),
        *([text("chart.spread.more", count=more)] if more else []),
        *([text("chart.blanks", names=named(blanks))] if blanks else []),
    )


def behind(spread: Spread) -> Table:
    """All values, the largest first, blank ones last."""
    ordered = sorted(spread.points, key=lambda point: (point[1] is None, -(point[1] or Decimal(0))))
    return table_behind(
        spread, (spread.head, text("chart.amount")), (body_row(name, (printed(value, spread.places),)) for name, value in ordered)
    )


def _scale(spread: Spread, left: float, right: float) -> Callable[[Decimal], float]:
    """From a value to points between two edges, by its logarithm where the range is wide."""
    bend: Callable[[Decimal], float] = math.log10 if _is_wide(spread) else float
    values = [bend(value) for _, value in spread.points if value is not None]
    low = min(values)
    per_unit = (right - left) / ((max(values) - low) or 1.0)
    return lambda value: left + (bend(value) - low) * per_unit


def _is_wide(spread: Spread) -> bool:
    values = [value for _, value in spread.points if value is not None]
    return min(values) > 0 and max(values) > _WIDE_RANGE * min(values)


def _shown(spread: Spread) -> tuple[tuple[str, Decimal], ...]:
    """The far points that are named: those furthest from the median where there are too many."""
    found = summary(spread)
    nearest = sorted(found.far, key=lambda point: -abs(point[1] - found.median))[:MOST_NAMED]
    return tuple(point for point in found.far if point in nearest)


def _lanes(spread: Spread, width: float) -> tuple[float, tuple[Lane, ...]]:
    labels = [(name, 0) for name, _ in _shown(spread)]
    room = label_room([*labels, (_count(spread), 0)], width)
    return room, lanes(labels, room, _TOP + _STRIP)


def _count(spread: Spread) -> str:
    return text("chart.spread.count", count=sum(value is not None for _, value in spread.points))


def _head(spread: Spread, found: Summary) -> str:
    low, median, high = (number(value, spread.places) for value in (found.low, found.median, found.high))
    return text("chart.spread.head", low=low, median=median, high=high)


def _write_head(spread: Spread, found: Summary, ax: Axes, across: tuple[float, float]) -> None:
    room, width = across
    write_unit(ax, text("chart.unit", unit=spread.unit), width)
    write(ax, 0, baseline(24, SMALL), _head(spread, found), size=SMALL, color=SOFT)
    write(ax, 0, baseline(_TOP + _STRIP - 14), elided(_count(spread), room))


def _draw_dots(spread: Spread, ax: Axes, where: Callable[[Decimal], float], ground: float) -> None:
    """A dot for each value, those that would lie on each other stacked, closer the more there are."""
    far = set(summary(spread).far)
    stacks: Counter[int] = Counter()
    places: dict[bool, list[tuple[float, int]]] = {False: [], True: []}
    for point in sorted(((name, value) for name, value in spread.points if value is not None), key=lambda point: point[1]):
        column = round(where(point[1]) / _BIN)
        places[point in far].append((column * _BIN, stacks[column]))
        stacks[column] += 1
    step = min(_BIN, (ground - _TOP - 6) / max(stacks.values()))
    crowded = len(spread.points) > _MOST_DOTS
    for is_far, dots in places.items():
        color = ALARM if is_far else SERIES[0]
        if crowded:
            for x, level in dict(dots).items():  # the highest of each column comes last
                ax.add_patch(Rectangle((x - 2.5, ground), 5, -(level + 1) * step, facecolor=color, linewidth=0, clip_on=False))
        else:
            xs, ys = [x for x, _ in dots], [ground - 4 - level * step for _, level in dots]
            ax.plot(xs, ys, marker="o", markersize=5, markeredgewidth=0, color=color, linestyle="none", clip_on=False)
