"""Counts in rows and columns, the darker the more: which departments break which kinds of rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from budgetnb.blocks import Table
from budgetnb.showing.charts.behind import body_row, table_behind
from budgetnb.showing.charts.pictures import Heat
from budgetnb.showing.charts.rows import GAP, Lane, baseline, bottom, fit, label_room, lanes, write_labels
from budgetnb.showing.style import INK, LINE, SMALL, SOFT, WIDTH, size_of, wrapped, write
from budgetnb.texts import text

MOST_ROWS = 20
SHADES = ("#f3f5f7", "#d3dfea", "#9fbad2", "#4a79a4", "#1f4e79")
"""None, few … many: five steps of one blue, apart as greys too."""


def height(heat: Heat) -> float:
    """How tall the chart is, in points."""
    return _plan(heat, WIDTH).height


def draw(heat: Heat, ax: Axes) -> None:
    """Draw on an Axes, whose x and y are then points."""
    width, _ = size_of(ax)
    plan = _plan(heat, width)
    fit(ax, 0, width, 0, width, plan.height)
    for place, lines in enumerate(plan.heads):
        for down, words in enumerate(lines):
            y = plan.top - 5 - (len(lines) - 1 - down) * SMALL * LINE
            write(ax, plan.left + (place + 0.5) * plan.pitch, y, words, size=SMALL, color=SOFT, ha="center")
    write_labels(ax, plan.lanes, 0, 1)
    _draw_cells(heat, plan, ax)


def drawn(heat: Heat) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    """The rows that are drawn; beyond MOST_ROWS the last ones are added up in one."""
    if len(heat.rows) <= MOST_ROWS:
        return heat.rows
    rest = heat.rows[MOST_ROWS - 1 :]
    sums = tuple(sum(count or 0 for count in column) for column in zip(*(counts for _, counts in rest), strict=True))
    return (*heat.rows[: MOST_ROWS - 1], (text("chart.rest", count=len(rest)), sums))


def says(heat: Heat) -> tuple[str, ...]:
    """Each row in words."""
    return tuple(text("chart.pair", head=name, words=_says(heat, counts)) for name, counts in drawn(heat))


def notes(heat: Heat) -> tuple[str, ...]:
    """What an empty cell means, and what was added up."""
    folded = len(heat.rows) - MOST_ROWS + 1
    nothing = any(count is None for _, counts in heat.rows for count in counts)
    return (
        text("chart.heat.note"),
        *([text("chart.folded", count=folded)] if folded > 1 else []),
        *([text("chart.heat.nothing")] if nothing else []),
    )


def behind(heat: Heat) -> Table:
    """All counts."""
    rows = (body_row(name, map(_count, counts)) for name, counts in heat.rows)
    return table_behind(heat, (heat.head, *heat.columns), rows)


@dataclass(frozen=True, slots=True)
class _Plan:
    lanes: tuple[Lane, ...]
    heads: tuple[tuple[str, ...], ...]
    left: float
    pitch: float
    top: float
    height: float


def _plan(heat: Heat, width: float) -> _Plan:
    labels = [(name, 0) for name, _ in drawn(heat)]
    room = label_room(labels, width)
    pitch = (width - room - GAP) / max(len(heat.columns), 1)
    heads = tuple(wrapped(name, pitch - 3, SMALL, lines=3) for name in heat.columns)
    top = max((len(lines) for lines in heads), default=0) * SMALL * LINE + 6
    placed = lanes(labels, room, top)
    return _Plan(placed, heads, room + GAP, pitch, top, bottom(placed, top) + 2)


def _draw_cells(heat: Heat, plan: _Plan, ax: Axes) -> None:
    """All cells of one shade as one shape; the row that stands for many is not shaded."""
    most = max((count or 0 for _, counts in heat.rows for count in counts), default=0)
    shaded: defaultdict[int, list[Path]] = defaultdict(list)
    for number, ((_, counts), lane) in enumerate(zip(drawn(heat), plan.lanes, strict=True)):
        for place, count in enumerate(counts):
            shade = _shade(count, most) if number < MOST_ROWS - 1 or len(heat.rows) <= MOST_ROWS else 0
            x, top = plan.left + place * plan.pitch, lane.middle - lane.height / 2
            right, low = x + plan.pitch - 1.5, top + lane.height - 1.5
            shaded[shade] += [Path([(x, top), (right, top), (right, low), (x, low), (x, top)], closed=True)] if count is not None else []
            if count != 0:
                color = "white" if shade >= 3 else INK if count else SOFT
                write(ax, x + plan.pitch / 2, baseline(lane.middle), _count(count), color=color, ha="center")
    for shade, cells in shaded.items():
        ax.add_patch(PathPatch(Path.make_compound_path(*cells), facecolor=SHADES[shade], linewidth=0, clip_on=False))


def _shade(count: int | None, most: int) -> int:
    return 0 if not count else min(4, 1 + (count - 1) * 4 // max(most, 4))


def _count(count: int | None) -> str:
    return "—" if count is None else f"{count:,}"


def _says(heat: Heat, counts: tuple[int | None, ...]) -> str:
    return text("chart.list").join(f"{column} {_count(count)}" for column, count in zip(heat.columns, counts, strict=True))
