"""A table of the disclosure on a sheet of its own, as printed, its figures marked with what was found of them."""

from __future__ import annotations

import math

from xlsxwriter.worksheet import Worksheet

from budgetnb.amounts import NIL, decimals
from budgetnb.figures import Figure
from budgetnb.showing.heads import HeadCell
from budgetnb.showing.marks import Mark, Marked
from budgetnb.showing.printed import Slot
from budgetnb.showing.workpaper.addresses import spots
from budgetnb.showing.workpaper.book import Book, cell_text
from budgetnb.showing.workpaper.plan import ABOVE, TableSheet
from budgetnb.showing.workpaper.rules import as_double, number_format
from budgetnb.showing.workpaper.styles import BASE, CELL, HEADS, LINE, MARKS, Look, lines, marked, width_of
from budgetnb.texts import text

EXPLAINED = ("rounds", "breaks", "blank")
"""Marks that a comment explains."""
WIDEST_WORDS, WIDEST_NUMBER, NARROWEST = 44, 18, 10


def write_table(book: Book, own: TableSheet, marks: Marked | None = None) -> None:
    """Write the sheet of one table, its figures marked where there are marks."""
    table, printed = own.table, own.printed
    sheet = book.sheet(own.name, table.title)
    book.quiet(sheet, 1, 0, text("workpaper.printed_at", spot=spots([table.place]).replace("\n", " "), unit=_unit(own)))
    widths = _write_head(book, sheet, own)
    first = ABOVE + printed.depth
    for row, (slots, there) in enumerate(zip(printed.rows, printed.lines, strict=True), first):
        look: Look = {**CELL, "bold": True} if any(line and line.level == "合计" for line in there) else CELL
        for column, slot in enumerate(slots):
            _write_slot(book, sheet, (row, column), slot, look, marks)
        most = max((lines(slot, width) for slot, width in zip(slots, widths, strict=True) if isinstance(slot, str)), default=1)
        sheet.set_row(row, most * LINE + 4)
    end = first + len(printed.rows)
    for place, note in enumerate(table.notes):
        book.quiet(sheet, end + place, 0, note.text)
    if marks:
        _write_legend(book, sheet, end + len(table.notes) + 1)
    sheet.freeze_panes(first, printed.fixed)
    sheet.repeat_rows(ABOVE, first - 1)


def _unit(own: TableSheet) -> str:
    unit = own.table.unit or text("workpaper.no_unit")
    return text("workpaper.inferred", unit=unit) if own.table.unit_inferred else unit


def _write_head(book: Book, sheet: Worksheet, own: TableSheet) -> list[float]:
    """Write the head and set the columns' widths, which are given back."""
    style = book.style(HEADS)
    for cell in own.printed.head:
        row = ABOVE + cell.row
        if cell.rowspan * cell.colspan > 1:
            sheet.merge_range(row, cell.column, row + cell.rowspan - 1, cell.column + cell.colspan - 1, "", style)
        book.put(sheet, row, cell.column, cell.text, style)
    widths = [_width([row[column] for row in own.printed.rows], worded) for column, worded in enumerate(own.printed.worded)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row in range(own.printed.depth):
        most = max((_lines(cell, widths) for cell in own.printed.head if cell.row == row), default=1)
        sheet.set_row(ABOVE + row, math.ceil(most) * LINE + 6)
    return widths


def _lines(cell: HeadCell, widths: list[float]) -> float:
    """How many lines a cell of the head takes in each of its rows; bold letters are a little wider."""
    return lines(cell.text, sum(widths[cell.column : cell.column + cell.colspan]) - 1) / cell.rowspan


def _width(slots: list[Slot], worded: bool) -> float:
    longest = max((width_of(slot.printed if isinstance(slot, Figure) else slot or "") for slot in slots), default=0)
    return min(WIDEST_WORDS if worded else WIDEST_NUMBER, max(NARROWEST, longest + 2))


def _write_slot(book: Book, sheet: Worksheet, at: tuple[int, int], slot: Slot, look: Look, marks: Marked | None) -> None:
    if not isinstance(slot, Figure):
        book.put(sheet, *at, slot or "", book.style(look, text_wrap=True))
        return
    mark = marks.mark(slot.key) if marks else Mark("")
    if slot.value is not None:
        sheet.write_number(*at, as_double(slot.value), book.style(marked(look, mark.outcome), num_format=format_of(slot)))
    else:
        said = slot.printed.strip()
        book.put(sheet, *at, said, book.style(marked(look, mark.outcome if said or mark.outcome == "blank" else "")))
    explain(sheet, at, mark)


def explain(sheet: Worksheet, at: tuple[int, int], mark: Mark) -> None:
    """Say in a comment what was found of a figure that does not tie."""
    finding = mark.finding
    if finding is None or mark.outcome not in EXPLAINED:
        return
    gap = text("workpaper.gap", difference=f"{finding.difference + 0:,f}", unit=finding.unit) if finding.difference is not None else ""
    said = {"outcome": text(f"show.outcome.{mark.outcome}"), "rule": finding.rule, "sentence": finding.sentence or finding.says}
    size = {"x_scale": 2.6, "y_scale": 1.2, "font_name": BASE["font_name"], "font_size": 9}
    sheet.write_comment(*at, cell_text(text("workpaper.comment", **said, gap=gap)), size)


def format_of(figure: Figure) -> str:
    """A number format that shows a figure with the decimals, the grouping or the dash it was printed with."""
    printed = figure.printed.strip()
    if printed in NIL:
        return f'"{printed}"'
    return number_format(decimals(figure.value) if figure.value is not None else 0, grouped="," in printed or "，" in printed)


def _write_legend(book: Book, sheet: Worksheet, row: int) -> None:
    book.quiet(sheet, row, 0, text("workpaper.legend.title"))
    for place, mark in enumerate(MARKS, 1):
        book.put(sheet, row + place, 0, text(f"page.mark.{mark}"), book.style(marked(CELL, mark)))
