"""What workbooks of both kinds share: texts and styles by number, and how the cells of a sheet become a Sheet."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from budgetnb.reading.xlsx.borders import across, ruled
from budgetnb.reading.xlsx.formats import is_date, printed
from budgetnb.reading.xlsx.sheets import Area, Sheet, Where
from budgetnb.reading.xlsx.styles import Style

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share: texts and styles by number, and days to add to every date."""

    file: str
    strings: tuple[str, ...]
    styles: tuple[Style, ...]
    days: int

    def style(self, number: int) -> Style:
        """A cell style, the plain one for a number that has none."""
        return self.styles[number] if 0 <= number < len(self.styles) else Style()

    def string(self, number: int) -> str:
        """A shared text, "" for a number that has none."""
        return self.strings[number] if 0 <= number < len(self.strings) else ""


def number_text(value: float, style: int, book: Book) -> str:
    """What a cell of a style prints for a stored number."""
    code = book.style(style).code
    return printed(value + book.days * is_date(code), code) if math.isfinite(value) else ""


def clean(text: str) -> str:
    """A text of a cell with plain line breaks, without characters that print nothing."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def assembled(
    name: str,
    texts: Mapping[Where, str],
    styles: Mapping[Where, Style],
    merged: Iterable[Area],
    rows: Collection[int],
    columns: Collection[int],
) -> Sheet:
    """A sheet of its cells; `rows` and `columns` are the hidden ones."""
    areas = [*merged, *across(texts, styles)]
    hidden = {where: text for where, text in texts.items() if where[0] in rows or where[1] in columns}
    seen = {where: text for where, text in texts.items() if where not in hidden}
    return Sheet(name, seen, tuple(areas), ruled(styles, areas, seen), hidden, frozenset(rows), frozenset(columns))
