"""The XML of one sheet as what its cells print."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from budgetnb.errors import UnreadableFile
from budgetnb.reading.limits import MOST_CELLS
from budgetnb.reading.xlsx.assembling import Book, assembled, clean, number_text
from budgetnb.reading.xlsx.sheets import Area, Sheet, Where, where_is, whole

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FILLED = etree.XPath("*[local-name() = 'sheetData']/*/*[*]")
"""The cells of a sheet that hold something."""
_COLUMNS = 16_384
_YES = ("1", "true")


def read_sheet(root: Any, name: str, book: Book) -> Sheet:
    """One sheet as printed."""
    space = root.tag.partition("}")[0] + "}" if "}" in root.tag else ""
    filled = _FILLED(root)
    if len(filled) > MOST_CELLS:
        raise UnreadableFile(book.file, "too_many_cells", limit=MOST_CELLS)
    rows = list(_rows(root, space, filled))
    cells = {where: (cell, _style(cell)) for where, cell in _cells(rows, filled)}
    texts = {where: text for where, (cell, style) in cells.items() if len(cell) and (text := _text(cell, space, style, book))}
    if any(view.get("showZeros") in ("0", "false") for view in root.iterfind(f"{space}sheetViews/{space}sheetView")):
        texts = {where: text for where, text in texts.items() if text.strip("0.,%")}
    styles = {where: book.style(style) for where, (_, style) in cells.items()}
    merged = [area for merge in root.iterfind(f"{space}mergeCells/{space}mergeCell") if (area := _area(merge.get("ref", "")))]
    hidden_rows = {row for row, element in rows if element.get("hidden") in _YES}
    hidden_columns = set(_hidden_columns(root, space, max((column for _, column in texts), default=0)))
    unvalued = tuple(where for where, (cell, _) in cells.items() if cell.find(f"{space}f") is not None and cell.find(f"{space}v") is None)
    return replace(assembled(name, texts, styles, merged, hidden_rows, hidden_columns), unvalued=unvalued)


def string(element: Any) -> str:
    """A text of a cell, its parts put together; the reading aids above characters are left out."""
    return _plain("".join(run.text or "" for path in ("{*}t", "{*}r/{*}t") for run in element.iterfind(path)))


def _plain(text: str) -> str:
    """A text without the escapes of characters that XML does not allow, and without these."""
    return clean(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def _rows(root: Any, space: str, filled: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """Rows with their numbers, down to the one below the last value: sheets are often formatted far further."""
    end = filled[-1].getparent().getnext() if filled else None
    number = -1
    for row in root.iterfind(f"{space}sheetData/{space}row") if filled else ():
        known = whole(row.get("r", ""))
        number = known - 1 if known else number + 1
        yield number, row
        if row is end:
            return


def _cells(rows: Sequence[tuple[int, Any]], filled: Sequence[Any]) -> Iterator[tuple[Where, Any]]:
    """Cells with their places, none further right than the last value of the sheet."""
    named = [where_is(cell.get("r", "")) for cell in filled]
    last = max((place[1] for place in named if place), default=0) if all(named) else _COLUMNS
    for number, row in rows:
        column = -1
        for cell in row:
            known = where_is(cell.get("r", ""))
            column = known[1] if known else column + 1
            if column > last:
                break
            yield (number, column), cell


def _style(cell: Any) -> int:
    return whole(cell.get("s", "0")) or 0


def _text(cell: Any, space: str, style: int, book: Book) -> str:
    """What a cell prints."""
    kind, value = cell.get("t", "n"), cell.findtext(f"{space}v") or ""
    if kind == "s":
        number = whole(value)
        return "" if number is None else book.string(number)
    if kind == "inlineStr":
        inline = cell.find(f"{space}is")
        return string(inline) if inline is not None else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "n":
        try:
            stored = float(value)
        except ValueError:
            return _plain(value)
        return number_text(stored, style, book) or value * (not math.isfinite(stored))
    return _plain(value)


def _area(name: str) -> Area | None:
    first, _, second = name.partition(":")
    start, end = where_is(first), where_is(second or first)
    return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])) if start and end else None


def _hidden_columns(root: Any, space: str, last: int) -> Iterator[int]:
    for column in root.iterfind(f"{space}cols/{space}col"):
        first, end = whole(column.get("min", "")), whole(column.get("max", ""))
        if column.get("hidden") in _YES and first and end:
            yield from range(first - 1, min(end, last + 1))
