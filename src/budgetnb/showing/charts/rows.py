"""Rows of a chart from top to bottom: the column of labels, wrapped, and where each row stands.

Shared by all charts whose labels stand on the left. All lengths in points, y counts downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from budgetnb.showing.style import INK, LINE, SIZE, SMALL, SOFT, size_of, width_of, wrapped, write

INDENT = 11.0
GAP = 6.0
BAR = 11.5
_MOST = 0.4
_PITCH = 20.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One row: the lines of its label, how far it is shifted, and its middle."""

    lines: tuple[str, ...]
    indent: float
    middle: float
    height: float


def label_room(labels: Iterable[tuple[str, int]], width: float, most: int = 2) -> float:
    """How wide the column of labels (with their levels) is: as wide as its widest line, at most two fifths of the chart."""
    reaches = (
        width_of(line) + level * INDENT for words, level in labels for line in wrapped(words, width * _MOST - level * INDENT, lines=most)
    )
    return max(reaches, default=0.0) + 1


def lanes(labels: Sequence[tuple[str, int]], room: float, top: float, most: int = 2) -> tuple[Lane, ...]:
    """The rows one below the other, taller where a label needs more than one of at most `most` lines."""
    placed: list[Lane] = []
    for words, level in labels:
        lines = wrapped(words, room - level * INDENT, lines=most)
        height = _PITCH + (len(lines) - 1) * SIZE * LINE
        placed.append(Lane(lines, level * INDENT, top + height / 2, height))
        top += height
    return tuple(placed)


def bottom(placed: Sequence[Lane], top: float) -> float:
    """Where the last row ends."""
    return placed[-1].middle + placed[-1].height / 2 if placed else top


def write_labels(ax: Axes, placed: Iterable[Lane], at: float, per_point: float) -> None:
    """The labels, from `at` (in units of x) to the right."""
    for lane in placed:
        first = lane.middle - (len(lane.lines) - 1) * SIZE * LINE / 2
        for place, words in enumerate(lane.lines):
            y = baseline(first + place * SIZE * LINE)
            write(ax, at + lane.indent * per_point, y, words, color=SOFT if lane.indent else INK)


def baseline(middle: float, size: float = SIZE) -> float:
    """Where the baseline of a line of text lies whose capitals are centred on `middle` (y downwards)."""
    return middle + 0.37 * size


def fit(ax: Axes, left: float, right: float, lowest: float, highest: float, height: float) -> float:
    """Let `lowest` to `highest` span from `left` to `right` points of the Axes; gives the units of x in a point."""
    width, tall = size_of(ax)
    per_point = (highest - lowest) / max(right - left, 1) or 1.0
    ax.set_axis_off()
    ax.set_xlim(lowest - left * per_point, lowest + (width - left) * per_point)
    ax.set_ylim(max(height, tall), 0)
    return per_point


def write_unit(ax: Axes, words: str, at: float) -> None:
    """The unit, in the top right corner."""
    write(ax, at, baseline(SMALL * 0.7, SMALL), words, size=SMALL, color=SOFT, ha="right")
