"""Which disclosure of the year before a report is held against where its params file names none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from budgetnb.season.organisations import bare

if TYPE_CHECKING:
    from budgetnb.running.finding import Formerly
    from budgetnb.running.params import Params
    from budgetnb.season.register import Register


def priors_found(everyone: Iterable[Params], register: Register | None) -> dict[Params, tuple[str, ...]]:
    """For each report the sources of the latest draft of the year before: of the same code or name, or the register's former one."""
    reports = sorted(everyone, key=lambda one: (one.code or "", one.department, one.revision or 0))
    by_code = {(one.year, one.level, one.code): one for one in reports if one.code}  # the last draft of each stands
    by_name = {(one.year, one.level, bare(one.department)): one for one in reports}
    formerly = formerly_by(register)
    found = {}
    for one in reports:
        then = one.year - 1, one.level
        known = by_code.get((*then, one.code or "")) or by_name.get((*then, bare(one.department)))
        once = (
            by_code.get((*then, code)) if code else by_name.get((*then, bare(name)))
            for name, code in formerly(one.department, one.code or "", one.level, one.year)
        )
        before = known if known and not _two(one, known) else next((other for other in once if other), None)
        if before:
            found[one] = before.sources
    return found


def formerly_by(register: Register | None) -> Formerly:
    """What an organisation was called before, and its code then, by the register."""
    from budgetnb.season.years import former_names

    def formerly(name: str, code: str, level: str, year: int) -> list[tuple[str, str]]:
        return [(one.name, one.code) for one in former_names(name, code, level, year, register)]

    return formerly


def _two(one: Params, other: Params) -> bool:
    """Whether two codes say that a name is borne by two organisations."""
    return bool(one.code and other.code) and one.code != other.code
