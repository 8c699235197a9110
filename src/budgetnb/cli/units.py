"""Which units' documents a department is held against where its params file names none: those the register, else its code puts under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.errors import BudgetnbError
from budgetnb.season.organisations import Organisation, match

if TYPE_CHECKING:
    from budgetnb.running.params import Params
    from budgetnb.season.register import Register, Registered

DEPARTMENT, UNIT = "部门", "单位"


Named = Mapping["Params", Sequence[Organisation]]
"""The units that departments' documents name, where these were read."""


def units_found(everyone: Iterable[Params], register: Register | None, named: Named | None = None) -> dict[Params, tuple[str, ...]]:
    """For each department the sources of its units' latest drafts; units that neither register, code nor document places are left out."""
    reports = sorted(everyone, key=lambda one: (one.code or "", one.department, one.revision or 0))
    departments = [one for one in reports if one.level == DEPARTMENT]
    latest = {(one.year, one.code or one.department): one for one in reports if one.level == UNIT}  # the last of each stands
    documented = _by_document(named or {})
    place = _by_register(departments, register) if register else _by_code(departments)
    found: dict[Params, list[str]] = {one: [] for one in departments}
    for unit in latest.values():
        for department in place(unit) or documented(unit):
            found[department] += unit.sources
    return {department: tuple(sources) for department, sources in found.items() if sources}


def params_beside(project: Path) -> Iterator[Params]:
    """All params files of a project that can be read; what is wrong with others is said where they are asked for."""
    from budgetnb.running.params import Params, read_params
    from budgetnb.running.plan import params_files

    for path in params_files(project / "params"):
        try:
            found = read_params(path, project)
        except BudgetnbError:
            continue
        if isinstance(found, Params):
            yield found


Places = Callable[["Params"], Sequence["Params"]]
"""From the params of a unit to those of its department, one for each of the department's drafts."""


def _by_register(departments: Sequence[Params], register: Register) -> Places:
    """By the line of the register above the unit's, else by code."""
    of_line: defaultdict[Registered, list[Params]] = defaultdict(list)
    for one in departments:
        if line := register.find(one.department, one.code, DEPARTMENT, one.year):
            of_line[line].append(one)
    otherwise = _by_code(departments)

    def place(unit: Params) -> Sequence[Params]:
        line = register.find(unit.department, unit.code, UNIT, unit.year)
        above = register.parent(line) if line and line.parent else None
        return [one for one in of_line[above] if one.year == unit.year] if above else otherwise(unit)

    return place


def _by_code(departments: Sequence[Params]) -> Places:
    """By the longest code that the unit's begins with."""
    coded: defaultdict[tuple[int, str], list[Params]] = defaultdict(list)
    for one in departments:
        if one.code:
            coded[one.year, one.code].append(one)

    def place(unit: Params) -> Sequence[Params]:
        code = unit.code or ""
        beginnings = ((unit.year, code[:length]) for length in range(len(code) - 1, 0, -1))
        return next((coded[one] for one in beginnings if one in coded), [])

    return place


def _by_document(named: Named) -> Places:
    """By the one department of the year whose document names the unit."""

    def place(unit: Params) -> Sequence[Params]:
        own = Organisation(unit.department, unit.code or "")
        found = [one for one, units in named.items() if one.year == unit.year and match(own, units) is not None]
        return found if len(found) == 1 else []

    return place
