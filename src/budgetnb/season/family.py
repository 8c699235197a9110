"""A department and its units: which disclosures belong together, which units are named and have none, which are named nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.amounts import in_unit
from budgetnb.figures import Disclosure, Figure, Line, Place, Statement, Table
from budgetnb.season.listing import listed_units, units_said
from budgetnb.season.organisations import Organisation, is_own_office, match
from budgetnb.season.register import UNIT, Register

BY_UNIT = ("收入总表", "支出总表", "项目支出表")
"""Tables that may print a line for each unit."""
APART = "@"
"""Between a unit and the address of one of its figures."""


@dataclass(frozen=True, slots=True)
class Family:
    """A department's units: their disclosures, the units without one, the disclosures of units that are named nowhere.

    `named` are the units that the department's tables name, else the register, else its narrative; `said`
    is how many the narrative says there are. A secret unit may lack its disclosure, but is no less missing in a sum.
    `added` are the units that the department's totals can be the sum of: all, or without those it names nowhere;
    `gaps` are those of its own lines (else of `named`), and secret ones, without a disclosure: nothing can be added up then.
    """

    units: tuple[Disclosure, ...]
    named: tuple[Organisation, ...]
    lacking: tuple[Organisation, ...]
    extra: tuple[Disclosure, ...]
    added: tuple[Disclosure, ...]
    gaps: tuple[Organisation, ...] = ()
    said: int | None = None

    @property
    def whole(self) -> bool | None:
        """Whether the disclosures of all units are there; None where nothing says which, or how many, there are."""
        if self.named:
            return not self.gaps
        return None if self.said is None else len(self.units) >= self.said


def family(department: Disclosure, units: Sequence[Disclosure], register: Register | None = None) -> Family:
    """The department's family, `units` being the disclosures that are there."""
    printed = printed_units(department)
    registered = registered_units(department, register)
    said = units_said(department)
    named = (*printed, *(one for one in registered if match(one, printed) is None)) or listed_units(department)
    if not named and said == 1:
        named = (replace(organisation(department), code=""),)  # its own office may have another code
    named = tuple(with_name(one, department) for one in named)
    of_units = [organisation(unit) for unit in units]
    found = [match(one, of_units) for one in named]
    lacking = tuple(one for one, place in zip(named, found, strict=True) if place is None)
    extra = tuple(unit for place, unit in enumerate(units) if named and place not in found)
    gaps = tuple(one for one in lacking if one.secret or one in named[: len(printed) or len(named)])
    return Family(tuple(units), named, lacking, extra, _added(department, units, extra), gaps, said)


def _added(department: Disclosure, units: Sequence[Disclosure], extra: Sequence[Disclosure]) -> tuple[Disclosure, ...]:
    """The units whose total comes nearer to the department's: all of them, or those it names."""
    known = tuple(unit for unit in units if not any(unit is other for other in extra))
    total, every, few = _total(department), _sum(units), _sum(known)
    if not extra or total is None or every is None or few is None:
        return tuple(units)
    return known if abs(total - few) < abs(total - every) else tuple(units)


def _sum(units: Sequence[Disclosure]) -> Decimal | None:
    totals = [_total(unit) for unit in units]
    return None if None in totals else sum((total or Decimal(0) for total in totals), Decimal(0))


def _total(disclosure: Disclosure) -> Decimal | None:
    """What the summary prints as total revenue, in 元."""
    table = disclosure.find_table("收支总表")
    figures = (figure for line in (table.lines if table else ()) if line.name == "收入总计" for figure in line.figures)
    printed = next((figure for figure in figures if figure is not None and figure.value is not None), None)
    return in_unit(printed.value or Decimal(0), printed.unit, "元") if printed else None


def families(disclosures: Sequence[Disclosure], register: Register | None = None) -> tuple[tuple[Disclosure, ...], ...]:
    """For each disclosure those of its units among the others; none for a unit.

    A unit belongs to the department that the register, the department's own tables or narrative, or its
    code says; where one department is given and nothing speaks against it, to that one.
    """
    departments = [one for one in disclosures if one.level != UNIT]
    units = [one for one in disclosures if one.level == UNIT]

    def own(department: Disclosure) -> tuple[Disclosure, ...]:
        return tuple(unit for unit in units if _belongs(unit, department, departments, register))

    return tuple(own(one) if one.level != UNIT else () for one in disclosures)


