"""An XLSX file as tests see it: what stands in each cell, and formulas worked out anew by a few lines of our own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TOKEN = re.compile(r"\s*('(?:[^']|'')*'!|[A-Z]+\d+|[A-Z]+(?=\()|\d+(?:\.\d+)?|[-+*/(),:])")


@dataclass(frozen=True)
class Written:
    """A cell: its text or number (None: blank), its formula, and the number of its style."""

    value: str | float | None
    formula: str = ""
    style: int = 0


@dataclass(frozen=True)
class Workbook:
    """The cells of each sheet by address, and the raw parts of the file."""

    sheets: Mapping[str, Mapping[str, Written]]
    xml: Mapping[str, str]
    parts: Mapping[str, str]

    def formulas(self) -> Iterator[tuple[str, str, Written]]:
        """Every cell with a formula, with its sheet and address."""
        for sheet, cells in self.sheets.items():
            yield from ((sheet, at, cell) for at, cell in cells.items() if cell.formula)

    def worked_out(self, sheet: str, formula: str) -> Decimal:
        """What a formula comes to."""
        return _Sum(self, sheet, _TOKEN.findall(formula)).everything()

    def number(self, sheet: str, at: str) -> Decimal:
        """The number in a cell, worked out where it is a formula; blanks and words count as 0."""
        cell = self.sheets[sheet].get(at)
        if cell and cell.formula:
            return self.worked_out(sheet, cell.formula)
        return Decimal(repr(cell.value)) if cell and isinstance(cell.value, float) else Decimal(0)

    def column(self, sheet: str, letter: str, first: int = 1) -> list[Written]:
        """The cells of a column from a row on, as far as there are any."""
        rows = {int(at.removeprefix(letter)): cell for at, cell in self.sheets[sheet].items() if re.fullmatch(rf"{letter}\d+", at)}
        return [rows[row] for row in sorted(rows) if row >= first]


def workbook(content: bytes) -> Workbook:
    """The workbook in a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    relations = {node.get("Id"): node.get("Target") for node in etree.fromstring(parts["xl/_rels/workbook.xml.rels"].encode())}
    strings = ["".join(node.itertext()) for node in etree.fromstring(parts["xl/sharedStrings.xml"].encode())]
    names = etree.fromstring(parts["xl/workbook.xml"].encode()).iter(f"{_MAIN}sheet")
    xml = {node.get("name") or "": parts[f"xl/{relations[node.get(_RELATION)]}"] for node in names}
    sheets = {name: dict(_cells(source, strings)) for name, source in xml.items()}
    return Workbook(sheets, xml, parts)


def _cells(source: str, strings: list[str]) -> Iterator[tuple[str, Written]]:
    for node in etree.fromstring(source.encode()).iter(f"{_MAIN}c"):
        formula, value = node.find(f"{_MAIN}f"), node.find(f"{_MAIN}v")
        said = value.text if value is not None else None
        known = None if said is None else strings[int(said)] if node.get("t") == "s" else float(said)
        yield node.get("r") or "", Written(known, (formula.text or "") if formula is not None else "", int(node.get("s") or 0))


class _Sum:
    """Works a formula out: + - * / over numbers, cells, SUM, ABS, N and ROUND."""

    def __init__(self, book: Workbook, sheet: str, tokens: list[str]) -> None:
        self.book, self.sheet, self.tokens = book, sheet, tokens

    def everything(self) -> Decimal:
        found = self._sum()
        assert not self.tokens, self.tokens
        return found

    def _sum(self) -> Decimal:
        negative = self._skip("-")
        found = -self._product() if negative else self._product()
        while self.tokens and self.tokens[0] in "+-":
            found = found + self._product() if self.tokens.pop(0) == "+" else found - self._product()
        return found

    def _product(self) -> Decimal:
        found = self._factor()
        while self.tokens and self.tokens[0] in "*/":
            found = found * self._factor() if self.tokens.pop(0) == "*" else found / self._factor()
        return found

    def _factor(self) -> Decimal:
        piece = self.tokens.pop(0)
        if piece == "-":
            return -self._factor()
        if piece == "(":
            found = self._sum()
            assert self._skip(")")
            return found
        if piece[0].isdigit():
            return Decimal(piece)
        if self.tokens[:1] == ["("]:
            return self._call(piece)
        sheet = piece[1:-2].replace("''", "'") if piece.endswith("!") else self.sheet
        return self.book.number(sheet, self.tokens.pop(0) if piece.endswith("!") else piece)

    def _call(self, name: str) -> Decimal:
        self.tokens.pop(0)
        found = self._range() if name == "SUM" else self._sum()
        if name == "ROUND":
            assert self._skip(",")
            found = found.quantize(Decimal(1).scaleb(-int(self._sum())), ROUND_HALF_UP)
        assert self._skip(")")
        return abs(found) if name == "ABS" else found

    def _range(self) -> Decimal:
        piece = self.tokens.pop(0)
        first, colon, last = (self.tokens.pop(0) for _ in range(3))
        assert colon == ":"
        (left, top), (right, bottom) = (re.fullmatch(r"([A-Z]+)(\d+)", at).groups() for at in (first, last))
        columns = [left] if left == right else [chr(code) for code in range(ord(left), ord(right) + 1)]
        cells = [f"{column}{row}" for column in columns for row in range(int(top), int(bottom) + 1)]
        return sum((self.book.number(piece[1:-2].replace("''", "'"), at) for at in cells), Decimal(0))

    def _skip(self, piece: str) -> bool:
        if self.tokens[:1] == [piece]:
            self.tokens.pop(0)
            return True
        return False
