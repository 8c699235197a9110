"""Printed lines put together: pieces of one border, and the borders that meet each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from budgetnb.reading.document import Box

_SNAP = 3.0
"""Lines nearer than this (points) are one: borders are drawn twice, or piece by piece for each cell."""
_SHORT = 4.0
"""A line shorter than this is a dot in a corner."""
_MOST = 4000
"""A page with more lines is a drawing (a map, a pattern): finding where they meet would take minutes."""


class Stroke(NamedTuple):
    """A straight line without its thickness: at one coordinate, from start to end of the other."""

    at: float
    start: float
    end: float


def crossing_strokes(lines: Iterable[Box]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Groups of flat and upright lines that hang together; lines are x0, top, x1, bottom, slanted ones are passed over."""
    boxes = list(lines)
    flat = _merged([Stroke((top + bottom) / 2, x0, x1) for x0, top, x1, bottom in boxes if bottom - top < _SNAP])
    upright = _merged([Stroke((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in boxes if x1 - x0 < _SNAP])
    if len(flat) + len(upright) <= _MOST:
        yield from _groups(flat, upright)


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """Pieces of one line put together, ordered by where they are."""
    merged: list[Stroke] = []
    for bundle in _bundles(sorted(strokes)):
        at = sum(stroke.at for stroke in bundle) / len(bundle)
        start, end = bundle[0].start, bundle[0].end
        for stroke in bundle[1:]:
            if stroke.start > end + _SNAP:
                merged.append(Stroke(at, start, end))
                start, end = stroke.start, stroke.end
            end = max(end, stroke.end)
        merged.append(Stroke(at, start, end))
    return [stroke for stroke in merged if stroke.end - stroke.start >= _SHORT]


def _bundles(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Strokes at nearly one coordinate, by their start."""
    first = 0
    for place, stroke in enumerate(strokes):
        if stroke.at - strokes[first].at > _SNAP:
            yield sorted(strokes[first:place], key=lambda stroke: stroke.start)
            first = place
    if strokes:
        yield sorted(strokes[first:], key=lambda stroke: stroke.start)


def _groups(flat: Sequence[Stroke], upright: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Lines that hang together through the places where they meet."""
    heights = [stroke.at for stroke in flat]
    meets: dict[int, list[int]] = defaultdict(list)  # flat lines by their place, upright ones by -1 - place
    for place, line in enumerate(upright):
        for crossed in range(bisect_left(heights, line.start - _SNAP), bisect_right(heights, line.end + _SNAP)):
            if flat[crossed].start - _SNAP <= line.at <= flat[crossed].end + _SNAP:
                meets[crossed].append(-1 - place)
                meets[-1 - place].append(crossed)
    while meets:
        seen: set[int] = set()
        waiting = [next(iter(meets))]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += meets.pop(one)
        yield [flat[one] for one in sorted(seen) if one >= 0], [upright[-1 - one] for one in sorted(seen) if one < 0]
