"""params/register.csv into a Register: everything is read as text, and all mistakes are said at once, each with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from budgetnb.amounts import amount, decimals, half_unit
from budgetnb.errors import UnreadableAmount, UnreadableFile, WrongRegister, nearest
from budgetnb.season.organisations import bare
from budgetnb.season.register import DEPARTMENT, FILE, Approved, Register, Registered
from budgetnb.texts import text
from budgetnb.yamls import parse_yaml

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:\s+0?0:00(?::00)?)?")
_UNIT = re.compile(r"[（(](万?元)[)）]$")
_RUINED = re.compile(r"\d+(\.\d+)?[eE]\+?\d+|\d+\.0+")
"""A code that a spreadsheet has turned into a number."""


@dataclass(slots=True)
class _Mistakes:
    """What is wrong with a file, gathered while it is read."""

    file: str
    said: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, key: str, **parts: object) -> None:
        self.said.append((line, text(f"register.{key}", **parts)))

    def refuse(self) -> None:
        if self.said:
            raise WrongRegister(text("register.mistake", file=self.file, line=line, what=what) for line, what in sorted(self.said))


def find_register(project: Path) -> Register | None:
    """The register of a project folder, None where it keeps none; WrongRegister as read_register."""
    path = project / FILE
    return read_register(path) if path.is_file() else None


def read_register(path: Path) -> Register:
    """The register in a file; WrongRegister says everything that is wrong with it, UnreadableFile that it cannot be read at all."""
    mistakes = _Mistakes(path.name)
    rows = _rows(path, mistakes)
    _, head = next(rows, (1, []))
    columns = _columns(head, mistakes)
    mistakes.refuse()
    lines = [_registered(number, row, columns, mistakes) for number, row in rows]
    found = Register(path.name, tuple(one for one in lines if one))
    _check_twice(found, mistakes)
    if len(found.lines) == len(lines):  # else a parent may be missing because its own line is wrong
        _check_parents(found, mistakes)
    mistakes.refuse()
    return found


def _rows(path: Path, mistakes: _Mistakes) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold anything, each with its number; cells without blanks around them."""
    try:
        source = path.read_bytes()
    except OSError as wrong:
        why = {FileNotFoundError: "missing", IsADirectoryError: "folder", PermissionError: "permission"}.get(type(wrong), "not_text")
        raise UnreadableFile(str(path), why) from None
    try:
        words = source.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = source[: wrong.start].count(b"\n") + 1
        mistakes.add(line, "not_utf8")
        mistakes.refuse()
    if "\0" in words:
        raise UnreadableFile(str(path), "not_text")
    reader = csv.reader(StringIO(words, newline=""))
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as wrong:
        mistakes.add(reader.line_num, "not_csv", what=wrong)
        mistakes.refuse()


@cache
def _known() -> Mapping[str, Any]:
    source = (files(__package__) / "columns.yaml").read_text(encoding="utf-8")
    known: Mapping[str, Any] = parse_yaml(source, "columns.yaml").content
    return known


def columns() -> Mapping[str, tuple[str, ...]]:
    """The columns a register may have, by the heads they are known by."""
    return {name: tuple(column["heads"]) for name, column in _known()["columns"].items()}


def _columns(head: list[str], mistakes: _Mistakes) -> list[tuple[str, str]]:
    """For each printed head the column it is and the unit it names."""
    heads = {_plain(word): name for name, words in columns().items() for word in words}
    found: list[tuple[str, str]] = []
    for printed in head:
        unit = _UNIT.search(printed)
        name = heads.get(_plain(printed)) or heads.get(_plain(_UNIT.sub("", printed)), "")
        if not name:
            near = nearest(printed, [words[0] for words in columns().values()])
            hint = text("register.near", word=near) if near else ""
            mistakes.add(1, "unknown_head", head=printed, near=hint, allowed=_listed(words[0] for words in columns().values()))
        elif name in (other for other, _ in found):
            mistakes.add(1, "head_twice", head=printed)
        found.append((name, unit.group(1) if unit else "万元"))
    for name in _known()["required"]:
        if name not in (other for other, _ in found):
            mistakes.add(1, "no_head", head=columns()[name][0])
    return found


