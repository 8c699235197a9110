"""Departments with units that do not exist: the department's disclosure and each unit's, all of one ledger, so that they add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from faults.draws import draw_for
from faults.generator import paper
from faults.ledger import PROJECT, RUNNING, Budget, Office, Posting, budget_of, office
from faults.paper import Paper

FORMS = ("henan", "shanghai")
"""The forms that departments with units are made in."""
_KINDS = ("服务中心", "执法大队", "信息中心", "培训中心", "管理站")


@dataclass(frozen=True, slots=True)
class Ledgers:
    """A department's budget and the one before, and what each unit's own document is made of."""

    this: Budget
    last: Budget
    units: tuple[Budget, ...]
    before: tuple[Budget, ...]
    pen: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A department's disclosure and those of its units, its own office (本级) first, with their codes."""

    department: Paper
    units: tuple[Paper, ...]
    code: str
    codes: tuple[str, ...]


def family(seed: int, number: int, form: str, year: int, given: bool = False) -> Family:
    """The family of a number; the same arguments give the same papers.

    `given`: the department's own office gives a unit money, which the unit spends: counted once in the department.
    """
    books = ledgers(seed, number, form, year)
    if given:
        last = books.units[-1]
        gift = _gift(books.this, draw_for("gift", *books.pen))
        books = replace(books, units=(*books.units[:-1], replace(last, postings=(*last.postings, gift))))
    return written(books)


def ledgers(seed: int, number: int, form: str, year: int) -> Ledgers:
    """What the family of a number is made of."""
    here = _office(seed, number, form)
    this, last = (budget_of(here, seed, one) for one in (year, year - 1))
    own = [tuple(of_unit(one, unit) for unit in range(len(here.units))) for one in (this, last)]
    return Ledgers(this, last, own[0], own[1], ("pen", seed, number, form, year))


def written(books: Ledgers) -> Family:
    """The papers of a family."""
    here = books.this.office
    codes = tuple(unit.office.unit_code(0) for unit in books.units)
    papers = tuple(paper(now, before, draw_for(*books.pen)) for now, before in zip(books.units, books.before, strict=True))
    return Family(paper(books.this, books.last, draw_for(*books.pen)), papers, here.code, codes)


def of_unit(budget: Budget, unit: int) -> Budget:
    """What of a department's budget is one unit's."""
    here = budget.office
    vehicles = here.vehicles if unit == 0 else tuple((kind, 0) for kind, _ in here.vehicles)
    own = replace(here, name=here.units[unit], level="单位", units=(here.units[unit],), first=unit + here.first, vehicles=vehicles)
    postings = tuple(replace(posting, unit=0) for posting in budget.postings if posting.unit == unit)
    return Budget(own, budget.year, postings)


def _office(seed: int, number: int, form: str) -> Office:
    """The department of a number, with one to four units besides its own office."""
    here = office(seed, number, form)
    draw = draw_for("units", seed, number, form)
    names = [f"{here.region}{here.name.removeprefix(here.region)[:4]}{kind}" for kind in draw.sample(_KINDS, draw.randrange(1, 5))]
    units = (here.name, *names)
    projects = tuple(replace(project, unit=draw.randrange(len(units))) for project in here.projects)
    return replace(here, level="部门", code=f"{100 + number % 900}", units=units, projects=projects)


def _gift(budget: Budget, draw: Random) -> Posting:
    """What a unit spends of money that the department's own office gave it; some forms have no line for that."""
    fund = "上级补助" if budget.office.form == "henan" else "其他收入"
    return Posting(draw.randrange(2, 40) * 10000, PROJECT, fund, code=budget.office.staff, project="上级补助安排的业务", kind=RUNNING)
