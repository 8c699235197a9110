"""How a page is turned: files count upwards from a corner, people read from the top left, and some tables lie on their side."""

from __future__ import annotations

from dataclasses import dataclass

from budgetnb.reading.document import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's edges in the file's own points, and the quarter turns (clockwise) that make it readable.

    `reading` turns its text upright, `shown` is how a viewer displays it; they differ where a wide
    table was printed sideways on an upright page.
    """

    left: float
    bottom: float
    right: float
    top: float
    reading: int = 0
    shown: int = 0

    @property
    def width(self) -> float:
        """Width of the page as read."""
        return self.top - self.bottom if self.reading % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as read."""
        return self.right - self.left if self.reading % 2 else self.top - self.bottom

    def read(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the file as it is read: x0, top, x1, bottom, downwards from the top left corner."""
        return self._turned(self.reading, left, bottom, right, top)

    def display(self, box: Box) -> Box:
        """A box as read, where a viewer displays it, to a hundredth of a point."""
        x0, y0, x1, y1 = box
        left, bottom, right, top = (
            (self.left + x0, self.top - y1, self.left + x1, self.top - y0),
            (self.left + y0, self.bottom + x0, self.left + y1, self.bottom + x1),
            (self.right - x1, self.bottom + y0, self.right - x0, self.bottom + y1),
            (self.right - y1, self.top - x1, self.right - y0, self.top - x0),
        )[self.reading]
        a, b, c, d = self._turned(self.shown, left, bottom, right, top)
        return round(a, 2), round(b, 2), round(c, 2), round(d, 2)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point as read lies on the page."""
        return 0 <= x <= self.width and 0 <= y <= self.height

    def visible(self, box: Box) -> Box:
        """The part of a box as read that lies on the page (empty, at an edge, if none does)."""
        x0, top, x1, bottom = box
        right, lower = self.width, self.height
        return min(max(0.0, x0), right), min(max(0.0, top), lower), max(0.0, min(right, x1)), max(0.0, min(lower, bottom))

    def _turned(self, quarters: int, left: float, bottom: float, right: float, top: float) -> Box:
        if quarters == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if quarters == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if quarters == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left
