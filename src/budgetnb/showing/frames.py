"""Disclosures and reviews as pandas frames, for an analyst's own questions.

Amounts are Decimals in object columns, blanks None; nothing becomes a float or a zero unless
`exact=False` asks for floats (blanks are then nan).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from budgetnb.checking.findings import Finding, Review
from budgetnb.errors import BudgetnbError, nearest
from budgetnb.figures import Disclosure
from budgetnb.showing.decisions import DECISION, decision_row
from budgetnb.showing.figure_rows import COLUMNS, PLACE, Row, figure_rows, place_row
from budgetnb.texts import text

FINDINGS = (
    "id",
    "rule",
    "outcome",
    "severity",
    "dimension",
    "action",
    "sentence",
    "says",
    "left",
    "operator",
    "right",
    "difference",
    "allowance",
    "unit",
    "cause",
    "source",
    "suggestion",
    "problem",
    "basis",
    "notes",
    "printed",
)
PROBLEMS = ("number", "id", "severity", "dimension", "action", "title", "findings", "suggestion", *DECISION)
LINES = ("name", "label", "code", "level", "side", "kind", "unit")
_AMOUNTS = ("value", "half", "left", "right", "difference", "allowance")
_NOWHERE = dict.fromkeys(PLACE)


class NoSuchTable(BudgetnbError):
    """A table asked for that the disclosure does not have."""

    key = "frame.no_table"

    def __init__(self, name: str, tables: Sequence[str]) -> None:
        near = nearest(name, tables)
        meant = text("frame.meant", word=near) if near else ""
        super().__init__(name=name, meant=meant, tables=text("frame.comma").join(tables) or text("frame.none"))


def figures_frame(disclosure: Disclosure, exact: bool = True) -> pd.DataFrame:
    """Every figure, blank cells included: `key`, `value`, `printed`, `unit`, what it is of, and its place as columns."""
    return _frame(figure_rows(disclosure), COLUMNS, exact)


def findings_frame(review: Review, exact: bool = True) -> pd.DataFrame:
    """Every finding, those that tie included, with what is printed first in its evidence and the place of that."""
    return _frame(map(_finding, review.findings), (*FINDINGS, *PLACE), exact)


def problems_frame(review: Review) -> pd.DataFrame:
    """The problems by number, the gravest first; `findings` holds the ids, the place is that of the first finding."""
    first = {finding.id: _evidence_place(finding) for finding in review.findings}
    rows = [
        {
            **{name: getattr(problem, name) for name in PROBLEMS[1:] if name not in DECISION},
            **decision_row(problem.decision),
            "number": number,
            **(first.get(problem.findings[0], _NOWHERE) if problem.findings else _NOWHERE),
        }
        for number, problem in enumerate(review.problems, 1)
    ]
    return _frame(rows, (*PROBLEMS, *PLACE), exact=True)


def table_frame(disclosure: Disclosure, name: str, exact: bool = True) -> pd.DataFrame:
    """A table by its canonical name: its lines as rows, its canonical columns as columns. NoSuchTable when there is none."""
    table = disclosure.table(name)
    if table is None:
        raise NoSuchTable(name, [one.name for one in disclosure.tables])
    values = [[figure.value if figure else None for figure in line.figures] for line in table.lines]
    rows = [[*(getattr(line, word) for word in LINES), *amounts] for line, amounts in zip(table.lines, values, strict=True)]
    frame = pd.DataFrame(rows, columns=[*LINES, *(column.name for column in table.columns)], dtype=object)
    return frame if exact else _floats(frame, range(len(LINES), frame.shape[1]))


def _frame(rows: Iterable[Row], columns: Sequence[str], exact: bool) -> pd.DataFrame:
    frame = pd.DataFrame([[row[name] for name in columns] for row in rows], columns=list(columns), dtype=object)
    return frame if exact else _floats(frame, [place for place, name in enumerate(columns) if name in _AMOUNTS])


def _floats(frame: pd.DataFrame, places: Iterable[int]) -> pd.DataFrame:
    """The frame with floats in the columns at these places."""
    for place in places:
        frame.isetitem(place, frame.iloc[:, place].astype(float).to_numpy())
    return frame


def _finding(finding: Finding) -> Row:
    plain = {name: getattr(finding, name) for name in FINDINGS if name not in ("cause", "source", "printed")}
    said: dict[str, Any] = {
        "cause": finding.cause.says if finding.cause else None,
        "source": finding.source.says if finding.source else None,
        "printed": finding.evidence[0].printed if finding.evidence else None,
    }
    return {**plain, **said, **_evidence_place(finding)}


def _evidence_place(finding: Finding) -> Row:
    return place_row(finding.evidence[0].place) if finding.evidence else _NOWHERE
