"""XLS and ET workbooks (1997 to 2003) as their cells print them. Source: [MS-XLS]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import error, unpack_from

from budgetnb.errors import UnreadableFile
from budgetnb.reading.compound import BrokenFile, Compound
from budgetnb.reading.limits import MOST_CELLS
from budgetnb.reading.xlsx.assembling import Book, assembled, clean, number_text
from budgetnb.reading.xlsx.formats import BUILT_IN
from budgetnb.reading.xlsx.records import compact, records, text, texts
from budgetnb.reading.xlsx.sheets import Area, Sheet, Where
from budgetnb.reading.xlsx.styles import Style

_BOF, _EOF, _FILEPASS, _DATEMODE, _BOUNDSHEET, _SST, _FORMAT, _XF = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085, 0x00FC, 0x041E, 0x00E0
_BLANK, _MULBLANK, _NUMBER, _RK, _MULRK, _LABEL, _LABELSST, _BOOLERR = 0x0201, 0x00BE, 0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD, 0x0205
_FORMULA, _STRING, _MERGED, _ROW, _COLINFO, _WINDOW2 = 0x0006, 0x0207, 0x00E5, 0x0208, 0x007D, 0x023E
_BIFF8 = 0x0600
_ACROSS = 6
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_OTHERS = {"EncryptedPackage": "protected", "WordDocument": "old_word"}
"""What else the container may hold: the name of a stream, and why it cannot be read."""


def read_old_workbook(content: bytes, file: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook in order, and the names of the hidden ones."""
    try:
        container = Compound(content)
        for stream, why in _OTHERS.items():
            if stream in container.streams:
                raise UnreadableFile(file, why)
        if "Workbook" not in container.streams:
            raise UnreadableFile(file, "old_excel" if "Book" in container.streams else "unknown_format")
        return _workbook(container.read("Workbook"), file)
    except (BrokenFile, error, IndexError):
        raise UnreadableFile(file, "broken") from None


def _workbook(stream: bytes, file: str) -> tuple[list[Sheet], list[str]]:
    strings: tuple[str, ...] = ()
    codes, styles, places, hidden = dict(BUILT_IN), [], [], []
    days = 0
    for kind, parts in records(stream):
        content = parts[0]
        if kind == _EOF:
            break
        if kind == _FILEPASS:
            raise UnreadableFile(file, "protected")
        if kind == _BOF and unpack_from("<H", content)[0] != _BIFF8:
            raise UnreadableFile(file, "old_excel")
        if kind == _DATEMODE:
            days = 1462 * (content[:1] == b"\x01")
        elif kind == _FORMAT:
            codes[unpack_from("<H", content)[0]] = text(content, 2)
        elif kind == _XF:
            styles.append(_style(content, codes))
        elif kind == _SST:
            strings = tuple(clean(said) for said in texts(parts))
        elif kind == _BOUNDSHEET and content[5] == 0:
            name = clean(text(content, 6, short=True)).strip()
            if content[4] & 3:
                hidden.append(name)
            else:
                places.append((unpack_from("<I", content)[0], name))
    if not places:
        raise BrokenFile
    book = Book(file, strings, tuple(styles), days)
    return [_sheet(stream, place, name, book) for place, name in places], hidden


def _style(content: bytes, codes: dict[int, str]) -> Style:
    number, align, lines = unpack_from("<H", content, 2)[0], content[6], unpack_from("<H", content, 10)[0]
    left, right, top, bottom = (bool(lines >> shift & 0xF) for shift in (0, 4, 8, 12))
    return Style(codes.get(number, "General"), (left, right, top, bottom), align & 7 == _ACROSS)


@dataclass(slots=True)
class _Found:
    """What the records of one sheet have said so far."""

    texts: dict[Where, str] = field(default_factory=dict)
    styles: dict[Where, Style] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    zeros: bool = True
    waiting: Where | None = None


def _sheet(stream: bytes, place: int, name: str, book: Book) -> Sheet:
    found, depth = _Found(), 0
    for kind, parts in records(stream, place):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            break
        if depth == 1:  # charts within a sheet are sheets within it
            _take(kind, parts[0], found, book)
        if len(found.styles) > MOST_CELLS:
            raise UnreadableFile(book.file, "too_many_cells", limit=MOST_CELLS)
    if not found.zeros:
        found.texts = {where: said for where, said in found.texts.items() if said.strip("0.,%")}
    return assembled(name, found.texts, found.styles, found.merged, found.rows, found.columns)


def _take(kind: int, content: bytes, found: _Found, book: Book) -> None:
    if kind in (_BLANK, _NUMBER, _RK, _LABEL, _LABELSST, _BOOLERR, _FORMULA):
        row, column, style = unpack_from("<HHH", content)
        _put(found, (row, column), style, _value(kind, content, found, (row, column), book, style), book)
    elif kind in (_MULRK, _MULBLANK):
        row, column = unpack_from("<HH", content)
        for place, (style, said) in enumerate(_several(kind, content, book)):
            _put(found, (row, column + place), style, said, book)
    elif kind == _STRING and found.waiting:
        found.texts[found.waiting] = clean(text(content, 0))
    elif kind == _MERGED:
        for place in range(2, min(len(content) - 7, 8 * unpack_from("<H", content)[0]), 8):
            top, bottom, left, right = unpack_from("<HHHH", content, place)
            found.merged.append(Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
    elif kind == _ROW and unpack_from("<H", content, 12)[0] & 0x20:
        found.rows.add(unpack_from("<H", content)[0])
    elif kind == _COLINFO and unpack_from("<H", content, 8)[0] & 1:
        first, last = unpack_from("<HH", content)
        found.columns.update(range(first, min(last, 255) + 1))
    elif kind == _WINDOW2:
        found.zeros = bool(unpack_from("<H", content)[0] & 0x10)


def _put(found: _Found, where: Where, style: int, said: str, book: Book) -> None:
    found.styles[where] = book.style(style)
    if said:
        found.texts[where] = said


def _several(kind: int, content: bytes, book: Book) -> Iterator[tuple[int, str]]:
    """Cells side by side that one record holds: style and text of each."""
    for place in range(4, len(content) - 2, 2 if kind == _MULBLANK else 6):
        style = unpack_from("<H", content, place)[0]
        yield style, "" if kind == _MULBLANK else number_text(compact(unpack_from("<I", content, place + 2)[0]), style, book)


def _value(kind: int, content: bytes, found: _Found, where: Where, book: Book, style: int) -> str:
    """What a cell of its own record prints."""
    found.waiting = None
    if kind == _NUMBER:
        return number_text(unpack_from("<d", content, 6)[0], style, book)
    if kind == _RK:
        return number_text(compact(unpack_from("<I", content, 6)[0]), style, book)
    if kind == _LABEL:
        return clean(text(content, 6))
    if kind == _LABELSST:
        return book.string(unpack_from("<I", content, 6)[0])
    if kind == _BOOLERR:
        return _truth(content[6], content[7])
    if kind == _FORMULA and content[12:14] != b"\xff\xff":
        return number_text(unpack_from("<d", content, 6)[0], style, book)
    if kind == _FORMULA and content[6] == 0:
        found.waiting = where  # its text follows in a record of its own
    elif kind == _FORMULA and content[6] in (1, 2):
        return _truth(content[8], content[6] - 1)
    return ""


def _truth(value: int, is_error: int) -> str:
    return _ERRORS.get(value, "#N/A") if is_error else ("TRUE" if value else "FALSE")
