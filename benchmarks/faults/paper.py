"""What is printed: paragraphs and tables whose numbers remember what they state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: `place` is table/line/column or 文/scope/term/role.

    `postings` are those it adds up (none for what is no amount of the ledger); `honest` are the
    values that rounding alone may give a number worked out from others.
    """

    printed: str
    place: str
    value: Decimal
    unit: str
    postings: frozenset[int] = frozenset()
    honest: tuple[Decimal, Decimal] | None = None


Part = str | Number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text; `style` is cover, title, heading, contents, text, unit or note."""

    parts: tuple[Part, ...]
    style: str = "text"

    @property
    def text(self) -> str:
        """The words as printed."""
        return "".join(words(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; where it spans others, those are not there."""

    part: Part = ""
    rowspan: int = 1
    colspan: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its canonical name, with what is printed above and below it."""

    name: str
    above: tuple[Paragraph, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    below: tuple[Paragraph, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Head and body."""
        return self.head + self.body

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return sum(cell.colspan for cell in self.head[0])

    @property
    def blank(self) -> bool:
        """Whether no cell holds a number."""
        return not any(isinstance(cell.part, Number) for row in self.body for cell in row)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A disclosure as printed."""

    form: str
    name: str
    level: str
    year: int
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def numbers(self) -> Iterator[Number]:
        """Every printed number."""
        for block in self.blocks:
            for line in (block.above + block.below) if isinstance(block, Table) else (block,):
                yield from (part for part in line.parts if isinstance(part, Number))
            if isinstance(block, Table):
                yield from (cell.part for row in block.body for cell in row if isinstance(cell.part, Number))


def words(part: Part) -> str:
    """A part as printed."""
    return part.printed if isinstance(part, Number) else part


def lattice(rows: tuple[Row, ...], columns: int) -> list[list[Cell | None]]:
    """Rows of as many cells as there are columns; a merged cell stands at its first place, None at the others."""
    taken: set[tuple[int, int]] = set()
    made: list[list[Cell | None]] = [[None] * columns for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            made[number][column] = cell
            taken |= {(number + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
    return made


def rounded(value: Decimal, unit: Decimal = HUNDREDTH) -> Decimal:
    """Half up, as people round."""
    return value.quantize(unit, rounding=ROUND_HALF_UP)


def heads(*rows: str) -> tuple[Row, ...]:
    """The head of a table from its rows: cells between bars, ← and ↑ for the cells that belong to the one beside or above."""
    matrix = [row.split("|") for row in rows]
    made: list[Row] = []
    for number, row in enumerate(matrix):
        cells = []
        for column, text in enumerate(row):
            if text in ("←", "↑"):
                continue
            right = column + 1
            while right < len(row) and row[right] == "←":
                right += 1
            down = number + 1
            while down < len(matrix) and matrix[down][column] == "↑":
                down += 1
            cells.append(Cell(text, down - number, right - column))
        made.append(tuple(cells))
    return tuple(made)
