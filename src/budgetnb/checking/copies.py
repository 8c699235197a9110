"""Copies of a disclosure in which some figures are others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from budgetnb.figures import Disclosure, Figure, Line, Statement, Table


def exchanged(disclosure: Disclosure, new: Mapping[int, Figure]) -> Disclosure:
    """A copy with some figures, known by their identity, exchanged for others; what is not touched stays the same object."""
    return replace(
        disclosure,
        tables=tuple(_table(table, new) for table in disclosure.tables),
        statements=tuple(_statement(statement, new) for statement in disclosure.statements),
    )


def _table(table: Table, new: Mapping[int, Figure]) -> Table:
    lines = tuple(_line(line, new) for line in table.lines)
    return table if all(one is other for one, other in zip(lines, table.lines, strict=True)) else replace(table, lines=lines)


def _line(line: Line, new: Mapping[int, Figure]) -> Line:
    if new.keys().isdisjoint(map(id, line.figures)):
        return line
    return replace(line, figures=tuple(figure and new.get(id(figure), figure) for figure in line.figures))


def _statement(statement: Statement, new: Mapping[int, Figure]) -> Statement:
    if new.keys().isdisjoint([id(figure) for _, figure in statement.figures]):
        return statement
    return replace(statement, figures=tuple((role, new.get(id(figure), figure)) for role, figure in statement.figures))
