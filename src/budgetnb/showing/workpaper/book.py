"""A workbook being written: text always as text, the same bytes every time.

Whatever comes from a document is written as a string cell, so that "=cmd" stays what was printed;
where it would turn into a formula as soon as somebody edits the cell, the cell also carries the
mark that Excel sets for a leading apostrophe. There are no links to anywhere outside the file.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from budgetnb.characters import visible
from budgetnb.showing.workpaper.styles import BASE, HEADS, LINE, QUIET, TITLE, lines
from budgetnb.texts import text

CREATED = datetime(2000, 1, 1)
"""Workbooks say when they were made; ours say the same every time."""
MOST = 32_000
"""Excel holds 32,767 characters in a cell."""
MOST_HEIGHT = 405
"""Excel's rows are at most 409 points high."""
A3, A4 = 8, 9
_WOULD_COUNT = ("=", "+", "-", "@", "\t", "\r")

Widths = Sequence[tuple[str, float]]
"""The columns of a list: key of the head in the texts, and how wide it is in letters."""


class _Sheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A sheet that takes formulas as they are: ours use no function that Excel 2007 did not know."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Book:
    """A workbook with its styles, each made once."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_format_properties": BASE}
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._book.set_properties({"created": CREATED, "author": "", "comments": text("workpaper.footer")})
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._as_text: dict[int, Format] = {}

    def style(self, properties: Mapping[str, Any], **more: Any) -> Format:
        """A format with these properties."""
        every = {**properties, **more}
        key = tuple(every.items())
        if key not in self._styles:
            style = self._styles[key] = self._book.add_format({**BASE, **every})
            self._as_text[id(style)] = self._book.add_format({**BASE, **every, "quote_prefix": True})
        return self._styles[key]

    def sheet(self, name: str, title: str, landscape: bool = True) -> Worksheet:
        """A new sheet with a title, set up for A4, as wide as the paper."""
        sheet = self._book.add_worksheet(name, _Sheet)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.35, right=0.35, top=0.45, bottom=0.6)
        pages = text("workpaper.pages", page="&P", pages="&N")
        sheet.set_footer(f"&L&9{text('workpaper.footer')}&R&9{pages}")
        sheet.hide_gridlines(2)
        sheet.set_row(0, 26)
        self.put(sheet, 0, 0, title, self.style(TITLE))
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, words: str, style: Format) -> None:
        """Write text, as text."""
        if not words:
            sheet.write_blank(row, column, None, style)
            return
        printed = cell_text(words)
        sheet.write_string(row, column, printed, self._as_text[id(style)] if printed.startswith(_WOULD_COUNT) else style)

    def list_head(self, sheet: Worksheet, row: int, columns: Widths, rows: int) -> None:
        """The head of a list of `rows` rows: widths, filter, what is printed on every page."""
        style = self.style(HEADS)
        for place, (key, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            self.put(sheet, row, place, text(f"workpaper.column.{key}"), style)
        sheet.set_row(row, 2 * LINE + 4)
        sheet.autofilter(row, 0, row + max(rows, 1), len(columns) - 1)
        sheet.repeat_rows(row)

    def list_row(self, sheet: Worksheet, row: int, words: Sequence[str | None], styles: Sequence[Format], columns: Widths) -> None:
        """A row of a list, as high as its words need; None leaves a cell to the caller."""
        most = 1
        for column, (said, style) in enumerate(zip(words, styles, strict=True)):
            if said is not None:
                self.put(sheet, row, column, said, style)
                most = max(most, lines(said, columns[column][1]))
        sheet.set_row(row, min(MOST_HEIGHT, most * LINE + 3))

    def quiet(self, sheet: Worksheet, row: int, column: int, words: str) -> None:
        """A remark."""
        self.put(sheet, row, column, words, self.style(QUIET))

    def close(self) -> bytes:
        """The file."""
        self._book.close()
        return self._bytes.getvalue()


def cell_text(words: str) -> str:
    """Text fit for a cell: nothing invisible, not longer than a cell holds."""
    printed = visible(words)
    return printed if len(printed) <= MOST else printed[:MOST] + "…"
