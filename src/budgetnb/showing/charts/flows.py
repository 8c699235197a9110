"""Where money comes from and where it goes: ribbons into one trunk and out of it.

Which source pays for which use is not in a disclosure, so no ribbon says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from budgetnb.blocks import Table
from budgetnb.showing.charts.behind import body_row, printed, table_behind
from budgetnb.showing.charts.fold import named
from budgetnb.showing.charts.pictures import Flow
from budgetnb.showing.charts.rows import baseline, fit, write_unit
from budgetnb.showing.style import INK, SERIES, SMALL, SOFT, TINTS, elided, number, size_of, width_of, write
from budgetnb.texts import text

MOST_SIDE = 12
_TALL = 170.0
_PITCH = 29.5
_HEADS = 22.0
_TOP = 35.0
_NODE = 7.0
_AWAY = 6.0
_APART = 5.0
_COLORS = (0, 2)
"""The series colours of sources and uses."""


def height(flow: Flow) -> float:
    """How tall the chart is, in points."""
    return _TOP + max(_TALL, *(sum(_slot(value, _most(flow)) for _, value in side) for side in sides(flow))) + 4


def draw(flow: Flow, ax: Axes) -> None:
    """Draw on an Axes, whose x and y are then points."""
    width, _ = size_of(ax)
    tall = height(flow)
    fit(ax, 0, width, 0, width, tall)
    write_unit(ax, text("chart.unit", unit=flow.unit), width)
    rooms = _rooms(flow, width)
    edges = (rooms[0] + _AWAY, width - rooms[1] - _AWAY)
    trunk, begin = sum(edges) / 2, _start(tall)
    for side, parts in enumerate(sides(flow)):
        for node in _nodes(parts, _most(flow), tall):
            _draw_node(flow, ax, node, (edges[side], trunk, rooms[side]), _COLORS[side])
        write(ax, side * width, baseline(_HEADS, SMALL), flow.heads[side], size=SMALL, color=SOFT, ha=("left", "right")[side])
    ax.add_patch(Rectangle((trunk - _NODE / 2, begin), _NODE, _TALL, facecolor=INK, linewidth=0, clip_on=False))
    ax.plot([trunk] * 2, [_HEADS + 8, begin], color=SOFT, linewidth=0.6, clip_on=False)
    write(ax, trunk, baseline(_HEADS), elided(_trunk(flow), width / 2), ha="center")


def sides(flow: Flow) -> tuple[tuple[tuple[str, Decimal], ...], tuple[tuple[str, Decimal], ...]]:
    """Sources and uses that are drawn: neither blank nor zero nor negative, the smallest of many as one, the largest first."""
    return _drawn(flow.sources), _drawn(flow.uses)


def says(flow: Flow) -> tuple[str, ...]:
    """The total and both sides in words."""
    listed = (text("chart.list").join(f"{name} {number(value, flow.places)}" for name, value in side) for side in sides(flow))
    pairs = (text("chart.pair", head=head, words=words) for head, words in zip(flow.heads, listed, strict=True))
    return (_trunk(flow), *pairs)


def notes(flow: Flow) -> tuple[str, ...]:
    """What is not drawn, in words."""
    every = (*flow.sources, *flow.uses)
    blanks = tuple(name for name, value in every if value is None)
    below = tuple(f"{name} {number(value, flow.places)}" for name, value in every if value is not None and value < 0)
    sums = [number(_sum(side), flow.places) for side in sides(flow)]
    return (
        text("chart.flow.note"),
        *([text("chart.uneven", amounts=text("chart.list").join(sums))] if len(set(sums)) > 1 else []),
        *([text("chart.blanks", names=named(blanks))] if blanks else []),
        *([text("chart.negatives", names=named(below))] if below else []),
    )


def behind(flow: Flow) -> Table:
    """Both sides in full."""
    rows = [(flow.heads[side], name, value) for side, parts in enumerate((flow.sources, flow.uses)) for name, value in parts]
    heads = (text("chart.flow.side"), text("chart.flow.name"), text("chart.amount"))
    table = table_behind(flow, heads, (body_row(head, (name, printed(value, flow.places))) for head, name, value in rows))
    return Table(table.caption, table.head, table.rows, ("left", "left", "right"), table.unit, head_columns=2, sortable=True)


@dataclass(frozen=True, slots=True)
class _Node:
    """One end of a ribbon: where it stands outside and where it meets the trunk, tops in points, and how thick it is."""

    name: str
    value: Decimal
    outside: float
    inside: float
    thick: float


def _drawn(side: Sequence[tuple[str, Decimal | None]]) -> tuple[tuple[str, Decimal], ...]:
    known = sorted(((name, value) for name, value in side if value is not None and value > 0), key=lambda part: -part[1])
    if len(known) <= MOST_SIDE:
        return tuple(known)
    rest = known[MOST_SIDE - 1 :]
    return (*known[: MOST_SIDE - 1], (text("chart.rest", count=len(rest)), _sum(rest)))


def _trunk(flow: Flow) -> str:
    return f"{flow.trunk} {number(_most(flow), flow.places)}"


def _most(flow: Flow) -> Decimal:
    """What the trunk stands for: the larger side."""
    return max(map(_sum, sides(flow)))


def _sum(side: Sequence[tuple[str, Decimal]]) -> Decimal:
    return sum((value for _, value in side), Decimal(0))


def _thick(value: Decimal, most: Decimal) -> float:
    return float(value / most) * _TALL


def _slot(value: Decimal, most: Decimal) -> float:
    """The height an end takes: as thick as its ribbon, but no lower than its label."""
    return max(_thick(value, most) + _APART, _PITCH)


def _start(tall: float) -> float:
    return _TOP + (tall - 4 - _TOP - _TALL) / 2


def _nodes(side: Sequence[tuple[str, Decimal]], most: Decimal, tall: float) -> Iterator[_Node]:
    inside = _start(tall)
    slot = _TOP + (tall - 4 - _TOP - sum(_slot(value, most) for _, value in side)) / 2
    for name, value in side:
        thick, room = _thick(value, most), _slot(value, most)
        yield _Node(name, value, slot + (room - thick) / 2, inside, thick)
        inside, slot = inside + thick, slot + room


def _rooms(flow: Flow, width: float) -> tuple[float, float]:
    """How wide the labels of each side are: together two thirds of the chart at most, one side more where the other needs less."""
    one, other = (max(max(width_of(name), width_of(number(value, flow.places))) + 1 for name, value in parts) for parts in sides(flow))
    most = width * 2 / 3
    return min(one, max(most / 2, most - other)), min(other, max(most / 2, most - one))


def _draw_node(flow: Flow, ax: Axes, node: _Node, across: tuple[float, float, float], color: int) -> None:
    edge, trunk, room = across
    away = 1 if edge > trunk else -1
    outer, inner = edge - away * _NODE, trunk + away * _NODE / 2
    band = _ribbon((inner, node.inside), (outer, node.outside), node.thick)
    ax.add_patch(PathPatch(band, facecolor=TINTS[color], edgecolor="white", linewidth=0.5, clip_on=False))
    ax.add_patch(
        Rectangle((min(edge, outer), node.outside), _NODE, max(node.thick, 0.8), facecolor=SERIES[color], linewidth=0, clip_on=False)
    )
    middle, x, side = node.outside + node.thick / 2, edge + away * _AWAY, "left" if away > 0 else "right"
    write(ax, x, baseline(middle - 6.6), elided(node.name, room), ha=side)
    write(ax, x, baseline(middle + 6.6), number(node.value, flow.places), ha=side, color=SOFT)


def _ribbon(inner: tuple[float, float], outer: tuple[float, float], thick: float) -> Path:
    """A band of one thickness between two upright edges, by their upper corners."""
    (x0, y0), (x1, y1) = inner, outer
    bend = (x0 + x1) / 2
    there = [(x0, y0), (bend, y0), (bend, y1), (x1, y1)]
    back = [(x1, y1 + thick), (bend, y1 + thick), (bend, y0 + thick), (x0, y0 + thick), (x0, y0)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return Path([*there, *back], codes)
