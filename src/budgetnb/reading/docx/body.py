"""The text of a Word file in document order: paragraphs, tables, text boxes; what was inserted counts, what was deleted does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from budgetnb.reading.docx.elements import find, is_on, local, value, whole
from budgetnb.reading.docx.numbering import Counter

_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText"})
"""What is not printed: deleted or moved away, said again for older programs, reading aids, settings."""
_WIDEST = 63
"""Columns a table of Word can have."""
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: its number in the file (from 1), its text with line breaks, the text in it that is hidden."""

    number: int
    text: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell: its column, how many it takes, how it is merged downwards ("restart", "continue" or ""), and what stands in it."""

    column: int
    width: int
    merge: str
    parts: tuple[Text | Table, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table row by row, as the file holds it."""

    rows: tuple[tuple[Slot, ...], ...]


@dataclass(slots=True)
class Reader:
    """Goes through a document once, counting its paragraphs."""

    counter: Counter
    number: int = field(default=0)

    def parts(self, element: Any) -> Iterator[Text | Table]:
        """Paragraphs and tables within an element, those in content controls and tracked insertions included."""
        for child in element:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield self._table(child)
            elif name not in _LEFT_OUT:
                yield from self.parts(child)

    def _paragraph(self, element: Any) -> Iterator[Text | Table]:
        self.number += 1
        number, label = self.number, self.counter.label(element)
        boxes: list[Any] = []
        pieces = list(_runs(element, boxes, hidden=False))
        seen, hidden = ("".join(text for text, is_hidden in pieces if is_hidden == wanted) for wanted in (False, True))
        yield Text(number, label + seen if seen.strip() else "", hidden)
        for box in boxes:
            yield from self.parts(box)

    def _table(self, element: Any) -> Table:
        rows = [self._row(row) for row in _rows(element)]
        return Table(tuple(row for row in rows if row))

    def _row(self, element: Any) -> tuple[Slot, ...]:
        properties = find(element, "trPr")
        column = _number(find(properties, "gridBefore"))
        slots = []
        for cell in _cells(element):
            settings = find(cell, "tcPr")
            width = max(1, _number(find(settings, "gridSpan")))
            merge = find(settings, "vMerge")
            slots.append(Slot(column, width, "" if merge is None else value(merge) or "continue", tuple(self.parts(cell))))
            column += width
        return tuple(slots)


def _runs(element: Any, boxes: list[Any], *, hidden: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of text of a paragraph and whether each is hidden; text boxes anchored in it are put aside in `boxes`."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or "", hidden
        elif name in _BREAKS:
            yield _BREAKS[name], hidden
        elif name == "sym":
            yield _symbol(child), hidden
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "r":
            yield from _runs(child, boxes, hidden=hidden or is_on(find(find(child, "rPr"), "vanish")))
        elif name not in _LEFT_OUT:
            yield from _runs(child, boxes, hidden=hidden)


def _symbol(element: Any) -> str:
    """A character of a symbol font, which has no meaning outside it."""
    code = next((text for name, text in element.items() if name.rpartition("}")[2] == "char"), "")
    return _SYMBOLS.get(code.upper(), "\ufffd")


_SYMBOLS = {
    "F052": "☑",
    "F0FE": "☑",
    "F0A3": "□",
    "F0A8": "□",
    "F06F": "□",
    "00FE": "☑",
    "00A8": "□",
    "F0B7": "·",
    "F06C": "●",
    "F0D8": "➢",
}
"""The symbols that forms use (Wingdings): ticked and empty boxes, bullets."""


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        name = local(child)
        if name == "tr":
            if find(find(child, "trPr"), "del") is None:
                yield child
        elif name not in _LEFT_OUT:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        name = local(child)
        if name == "tc":
            yield child
        elif name not in _LEFT_OUT:
            yield from _cells(child)


def _number(element: Any) -> int:
    return min(whole(value(element)) or 0, _WIDEST)
