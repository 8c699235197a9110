"""Where the parts of a PDF page stand once the forms they are drawn in are laid on the page."""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw

Sides = tuple[float, float, float, float]
"""left, bottom, right, top in the file's points (upwards from the bottom left corner)."""
Matrix = tuple[float, float, float, float, float, float]
"""a to f of the PDF standard: x' = ax + cy + e, y' = bx + dy + f."""

UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix_of(thing: Any) -> Matrix:
    """How an object is moved within what holds it."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return UNMOVED
    return found.a, found.b, found.c, found.d, found.e, found.f


def product(first: Matrix, then: Matrix) -> Matrix:
    """One move after another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def at(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def bounds(thing: Any, matrix: Matrix) -> Sides:
    """What an object covers on the page."""
    found = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(thing, *found)
    left, bottom, right, top = (side.value for side in found)
    if matrix == UNMOVED:
        return left, bottom, right, top
    corners = [at((x, y), matrix) for x in (left, right) for y in (bottom, top)]
    return min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)


def point_of(piece: Any) -> tuple[float, float]:
    """Where a piece of a path ends."""
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(piece, x, y)
    return x.value, y.value
