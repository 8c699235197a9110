"""A piece of a PDF page around some printed figures, as a picture."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path

Boxes = tuple[tuple[int, tuple[float, float, float, float]], ...]
"""Page from 1, and left, top, right, bottom in points from the top left corner."""
AROUND = 26
"""Points of the page shown above and below."""
WIDE = 330
"""Points of the page shown from left to right, at least."""
MOST_WIDE = 420
"""Points of the page in one strip; a wider line is folded, so that it can be read."""
LAP = 14
"""Points that two strips of a line have in common, so that no letter is cut in both."""
SCALE = 1.6
"""Pixels a point."""


def crop(path: Path, boxes: Boxes) -> tuple[bytes, int, int] | None:
    """The picture as PNG with its width and height, the figures framed; None where the file is no PDF or is gone."""
    if path.suffix.lower() != ".pdf" or not path.is_file():
        return None
    import pypdfium2  # noqa: PLC0415  loaded only when a picture is made
    from PIL import Image, ImageDraw  # noqa: PLC0415  as above

    page = boxes[0][0]
    here = [box for number, box in boxes if number == page]
    document = pypdfium2.PdfDocument(path)
    try:
        shown = document[page - 1]
        image = shown.render(scale=SCALE).to_pil().convert("RGB")
        width, height = shown.get_size()
    finally:
        document.close()
    draw = ImageDraw.Draw(image)
    for box in here:
        left, top, right, bottom = (side * SCALE for side in box)
        draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), outline="#8E2415", width=2)
    area = [edge * SCALE for edge in _around(here, width, height)]
    strips = [image.crop(strip) for strip in _strips(*map(int, area))]
    piece = Image.new("RGB", (max(strip.width for strip in strips), sum(strip.height for strip in strips)), "white")
    for number, strip in enumerate(strips):
        piece.paste(strip, (0, number * strip.height))
    saved = BytesIO()
    piece.save(saved, "PNG")
    return saved.getvalue(), piece.width, piece.height


def _strips(left: int, top: int, right: int, bottom: int) -> list[tuple[int, int, int, int]]:
    """An area in strips of one width, to stand one below the other; one that is narrow enough as it is."""
    count = math.ceil((right - left) / (MOST_WIDE * SCALE))
    wide, lap = math.ceil((right - left) / count), int(LAP * SCALE)
    return [(left + number * wide, top, min(right, left + (number + 1) * wide + lap), bottom) for number in range(count)]


def _around(boxes: list[tuple[float, float, float, float]], width: float, height: float) -> tuple[float, float, float, float]:
    """The part of the page that shows the boxes with what stands beside them."""
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    more = max(0.0, WIDE - (right - left)) / 2
    left, right = max(0.0, left - more), min(width, right + more)
    return left, max(0.0, top - AROUND), right, min(height, bottom + AROUND)
