"""A disclosure met with a rule book: findings, problems, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from budgetnb.checking.causes import causes_of, together
from budgetnb.checking.checks import observe
from budgetnb.checking.coverage import coverage_of
from budgetnb.checking.evaluate import evaluate
from budgetnb.checking.findings import Coverage, Finding, Review
from budgetnb.checking.observing import ALONE, Beside, Observation
from budgetnb.checking.problems import group
from budgetnb.checking.recognised import held_back
from budgetnb.checking.result import Result
from budgetnb.checking.saying import evidence_of, says, suggestion_of
from budgetnb.checking.sources import Known, known_figures, source_of
from budgetnb.figures import Disclosure
from budgetnb.rules.rule import Rule, RuleBook
from budgetnb.season.family import family, told_apart
from budgetnb.season.register import UNIT
from budgetnb.texts import has_text, text

REVIEWED = ("budget", "unknown")
"""Kinds of documents that are checked as budgets; final accounts and blank templates are only named."""


def check(disclosure: Disclosure, book: RuleBook, beside: Beside = ALONE) -> Review:
    """Everything the rule book says of a disclosure, alone and `beside` its units' and the register.

    Final accounts and blank templates give a review without findings.
    """
    if disclosure.kind not in REVIEWED:
        return Review(disclosure, (), (), Coverage(0, 0), book.names)
    own = family(disclosure, beside.units, beside.register) if beside.units and disclosure.level != UNIT else None
    results = evaluate(book, disclosure, own)
    known = known_figures(disclosure)
    beside_units = known_figures(disclosure, told_apart(disclosure, own.added)) if own else known
    found = [_finding(result, disclosure, beside_units if result.rule.of_units else known) for result in results]
    observed = [_observed(rule, seen) for rule in book.rules if rule.check for seen in observe(rule.check, disclosure, beside)]
    adding = {rule.id for rule in book.rules if rule.adds_up_units}
    unsure = own is not None and own.whole is None  # the sum may lack a unit
    found = [replace(one, severity="hint") if unsure and one.severity and one.rule in adding else one for one in found]
    found = held_back([*found, *observed], (disclosure, *beside.units))
    findings, problems = group(tuple(_apart(_in_order(found, book))))
    coverage, unchecked = coverage_of(
        disclosure, results, [evidence.key for seen in observed if seen.left is not None for evidence in seen.evidence]
    )
    return Review(disclosure, findings, problems, coverage, book.names, unchecked)


def _finding(result: Result, disclosure: Disclosure, known: Known) -> Finding:
    rule = result.rule
    cause = together(causes_of(result, disclosure)) if not rule.of_units else None  # either document may be the wrong one
    return Finding(
        id=f"{rule.id}@{result.at}",
        rule=rule.id,
        outcome=result.outcome,
        severity=_severity(result),
        says=says(result),
        dimension=rule.dimension,
        action=rule.action,
        basis=rule.basis,
        evidence=evidence_of(result),
        left=result.left,
        right=_to_printed(result.right, result),
        difference=_to_printed(result.difference, result),
        allowance=_to_printed(result.allowance, result, up=True),
        unit=result.unit,
        at=result.at,
        cause=cause,
        source=source_of(result, known) if not cause else None,
        suggestion=suggestion_of(result),
        notes=result.notes,
        sides=result.sides,
        sentence=rule.sentence,
        operator=result.operator,
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


def _observed(rule: Rule, seen: Observation) -> Finding:
    """What a Python check saw, as a finding."""
    parts = {"rule": rule.sentence, **seen.parts}
    worded = f"wording.{rule.check}.says{'.' + seen.variant if seen.variant else ''}"
    said = worded if seen.outcome == "breaks" or seen.variant else "wording.ties"
    suggest = f"wording.{rule.check}.suggest"
    return Finding(
        id=f"{rule.id}@{seen.at}",
        rule=rule.id,
        outcome=seen.outcome,
        severity=(seen.severity or rule.severity) if seen.outcome == "breaks" else "",
        says=text(said, **parts),
        dimension=rule.dimension,
        action=rule.action,
        basis=rule.basis,
        evidence=seen.evidence,
        left=seen.left,
        right=seen.right,
        difference=seen.left - seen.right if seen.left is not None and seen.right is not None else None,
        unit=seen.unit,
        at=seen.at,
        cause=seen.cause,
        suggestion=text(suggest, **parts) if seen.outcome == "breaks" and has_text(suggest) else None,
        sentence=rule.sentence,
    )


def _in_order(findings: Sequence[Finding], book: RuleBook) -> list[Finding]:
    """Findings in the order of the rule book, each rule's in the order of the document."""
    order = {rule.id: place for place, rule in enumerate(book.rules)}
    return sorted(findings, key=lambda finding: order.get(finding.rule, len(order)))


def _apart(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings with ids of their own, where one rule speaks of one address twice."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.id] += 1
        yield finding if seen[finding.id] == 1 else replace(finding, id=f"{finding.id}#{seen[finding.id]}")
