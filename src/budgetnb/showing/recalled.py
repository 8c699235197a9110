"""A review as the collected data recall it: its figures, statements and problems, and how its rules fared.

What only the document itself knows (its passages, the places of further evidence) is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetnb.checking.findings import Coverage, Decision, Problem, Review
from budgetnb.figures import Column, Disclosure, Figure, Line, Place, Statement, Table
from budgetnb.showing.collected import WHOSE
from budgetnb.showing.collection import Where, counted, rows
from budgetnb.showing.decisions import DECISION
from budgetnb.showing.verdict import verdict

Row = Mapping[str, Any]
Tally = Mapping[tuple[str, str], int]
"""How many findings of a rule had an outcome."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """One review among many; `report` is the folder of its report, "" when there is none."""

    report: str
    disclosure: Disclosure
    problems: tuple[Problem, ...]
    tally: Tally
    coverage: Coverage
    verdict: str
    unread: int

    @property
    def open_problems(self) -> tuple[Problem, ...]:
        """The problems that no decision has settled."""
        return tuple(problem for problem in self.problems if not problem.accepted)

    def count(self, severity: str) -> int:
        """How many open problems have this severity."""
        return sum(problem.severity == severity for problem in self.open_problems)


def recalled_of(review: Review) -> Recalled:
    """A review at hand as one among many."""
    return Recalled(
        "", review.disclosure, review.problems, tally_of(review), review.coverage, verdict(review), len(review.disclosure.unread)
    )


def tally_of(review: Review | Recalled) -> Tally:
    """How its rules fared."""
    return review.tally if isinstance(review, Recalled) else Counter((finding.rule, finding.outcome) for finding in review.findings)


def recall(folder: Path, where: Where, figures: Where | None = None, statements: bool = True) -> tuple[Recalled, ...]:
    """The reviews that meet a condition, by report; of their figures those that meet a further one."""
    by_report = {row["report"]: row for row in rows(folder, "disclosures", where)}
    printed = _by_report(rows(folder, "figures", [*where, *(figures or [])]))
    stated = _by_report(rows(folder, "statements", where)) if statements else {}
    problems = _by_report(rows(folder, "problems", where))
    tallies: dict[str, dict[tuple[str, str], int]] = {}
    for (report, rule, outcome), count in counted(folder, "findings", ("report", "rule", "outcome"), where).items():
        tallies.setdefault(report, {})[rule, outcome] = count
    return tuple(
        Recalled(
            report,
            disclosure_from(row, printed.get(report, ()), stated.get(report, ())),
            tuple(map(_problem, problems.get(report, ()))),
            tallies.get(report, {}),
            Coverage(row["confirmed"], row["figures"]),
            row["verdict"],
            row["unread"],
        )
        for report, row in sorted(by_report.items())
    )


def disclosure_from(whose: Row, figures: Iterable[Row], statements: Iterable[Row] = ()) -> Disclosure:
    """A disclosure put together again from its rows."""
    said = {name: whose[name] for name in WHOSE}
    tables: dict[str, list[Row]] = {}
    claims: dict[str, list[tuple[str, Figure]]] = {}
    for row in figures:
        if row["role"]:
            claims.setdefault(row["key"].rpartition("/")[0], []).append((row["role"], _figure(row)))
        else:
            tables.setdefault(row["table"], []).append(row)
    return Disclosure(
        kind=whose["kind"],
        level=said["organisation_level"],
        name=said["organisation"],
        code=said["organisation_code"],
        year=said["year"],
        form=said["form"],
        sources=(),
        tables=tuple(_table(name, of) for name, of in tables.items()),
        statements=tuple(_statement(row, claims) for row in statements),
        passages=(),
        revision=said["revision"],
    )


def _by_report(found: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(row["report"], []).append(row)
    return groups


def _table(name: str, cells: Sequence[Row]) -> Table:
    columns = tuple(dict.fromkeys(str(cell["column"]) for cell in cells))
    lines: dict[str, dict[str, Row]] = {}
    for cell in cells:
        lines.setdefault(_line_key(cell), {})[cell["column"]] = cell
    unit = next((cell["unit"] for cell in cells if cell["unit"]), "")
    made = tuple(_line(key, of, columns) for key, of in lines.items())
    return Table(name, name, unit, False, tuple(Column(column, column) for column in columns), made, _place(cells[0]))


def _line_key(cell: Row) -> str:
    """What stands between table and column in the address of a cell."""
    key: str = cell["key"]
    return key[len(cell["table"]) + 1 : -len(cell["column"]) - 1]


def _line(key: str, cells: Mapping[str, Row], columns: Iterable[str]) -> Line:
    first = next(iter(cells.values()))
    figures = tuple(_figure(cells[column]) if column in cells else None for column in columns)
    about: dict[str, Any] = {name: first[name] or "" for name in ("name", "code", "level", "side", "kind")}
    return Line(key=key, label=first["row"] or "", figures=figures, place=_place(first), **about)


def _figure(row: Row) -> Figure:
    value = None if row["value"] is None else Decimal(row["value"])
    return Figure(row["key"], value, row["printed"] or "", row["unit"] or "", Decimal(row["half"] or 0), _place(row))


def _place(row: Row) -> Place:
    said = {name: row[name] for name in ("page", "line", "sheet", "cell", "table", "row", "column", "section", "text")}
    return Place(row["file"] or "", **said)


def _statement(row: Row, claims: Mapping[str, Sequence[tuple[str, Figure]]]) -> Statement:
    scope, term, ordinal = row["scope"] or "", row["term"] or "", row["ordinal"] or 0
    address = f"文/{scope}/{term}" + (f"#{ordinal}" if ordinal > 1 else "")
    about: dict[str, Any] = {name: row[name] or "" for name in ("direction_word", "base", "whole", "of", "code", "reason")}
    return Statement(scope, term, tuple(claims.get(address, ())), _place(row), row["direction"], ordinal=ordinal, **about)


def _problem(row: Row) -> Problem:
    said = {name: row[name] for name in ("id", "severity", "dimension", "action", "title", "suggestion")}
    given = {name: row[name] for name in DECISION if row[name] is not None}
    decision = Decision(row["id"], **given) if given else None
    return Problem(**said, findings=tuple((row["findings"] or "").split()), decision=decision)
