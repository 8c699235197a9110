"""Workbooks: one sheet a table, numbers as numbers with their printed decimals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from faults.paper import Cell, Number, Table, lattice, words


def write_xlsx(tables: Sequence[Table], path: Path) -> Path:
    """Write tables into a workbook: title and unit above, notes below."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2024, 1, 1)})  # a fixed day, so that the bytes are the same
        formats: dict[str, Format] = {}
        for number, table in enumerate(tables, start=1):
            sheet = book.add_worksheet(f"{number:02}{table.name}"[:31])
            _sheet(sheet, table, lambda look: formats.setdefault(look, book.add_format({"num_format": look, "border": 1})))
    return path


def _sheet(sheet: Worksheet, table: Table, look: object) -> None:
    for row, line in enumerate(table.above):
        sheet.merge_range(row, 0, row, table.columns - 1, line.text)
    top = len(table.above)
    rows = lattice(table.rows, table.columns)
    for row, cells in enumerate(rows, start=top):
        for column, cell in enumerate(cells):
            if cell is not None:
                _cell(sheet, row, column, cell, look)
    for row, line in enumerate(table.below, start=top + len(rows)):
        sheet.merge_range(row, 0, row, table.columns - 1, line.text)


def _cell(sheet: Worksheet, row: int, column: int, cell: Cell, look: object) -> None:
    plain = look("General")  # type: ignore[operator]
    if cell.rowspan * cell.colspan > 1:
        sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, words(cell.part), plain)
    elif isinstance(cell.part, Number):
        sheet.write_number(row, column, float(cell.part.printed.replace(",", "")), look(_format(cell.part.printed)))  # type: ignore[operator]
    else:
        sheet.write_string(row, column, cell.part, plain) if cell.part else sheet.write_blank(row, column, None, plain)


def _format(printed: str) -> str:
    """The number format that prints a number as it is printed."""
    whole = "#,##0" if "," in printed else "0"
    decimals = len(printed.partition(".")[2])
    return f"{whole}.{'0' * decimals}" if decimals else whole
