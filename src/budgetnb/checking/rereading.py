"""Problems and findings as a review.json told them, put together again; what ties, and why each figure is wrong, is not there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from budgetnb.checking.findings import Cause, Change, Correction, Evidence, Finding, Problem, SourceOfDifference
from budgetnb.figures import Figure, Place

Json = Mapping[str, Any]


def problem_of(said: Json) -> Problem:
    """A problem without its decision."""
    words = {name: said[name] for name in ("id", "severity", "dimension", "action", "title", "suggestion")}
    corrections = tuple(_correction(one) for one in said.get("corrections", ()))
    return Problem(**words, findings=tuple(said["findings"]), corrections=corrections)


def finding_of(said: Json) -> Finding:
    """A finding; what a review of an older version did not tell is blank."""
    cause, source = said["cause"], said["source"]
    left, right, difference, allowance = (_amount(said[name]) for name in ("left", "right", "difference", "allowance"))
    return Finding(
        said["id"],
        said["rule"],
        said["outcome"],
        said["severity"],
        said["says"],
        "",
        "",
        said.get("basis", ""),
        tuple(_evidence(one) for one in said["evidence"]),
        left,
        right,
        difference,
        allowance,
        said["unit"],
        cause=Cause(cause["kind"], cause["says"]) if cause else None,
        source=SourceOfDifference(Decimal(source["amount"]), source["unit"], source["says"], ()) if source else None,
        suggestion=said["suggestion"],
        problem=said["problem"],
        sentence=said.get("sentence", ""),
        operator=said.get("operator", "="),
        left_stands=said.get("left_stands", False),
    )


def _correction(said: Json) -> Correction:
    changes = tuple(map(_change, said["changes"]))
    return Correction(changes, frozenset(said["settles"]), said["checked"], said["says"] or "")


def _change(said: Json) -> Change:
    value, difference = _amount(said.get("value")), _amount(said.get("difference"))
    figure = Figure(said["key"], value, said["printed"], said.get("unit", ""), Decimal(0), _place(said["place"]))
    return Change(figure, (value or Decimal(0)) - (difference or Decimal(0)), said["right"], "")


def _evidence(said: Json) -> Evidence:
    return Evidence(said["printed"], _amount(said["value"]), _place(said["place"]), said.get("key") or "")


def _place(said: Json) -> Place:
    span, boxes = said["span"], said["boxes"]
    there = tuple((one["page"], tuple(one["box"])) for one in boxes) if boxes else None
    return Place(**{**said, "span": tuple(span) if span else None, "boxes": there})


def _amount(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)