def _plain(head: str) -> str:
    return head.replace("（", "(").replace("）", ")").replace("_", " ").casefold()


def _registered(line: int, row: list[str], heads: list[tuple[str, str]], mistakes: _Mistakes) -> Registered | None:
    """One line; what is wrong with it is added to the mistakes."""
    if len(row) > len(heads) and any(row[len(heads) :]):
        mistakes.add(line, "too_many", n=len(row), heads=len(heads))
    given: dict[str, Any] = {}
    totals: list[tuple[str, Approved]] = []
    for (name, unit), cell in zip(heads, row, strict=False):
        kind = _known()["columns"][name]["kind"]
        try:
            if not cell and name in _known()["required"]:
                raise _Wrong("empty")
            if cell and kind == "amount":
                totals.append((name, _approved(cell, unit)))
            elif cell:
                given[name] = _READ[kind](cell)
                if name == "code" and _RUINED.fullmatch(cell):
                    raise _Wrong("ruined_code")
        except _Wrong as wrong:
            mistakes.add(line, wrong.key, head=columns()[name][0], value=cell, **wrong.parts)
    if not all(given.get(name) for name in _known()["required"]):
        return None
    return Registered(**given, totals=tuple(totals), line=line)


class _Wrong(Exception):
    """A cell that cannot be read; `key` is its sentence in the texts."""

    def __init__(self, key: str, **parts: object) -> None:
        self.key, self.parts = key, parts
        super().__init__(key)


def _approved(cell: str, unit: str) -> Approved:
    try:
        value = amount(cell)
    except UnreadableAmount:
        raise _Wrong("no_amount") from None
    if value is None:
        raise _Wrong("no_amount")
    return Approved(value, unit, half_unit(decimals(value)) if value else value, cell)


def _date(cell: str) -> date:
    found = _DATE.fullmatch(cell)
    try:
        if found:
            return date(*(int(part) for part in found.groups() if part))
    except ValueError:  # 30 February
        pass
    raise _Wrong("no_date")


def _year(cell: str) -> int:
    if not re.fullmatch(r"(?:19|20)\d{2}年?", cell):
        raise _Wrong("no_year")
    return int(cell[:4])


def _level(cell: str) -> str:
    return _choice(cell, "levels")


def _flag(cell: str) -> bool:
    return _choice(cell, "flags") == "1"


def _choice(cell: str, of: str) -> str:
    allowed: Mapping[str, list[str]] = _known()[of]
    found = next((name for name, words in allowed.items() if cell.casefold() in words), None)
    if found is None:
        raise _Wrong("choice", allowed=_listed(words[0] for words in allowed.values()))
    return found


def _link(cell: str) -> str:
    if not re.match(r"https?://\S+$", cell):
        raise _Wrong("no_link")
    return cell


_READ: Mapping[str, Callable[[str], Any]] = {
    "words": str,
    "year": _year,
    "level": _level,
    "flag": _flag,
    "date": _date,
    "link": _link,
}


def _check_twice(register: Register, mistakes: _Mistakes) -> None:
    """Organisations that stand twice for one year."""
    seen: dict[object, int] = {}
    for one in register.lines:
        first = seen.setdefault((one.code or bare(one.name), one.level, one.year), one.line)
        if first != one.line:
            mistakes.add(one.line, "twice", name=one.name, level=one.level, first=first)


def _check_parents(register: Register, mistakes: _Mistakes) -> None:
    """Parents that are not there."""
    names = [one.name for one in register.lines if one.level == DEPARTMENT]
    for one in register.lines:
        if one.parent and register.parent(one) is None:
            near = nearest(one.parent, names)
            hint = text("register.near", word=near) if near else ""
            mistakes.add(one.line, "no_parent", name=one.name, parent=one.parent, near=hint)


def _listed(words: Iterable[str]) -> str:
    return text("register.comma").join(words)
