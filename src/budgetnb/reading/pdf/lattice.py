"""Printed lines into tables: which lines meet, and the cells they enclose, merged ones with their spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from budgetnb.reading.document import Box
from budgetnb.reading.pdf.strokes import Stroke, crossing_strokes

_OPEN = 5.0
"""How far lines run past the last crossing one where a table has no border on that side."""
_MOST_CELLS = 60_000
"""A page with more is a drawing: looking for tables in it would take minutes."""


class Room(NamedTuple):
    """A cell of a lattice, still without its text."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells that one group of crossing lines encloses; `plan` says which room each elementary cell belongs to (-1: none)."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    rooms: tuple[Room, ...]
    plan: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """What the lattice covers."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def room(self, x: float, y: float) -> int:
        """Which room holds a point, -1 when none does."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        if not (0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1):
            return -1
        return self.plan[row][column]


def find_lattices(lines: Iterable[Box]) -> tuple[Lattice, ...]:
    """The tables that straight lines (x0, top, x1, bottom) draw, from top to bottom; slanted lines are passed over."""
    found = [lattice for group in crossing_strokes(lines) if (lattice := _lattice(*group)) and len(lattice.rooms) > 1]
    return tuple(sorted(found, key=lambda lattice: (lattice.box[1], lattice.box[0])))


def _lattice(flat: Sequence[Stroke], upright: Sequence[Stroke]) -> Lattice | None:
    columns, rows = _edges(upright, flat), _edges(flat, upright)
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) > _MOST_CELLS:
        return None
    walls = _covered(upright, columns, rows)  # [column edge][row]
    floors = _covered(flat, rows, columns)  # [row edge][column]
    runs = _rectangles(_regions(walls, floors))
    rooms = [run for run in runs if not _outside(run, walls, floors)]
    plan = [[-1] * (len(columns) - 1) for _ in rows[1:]]
    for place, (top, left, height, width) in enumerate(rooms):
        for row in range(top, top + height):
            plan[row][left : left + width] = [place] * width
    made = tuple(Room(*room, (columns[room[1]], rows[room[0]], columns[room[1] + room[3]], rows[room[0] + room[2]])) for room in rooms)
    return Lattice(tuple(columns), tuple(rows), made, tuple(map(tuple, plan)))


def _edges(lines: Sequence[Stroke], crossing: Sequence[Stroke]) -> list[float]:
    """Where lines stand, and where the crossing lines end if no line closes the table there."""
    edges = sorted({line.at for line in lines})
    start, end = min(line.start for line in crossing), max(line.end for line in crossing)
    return [*([start] if start < edges[0] - _OPEN else []), *edges, *([end] if end > edges[-1] + _OPEN else [])]


def _covered(lines: Sequence[Stroke], edges: Sequence[float], steps: Sequence[float]) -> list[list[bool]]:
    """For each edge, along each step between two crossing edges: whether a line is printed there."""
    places = {edge: place for place, edge in enumerate(edges)}
    covered = [[False] * (len(steps) - 1) for _ in edges]
    middles = [(start + end) / 2 for start, end in pairwise(steps)]
    for line in lines:
        first, last = bisect_left(middles, line.start), bisect_right(middles, line.end)
        covered[places[line.at]][first:last] = [True] * (last - first)
    return covered


def _regions(walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]) -> list[list[int]]:
    """Elementary cells numbered so that those with no line between them share a number."""
    height, width = len(floors) - 1, len(walls) - 1
    region = [[-1] * width for _ in range(height)]
    number = 0
    for start in ((row, column) for row in range(height) for column in range(width)):
        waiting = [start] if region[start[0]][start[1]] < 0 else []
        number += len(waiting)
        while waiting:
            row, column = waiting.pop()
            if region[row][column] >= 0:
                continue
            region[row][column] = number
            if column + 1 < width and not walls[column + 1][row]:
                waiting.append((row, column + 1))
            if column and not walls[column][row]:
                waiting.append((row, column - 1))
            if row + 1 < height and not floors[row + 1][column]:
                waiting.append((row + 1, column))
            if row and not floors[row][column]:
                waiting.append((row - 1, column))
    return region


def _rectangles(region: Sequence[Sequence[int]]) -> list[tuple[int, int, int, int]]:
    """Regions as rectangles (row, column, rows, columns), row by row; one that is no rectangle becomes several."""
    open_runs: dict[tuple[int, int, int], int] = {}  # (region, column, columns) -> row it began in
    done: list[tuple[int, int, int, int]] = []
    for row, numbers in enumerate([*region, []]):
        runs = set(_runs(numbers))
        for run in [run for run in open_runs if run not in runs]:
            begun = open_runs.pop(run)
            done.append((begun, run[1], row - begun, run[2]))
        for run in runs:
            open_runs.setdefault(run, row)
    return sorted(done)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[start]:
            yield numbers[start], start, place - start
            start = place


def _outside(room: tuple[int, int, int, int], walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]) -> bool:
    """Whether a rectangle at the edge is open on two sides: paper beside a table, not a cell of it."""
    top, left, height, width = room
    bare = (
        left == 0 and not any(walls[0][top : top + height]),
        left + width == len(walls) - 1 and not any(walls[-1][top : top + height]),
        top == 0 and not any(floors[0][left : left + width]),
        top + height == len(floors) - 1 and not any(floors[-1][left : left + width]),
    )
    return sum(bare) > 1
