"""Paths of a PDF page as the straight lines they print: stroked borders, thin filled shapes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from budgetnb.reading.pdf.matrices import Matrix, Sides, at, bounds, matrix_of, point_of, product

Line = tuple[float, float, float, float]
"""From x, y to x, y in the file's points."""

_THIN = 3.5
"""A filled shape thinner than this (points) is a printed line; a fatter one is a background."""
_PIECES = 2000
"""A path of more pieces than this is a drawing, not a border."""
_PALE = 245
"""A colour of at least this much (of 255) red, green and blue cannot be told from paper."""


def thin(sides: Sides) -> list[Line]:
    """A thin shape as the line it draws, along its longer side."""
    left, bottom, right, top = sides
    if min(right - left, top - bottom) > _THIN:
        return []
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    return [(left, middle_y, right, middle_y) if right - left >= top - bottom else (middle_x, bottom, middle_x, top)]


def lines_of(path: Any, outer: Matrix) -> list[Line]:
    """The straight lines that a path prints; backgrounds, drawings and what is white print none."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value) or _pale(path, bool(stroke.value)):
        return []
    sides = bounds(path, outer)
    if rule := thin(sides):
        return rule
    if raw.FPDFPath_CountSegments(path) > _PIECES:
        return []
    outlines = _outlines(path, product(matrix_of(path), outer))
    return [line for outline in outlines for line in (outline if stroke.value else _filled(outline))]


def _pale(path: Any, stroked: bool) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    get = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
    if not get(path, *colour):
        return False
    red, green, blue, ink = (part.value for part in colour)
    return ink == 0 or min(red, green, blue) >= _PALE


def _outlines(path: Any, matrix: Matrix) -> Iterator[list[Line]]:
    """The outlines of a path, each a list of straight lines; a curve ends the line before it."""
    outline: list[Line] = []
    start = last = (0.0, 0.0)
    for place in range(raw.FPDFPath_CountSegments(path)):
        piece = raw.FPDFPath_GetPathSegment(path, place)
        kind = raw.FPDFPathSegment_GetType(piece)
        point = at(point_of(piece), matrix)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if outline:
                yield outline
            outline, start = [], point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            outline.append((*last, *point))
        last = point
        if raw.FPDFPathSegment_GetClose(piece) and last != start:
            outline.append((*last, *start))
            last = start
    if outline:
        yield outline


def _filled(outline: list[Line]) -> list[Line]:
    x = [value for line in outline for value in (line[0], line[2])]
    y = [value for line in outline for value in (line[1], line[3])]
    return thin((min(x), min(y), max(x), max(y)))
