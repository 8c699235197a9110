"""The figures of disclosures as a workbook: one list of all figures, and the tables as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from budgetnb.amounts import decimals
from budgetnb.figures import Disclosure, Figure, Place
from budgetnb.showing.printed import as_printed
from budgetnb.showing.workpaper.addresses import spots
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.plan import ABOVE, TableSheet
from budgetnb.showing.workpaper.rules import as_double, number_format
from budgetnb.showing.workpaper.styles import WRAPPED, sheet_names
from budgetnb.showing.workpaper.tables import write_table
from budgetnb.texts import text
from budgetnb.texts.names import in_words

COLUMNS = (
    ("organisation", 20),
    ("year", 6),
    ("address", 24),
    ("line", 30),
    ("column", 20),
    ("printed", 14),
    ("value", 15),
    ("unit", 6),
    ("words", 50),
    ("spot", 16),
    ("key", 36),
)
VALUE = 6


def figures_workbook(disclosures: Sequence[Disclosure]) -> bytes:
    """Every printed figure with its place on one sheet, then each table on a sheet of its own."""
    book = Book()
    tables = [table for disclosure in disclosures for table in disclosure.tables]
    name, *names = sheet_names([text("workpaper.sheet.figures"), *(table.name for table in tables)])
    rows = [row for disclosure in disclosures for row in _rows(disclosure)]
    sheet = book.sheet(name, text("workpaper.title.figures"))
    book.list_head(sheet, ABOVE, COLUMNS, len(rows))
    sheet.freeze_panes(ABOVE + 1, 2)
    for row, (figure, words) in enumerate(rows, ABOVE + 1):
        _write(book, sheet, row, figure, words)
    for title, table in zip(names, tables, strict=True):
        write_table(book, TableSheet(title, table, as_printed(table)))
    return book.close()


def _write(book: Book, sheet: Worksheet, row: int, figure: Figure, words: list[str | None]) -> None:
    book.list_row(sheet, row, words, [book.style(WRAPPED)] * len(COLUMNS), COLUMNS)
    if figure.value is not None:
        style = book.style(WRAPPED, num_format=number_format(decimals(figure.value)))
        sheet.write_number(row, VALUE, as_double(figure.value), style)


def _rows(disclosure: Disclosure) -> Iterator[tuple[Figure, list[str | None]]]:
    whose = [disclosure.name, str(disclosure.year or "")]
    for table in disclosure.tables:
        for figure in table.figures():
            place = figure.place
            yield figure, [*whose, *_said(figure, in_words(table.name), place.row or "", in_words(place.column or ""), "", place)]
    for statement in disclosure.statements:
        for role, figure in statement.figures:
            place = figure.place
            section, term = (place.section or "").rpartition(" · ")[2], in_words(statement.term)
            yield figure, [*whose, *_said(figure, section, term, text(f"finding.role.{role}"), place.text or "", place)]


def _said(figure: Figure, address: str, line: str, column: str, words: str, place: Place) -> list[str | None]:
    return [address, line, column, figure.printed.strip(), None, figure.unit, words, spots([place]), figure.key]
