"""The hidden sheet by which `budgetnb decide` knows whose workpaper it reads and on which figures its decisions rest."""

from __future__ import annotations

from collections.abc import Iterator

from budgetnb.checking.findings import Review
from budgetnb.deciding.decisions import values_of
from budgetnb.deciding.workpaper import MARK, SCHEMA
from budgetnb.showing.workpaper.book import Book

Row = tuple[str, ...]


def write_mark(book: Book, review: Review) -> None:
    """Write the sheet, which spreadsheet programs neither show nor offer to show."""
    sheet = book.sheet(MARK, SCHEMA)
    for row, words in enumerate(_rows(review), 1):
        for column, word in enumerate(words):
            book.put(sheet, row, column, word, book.style({}))
    sheet.very_hidden()


def _rows(review: Review) -> Iterator[Row]:
    paper = review.disclosure
    yield "department", paper.name
    yield "code", paper.code or ""
    yield "level", paper.level or ""
    yield "year", str(paper.year or "")
    for problem in review.problems:
        yield "problem", problem.id, problem.title
        if problem.decision and problem.decision.lapsed:
            yield "lapsed", problem.id
        yield from (("value", problem.id, address, printed) for address, printed in values_of(review, problem.findings))
