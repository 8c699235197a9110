"""The lines of one table over the years, matched by code, else by name; nothing is matched by likeness."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.showing.figures_for import Amount, amounts, merged
from budgetnb.showing.many.years import Years

NO_LINE, NO_TABLE = "no_line", "no_table"
"""Why a year has no number: its table has no such line, or it has no such table (or there is no document)."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line over the years: an amount (blank cells included), or why there is none; `names` what it was called, where that changed."""

    code: str
    name: str
    level: str
    amounts: tuple[Amount | str, ...]
    names: tuple[tuple[int, str], ...] = ()

    def value(self, place: int) -> Decimal | None:
        """The number of a year, None where there is none."""
        found = self.amounts[place]
        return found.value if isinstance(found, Amount) else None

    def is_other(self, place: int) -> bool:
        """Whether the code stands for something else than the year before: neither name is part of the other."""
        this, last = self.amounts[place], self.amounts[place - 1]
        if isinstance(this, str) or isinstance(last, str):
            return False
        one, other = normal(this.label), normal(last.label)
        return bool(self.code) and one not in other and other not in one


@dataclass(frozen=True, slots=True)
class YearTable:
    """The lines of a table over the years; `without` are the years whose documents do not have it."""

    table: str
    years: tuple[int, ...]
    lines: tuple[YearLine, ...]
    without: tuple[int, ...] = ()


def over_years(years: Years, tables: Sequence[str], levels: Sequence[str], column: str = "") -> YearTable | None:
    """Of several tables the one that most years print, its lines of these levels in the order of their codes; None when there is none."""
    found = {name: {year: lines for year in years.years if (lines := _lines(years, year, name, levels, column))} for name in tables}
    best = max(tables, key=lambda name: len(found[name]), default="")
    if not best or not found[best]:
        return None
    by_year = found[best]
    keys = dict.fromkeys(key for year in sorted(by_year, reverse=True) for key in by_year[year])
    made = [_line(key, years.years, by_year) for key in keys]
    ordered = sorted(made, key=lambda line: line.code) if all(line.code for line in made) else made
    return YearTable(best, years.years, tuple(ordered), tuple(year for year in years.years if year not in by_year))


def normal(name: str) -> str:
    """A name as it is compared: width of characters and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _lines(years: Years, year: int, name: str, levels: Sequence[str], column: str) -> dict[str, tuple[str, Amount]]:
    """The lines of a table by code or name, each with its level; those that an organisation prints once for each of its units added up."""
    one = years.of(year)
    table = one.disclosure.find_table(name) if one else None
    if table is None:
        return {}
    found: dict[str, tuple[str, Amount]] = {}
    for level in levels:
        for amount in merged(amounts(table, column, level=level)):
            found.setdefault(amount.code or normal(amount.name or amount.label), (level, amount))
    return found


def _line(key: str, years: Iterable[int], by_year: dict[int, dict[str, tuple[str, Amount]]]) -> YearLine:
    cells: list[Amount | str] = []
    names: list[tuple[int, str]] = []
    level = ""
    for year in years:
        here = by_year.get(year, {}).get(key)
        cells.append(here[1] if here else NO_LINE if year in by_year else NO_TABLE)
        if here:
            level = here[0]
            names.append((year, here[1].label))
    changed = {normal(name) for _, name in names}
    said = tuple(names) if len(changed) > 1 else ()
    last = next(cell for cell in reversed(cells) if isinstance(cell, Amount))
    return YearLine(last.code, names[-1][1], level, tuple(cells), said)


def without_blank(table: YearTable) -> YearTable:
    """The table without lines that have no number in any year, or only nothing."""
    kept = tuple(line for line in table.lines if any(line.value(place) for place in range(len(table.years))))
    return replace(table, lines=kept)


@dataclass(frozen=True, slots=True)
class Moved:
    """An account of one name that has another code from a year on; the classes it left and joined are no longer what they were."""

    name: str
    before: str
    after: str
    year: int

    def apart(self, line: YearLine, year: int) -> bool:
        """Whether a class cannot be set against the year before because of it."""
        left, joined = self.before[:CLASS], self.after[:CLASS]
        return year == self.year and left != joined and line.code in (left, joined)


CLASS = 3
"""Digits of the code of a class."""


def moved(table: YearTable) -> tuple[Moved, ...]:
    """Accounts that end under one code in a year and begin in the next under another by the same name."""
    found = []
    for place in range(1, len(table.years)):
        ended = {normal(line.name): line for line in table.lines if line.code and line.level != "类" and _ends(line, place)}
        begun = {normal(line.name): line for line in table.lines if line.code and line.level != "类" and _begins(line, place)}
        found += [Moved(begun[name].name, ended[name].code, begun[name].code, table.years[place]) for name in ended if name in begun]
    return tuple(found)


def _ends(line: YearLine, place: int) -> bool:
    return line.value(place - 1) is not None and line.amounts[place] == NO_LINE


def _begins(line: YearLine, place: int) -> bool:
    return line.value(place) is not None and line.amounts[place - 1] == NO_LINE
