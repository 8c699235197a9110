"""Horizontal bars: a ranking, a composition, or several series end to end, every bar with its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from budgetnb.blocks import BodyRow, Table
from budgetnb.showing.charts.behind import body_row, printed, table_behind
from budgetnb.showing.charts.fold import REST, drawn, segments, share
from budgetnb.showing.charts.pictures import Bars, Row
from budgetnb.showing.charts.rows import BAR, GAP, Lane, baseline, bottom, fit, label_room, lanes, write_labels, write_unit
from budgetnb.showing.style import ON_SERIES, PART, RULE, SERIES, SMALL, SOFT, WIDTH, elided, number, size_of, width_of, write
from budgetnb.texts import text

_LEAST = 0.8
"""No amount is so small that its bar cannot be seen."""
_KEY_LINE = 15.0


def height(bars: Bars) -> float:
    """How tall the chart is, in points."""
    return _plan(bars, WIDTH).height


def draw(bars: Bars, ax: Axes) -> None:
    """Draw on an Axes, whose x is then the amount and whose y are points from the top."""
    width, _ = size_of(ax)
    plan = _plan(bars, width)
    single = [row for row in plan.rows if row.level != REST]
    ends = [Decimal(0), *(end for row in single for _, start, value in segments(row) for end in (start, start + value))]
    per_point = fit(ax, plan.left, plan.right, float(min(ends)), float(max(ends)), plan.height)
    edge = float(min(ends)) - plan.left * per_point
    write_labels(ax, plan.lanes, edge, per_point)
    write_unit(ax, _unit(bars), edge + width * per_point)
    for series, words, x, y in plan.key:
        _write_key(ax, series, words, (edge + x * per_point, y), per_point)
    for row, lane in zip(plan.rows, plan.lanes, strict=True):
        _draw_row(bars, row, lane, ax, per_point)
        if bars.whole:
            write(ax, edge + width * per_point, baseline(lane.middle), share(row.total, bars.whole), color=SOFT, ha="right")
    ax.plot([0, 0], [plan.top, plan.height - 3], color=RULE, linewidth=0.8, clip_on=False)


def says(bars: Bars) -> tuple[str, ...]:
    """The sums of the series where they are shown, then each bar, in words."""
    sums = tuple(words for _, words, _, _ in _plan(bars, WIDTH).key) if bars.summed else ()
    return (*([text("chart.list").join(sums)] if sums else []), *(_says(bars, row) for row in drawn(bars).rows))


def behind(bars: Bars) -> Table:
    """All rows with all their values, those that are not drawn included."""
    several = len(bars.series) > 1
    total = text("chart.total" if several else "chart.amount")
    heads = (bars.head, *(bars.series if several else ()), total, *([text("chart.share")] if bars.whole else []))
    return table_behind(bars, heads, (_body_row(bars, row) for row in bars.rows))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands, in points."""

    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    left: float
    right: float
    top: float
    height: float
    key: tuple[tuple[int, str, float, float], ...]


def _plan(bars: Bars, width: float) -> _Plan:
    rows = drawn(bars).rows
    labels = [(row.label, max(row.level, 0)) for row in rows]
    room = label_room(labels, width)
    key = tuple(_key(bars, rows, width))
    top = max((y for *_, y in key), default=0.0) + _KEY_LINE + 2
    placed = lanes(labels, room, top)
    left = max((width_of(_label(bars, row)) + 4 for row in rows if _is_negative(row)), default=0.0)
    right = max((width_of(_label(bars, row)) + 4 for row in rows if not _is_negative(row)), default=0.0)
    shares = max((width_of(share(row.total, bars.whole)) for row in rows), default=0.0) + GAP if bars.whole else 0.0
    return _Plan(rows, placed, room + GAP + left, width - right - shares - 1, top, bottom(placed, top) + 3, key)


def _draw_row(bars: Bars, row: Row, lane: Lane, ax: Axes, per_point: float) -> None:
    pieces = list(segments(row))
    several = sum(bool(value) for _, _, value in pieces) > 1
    for series, start, value in pieces if row.level != REST else []:
        length = float(value)
        if abs(length) < _LEAST * per_point and value:
            length = _LEAST * per_point * (1 if length > 0 else -1)
        color = SERIES[series % 4] if len(bars.series) > 1 or not row.level else PART
        line = {"edgecolor": "white", "linewidth": 0.6} if several else {"linewidth": 0}
        ax.add_patch(Rectangle((float(start), lane.middle - BAR / 2), length, BAR, facecolor=color, clip_on=False, **line))
        inside = number(value, bars.places)
        if several and abs(length) > (width_of(inside, SMALL) + 6) * per_point:
            looks = {"size": SMALL, "color": ON_SERIES[series % 4], "ha": "center"}
            write(ax, float(start) + length / 2, baseline(lane.middle, SMALL), inside, **looks)
    reach = [row.start, *(start + value for _, start, value in pieces if row.level != REST)]
    end, side = (float(min(reach)) - 4 * per_point, "right") if _is_negative(row) else (float(max(reach)) + 4 * per_point, "left")
    write(ax, end, baseline(lane.middle), _label(bars, row), ha=side)


def _label(bars: Bars, row: Row) -> str:
    return number(row.total or Decimal(0), bars.places, bars.signed)


def _is_negative(row: Row) -> bool:
    return (row.total or 0) < 0


def _unit(bars: Bars) -> str:
    return text("chart.unit_and_share" if bars.whole else "chart.unit", unit=bars.unit)


def _key(bars: Bars, rows: tuple[Row, ...], width: float) -> Iterator[tuple[int, str, float, float]]:
    """(series, words, x, y) of the name and sum of each series, in lines that begin beside the unit."""
    x, y, end = 0.0, 0.0, width - width_of(_unit(bars), SMALL) - 12
    for series, name in enumerate(bars.series if len(bars.series) > 1 else ()):
        if not any(row.values[series] for row in rows):
            continue
        words = elided(name, end - 90, SMALL)
        if bars.summed:
            words += f" {number(sum((row.values[series] or Decimal(0) for row in rows), Decimal(0)), bars.places)}"
        length = width_of(words, SMALL) + 11
        if x and x + length > end:
            x, y, end = 0.0, y + _KEY_LINE, width
        yield series, words, x, y
        x += length + 14


def _write_key(ax: Axes, series: int, words: str, at: tuple[float, float], per_point: float) -> None:
    x, y = at
    ax.add_patch(Rectangle((x, y + 2), 8 * per_point, 8, facecolor=SERIES[series % 4], linewidth=0, clip_on=False))
    write(ax, x + 11 * per_point, baseline(y + 6, SMALL), words, size=SMALL)


def _says(bars: Bars, row: Row) -> str:
    pairs = [(name, value) for name, value in zip(bars.series, row.values, strict=True) if name and value]
    parts = [name if value == row.total else f"{name} {number(value, bars.places)}" for name, value in pairs]
    remarks = text("chart.list").join([*parts, *([share(row.total, bars.whole)] if bars.whole else [])])
    return f"{row.label} {_label(bars, row)}" + (text("chart.in_brackets", words=remarks) if remarks else "")


def _body_row(bars: Bars, row: Row) -> BodyRow:
    values = (*(row.values if len(bars.series) > 1 else ()), row.total)
    shares = [share(row.total, bars.whole)] if bars.whole else []
    words = f"{row.label}{text('chart.in_brackets', words=row.remark)}" if row.remark else row.label
    return body_row(words, [*(printed(value, bars.places, bars.signed) for value in values), *shares], max(row.level, 0))
