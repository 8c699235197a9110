"""A review as plain rows, which the runner keeps beside the report until the rows of all reports are put together."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from budgetnb.checking.findings import OUTCOMES, Evidence, Finding, Review
from budgetnb.figures import Disclosure, Statement
from budgetnb.showing.decisions import DECISION, decision_row
from budgetnb.showing.figure_rows import COLUMNS, PLACE, Row, figure_rows, place_row
from budgetnb.showing.marks import marked
from budgetnb.showing.matters import Matter, matters, retold
from budgetnb.showing.verdict import verdict

WHOSE = ("organisation_code", "organisation", "organisation_level", "year", "revision", "form")
"""Whose figures a row is of; the first columns of every table."""
REPORT = "report"
"""The last column of every file: the folder of the report, which the collecting adds."""
DISCLOSURE = ("kind", "verdict", "figures", "confirmed", "unread", *OUTCOMES)
STATEMENT = ("scope", "term", "ordinal", "code", "of", "direction", "direction_word", "base", "whole", "reason")
FINDING = (
    *("id", "rule", "outcome", "severity", "problem", "dimension", "action", "sentence", "says", "left", "operator", "right"),
    *("difference", "allowance", "unit", "cause", "source", "suggestion", "basis", "printed"),
)
MATTER = ("where", "spots", "printed", "expected", "gap", "also", "relation", "basis", "cause")
"""A problem in words, the places one to a line."""
PROBLEM = ("number", "id", "severity", "dimension", "action", "title", "suggestion", "findings", "state", "amount", *MATTER, *DECISION)
SETTLED = ("number", "id", "severity", "dimension", "action", "title", "suggestion", "draft", *MATTER, *DECISION)
TABLES = {
    "disclosures": (*WHOSE, *DISCLOSURE),
    "figures": (*WHOSE, *COLUMNS),
    "statements": (*WHOSE, *STATEMENT, *PLACE),
    "findings": (*WHOSE, *FINDING, *PLACE),
    "problems": (*WHOSE, *PROBLEM),
    "settled": (*WHOSE, *SETTLED),
}
"""The columns of each table."""

_NOWHERE = dict.fromkeys(PLACE)


def rows_of(review: Review) -> dict[str, list[list[Any]]]:
    """For each table its rows, values in the order of its columns; amounts are decimal strings, what is missing None."""
    disclosure = review.disclosure
    made: dict[str, Iterable[Row]] = {
        "disclosures": [_disclosure(review)],
        "figures": figure_rows(disclosure),
        "statements": map(_statement, disclosure.statements),
        "findings": map(_finding, review.findings),
        "problems": _problems(review),
        "settled": _settled(review),
    }
    whose = tuple(_whose(disclosure).values())
    return {
        name: [[*whose, *(_plain(row[column]) for column in TABLES[name][len(whose) :])] for row in rows] for name, rows in made.items()
    }


def packed(rows: Mapping[str, list[list[Any]]]) -> str:
    """Rows as they are handed over and kept: JSON, compressed, in letters."""
    plain = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return base64.b64encode(zlib.compress(plain)).decode()


def _whose(disclosure: Disclosure) -> Row:
    said = (disclosure.code, disclosure.name, disclosure.level, disclosure.year, disclosure.revision, disclosure.form)
    return dict(zip(WHOSE, said, strict=True))


def _plain(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _disclosure(review: Review) -> Row:
    """`figures`, `confirmed` and `unread` count figures, the outcomes findings."""
    counts = {"figures": review.coverage.printed, "confirmed": review.coverage.covered, "unread": len(review.disclosure.unread)}
    return {"kind": review.disclosure.kind, "verdict": verdict(review), **counts, **{name: review.count(name) for name in OUTCOMES}}


def _statement(statement: Statement) -> Row:
    return {**{name: getattr(statement, name) for name in STATEMENT}, **place_row(statement.sentence)}


def _finding(finding: Finding) -> Row:
    first: Evidence | None = finding.evidence[0] if finding.evidence else None
    said = {
        "cause": finding.cause.says if finding.cause else None,
        "source": finding.source.says if finding.source else None,
        "printed": first.printed if first else None,
    }
    plain = {name: getattr(finding, name) for name in FINDING if name not in said}
    return {**plain, **said, **(place_row(first.place) if first else _NOWHERE)}


def _problems(review: Review) -> Iterator[Row]:
    """`state` is remaining or new since the draft before, None in a first draft; `amount` the money a problem is about, in 万元."""
    new = {told.id for told in review.drafts.new} if review.drafts else set()
    for matter in matters(marked(review), review.problems):
        problem = matter.problem
        state = None if review.drafts is None else "new" if problem.id in new else "remaining"
        known = {"findings": " ".join(problem.findings), "state": state, "amount": matter.amount}
        yield {**_in_words(matter), **known, **decision_row(problem.decision)}


def _settled(review: Review) -> Iterator[Row]:
    """Problems of earlier drafts that this one no longer has, as they were told then, with what was decided on them."""
    decided = {one.problem: one for one in review.gone}
    told = review.drafts.gone if review.drafts else ()
    for one, matter in zip(told, retold(marked(review), told), strict=True):
        yield {**_in_words(matter), "draft": one.draft, **decision_row(decided.get(one.id))}


def _in_words(matter: Matter) -> Row:
    said = {name: getattr(matter.problem, name) for name in ("id", "severity", "dimension", "action", "title", "suggestion")}
    return {"number": matter.number, **said, **{name: "\n".join(getattr(matter, name)) or None for name in MATTER}}