def _belongs(unit: Disclosure, department: Disclosure, departments: Sequence[Disclosure], register: Register | None) -> bool:
    if unit.year != department.year or unit.kind != department.kind:
        return False
    line = register.find(unit.name, unit.code, UNIT, unit.year) if register else None
    if register and line and line.parent:
        above = register.parent(line)
        return above is not None and above is register.find(department.name, department.code, department.level, department.year)
    claiming = [one for one in departments if one.year == unit.year and _claims(one, unit)]
    rivals = claiming or [one for one in departments if one.year == unit.year]
    return rivals == [department]


def _claims(department: Disclosure, unit: Disclosure) -> bool:
    """Whether a department's own document says that a unit is its own."""
    codes = {line.code for table in department.tables for line in table.lines if line.level == "部门" and line.code}
    below = bool(unit.code) and any(unit.code != code and str(unit.code).startswith(code) for code in codes)
    return below or match(organisation(unit), named_units(department)) is not None


def named_units(department: Disclosure) -> tuple[Organisation, ...]:
    """The units that a department's own document names, in its tables or its narrative."""
    named = (*printed_units(department), *listed_units(department)) if department.level != UNIT else ()
    return tuple(with_name(one, department) for one in named)


def printed_units(department: Disclosure) -> tuple[Organisation, ...]:
    """The units that the first table with lines of units names."""
    for name in BY_UNIT:
        table = department.find_table(name)
        lines = [line for line in table.lines if line.level == UNIT] if table else []
        if lines:
            return tuple({line.code or line.name: Organisation(line.name, line.code, line.place) for line in lines}.values())
    return ()


def registered_units(department: Disclosure, register: Register | None) -> tuple[Organisation, ...]:
    """The units that the register puts under a department."""
    line = register.find(department.name, department.code, department.level, department.year) if register else None
    if register is None or line is None:
        return ()
    units = (one for one in register.units(line) if one.year in (None, department.year))
    return tuple(Organisation(one.name, one.code, Place(register.file, table="单位名册", row=one.name), one.secret) for one in units)


def organisation(disclosure: Disclosure) -> Organisation:
    """Whose disclosure it is."""
    return Organisation(disclosure.name, disclosure.code or "", Place(disclosure.sources[0].file) if disclosure.sources else None)


def with_name(one: Organisation, department: Disclosure) -> Organisation:
    """A unit that is only called 本级 by the department's name."""
    return replace(one, name=department.name) if is_own_office(one.name) else one


def told_apart(department: Disclosure, units: Iterable[Disclosure]) -> Iterator[Disclosure]:
    """The disclosures of units with addresses and places that say whose they are, so that they can stand beside the department's."""
    for number, unit in enumerate(units, start=1):
        who = unit.code or unit.name or f"#{number}"
        name = f"{unit.name}（本级）" if unit.name == department.name else unit.name
        yield replace(
            unit,
            tables=tuple(_table(table, who, name) for table in unit.tables),
            statements=tuple(_statement(statement, who, name) for statement in unit.statements),
        )


def _table(table: Table, who: str, name: str) -> Table:
    lines = tuple(_line(line, who, name) for line in table.lines)
    return replace(table, lines=lines)


def _line(line: Line, who: str, name: str) -> Line:
    return replace(line, figures=tuple(figure and set_apart(figure, who, name) for figure in line.figures))


def _statement(statement: Statement, who: str, name: str) -> Statement:
    return replace(statement, figures=tuple((role, set_apart(figure, who, name)) for role, figure in statement.figures))


def set_apart(figure: Figure, who: str, name: str) -> Figure:
    """A figure whose address begins with `who`, and whose table or section is called by `name`."""
    place = figure.place
    head, bar, section = (place.section or "").rpartition(" · ")
    table = f"{name} {place.table}" if place.table else None
    said = replace(place, table=table, section=f"{head}{bar}{name} {section}" if place.section else None)
    return replace(figure, key=f"{who}{APART}{figure.key}", place=said)
