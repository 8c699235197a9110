"""Ruled lines in the picture of a page: straight runs of dark pixels, longer than any stroke of a character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from budgetnb.reading.document import Box

_DARK = 0.8
"""Ink is darker than this share of the paper; hairlines come out of a scanner as a light grey."""
_FLAT, _UPRIGHT = 20.0, 14.0
"""The shortest border in points: columns are wider than rows are high, and both longer than the strokes of a type of 12 points."""
_SPECKS = 20
"""One pixel of so many in a line may be missing."""
_STEP, _STEPS = 0.0005, 60
"""Slopes that are tried: to a pixel in the width of a page, up to 1.7 degrees to either side."""
_STRIPS = 32


def slope_of(pixels: Any) -> float:
    """How far the lines of a picture sink to the right: with this slope their ink gathers in the fewest rows."""
    import numpy  # noqa: PLC0415  comes with the extra

    strips = numpy.array_split(_ink(pixels), _STRIPS, axis=1)
    profiles = [strip.sum(axis=1, dtype=numpy.int64) for strip in strips]
    middles = [(place + 0.5) * pixels.shape[1] / _STRIPS for place in range(_STRIPS)]

    def gathered(slope: float) -> float:
        rows = sum(numpy.roll(profile, -round(slope * x)) for profile, x in zip(profiles, middles, strict=True))
        return float((rows**2).sum())

    return max(sorted((step * _STEP for step in range(-_STEPS, _STEPS + 1)), key=abs), key=gathered)


def ruled_lines(pixels: Any, scale: float, slope: float = 0.0) -> list[Box]:
    """The flat and upright lines of a picture (rows, columns, three colours), in points.

    `scale` is pixels to a point; `slope` is straightened first.
    """
    dark = _straightened(_ink(pixels), slope)
    flat = [(x0, y, x1, y) for y, x0, x1 in _runs(dark, int(_FLAT * scale))]
    upright = [(x, y0, x, y1) for x, y0, y1 in _runs(dark.T, int(_UPRIGHT * scale))]
    return [(x0 / scale, top / scale, x1 / scale, bottom / scale) for x0, top, x1, bottom in (*flat, *upright)]


def _ink(pixels: Any) -> Any:
    """Which pixels are darker than paper."""
    import numpy  # noqa: PLC0415  comes with the extra

    grey = pixels.min(axis=2)
    return grey < _DARK * numpy.percentile(grey, 90)


def _straightened(dark: Any, slope: float) -> Any:
    """The picture turned back by a small angle."""
    import numpy  # noqa: PLC0415  comes with the extra

    if abs(slope) * max(dark.shape) < 1:
        return dark
    height, width = dark.shape
    y, x = numpy.mgrid[:height, :width].astype(numpy.float32)
    from_y, from_x = (y + slope * x).round().astype(int), (x - slope * y).round().astype(int)
    return dark[from_y.clip(0, height - 1), from_x.clip(0, width - 1)]


def _runs(dark: Any, length: int) -> Iterator[tuple[float, float, float]]:
    """Row, start and end of the dark runs of at least `length` pixels in each row."""
    import numpy  # noqa: PLC0415  comes with the extra

    if dark.shape[1] <= length:
        return
    count = numpy.pad(dark.cumsum(axis=1, dtype=numpy.int32), ((0, 0), (1, 0)))
    full = count[:, length:] - count[:, :-length] >= length - length // _SPECKS
    steps = numpy.diff(numpy.pad(full, ((0, 0), (1, 1))).astype(numpy.int8), axis=1)
    for (row, start), (_, end) in zip(numpy.argwhere(steps > 0), numpy.argwhere(steps < 0), strict=True):
        yield float(row), float(start), float(end - 1 + length)
