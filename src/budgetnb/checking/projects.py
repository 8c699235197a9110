"""The projects of a department's table against those that its units publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from budgetnb.amounts import in_unit
from budgetnb.checking.observing import Beside, Observation, of_figure
from budgetnb.figures import Disclosure, Figure, Line, Table
from budgetnb.season.family import family, organisation, told_apart, with_name
from budgetnb.season.organisations import Organisation, bare, match
from budgetnb.season.register import UNIT

_TABLE = "项目支出表"
_FROM_UNITS = ("上级补助", "附属上缴")
_AMOUNTS = ("合计", "金额")


def projects_of_units(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """U-05: a project of the department's table has the amount that its unit publishes for it, and no project is only in one of them."""
    table = disclosure.find_table(_TABLE)
    if table is None or disclosure.level == UNIT or not beside.units or not any(line.unit for line in table.lines):
        return
    units = list(told_apart(disclosure, family(disclosure, beside.units, beside.register).added))
    printed = _by_name(table)
    for unit in units:
        own = unit.find_table(_TABLE)
        if own is None:
            continue
        mine = {name: figures for (of, name), figures in printed.items() if _is_of(of, unit, units, disclosure)}
        theirs: defaultdict[str, list[Figure]] = defaultdict(list)
        for (_, name), figures in _by_name(own).items():
            theirs[name] += figures
        for name in dict.fromkeys((*mine, *theirs)):
            yield _compared(unit, name, mine.get(name, []), theirs.get(name, []))


def _by_name(table: Table) -> dict[tuple[str, str], list[Figure]]:
    """The amounts of projects by unit and name; a project may have several lines."""
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    places = [place for place, column in enumerate(table.columns) if column.name in _AMOUNTS][:1]
    for line in table.lines:
        if line.level == "项目" and line.name:
            found[line.unit, line.name] += [figure for place in places if (figure := _figure(line, place))]
    return dict(found)


def _figure(line: Line, place: int) -> Figure | None:
    figure = line.figures[place]
    return figure if figure is not None and figure.value is not None else None


def _is_of(of: str, unit: Disclosure, units: list[Disclosure], department: Disclosure) -> bool:
    """Whether the unit printed on a project's line is this one."""
    place = match(with_name(Organisation(of), department), [organisation(one) for one in units]) if of else None
    return place is not None and units[place] is unit


def _compared(unit: Disclosure, name: str, mine: list[Figure], theirs: list[Figure]) -> Observation:
    figures = (*mine, *theirs)
    at = f"{_TABLE}/{unit.code or bare(unit.name)}/{name}"
    evidence = tuple(of_figure(figure) for figure in figures)
    money = figures[0].unit if figures else ""
    left, right = (_sum(some, money) for some in (mine, theirs))
    said = {"project": name, "unit": unit.name, "left": f"{left:,f} {money}", "right": f"{right:,f} {money}"}
    allowance = sum((in_unit(figure.half, figure.unit, money) for figure in figures), Decimal(0))
    if abs(left - right) <= allowance:
        return Observation(at, evidence, said, outcome="ties", left=left, right=right, unit=money)
    variant = "differs" if mine and theirs else "only_unit" if theirs else "only_department"
    severity = "hint" if 0 < right - left <= _given(unit, money) + allowance else ""  # paid with another unit's money
    return Observation(at, evidence, said, variant, "breaks", severity, left, right, money)


def _given(unit: Disclosure, money: str) -> Decimal:
    """What a unit's summary prints as given by other units."""
    table = unit.find_table("收支总表")
    lines = [line for line in table.lines if line.name in _FROM_UNITS] if table else []
    return _sum([figure for line in lines for figure in line.figures if figure is not None], money)


def _sum(figures: list[Figure], money: str) -> Decimal:
    return sum((in_unit(figure.value or Decimal(0), figure.unit, money) for figure in figures), Decimal(0))
