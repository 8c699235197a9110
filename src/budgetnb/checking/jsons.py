"""A review as JSON, by the contract `budgetnb.review/1` (docs/review.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from budgetnb.checking.drafts import Drafts, Told
from budgetnb.checking.findings import Cause, Correction, Decision, Evidence, Finding, Problem, Review
from budgetnb.figures import Disclosure, Place

SCHEMA = "budgetnb.review/1"
_SHOWN = ("breaks", "blank", "faulty")

Json = dict[str, Any]


def review_object(reviews: Iterable[Review], refused: Sequence[tuple[str, str]] = (), everything: bool = False) -> Json:
    """The one object that `check --format json` prints; `everything` adds what ties."""
    return {
        "schema": SCHEMA,
        "refused": [{"file": file, "why": why} for file, why in refused],
        "reviews": [review_json(review, everything) for review in reviews],
    }


def review_json(review: Review, everything: bool = False) -> Json:
    """One review: disclosure, summary, problems, findings, doubts."""
    findings = [finding for finding in review.findings if everything or finding.outcome in _SHOWN]
    return {
        "disclosure": disclosure_json(review.disclosure),
        "summary": _summary(review),
        "rules": {
            "books": list(review.rule_books),
            "off": [{"id": id, "why": why} for id, why in review.rules_off],
            "changed": [{"id": id, "why": why} for id, why in review.rules_changed],
        },
        "problems": [_problem(problem) for problem in review.problems],
        "gone": [{"id": decision.problem, "title": decision.title, "decision": decision_json(decision)} for decision in review.gone],
        "drafts": _drafts(review.drafts) if review.drafts else None,
        "findings": [_finding(finding) for finding in findings],
        "doubts": [
            {"text": doubt.text, "place": {"page": doubt.spot.page, "line": doubt.spot.line}, "why": doubt.why}
            for doubt in review.disclosure.doubts
        ],
    }


def disclosure_json(disclosure: Disclosure) -> Json:
    """Whose budget it is and what was read of it."""
    return {
        "kind": disclosure.kind,
        "level": disclosure.level,
        "department": {"code": disclosure.code, "name": disclosure.name},
        "year": disclosure.year,
        "revision": disclosure.revision,
        "form": disclosure.form,
        "sources": [{"file": source.file, "sha256": source.sha256} for source in disclosure.sources],
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "unit": table.unit,
                "unit_inferred": table.unit_inferred,
                "figures": sum(1 for _ in table.figures()),
                "blank": table.blank,
            }
            for table in disclosure.tables
        ],
        "figures": sum(1 for _ in disclosure.figures()),
        "statements": len(disclosure.statements),
        "unread": [{"text": unread.text, "place": place_json(unread.place)} for unread in disclosure.unread],
    }


def _summary(review: Review) -> Json:
    outcomes = ("ties", "rounds", "breaks", "blank", "not_applicable", "faulty")
    return {outcome: review.count(outcome) for outcome in outcomes} | {
        "coverage": round(float(review.coverage.share), 4),
        "problems": len(review.open_problems),
        "errors": len(review.problems_of("error")),
        "warnings": len(review.problems_of("warning")),
        "hints": len(review.problems_of("hint")),
        "accepted": len(review.accepted_problems),
    }


def _problem(problem: Problem) -> Json:
    return {
        "id": problem.id,
        "severity": problem.severity,
        "dimension": problem.dimension,
        "action": problem.action,
        "title": problem.title,
        "findings": list(problem.findings),
        "suggestion": problem.suggestion,
        "corrections": [_correction(correction) for correction in problem.corrections],
        "tried": list(problem.tried),
        "decision": decision_json(problem.decision) if problem.decision else None,
    }


def _correction(correction: Correction) -> Json:
    changes = [
        {
            "key": change.figure.key,
            "printed": change.figure.printed,
            "value": plain(change.figure.value),
            "right": change.right,
            "difference": None if change.figure.value is None else plain(change.figure.value - change.value),
            "unit": change.figure.unit,
            "place": place_json(change.figure.place),
            "cause": _cause(change.cause),
        }
        for change in correction.changes
    ]
    return {"changes": changes, "settles": sorted(correction.settles), "checked": correction.checked, "says": correction.says or None}


def _cause(cause: Cause | None) -> Json | None:
    return {"kind": cause.kind, "says": cause.says} if cause else None


def decision_json(decision: Decision) -> Json:
    """What a reviewer decided on a problem."""
    words = ("ruling", "explanation", "reason", "remark", "who", "date")
    return {name: getattr(decision, name) or None for name in words} | {"lapsed": decision.lapsed}


def changes_json(drafts: Drafts) -> Json:
    """What is settled, still there and new between two drafts, by id and title."""
    kinds = ("settled", "remaining", "new")
    return {kind: [{"id": told.id, "severity": told.severity, "title": told.title} for told in getattr(drafts, kind)] for kind in kinds}


def _drafts(drafts: Drafts) -> Json:
    """The same with all that was said of what is settled, so that the last review tells of the whole season."""
    told = {kind: [_told(one) for one in getattr(drafts, kind)] for kind in ("settled", "earlier")}
    return {"draft": drafts.number, **changes_json(drafts), **told}


def _told(told: Told) -> Json:
    said = {name: getattr(told.problem, name) for name in ("id", "severity", "dimension", "action", "title", "suggestion")}
    corrections = [_correction(correction) for correction in told.problem.corrections]
    return {**said, "draft": told.draft, "corrections": corrections, "findings": [_finding(finding) for finding in told.findings]}


def _finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "problem": finding.problem,
        "sentence": finding.sentence,
        "basis": finding.basis,
        "says": finding.says,
        "left": plain(finding.left),
        "right": plain(finding.right),
        "difference": plain(finding.difference),
        "operator": finding.operator,
        "left_stands": finding.left_stands,
        "allowance": plain(finding.allowance),
        "unit": finding.unit,
        "evidence": [evidence_json(evidence) for evidence in finding.evidence],
        "cause": _cause(finding.cause),
        "source": _source(finding),
        "suggestion": finding.suggestion,
    }


def _source(finding: Finding) -> Json | None:
    source = finding.source
    if source is None:
        return None
    figures = [{"key": figure.key, "printed": figure.printed, "place": place_json(figure.place)} for figure in source.figures]
    parts = [{"key": figure.key, "printed": figure.printed, "place": place_json(figure.place)} for figure in source.parts]
    return {"amount": plain(source.amount), "unit": source.unit, "says": source.says, "figures": figures, "parts": parts}


def evidence_json(evidence: Evidence) -> Json:
    """A printed text with its value and place."""
    return {"key": evidence.key or None, "printed": evidence.printed, "value": plain(evidence.value), "place": place_json(evidence.place)}


def place_json(place: Place) -> Json:
    """Where something was printed; what does not apply is null."""
    return {
        "file": place.file,
        "page": place.page,
        "sheet": place.sheet,
        "cell": place.cell,
        "line": place.line,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "section": place.section,
        "text": place.text,
        "span": list(place.span) if place.span else None,
        "boxes": [{"page": page, "box": list(box)} for page, box in place.boxes] if place.boxes else None,
    }


def plain(value: Decimal | None) -> str | None:
    """An amount as a decimal string without exponent, null for none."""
    return None if value is None else f"{value:f}"
