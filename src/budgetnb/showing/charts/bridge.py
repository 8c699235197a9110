"""The bridge of a difference: from one total, by named steps, to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from budgetnb.blocks import Table
from budgetnb.showing.charts.behind import body_row, printed, table_behind
from budgetnb.showing.charts.pictures import Bridge
from budgetnb.showing.charts.rows import BAR, GAP, baseline, bottom, fit, label_room, lanes, write_labels, write_unit
from budgetnb.showing.style import ALARM, INK, RULE, SERIES, SOFT, WIDTH, number, size_of, width_of, write
from budgetnb.texts import text

_TOP = 17.0
_LINES = 3
MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class _Step:
    """One bar: from where to where, and what it is: total, step or unexplained."""

    label: str
    start: Decimal
    end: Decimal
    kind: str

    @property
    def change(self) -> Decimal:
        return self.end - self.start


def height(bridge: Bridge) -> float:
    """How tall the chart is, in points."""
    steps = _drawn(bridge)
    return bottom(lanes(_labels(steps), label_room(_labels(steps), WIDTH, _LINES), _TOP, _LINES), _TOP) + 3


def draw(bridge: Bridge, ax: Axes) -> None:
    """Draw on an Axes, whose x is then the amount and whose y are points from the top."""
    width, _ = size_of(ax)
    steps = _drawn(bridge)
    room = label_room(_labels(steps), width, _LINES)
    placed = lanes(_labels(steps), room, _TOP, _LINES)
    numbers = max(width_of(_words(bridge, step)) for step in steps) + 4
    ends = [Decimal(0), *(end for step in steps for end in (step.start, step.end))]
    before = numbers if min(ends) < 0 else 0
    per_point = fit(ax, room + GAP + before, width - numbers - 1, float(min(ends)), float(max(ends)), bottom(placed, _TOP) + 3)
    edge = float(min(ends)) - (room + GAP + before) * per_point
    write_labels(ax, placed, edge, per_point)
    write_unit(ax, text("chart.unit", unit=bridge.unit), edge + width * per_point)
    for step, lane in zip(steps, placed, strict=True):
        _draw_step(bridge, step, lane.middle, ax, per_point)
    for step, upper, lower in zip(steps, placed, placed[1:], strict=False):
        ax.plot([float(step.end)] * 2, [upper.middle + BAR / 2, lower.middle - BAR / 2], color=SOFT, linewidth=0.6, clip_on=False)
    ax.plot([0, 0], [_TOP, bottom(placed, _TOP)], color=RULE, linewidth=0.8, clip_on=False)


def says(bridge: Bridge) -> tuple[str, ...]:
    """Each step in words."""
    return tuple(f"{step.label} {_words(bridge, step)}" for step in _drawn(bridge))


def notes(bridge: Bridge) -> tuple[str, ...]:
    """How many steps are drawn as one."""
    folded = len(_steps(bridge)) - len(_drawn(bridge)) + 1
    return (text("chart.folded", count=folded),) if folded > 1 else ()


def behind(bridge: Bridge) -> Table:
    """Each step with its amount and where it leads to."""
    heads = (bridge.head, text("chart.amount"), text("chart.bridge.reached"))
    rows = (
        body_row(step.label, (_words(bridge, step), printed(step.end, bridge.places)), style="total" if step.kind == "total" else "normal")
        for step in _steps(bridge)
    )
    return table_behind(bridge, heads, rows)


def _steps(bridge: Bridge) -> tuple[_Step, ...]:
    return tuple(_walk(bridge))


def _drawn(bridge: Bridge) -> tuple[_Step, ...]:
    """The steps, of many the largest in their order and the others as one."""
    by_size = sorted(range(len(bridge.steps)), key=lambda place: -abs(bridge.steps[place][1]))
    rest = set(by_size[MOST_STEPS - 1 :]) if len(by_size) > MOST_STEPS else set()
    kept = tuple(step for place, step in enumerate(bridge.steps) if place not in rest)
    one = (text("chart.rest", count=len(rest)), sum((bridge.steps[place][1] for place in rest), Decimal(0)))
    return _steps(replace(bridge, steps=(*kept, one))) if rest else _steps(bridge)


def _walk(bridge: Bridge) -> Iterator[_Step]:
    label, reached = bridge.start
    yield _Step(label, Decimal(0), reached, "total")
    for label, value in bridge.steps:
        yield _Step(label, reached, reached + value, "step")
        reached += value
    if bridge.unexplained:
        yield _Step(text("chart.bridge.unexplained"), reached, bridge.end[1], "unexplained")
    yield _Step(bridge.end[0], Decimal(0), bridge.end[1], "total")


def _labels(steps: tuple[_Step, ...]) -> list[tuple[str, int]]:
    return [(step.label, 0) for step in steps]


def _words(bridge: Bridge, step: _Step) -> str:
    return number(step.change, bridge.places, sign=step.kind != "total")


def _draw_step(bridge: Bridge, step: _Step, middle: float, ax: Axes, per_point: float) -> None:
    low, high = float(min(step.start, step.end)), float(max(step.start, step.end))
    place, length = (low, middle - BAR / 2), max(high - low, 0.8 * per_point)
    if step.kind == "unexplained":
        ax.add_patch(Rectangle(place, length, BAR, facecolor="white", edgecolor=ALARM, linewidth=1, linestyle=(0, (3, 2)), clip_on=False))
    else:
        color = SERIES[0] if step.kind == "total" else SERIES[1] if step.change > 0 else SERIES[2]
        ax.add_patch(Rectangle(place, length, BAR, facecolor=color, linewidth=0, clip_on=False))
    color = ALARM if step.kind == "unexplained" else INK
    if high <= 0 and low < 0:
        write(ax, low - 4 * per_point, baseline(middle), _words(bridge, step), color=color, ha="right")
    else:
        write(ax, high + 4 * per_point, baseline(middle), _words(bridge, step), color=color)
