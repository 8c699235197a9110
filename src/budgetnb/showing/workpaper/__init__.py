"""The workbook reviewers work in: `workpaper(review)` gives the bytes of an XLSX file."""

from __future__ import annotations

from budgetnb.checking.findings import Review
from budgetnb.showing.workpaper.about import write_about
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.form import write_form
from budgetnb.showing.workpaper.mark import write_mark
from budgetnb.showing.workpaper.narrative import write_narrative
from budgetnb.showing.workpaper.open import write_open
from budgetnb.showing.workpaper.plan import plan
from budgetnb.showing.workpaper.problems import write_problems
from budgetnb.showing.workpaper.rules import write_rules
from budgetnb.showing.workpaper.tables import write_table
from budgetnb.showing.workpaper.years import write_years


def workpaper(review: Review) -> bytes:
    """Problems, every rule with both sides as live formulas, the tables as printed, the narrative, and what was left open.

    The changes on the year before too, where its disclosure was given. The same review gives the same bytes.
    """
    book, planned = Book(), plan(review)
    write_problems(book, planned)
    write_form(book, planned.form, planned.marked, {path.name: path for path in review.paths})
    write_rules(book, planned)
    for sheet in planned.tables:
        write_table(book, sheet, planned.marked)
    write_narrative(book, planned)
    if review.prior:
        write_years(book, planned, review.prior)
    write_open(book, planned)
    write_about(book, planned)
    write_mark(book, review)
    return book.close()
