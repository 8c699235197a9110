"""From what a chart shows to what stands on a page: the drawing, its caption, its words, its note, its table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from budgetnb.blocks import Chart, Table
from budgetnb.showing.charts import absent, bars, bridge, distribution, flows, fold, heat, trends
from budgetnb.showing.charts.pictures import Absent, Bars, Bridge, Flow, Heat, Picture, Spread, Trend
from budgetnb.showing.style import as_svg, figure_of
from budgetnb.texts import text


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of picture is drawn and said: height in points, drawing, words, table behind, notes."""

    height: Callable[[Any], float]
    draw: Callable[[Any, Axes], None]
    says: Callable[[Any], tuple[str, ...]] | None = None
    behind: Callable[[Any], Table] | None = None
    notes: Callable[[Any], tuple[str, ...]] | None = None


KINDS: dict[type[Picture], Kind] = {
    Bars: Kind(bars.height, bars.draw, bars.says, bars.behind, fold.notes),
    Flow: Kind(flows.height, flows.draw, flows.says, flows.behind, flows.notes),
    Bridge: Kind(bridge.height, bridge.draw, bridge.says, bridge.behind, bridge.notes),
    Trend: Kind(trends.height, trends.draw, trends.says, trends.behind, trends.notes),
    Heat: Kind(heat.height, heat.draw, heat.says, heat.behind, heat.notes),
    Spread: Kind(distribution.height, distribution.draw, distribution.says, distribution.behind, distribution.notes),
    Absent: Kind(absent.height, absent.draw),
}


def draw_on(picture: Picture, ax: Axes) -> Axes:
    """Draw on an Axes of the caller's own; gives it back."""
    KINDS[type(picture)].draw(picture, ax)
    return ax


def chart(picture: Picture) -> Chart:
    """The chart as a block: the same picture gives the same bytes."""
    kind = KINDS[type(picture)]
    figure, ax = figure_of(kind.height(picture))
    kind.draw(picture, ax)
    notes = (*(kind.notes(picture) if kind.notes else ()), *picture.notes)
    table = kind.behind(picture) if kind.behind else None
    return Chart(picture.caption, _alt(picture, kind), as_svg(figure), text("chart.space").join(notes), id_of(picture), table)


def id_of(picture: Picture) -> str:
    """The anchor of a chart: its catalogue name and, where one name has several charts, what it is of."""
    return re.sub(r"[^\w.@/+-]+", "-", f"chart-{picture.name}" + (f"-{picture.of}" if picture.of else ""))


def _alt(picture: Picture, kind: Kind) -> str:
    """What is drawn, number by number; the caption stands beside it and is not said again."""
    if isinstance(picture, Absent) or kind.says is None:
        return picture.why if isinstance(picture, Absent) else picture.caption
    said = text("chart.then").join(kind.says(picture))
    name = text(f"chart.name.{picture.name}")
    if not picture.unit:
        return text("chart.alt_without_unit", name=name, words=said)
    return text("chart.alt", name=name, unit=picture.unit, words=said)
