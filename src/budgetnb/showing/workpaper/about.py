"""What the workpaper is: whose budget, from which files, what the marks mean, how much was checked."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from budgetnb import __version__
from budgetnb.amounts import shown
from budgetnb.checking.findings import OUTCOMES, SEVERITIES, Review
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.plan import ABOVE, Plan
from budgetnb.showing.workpaper.styles import CELL, HEADS, LINE, MARKS, WRAPPED, Look, lines, marked
from budgetnb.texts import text

WIDTHS = (24, 22, 22, 22)
SENTENCES = ("what", "not_final", "live", "blanks")
PLAIN: Look = {"text_wrap": True, "valign": "vcenter"}


def write_about(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    disclosure = plan.review.disclosure
    title = text("workpaper.title.about", name=disclosure.name, year=disclosure.year or text("workpaper.unknown"))
    sheet = book.sheet(plan.about, title, landscape=False)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for row, sentence in enumerate(SENTENCES, ABOVE):
        _across(book, sheet, row, 0, text(f"workpaper.about.{sentence}"), PLAIN)
    first = ABOVE + len(SENTENCES) + 1
    facts = tuple(_facts(plan.review))
    for row, (label, said) in enumerate(facts, first):
        book.put(sheet, row, 0, label, book.style(WRAPPED, bold=True))
        _across(book, sheet, row, 1, said, WRAPPED)
    below = _legend(book, sheet, first + len(facts) + 1)
    _coverage(book, sheet, below + 1, plan.review)


def _across(book: Book, sheet: Worksheet, row: int, column: int, words: str, look: Look) -> None:
    """Text over all columns from one on, as high as it needs."""
    style, end = book.style(look), len(WIDTHS) - 1
    sheet.merge_range(row, column, row, end, "", style)
    book.put(sheet, row, column, words, style)
    sheet.set_row(row, lines(words, sum(WIDTHS[column:])) * LINE + 5)


def _facts(review: Review) -> Iterator[tuple[str, str]]:
    paper, unknown, comma = review.disclosure, text("workpaper.unknown"), text("workpaper.comma")
    yield text("workpaper.about.name"), paper.name or unknown
    yield text("workpaper.about.code"), paper.code or unknown
    yield text("workpaper.about.year"), str(paper.year or unknown)
    yield text("workpaper.about.level"), text(f"cli.level.{paper.level}") if paper.level else unknown
    yield text("workpaper.about.kind"), text(f"show.kind.{paper.kind}")
    yield text("workpaper.about.form"), paper.form or unknown
    if paper.revision:
        yield text("workpaper.about.revision"), paper.revision
    for source in paper.sources:
        yield text("workpaper.about.source"), text("workpaper.about.sha", file=source.file, sha=source.sha256)
    yield text("workpaper.about.books"), comma.join(review.rule_books)
    yield text("workpaper.about.version"), f"budgetnb {__version__}"
    outcomes = [(text(f"show.outcome.{outcome}"), review.count(outcome)) for outcome in OUTCOMES]
    severities = [(text(f"page.tone.{severity}"), len(review.problems_of(severity))) for severity in SEVERITIES]
    for label, counts in (("outcomes", outcomes), ("problems", severities)):
        yield text(f"workpaper.about.{label}"), comma.join(text("workpaper.about.count", word=word, count=count) for word, count in counts)
    coverage = review.coverage
    share = shown(coverage.share * 100, 1)
    yield text("workpaper.about.coverage"), text("workpaper.about.covered", share=share, printed=coverage.printed, covered=coverage.covered)


def _legend(book: Book, sheet: Worksheet, row: int) -> int:
    """The marks and their words; the row below."""
    book.put(sheet, row, 0, text("workpaper.about.marks"), book.style(HEADS))
    for place, mark in enumerate(MARKS, 1):
        book.put(sheet, row + place, 0, text(f"workpaper.legend.{mark}"), book.style(marked(CELL, mark)))
    return row + len(MARKS) + 1


def _coverage(book: Book, sheet: Worksheet, row: int, review: Review) -> None:
    for column, key in enumerate(("part", "counted", "covered", "share")):
        book.put(sheet, row, column, text(f"workpaper.column.{key}"), book.style(HEADS))
    count, percent = book.style(CELL, num_format="#,##0"), book.style(CELL, num_format="0.0%")
    for place, (part, covered, printed) in enumerate(review.coverage.by_part, row + 1):
        book.put(sheet, place, 0, part.rpartition(" · ")[2], book.style(CELL))
        sheet.write_number(place, 1, printed, count)
        sheet.write_number(place, 2, covered, count)
        sheet.write_formula(place, 3, f"=C{place + 1}/B{place + 1}", percent, covered / printed if printed else 0)
    if not review.coverage.by_part:
        book.quiet(sheet, row + 1, 0, text("workpaper.open.nothing"))
