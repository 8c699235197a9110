"""The narrative's sheet: every statement, its figures as numbers beside the sentence they stand in."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from budgetnb.amounts import decimals
from budgetnb.figures import Place
from budgetnb.showing.workpaper.addresses import spots
from budgetnb.showing.workpaper.book import Book, cell_text
from budgetnb.showing.workpaper.plan import ABOVE, VALUE, Plan, Said
from budgetnb.showing.workpaper.rules import as_double, number_format
from budgetnb.showing.workpaper.styles import CENTRED, STRONG, WRAPPED, marked
from budgetnb.showing.workpaper.tables import explain
from budgetnb.texts import text
from budgetnb.texts.names import in_words

COLUMNS = (
    ("section", 22),
    ("words", 64),
    ("term", 18),
    ("role", 9),
    ("direction", 7),
    ("printed", 12),
    ("value", 12),
    ("unit", 6),
    ("outcome", 8),
    ("spot", 15),
)
WORDS, OUTCOME = 1, 8
MOST_RICH = 10_000
"""Longer sentences are written without the figure in bold."""


def write_narrative(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet(plan.text, text("workpaper.title.text"))
    book.list_head(sheet, ABOVE, COLUMNS, len(plan.said))
    sheet.freeze_panes(ABOVE + 1, 1)
    for row, said in enumerate(plan.said, ABOVE + 1):
        _write(book, plan, sheet, row, said)


def _write(book: Book, plan: Plan, sheet: Worksheet, row: int, said: Said) -> None:
    figure = said.figure
    place = figure.place if figure else said.statement.sentence
    mark = plan.marked.mark(figure.key) if figure and figure.value is not None else None
    outcome = mark.outcome if mark else ""
    words = [
        (place.section or "").replace(" · ", "\n"),
        place.text or "",
        in_words(said.statement.term),
        text(f"finding.role.{said.role}") if said.role else "",
        said.statement.direction_word,
        figure.printed if figure else "",
        None if mark else "",
        figure.unit if figure else "",
        text(f"page.mark.{outcome}") if outcome else "",
        spots([place]),
    ]
    wrapped = book.style(WRAPPED)
    styles = [wrapped] * len(words)
    styles[OUTCOME] = book.style(marked(CENTRED, outcome))
    book.list_row(sheet, row, words, styles, COLUMNS)
    _embolden(book, sheet, row, place)
    if figure and figure.value is not None and mark:
        style = book.style(marked(WRAPPED, outcome), num_format=number_format(decimals(figure.value)))
        sheet.write_number(row, VALUE, as_double(figure.value), style)
        explain(sheet, (row, VALUE), mark)


def _embolden(book: Book, sheet: Worksheet, row: int, place: Place) -> None:
    """Set the figure in its sentence in bold."""
    sentence = place.text or ""
    start, end = place.span or (0, 0)
    before, figure, after = (cell_text(piece) for piece in (sentence[:start], sentence[start:end], sentence[end:]))
    if figure and before and after and len(sentence) <= MOST_RICH:
        plain, strong = book.style({}), book.style(STRONG)
        sheet.write_rich_string(row, WORDS, plain, before, strong, figure, plain, after, book.style(WRAPPED, quote_prefix=True))
