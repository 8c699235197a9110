"""What becomes of results and of what Python checks saw: findings, with their severity, cause and suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from functools import partial

from budgetnb.checking.correcting import Broken, Remedy
from budgetnb.checking.findings import Finding
from budgetnb.checking.observing import Observation
from budgetnb.checking.result import Result
from budgetnb.checking.saying import evidence_of, says, suggestion_of
from budgetnb.checking.sources import Known, source_of
from budgetnb.rules.rule import Rule
from budgetnb.texts import has_text, text

Remedies = Mapping[str, Remedy]
"""What would mend a broken finding, by its id."""


def of_result(result: Result, known: Known, broken: Broken, mended: Remedies) -> Finding:
    """A result as a finding; what a correction would mend has its cause and its suggestion."""
    rule = result.rule
    id = result.id
    remedy = mended.get(id)
    cause = broken.get(id) or (remedy.cause if remedy else None)
    wrong = remedy.wrong if remedy else ()
    stands = remedy is not None and remedy.leaves(result.left_figures)
    return Finding(
        id=id,
        rule=rule.id,
        outcome=result.outcome,
        severity=_severity(result),
        wording=partial(says, result, stands),
        dimension=rule.dimension,
        action=rule.action,
        basis=rule.basis,
        proof=partial(evidence_of, result),
        left=result.left,
        right=_to_printed(result.right, result),
        difference=_to_printed(result.difference, result),
        allowance=_to_printed(result.allowance, result, up=True),
        unit=result.unit,
        at=result.at,
        cause=cause,
        source=source_of(result, known) if not cause else None,
        suggestion=(remedy and remedy.suggestion) or suggestion_of(result),
        noted=result.noted,
        sides=result.sides,
        sentence=rule.sentence,
        operator=result.operator,
        wrong=wrong,
        left_stands=stands,
    )


def _to_printed(value: Decimal | None, result: Result, up: bool = False) -> Decimal | None:
    """A computed percentage to as many decimals as the printed one; amounts as they are."""
    if value is None or result.unit != "%" or result.decimals is None:
        return value
    return value.quantize(Decimal(1).scaleb(-result.decimals), rounding=ROUND_UP if up else ROUND_HALF_UP)


def _severity(result: Result) -> str:
    """How certain a result is: only a break has the rule's severity, and a matter of the last digit is a hint."""
    grave = result.rule.severity
    if result.outcome == "breaks":
        if result.truncated or result.last_digit:
            return "hint"
        return grave
    if result.outcome in ("blank", "faulty"):
        return "warning" if grave != "hint" else "hint"
    return ""


def of_observation(rule: Rule, seen: Observation, mended: Remedies) -> Finding:
    """What a Python check saw, as a finding."""
    parts = {"rule": rule.sentence, **seen.parts}
    worded = f"wording.{rule.check}.says{'.' + seen.variant if seen.variant else ''}"
    said = worded if seen.outcome == "breaks" or seen.variant else "wording.ties"
    suggest = _suggest(rule.check, seen.variant) if seen.outcome == "breaks" else ""
    id = f"{rule.id}@{seen.at}"
    remedy = mended.get(id)
    return Finding(
        id=id,
        rule=rule.id,
        outcome=seen.outcome,
        severity=(seen.severity or rule.severity) if seen.outcome == "breaks" else "",
        wording=partial(text, said, **parts),
        dimension=rule.dimension,
        action=rule.action,
        basis=rule.basis,
        proof=seen.evidence,
        left=seen.left,
        right=seen.right,
        difference=seen.left - seen.right if seen.left is not None and seen.right is not None else None,
        unit=seen.unit,
        at=seen.at,
        cause=seen.cause or (remedy.cause if remedy else None),
        suggestion=(remedy and remedy.suggestion) or (text(suggest, **parts) if suggest else None),
        sentence=rule.sentence,
        wrong=remedy.wrong if remedy else (),
    )


def _suggest(check: str, variant: str) -> str:
    """The key of what a check says to write instead: of the variant that it saw, else in general; "" for none."""
    general = f"wording.{check}.suggest"
    return next((key for key in (f"{general}.{variant}", general) if has_text(key)), "")
