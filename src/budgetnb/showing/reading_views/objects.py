"""The figures of disclosures as JSON, by the contract `budgetnb.figures/1` (docs/figures.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from budgetnb.checking.jsons import disclosure_json, place_json, plain
from budgetnb.figures import Disclosure, Figure, Statement

SCHEMA = "budgetnb.figures/1"

Json = dict[str, Any]


def figures_object(disclosures: Iterable[Disclosure], refused: Sequence[tuple[str, str]] = ()) -> Json:
    """The one object that `read --json` prints; `refused` are files that could not be read, each with the reason."""
    return {
        "schema": SCHEMA,
        "refused": [{"file": file, "why": why} for file, why in refused],
        "disclosures": [_disclosure(disclosure) for disclosure in disclosures],
    }


def _disclosure(disclosure: Disclosure) -> Json:
    """Whose budget it is, its printed figures, its blank cells, what its sentences state, and numbers that state nothing."""
    return {
        "disclosure": disclosure_json(disclosure),
        "figures": [_figure(figure) for figure in disclosure.figures()],
        "blanks": [{"key": figure.key, "printed": figure.printed, "place": place_json(figure.place)} for figure in _blanks(disclosure)],
        "statements": [_statement(statement) for statement in disclosure.statements],
        "asides": [{"kind": aside.kind, "text": aside.text, "place": place_json(aside.place)} for aside in disclosure.asides],
    }


def _figure(figure: Figure) -> Json:
    return {
        "key": figure.key,
        "printed": figure.printed,
        "value": plain(figure.value),
        "unit": figure.unit,
        "half": plain(figure.half),
        "place": place_json(figure.place),
    }


def _blanks(disclosure: Disclosure) -> Iterator[Figure]:
    for table in disclosure.tables:
        yield from (figure for line in table.lines for figure in line.figures if figure and figure.value is None)


def _statement(statement: Statement) -> Json:
    """What one sentence claims about one term; its figures by role, named by their keys."""
    return {
        "scope": statement.scope,
        "term": statement.term,
        "code": statement.code or None,
        "direction": statement.direction,
        "base": statement.base or None,
        "whole": statement.whole or None,
        "of": statement.of or None,
        "reason": statement.reason or None,
        "figures": {role: figure.key for role, figure in statement.figures},
        "place": place_json(statement.sentence),
    }
