"""Which figure stands in which cell: laid out before anything is written, because formulas lead from sheet to sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from budgetnb.checking.findings import Review
from budgetnb.figures import Figure, Statement, Table
from budgetnb.showing.marks import Marked, marked
from budgetnb.showing.printed import Printed, as_printed
from budgetnb.showing.workpaper.formulas import Cell
from budgetnb.showing.workpaper.styles import sheet_names
from budgetnb.texts import text

ABOVE = 2
"""Rows above the head of a sheet: its title and a line below."""
VALUE = 6
"""The column of the narrative's sheet that holds the numbers."""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table with the name of its sheet and its layout."""

    name: str
    table: Table
    printed: Printed


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the narrative's sheet: a statement and one of its figures, None for a statement without any."""

    statement: Statement
    role: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is written: the marked review, names of sheets, tables, rows of the narrative, and where each figure stands."""

    marked: Marked
    problems: str
    form: str
    rules: str
    tables: tuple[TableSheet, ...]
    text: str
    open: str
    about: str
    years: str
    said: tuple[Said, ...]
    cells: Mapping[Figure, Cell]
    numbers: Mapping[str, int]

    @property
    def review(self) -> Review:
        """The review."""
        return self.marked.review


def plan(review: Review) -> Plan:
    """The sheets of a review's workpaper."""
    disclosure = review.disclosure
    own = [text(f"workpaper.sheet.{name}") for name in ("problems", "form", "rules", "text", "open", "about", "years")]
    problems, form, rules, narrative, unread, about, years, *names = sheet_names([*own, *(table.name for table in disclosure.tables)])
    tables = tuple(TableSheet(name, table, as_printed(table)) for name, table in zip(names, disclosure.tables, strict=True))
    said = tuple(row for statement in disclosure.statements for row in _rows(statement))
    cells: dict[Figure, Cell] = {}
    for sheet in tables:
        _place_table(sheet, cells)
    for row, one in enumerate(said, ABOVE + 1):
        if one.figure:
            cells.setdefault(one.figure, Cell(narrative, row, VALUE))
    numbers = {problem.id: number for number, problem in enumerate(review.problems, 1)}
    return Plan(marked(review), problems, form, rules, tables, narrative, unread, about, years, said, cells, numbers)


def _rows(statement: Statement) -> tuple[Said, ...]:
    return tuple(Said(statement, role, figure) for role, figure in statement.figures) or (Said(statement),)


def _place_table(sheet: TableSheet, cells: dict[Figure, Cell]) -> None:
    first = ABOVE + sheet.printed.depth
    for row, slots in enumerate(sheet.printed.rows, first):
        for column, slot in enumerate(slots):
            if isinstance(slot, Figure):
                cells.setdefault(slot, Cell(sheet.name, row, column, words=slot.value is None and bool(slot.printed.strip())))
