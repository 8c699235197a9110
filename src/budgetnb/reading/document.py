"""What is on paper: paragraphs and grids in reading order, with their places. Nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass, field

_RECOGNISED = ("ocr", "ocr_page", "recognised")
_NOT_READ = ("picture", "picture_wordless")
"""Doubts that say so, of a page or of the whole file."""

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a file: page (from 1) and box, sheet and cell, or line (from 1).

    In a Word file the line is the number of the paragraph, in a web page the line of its source.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text without line breaks.

    `marks` says, in order, from which character on which spot holds (a paragraph may run over
    lines and pages); there is at least one, at offset 0.
    """

    text: str
    marks: tuple[tuple[int, Spot], ...]

    @property
    def spot(self) -> Spot:
        """Where the paragraph begins."""
        return self.marks[0][1]

    def spots(self, start: int, end: int) -> tuple[Spot, ...]:
        """The spots that the characters from `start` to `end` stand in."""
        ends = [offset for offset, _ in self.marks[1:]] + [len(self.text)]
        return tuple(spot for (offset, spot), stop in zip(self.marks, ends, strict=True) if offset < max(end, start + 1) and stop > start)


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; `row` and `column` count from 0 within its grid."""

    text: str
    row: int
    column: int
    spot: Spot
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table as printed.

    `cells` holds each printed cell once, row by row, also the empty ones. `spans_known` is False
    where the format lost its merged cells (tab-separated text): heads must then be aligned by words.
    """

    cells: tuple[Cell, ...]
    spot: Spot
    spans_known: bool = True

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    def matrix(self) -> list[list[Cell | None]]:
        """Rows of cells; a merged cell stands at its first position, None at those it covers."""
        table: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            table[cell.row][cell.column] = cell
        return table


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be an artefact of extraction; `why` is a key under `doubt` in the texts."""

    text: str
    spot: Spot
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: `blocks` are its paragraphs and grids in reading order.

    `margins` are what is printed but belongs to the sheet of paper, not to the text: page numbers,
    running heads, watermarks.
    """

    file: str
    sha256: str
    format: str
    blocks: tuple[Paragraph | Grid, ...]
    pages: int | None = None
    doubts: tuple[Doubt, ...] = field(default=())
    margins: tuple[tuple[str, Spot], ...] = field(default=())

    def recognised(self) -> tuple[int, ...]:
        """The pages whose characters were recognised in pictures, by this program or by another."""
        return self._pages(_RECOGNISED)

    def not_read(self) -> tuple[int, ...]:
        """The pages that are pictures of which nothing was read."""
        return self._pages(_NOT_READ)

    def _pages(self, doubted: tuple[str, ...]) -> tuple[int, ...]:
        pages = {doubt.spot.page for doubt in self.doubts if doubt.why in doubted}
        return tuple(range(1, (self.pages or 0) + 1)) if None in pages else tuple(sorted(page for page in pages if page))
