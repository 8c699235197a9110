"""One table or one list as a workbook of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from budgetnb.amounts import decimals
from budgetnb.errors import BudgetnbError
from budgetnb.figures import Table
from budgetnb.showing.printed import as_printed
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.plan import ABOVE, TableSheet
from budgetnb.showing.workpaper.rules import as_double, number_format
from budgetnb.showing.workpaper.styles import HEADS, WRAPPED, sheet_names, width_of
from budgetnb.showing.workpaper.tables import write_table
from budgetnb.texts import text

NARROWEST, WIDEST = 6, 48
LOOKED_AT = 1000
"""Rows whose words say how wide a column is to be."""
MOST_ROWS = 1_048_576 - ABOVE - 1


class TooManyRows(BudgetnbError):
    """More rows than a sheet of Excel has."""

    key = "frame.too_many_rows"


def table_workbook(table: Table) -> bytes:
    """A table as it was printed."""
    book = Book()
    (name,) = sheet_names([table.name])
    write_table(book, TableSheet(name, table, as_printed(table)))
    return book.close()


def list_workbook(lists: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> bytes:
    """Lists, each its columns and rows, on sheets of their own: numbers with their decimals, None an empty cell, all else text."""
    book = Book()
    titles = [text(f"frame.list.{name}") for name in lists]
    for title, name, (columns, rows) in zip(titles, sheet_names(titles), lists.values(), strict=True):
        if len(rows) > MOST_ROWS:
            raise TooManyRows(name=title, count=len(rows), most=MOST_ROWS)
        _write_list(book, book.sheet(name, title), columns, rows)
    return book.close()


def _write_list(book: Book, sheet: Worksheet, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    for place, column in enumerate(columns):
        head = text(f"frame.column.{column}")
        book.put(sheet, ABOVE, place, head, book.style(HEADS))
        longest = max((width_of(_words(row[place])) for row in rows[:LOOKED_AT]), default=0)
        sheet.set_column(place, place, min(max(longest, width_of(head), NARROWEST) + 2, WIDEST))
    plain = book.style(WRAPPED)
    for at, row in enumerate(rows, ABOVE + 1):
        for place, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(at, place, as_double(value), book.style(WRAPPED, num_format=number_format(decimals(value))))
            elif isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(at, place, value, plain) if value == value else sheet.write_blank(at, place, None, plain)  # noqa: PLR0124
            else:
                book.put(sheet, at, place, _words(value), plain)
    sheet.freeze_panes(ABOVE + 1, 1)
    sheet.autofilter(ABOVE, 0, ABOVE + max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(ABOVE)


def _words(value: Any) -> str:
    if value is None or value is pd.NA:
        return ""
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
