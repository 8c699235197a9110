"""Disclosures and reviews as pandas frames, for an analyst's own questions.

Amounts are Decimals in object columns, blanks None; nothing becomes a float or a zero unless
`exact=False` asks for floats (blanks are then nan).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from budgetnb.checking.findings import Finding, Problem
from budgetnb.figures import Disclosure, Figure, Table
from budgetnb.showing.decisions import DECISION, decision_row
from budgetnb.showing.figure_rows import COLUMNS, PLACE, WHAT, Row, figure_rows, place_row, what_row

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


def figures_frame(disclosure: Disclosure, exact: bool = True) -> pd.DataFrame:
    """Every figure, blank cells included: `key`, `value`, `printed`, `unit`, what it is of, and its place as columns."""
    return _frame(figure_rows(disclosure), COLUMNS, exact)


def found_frame(figures: Iterable[Figure], exact: bool = True) -> pd.DataFrame:
    """Figures that were looked for: `key`, `value`, `printed`, `unit`, `half`, and their places as columns."""
    return _frame(({**what_row(figure), **place_row(figure.place)} for figure in figures), (*WHAT, *PLACE), exact)


def findings_frame(findings: Iterable[Finding], exact: bool = True) -> pd.DataFrame:
    """Findings with what is printed first in their evidence and the place of that."""
    return _frame(map(_finding, findings), (*FINDINGS, *PLACE), exact)


def problems_frame(problems: Iterable[Problem]) -> pd.DataFrame:
    """The problems by number, the gravest first; `findings` holds the ids."""
    plain = [name for name in PROBLEMS[1:] if name not in DECISION]
    rows = (
        {"number": number, **{name: getattr(problem, name) for name in plain}, **decision_row(problem.decision)}
        for number, problem in enumerate(problems, 1)
    )
    return _frame(rows, PROBLEMS, exact=True)


def table_frame(table: Table, exact: bool = True) -> pd.DataFrame:
    """A table: its lines as rows, its canonical columns as columns."""
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
