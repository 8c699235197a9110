"""The sheet of changes: each line of two years, the change as a live formula, and the reason as printed."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from budgetnb.figures import Disclosure
from budgetnb.showing.against_last_year import amount_words, name_of, reason_words, remarks
from budgetnb.showing.figures_for import Amount
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.plan import ABOVE, Plan
from budgetnb.showing.workpaper.rules import as_double
from budgetnb.showing.workpaper.styles import CELL, WRAPPED
from budgetnb.showing.yearly import Variation, Variations, variations
from budgetnb.texts import text

COLUMNS = (("about", 20), ("code", 11), ("what", 40), ("last", 15), ("this", 15), ("gap", 15), ("rate", 11), ("why", 64))
LAST, THIS, GAP, RATE = 3, 4, 5, 6
_AMOUNT = {**CELL, "valign": "top", "align": "right", "num_format": "#,##0.00"}
_RATE = {**_AMOUNT, "num_format": "0.00%"}


def write_years(book: Book, plan: Plan, prior: Disclosure) -> None:
    """Write the sheet."""
    parts = variations(prior, plan.review.disclosure)
    lines = [(part, line) for part in parts for line in part.lines]
    sheet = book.sheet(plan.years, text("workpaper.title.years"))
    book.quiet(sheet, 1, 0, _above(prior, parts))
    book.list_head(sheet, ABOVE, COLUMNS, len(lines))
    sheet.freeze_panes(ABOVE + 1, 3)
    for row, (part, line) in enumerate(lines, ABOVE + 1):
        words = (text(f"years.part.{part.part}"), line.code, name_of(line), None, None, None, None, reason_words(line))
        book.list_row(sheet, row, words, [book.style(WRAPPED)] * len(words), COLUMNS)
        _numbers(book, sheet, row, line)


def _above(prior: Disclosure, parts: tuple[Variations, ...]) -> str:
    files = text("prose.list").join(source.file for source in prior.sources)
    notes = dict.fromkeys(note for part in parts for note in remarks(part))
    return text("chart.space").join((text("workpaper.years_from", name=prior.name, year=prior.year or "", files=files), *notes))


def _numbers(book: Book, sheet: Worksheet, row: int, line: Variation) -> None:
    """Both amounts as numbers; the change and its percentage as formulas over them, where the two may be compared."""
    amounts, rates = book.style(_AMOUNT), book.style(_RATE)
    for column, amount in ((LAST, line.last), (THIS, line.this)):
        _amount(book, sheet, row, column, amount)
    last, this = (xl_rowcol_to_cell(row, column) for column in (LAST, THIS))
    if line.gap is None:
        book.put(sheet, row, GAP, "≠" if line.apart else "", amounts)
    else:
        sheet.write_formula(row, GAP, f"={this}-{last}", amounts, as_double(line.gap))
    if line.rate is None:
        book.put(sheet, row, RATE, "", rates)
    else:
        sheet.write_formula(row, RATE, f"=({this}-{last})/{last}", rates, as_double(line.rate / Decimal(100)))


def _amount(book: Book, sheet: Worksheet, row: int, column: int, amount: Amount | None) -> None:
    style = book.style(_AMOUNT)
    if amount is None or amount.value is None:
        book.put(sheet, row, column, amount_words(amount, 2), style)
    else:
        sheet.write_number(row, column, as_double(amount.value), style)
