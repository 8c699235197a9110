"""Problems and findings as a review.json told them, put together again; what ties is not there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from budgetnb.checking.findings import Cause, Evidence, Finding, Problem, SourceOfDifference
from budgetnb.figures import Place

Json = Mapping[str, Any]


def problem_of(said: Json) -> Problem:
    """A problem without its corrections and its decision."""
    words = {name: said[name] for name in ("id", "severity", "dimension", "action", "title", "suggestion")}
    return Problem(**words, findings=tuple(said["findings"]))


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


def _evidence(said: Json) -> Evidence:
    place = said["place"]
    spanned = {"span": tuple(place["span"]) if place["span"] else None}
    boxes = tuple((one["page"], tuple(one["box"])) for one in place["boxes"]) if place["boxes"] else None
    return Evidence(said["printed"], _amount(said["value"]), Place(**{**place, **spanned, "boxes": boxes}), said.get("key") or "")


def _amount(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)
