"""Nothing to draw: one line that says so and why."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from budgetnb.showing.charts.pictures import Absent
from budgetnb.showing.charts.rows import baseline, fit
from budgetnb.showing.style import SOFT, TINTS, elided, size_of, write

_TALL = 34.0


def height(absent: Absent) -> float:
    """How tall it is, in points."""
    return _TALL


def draw(absent: Absent, ax: Axes) -> None:
    """Draw on an Axes, whose x and y are then points."""
    width, _ = size_of(ax)
    fit(ax, 0, width, 0, width, _TALL)
    ax.add_patch(Rectangle((0, 0), width, _TALL, facecolor=TINTS[3], linewidth=0, clip_on=False))
    write(ax, 12, baseline(_TALL / 2), elided(absent.why, width - 24), color=SOFT)
