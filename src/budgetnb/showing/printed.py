"""A table laid out as it was printed: merged heads, both sides beside each other, lines in printed order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from budgetnb.figures import Column, Figure, Line, Table
from budgetnb.recognising.vocabulary import words
from budgetnb.showing.figures_for import label_in_words, label_of
from budgetnb.showing.heads import HeadCell, Path, head_cells, head_paths
from budgetnb.texts import LANGUAGES, language, text
from budgetnb.texts.names import glossed, in_words

_INSIDE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
"""Blanks that line breaks left inside Chinese words."""
Slot = Figure | str | None
"""What stands in a cell: a figure (a blank one too), words, or nothing."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as rows of slots under a head of `depth` rows; `worded` says which columns hold words.

    `columns` are the columns of the table that the others are; a column may stand on both sides.
    `fixed` is how many columns on the left name the lines; 0 for a table with two sides. `lines`
    has for every row the line on each side, None where a side has none; a side begins at the column
    in `starts`.
    """

    head: tuple[HeadCell, ...]
    depth: int
    worded: tuple[bool, ...]
    columns: tuple[Column | None, ...]
    starts: tuple[int, ...]
    fixed: int
    rows: tuple[tuple[Slot, ...], ...]
    lines: tuple[tuple[Line | None, ...], ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a table: how each of its columns is headed, and what a line puts there."""

    paths: tuple[Path, ...]
    columns: tuple[Column | None, ...]
    lines: tuple[Line, ...]
    slots: Callable[[Line], tuple[Slot, ...]]


def _name(line: Line) -> str:
    return _INSIDE.sub("", line.label or line.name)


_WORDS: tuple[tuple[str, Callable[[Line], str]], ...] = (
    ("code", lambda line: line.printed_code),
    ("government", lambda line: line.government_code),
    ("kind", lambda line: line.kind),
    ("name", _name),
    ("unit", lambda line: line.unit),
)
"""The columns of words a table may have, in order."""


def as_printed(table: Table) -> Printed:
    """The table with its lines and columns where they were printed."""
    names = tuple(dict.fromkeys(line.side for line in table.lines)) or ("",)
    sides = [_side(table, name, names) for name in names]
    paths = [path for side in sides for path in side.paths]
    columns = tuple(column for side in sides for column in side.columns)
    worded = tuple(column is None for column in columns)
    rows = list(_beside([side.lines for side in sides]))
    return Printed(
        head_cells(paths),
        max(map(len, paths), default=0),
        worded,
        columns,
        tuple(sum(len(side.columns) for side in sides[:place]) for place in range(len(sides))),
        sum(worded) if len(sides) == 1 else 0,
        tuple(tuple(slot for side, line in zip(sides, row, strict=True) for slot in _slots(side, line)) for row in rows),
        tuple(rows),
    )


def in_the_language(printed: Printed) -> Printed:
    """The same with heads, sides and names of lines in the language in force; in Chinese they stay as printed."""
    if language() == LANGUAGES[0]:
        return printed
    sides = [max(place for place, start in enumerate(printed.starts) if start <= column) for column in range(len(printed.columns))]
    return replace(
        printed,
        head=tuple(replace(cell, text=_head_in_words(cell.text)) for cell in printed.head),
        rows=tuple(
            tuple(_slot_in_words(slot, lines[side]) for slot, side in zip(row, sides, strict=True))
            for row, lines in zip(printed.rows, printed.lines, strict=True)
        ),
    )


def _side(table: Table, name: str, names: Sequence[str]) -> _Side:
    lines = tuple(line for line in table.lines if line.side == name)
    said = [(kind, says) for kind, says in _WORDS if kind == "name" or any(says(line) for line in lines)]
    columns = [place for place in range(len(table.columns)) if any(_figure(line, place) for line in lines) or not name]
    paths = head_paths(table)
    above = [paths[place] for place in columns]
    if name:  # whatever stands over a side, it is headed by its name
        above = [(name, *(path[1:] if any(side in path[0] for side in names if side) else path)) for path in above]
    heads = [(text(f"workpaper.head.{kind}"),) for kind, _ in said]

    def slots(line: Line) -> tuple[Slot, ...]:
        return (*(says(line) for _, says in said), *(_figure(line, place) for place in columns))

    return _Side(
        (*((name, *head) if name else head for head in heads), *above),
        (*(None for _ in said), *(table.columns[place] for place in columns)),
        lines,
        slots,
    )


def _head_in_words(printed: str) -> str:
    known = (said for name in words().names_of(printed) if (said := glossed(name)))
    return next(known, None) or label_in_words("", printed)


def _slot_in_words(slot: Slot, line: Line | None) -> Slot:
    if not isinstance(slot, str) or line is None:
        return slot
    return label_of(line) if slot == _name(line) else in_words(slot)


def _figure(line: Line, place: int) -> Figure | None:
    return line.figures[place] if place < len(line.figures) else None


def _slots(side: _Side, line: Line | None) -> tuple[Slot, ...]:
    return side.slots(line) if line else (None,) * len(side.columns)


def _beside(sides: Sequence[tuple[Line, ...]]) -> Iterator[tuple[Line | None, ...]]:
    """The lines of each side row by row; those printed in one row stand in one row."""
    keyed = [{_row(line): line for line in side} for side in sides]
    if len(sides) == 1 or any(len(rows) < len(side) for rows, side in zip(keyed, sides, strict=True)):
        keyed = [dict(enumerate(side)) for side in sides]  # type: ignore[arg-type]
    for key in sorted({key for rows in keyed for key in rows}):
        yield tuple(rows.get(key) for rows in keyed)


def _row(line: Line) -> tuple[int, str, int, int, float]:
    """Where a line was printed, comparable with the lines of the other side."""
    place = next((figure.place for figure in line.figures if figure), line.place)
    if place is None:
        return (0, "", 0, 0, 0.0)
    number = "".join(character for character in place.cell or "" if character.isdigit())
    top = round(place.boxes[0][1][1]) if place.boxes else 0
    return (place.page or 0, place.sheet or "", place.line or 0, int(number or 0), top)
