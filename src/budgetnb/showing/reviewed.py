"""A season as the collected data tell it: the latest draft of each disclosure, how its problems stand, who has filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetnb.checking.findings import ACCEPTED
from budgetnb.season.common import common_matters
from budgetnb.showing.collection import Where, registered, rows

Row = Mapping[str, Any]
Had = tuple[str, str]
"""A form and the id of a problem."""
OPEN = ("first", "remaining", "new", "lapsed")
"""The states of a problem that asks for something: in a first draft, still there, new, decided on other figures."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The collected rows of one year: the latest draft of each disclosure, its problems, and those of earlier drafts that it has not.

    `common` are the matters that most documents of a form share, with how many do, `once_common` those that most had in one
    draft or another; decided ones stand with their department. `registered` are the lines of the register, if there is one.
    """

    year: int
    disclosures: Sequence[Row]
    problems: Sequence[Row]
    gone: Sequence[Row]
    common: Mapping[Had, int]
    once_common: Mapping[Had, int]
    registered: Sequence[Row] = ()

    @property
    def own(self) -> tuple[Row, ...]:
        """The problems that belong to a department, not to a form."""
        return tuple(row for row in self.problems if not self.is_common(row))

    @property
    def counted(self) -> tuple[Row, ...]:
        """The problems that count: neither common nor explained nor found to be none."""
        return tuple(row for row in self.own if state_of(row) in OPEN)

    @property
    def past(self) -> tuple[Row, ...]:
        """The problems of earlier drafts that belonged to a department."""
        return tuple(row for row in self.gone if row["ruling"] or _had(row) not in self.once_common)

    @property
    def settled(self) -> tuple[Row, ...]:
        """Those of them that were put right; what was found to be none was not."""
        return tuple(row for row in self.past if row["ruling"] != "误报")

    def is_common(self, row: Row) -> bool:
        """Whether a problem belongs to the form rather than to the department, and nobody decided otherwise."""
        return not row["ruling"] and _had(row) in self.common


def reviewed(
    year: int, disclosures: Iterable[Row], problems: Iterable[Row], gone: Iterable[Row], registered: Sequence[Row] = ()
) -> Reviewed:
    """The latest draft of each disclosure of a year, in the order of codes and names."""
    latest: dict[tuple[Any, ...], Row] = {}
    for row in sorted(disclosures, key=_draft):
        latest[row["organisation_code"] or row["organisation"], row["organisation_level"]] = row
    order = {row["report"]: place for place, row in enumerate(sorted(latest.values(), key=whose))}
    kept = [[row for row in table if row["report"] in order] for table in (disclosures, problems, gone)]
    for table in kept:
        table.sort(key=lambda row: (order[row["report"]], row.get("number") or 0, row.get("id") or ""))
    now, ever = (_common(kept[0], [row for table in tables for row in table]) for tables in (kept[1:2], kept[1:]))
    return Reviewed(year, kept[0], kept[1], kept[2], now, ever, registered)


def reviewed_in(folder: Path, year: int) -> Reviewed:
    """The season of a year, from the collected data of a folder of reports."""
    where: Where = [("year", "==", year)]
    disclosures, problems, gone = (rows(folder, name, where) for name in ("disclosures", "problems", "settled"))
    return reviewed(year, disclosures, problems, gone, registered(folder, year))


def whose(row: Row) -> tuple[str, str, str]:
    """Code, name and level of the organisation a row is of."""
    return row["organisation_code"] or "", row["organisation"] or "", row["organisation_level"] or ""


def state_of(row: Row) -> str:
    """How a problem stands: explained or no problem, on the figures decided on; else open, and since when."""
    if row["ruling"] and row["lapsed"]:
        return "lapsed"
    if row["ruling"] in ACCEPTED:
        return "explained" if row["ruling"] == "说明采纳" else "mistaken"
    return row["state"] or "first"


def filing_of(line: Row) -> str:
    """What a line of the register says of the publishing: secret, late, filed, not_received (only the register knows of it) or missing."""
    if line["secret"]:
        return "secret"
    if line["late"] or line["filed"]:
        return "late" if line["late"] else "filed"
    return "not_received" if line["published"] else "missing"


def _common(disclosures: Iterable[Row], problems: Iterable[Row]) -> dict[Had, int]:
    found: dict[str, list[str]] = {}
    for row in problems:
        if not row["ruling"]:
            found.setdefault(row["report"], []).append(row["id"])
    return common_matters((row["form"] or "", found.get(row["report"], [])) for row in disclosures)


def _had(row: Row) -> Had:
    return row["form"] or "", row["id"]


def _draft(row: Row) -> tuple[int, str]:
    """Drafts that are numbered by their number, before them those that are named."""
    said = row["revision"] or ""
    return (int(said), "") if said.isdecimal() else (0, said)
