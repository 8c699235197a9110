"""What a PDF page is drawn with, straight from pdfium: borders, the windows texts are printed through, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from budgetnb.reading.pdf.matrices import UNMOVED, Matrix, Sides, bounds, matrix_of, point_of, product
from budgetnb.reading.pdf.paths import Line, lines_of, thin

_NESTED = 4
"""Forms inside forms: real documents have one or two levels."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one page is drawn with.

    `windows` are the rectangles that texts are printed through, where not whole; `ghosts` are the
    texts printed in no ink (both by address); `pictured` is the area that pictures cover.
    """

    lines: tuple[Line, ...]
    windows: dict[int, Sides]
    ghosts: frozenset[int]
    pictured: float


def drawn(page: Any) -> Drawn:
    """The lines, windows and pictures of a page."""
    lines: list[Line] = []
    windows: dict[int, Sides] = {}
    ghosts: set[int] = set()
    pictured = 0.0
    for thing, kind, matrix in _things(page):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if matrix == UNMOVED and (window := _window(thing)):
                windows[address(thing)] = window
            if raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                ghosts.add(address(thing))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            lines += lines_of(thing, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = bounds(thing, matrix)
            pictured += (right - left) * (top - bottom)
            lines += thin((left, bottom, right, top))
    return Drawn(tuple(lines), windows, frozenset(ghosts), pictured)


def address(thing: Any) -> int:
    """What tells one object of a page from another."""
    return ctypes.addressof(thing.contents)


def _things(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Objects of a page in the order they are printed, those of forms in place of the form."""
    waiting = [(raw.FPDFPage_GetObject(page, place), UNMOVED, 0) for place in range(raw.FPDFPage_CountObjects(page) - 1, -1, -1)]
    while waiting:
        thing, matrix, depth = waiting.pop()
        if not thing:
            continue
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTED:
            inner = product(matrix_of(thing), matrix)
            places = range(raw.FPDFFormObj_CountObjects(thing) - 1, -1, -1)
            waiting += [(raw.FPDFFormObj_GetObject(thing, place), inner, depth + 1) for place in places]
        else:
            yield thing, kind, matrix


def _window(text: Any) -> Sides | None:
    """The rectangle a text is printed through, None when it is printed whole or through another shape."""
    clip = raw.FPDFPageObj_GetClipPath(text)
    found = [_rectangle(clip, path) for path in range(raw.FPDFClipPath_CountPaths(clip))] if clip else []
    known = [window for window in found if window]
    if not known:
        return None
    return max(w[0] for w in known), max(w[1] for w in known), min(w[2] for w in known), min(w[3] for w in known)


def _rectangle(clip: Any, path: int) -> Sides | None:
    if raw.FPDFClipPath_CountPathSegments(clip, path) not in (4, 5):
        return None
    x0, y0 = point_of(raw.FPDFClipPath_GetPathSegment(clip, path, 0))
    x1, y1 = point_of(raw.FPDFClipPath_GetPathSegment(clip, path, 2))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
