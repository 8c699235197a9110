"""What is left open: what was not understood, what no rule checks, what may be an artefact of reading."""

from __future__ import annotations

from collections.abc import Iterator

from budgetnb.checking.findings import Evidence
from budgetnb.figures import Place
from budgetnb.showing.workpaper.addresses import address, spots
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.plan import ABOVE, Plan
from budgetnb.showing.workpaper.styles import WRAPPED
from budgetnb.texts import text

COLUMNS = (("kind", 11), ("text", 24), ("address", 30), ("words", 54), ("why", 28), ("spot", 16))


def write_open(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet(plan.open, text("workpaper.title.open"))
    rows = list(_rows(plan)) or [(text("workpaper.open.nothing"), "", "", "", "", "")]
    book.list_head(sheet, ABOVE, COLUMNS, len(rows))
    sheet.freeze_panes(ABOVE + 1, 1)
    for row, words in enumerate(rows, ABOVE + 1):
        book.list_row(sheet, row, words, [book.style(WRAPPED)] * len(words), COLUMNS)


def _rows(plan: Plan) -> Iterator[tuple[str, str, str, str, str, str]]:
    review = plan.review
    for unread in review.disclosure.unread:
        place = unread.place
        where = address(plan.marked, Evidence(unread.text, None, place))
        why = text("workpaper.open.why_unread")
        yield text("workpaper.open.unread"), unread.text, where, _around(place, unread.text), why, _spot(place)
    for figure in review.unchecked:
        place, printed = figure.place, figure.printed
        where = address(plan.marked, Evidence(printed, figure.value, place, figure.key))
        why = text("workpaper.open.why_unchecked")
        yield text("workpaper.open.unchecked"), printed, where, _around(place, printed), why, _spot(place)
    for doubt in review.disclosure.doubts:
        spot = doubt.spot
        place = Place("", spot.page, spot.line, spot.sheet, spot.cell)
        yield text("workpaper.open.doubt"), doubt.text, "", "", text(f"doubt.{doubt.why}"), _spot(place)


def _around(place: Place, printed: str) -> str:
    """The words a text stands in, where they say more than the text."""
    return place.text if place.text and place.text.strip() != printed.strip() else ""


def _spot(place: Place) -> str:
    return spots([place]).replace("\n", " ")
