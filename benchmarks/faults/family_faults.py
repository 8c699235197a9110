"""Known faults between a department and its units. Most leave every single document without a contradiction in itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from faults.families import Family, Ledgers, written
from faults.faulty import exchanged
from faults.ledger import BASIC, PROJECT, PUBLIC, Budget, Posting
from faults.paper import Number, Paper, Table
from faults.slips import SLIPS, slip

LEAST = 500
"""By so many 元 a posting is changed at least: less may be hidden by rounding."""
_TOTALS = ("收支总表/收入总计/金额", "收支总表/支出总计/金额", "收支总表/支出总计/合计", "财政拨款收支总表/收入总计/金额")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A faulty family; `unit` is the name of the unit it is about, `said` what was done."""

    family: Family
    kind: str
    unit: str
    said: str


Injector = Callable[[Ledgers, Random], Wrong | None]


def _unit_total(books: Ledgers, draw: Random) -> Wrong | None:
    """A total of a unit's document, a slip of the pen."""
    family, unit = written(books), draw.randrange(len(books.units))
    old = family.units[unit]
    for table, number in _numbers(old, _TOTALS):
        wrong = slip(draw.choice(SLIPS), number.printed, draw)
        if wrong:
            papers = _with(family.units, unit, _reprinted(old, table, number, wrong))
            return Wrong(replace(family, units=papers), "unit.total", old.name, f"{number.place} {number.printed} → {wrong}")
    return None


def _unit_budget(books: Ledgers, draw: Random) -> Wrong | None:
    """An amount of a unit's ledger: its document ties, the department's too, and they disagree."""
    return _posting(books, draw, "unit.budget", lambda posting: posting.nature in (BASIC, PROJECT))


def _unit_public(books: Ledgers, draw: Random) -> Wrong | None:
    """One of a unit's three public expenses."""
    return _posting(books, draw, "unit.public", lambda posting: posting.public in PUBLIC)


def _posting(books: Ledgers, draw: Random, kind: str, wanted: Callable[[Posting], bool]) -> Wrong | None:
    found = [(unit, place) for unit, one in enumerate(books.units) for place, posting in enumerate(one.postings) if wanted(posting)]
    if not found:
        return None
    unit, place = draw.choice(found)
    own = books.units[unit]
    old = own.postings[place]
    amount = old.amount + max(LEAST, round(old.amount * draw.choice((0.1, 0.5, 9)), -2))
    changed = replace(own, postings=_with(own.postings, place, replace(old, amount=int(amount))))
    return Wrong(_made(books, unit, changed), kind, own.office.name, f"{old.code} {old.economy or old.project} {old.amount} → {amount}")


def _row_lost(books: Ledgers, draw: Random) -> Wrong | None:
    """A unit's line in the department's table of revenue."""
    family = written(books)
    rows = [
        (table, row, unit)
        for table in family.department.tables
        if table.name == "收入总表"
        for row in table.body
        for unit, code in enumerate(family.codes)
        if row[0].part == code
    ]
    if len(rows) < 2:
        return None
    table, row, unit = draw.choice(rows)
    new = replace(table, body=tuple(one for one in table.body if one is not row))
    department = exchanged(family.department, table, new)
    return Wrong(replace(family, department=department), "row.lost", family.units[unit].name, "收入总表")


def _unit_extra(books: Ledgers, draw: Random) -> Wrong | None:
    """A unit that publishes and that the department left out everywhere."""
    unit = len(books.units) - 1
    if unit < 1:
        return None
    office = books.this.office
    short = replace(office, units=office.units[:-1])
    this, last = (replace(one, office=short, postings=_without(one, unit)) for one in (books.this, books.last))
    return Wrong(written(replace(books, this=this, last=last)), "unit.extra", office.units[-1], "部门未汇总")


def _unit_missing(books: Ledgers, draw: Random) -> Wrong | None:
    """A unit of the department that published nothing."""
    family = written(books)
    unit = draw.randrange(len(family.units))
    units = tuple(one for place, one in enumerate(family.units) if place != unit)
    codes = tuple(one for place, one in enumerate(family.codes) if place != unit)
    return Wrong(replace(family, units=units, codes=codes), "unit.missing", family.units[unit].name, "没有公开文本") if units else None


KINDS: dict[str, Injector] = {
    "unit.total": _unit_total,
    "unit.budget": _unit_budget,
    "unit.public": _unit_public,
    "row.lost": _row_lost,
    "unit.extra": _unit_extra,
    "unit.missing": _unit_missing,
}


def _made(books: Ledgers, unit: int, changed: Budget) -> Family:
    return written(replace(books, units=_with(books.units, unit, changed)))


def _with(some: tuple[Any, ...], place: int, new: Any) -> tuple[Any, ...]:
    return (*some[:place], new, *some[place + 1 :])


def _without(budget: Budget, unit: int) -> tuple[Posting, ...]:
    return tuple(posting for posting in budget.postings if posting.unit != unit)


def _numbers(paper: Paper, places: tuple[str, ...]) -> list[tuple[Table, Number]]:
    cells = ((table, cell.part) for table in paper.tables for row in table.body for cell in row)
    return [(table, part) for table, part in cells if isinstance(part, Number) and part.place in places and part.value]


def _reprinted(paper: Paper, table: Table, number: Number, wrong: str) -> Paper:
    new = replace(number, printed=wrong)
    body = tuple(tuple(replace(cell, part=new) if cell.part is number else cell for cell in row) for row in table.body)
    return exchanged(paper, table, replace(table, body=body))
