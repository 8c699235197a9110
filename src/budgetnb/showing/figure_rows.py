"""Every figure of a disclosure as a row: what it is, what it says, where it stands. Frames, workbooks and parquet share these rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from budgetnb.figures import Disclosure, Figure, Line, Place, Statement, Table

PLACE = ("file", "page", "sheet", "cell", "line", "table", "row", "column", "section", "text", "start", "end")
"""A place as columns: `row` and `column` as printed or canonical in the table, `start` and `end` the characters within `text`."""
WHAT = ("key", "value", "printed", "unit", "half")
OF_TABLE = ("name", "code", "level", "side", "kind")
OF_TEXT = ("scope", "term", "role", "direction")
COLUMNS = (*WHAT, *OF_TABLE, *OF_TEXT, *PLACE)
"""The columns, in order. `value` and `half` are Decimals, `value` None for a blank cell."""

Row = dict[str, Any]


def figure_rows(disclosure: Disclosure) -> Iterator[Row]:
    """One row for each figure and each blank cell: tables line by line, then the narrative."""
    for table in disclosure.tables:
        for line in table.lines:
            yield from (_of_line(table, line, figure) for figure in line.figures if figure)
    for statement in disclosure.statements:
        yield from (_of_statement(statement, role, figure) for role, figure in statement.figures)


def place_row(place: Place) -> Row:
    """A place as columns."""
    start, end = place.span or (None, None)
    return {**{name: getattr(place, name) for name in PLACE[:-2]}, "start": start, "end": end}


def _of_line(table: Table, line: Line, figure: Figure) -> Row:
    about = {name: getattr(line, name) for name in OF_TABLE}
    return {**what_row(figure), **about, **dict.fromkeys(OF_TEXT), **place_row(figure.place), "table": table.name}


def _of_statement(statement: Statement, role: str, figure: Figure) -> Row:
    about = {"scope": statement.scope, "term": statement.term, "role": role, "direction": statement.direction}
    return {**what_row(figure), **dict.fromkeys(OF_TABLE), "code": statement.code or None, **about, **place_row(figure.place)}


def what_row(figure: Figure) -> Row:
    """What a figure says, as columns."""
    return {name: getattr(figure, name) for name in WHAT}
