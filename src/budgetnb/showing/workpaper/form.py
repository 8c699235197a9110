"""The sheet of the check form, with a picture of the place of what is wrong where the document has pages."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from budgetnb.showing.check_form import NO, Checked, check_form
from budgetnb.showing.marks import Marked
from budgetnb.showing.workpaper.book import Book
from budgetnb.showing.workpaper.crops import crop
from budgetnb.showing.workpaper.plan import ABOVE
from budgetnb.showing.workpaper.styles import CENTRED, WRAPPED, marked
from budgetnb.texts import text

COLUMNS = (("item", 22), ("asks", 24), ("answer", 8), ("found", 40), ("spot", 18), ("right", 34), ("picture", 60))
PICTURE = len(COLUMNS) - 1
HIGH = 110
"""Points of a row that holds a picture."""
WIDE = 405
"""Pixels that a picture may be wide."""
LOOKS = {"yes": marked(CENTRED, "ties"), "no": marked(CENTRED, "breaks"), "by_hand": marked(CENTRED, "unchecked")}


def write_form(book: Book, name: str, of: Marked, paths: Mapping[str, Path]) -> None:
    """Write the sheet; `paths` are where the files of the disclosure lie, by name, as far as they are known."""
    paper = of.review.disclosure
    title = text("workpaper.title.form", name=paper.name, year=paper.year or text("workpaper.unknown"))
    sheet, lines = book.sheet(name, title), check_form(of)
    book.list_head(sheet, ABOVE, COLUMNS, len(lines))
    sheet.freeze_panes(ABOVE + 1, 1)
    for row, line in enumerate(lines, ABOVE + 1):
        words = [line.item, line.asks, text(f"workpaper.answer.{line.answer}"), line.printed, line.where, line.right, ""]
        styles = [book.style(WRAPPED)] * len(words)
        styles[2] = book.style(LOOKS[line.answer])
        book.list_row(sheet, row, words, styles, COLUMNS)
        if picture := _picture(line, paths):
            content, width, height = picture
            scale = min(WIDE / width, HIGH * 4 / 3 / height, 1)
            sheet.set_row(row, HIGH)
            look = {"image_data": BytesIO(content), "x_scale": scale, "y_scale": scale, "x_offset": 2, "y_offset": 2}
            sheet.insert_image(row, PICTURE, "place.png", {**look, "description": line.printed, "object_position": 1})


def _picture(line: Checked, paths: Mapping[str, Path]) -> tuple[bytes, int, int] | None:
    place = line.place
    if line.answer != NO or place is None or not place.boxes or place.file not in paths:
        return None
    return crop(paths[place.file], place.boxes)
