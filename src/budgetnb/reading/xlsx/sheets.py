"""The sheets of a workbook as texts at places: what is printed in each cell, which cells are merged, which have borders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Where = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def holds(self, where: Where) -> bool:
        """Whether a cell lies in it."""
        return self.top <= where[0] <= self.bottom and self.left <= where[1] <= self.right


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as printed.

    `texts` holds the filled cells; `ruled` the cells with borders around them; `hidden` what stands
    in hidden rows and columns, which are not printed; `unvalued` the formulas saved without a value.
    """

    name: str
    texts: dict[Where, str]
    merged: tuple[Area, ...] = ()
    ruled: frozenset[Where] = frozenset()
    hidden: dict[Where, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unvalued: tuple[Where, ...] = ()


def cell_name(where: Where) -> str:
    """What a cell is called in its sheet.

    >>> cell_name((6, 1)), cell_name((0, 255))
    ('B7', 'IV1')
    """
    row, column = where
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def whole(text: str) -> int | None:
    """A number as XML writes it, None when it is none a sheet could have.

    >>> whole("12"), whole("-1"), whole("9" * 5000)
    (12, None, None)
    """
    return int(text) if text.isdecimal() and len(text) < _DIGITS else None


def where_is(name: str) -> Where | None:
    """The place of a cell by its name, None when it is no name.

    >>> where_is("B7"), where_is("IV1"), where_is("7B")
    ((6, 1), (0, 255), None)
    """
    match = _NAME.fullmatch(name)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


_DIGITS = 9
_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
