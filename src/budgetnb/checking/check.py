"""A disclosure met with a rule book: findings, problems, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgetnb.checking.causes import cause_of
from budgetnb.checking.checks import observe
from budgetnb.checking.correcting import Broken, Observed, mend
from budgetnb.checking.coverage import coverage_of
from budgetnb.checking.evaluate import evaluate
from budgetnb.checking.findings import Coverage, Finding, Findings, Problems, Review
from budgetnb.checking.lookup import index
from budgetnb.checking.observing import ALONE, Beside
from budgetnb.checking.problems import group
from budgetnb.checking.recognised import held_back
from budgetnb.checking.result import BROKEN, Result
from budgetnb.checking.sources import known_figures
from budgetnb.checking.telling import of_observation, of_result
from budgetnb.figures import Disclosure
from budgetnb.rules.rule import RuleBook
from budgetnb.season.family import family
from budgetnb.season.register import UNIT

REVIEWED = ("budget", "unknown")
"""Kinds of documents that are checked as budgets; final accounts and blank templates are only named."""


def check(disclosure: Disclosure, book: RuleBook, beside: Beside = ALONE) -> Review:
    """Everything the rule book says of a disclosure, alone and `beside` its units', the register and last year's.

    Final accounts and blank templates give a review without findings.
    """
    if disclosure.kind not in REVIEWED:
        return Review(disclosure, Findings(), Problems(), Coverage(0, 0), book.names)
    own = family(disclosure, beside.units, beside.register) if beside.units and disclosure.level != UNIT else None
    known = index(disclosure, book.vocabulary, own)
    results = evaluate(book, known)
    observed = [(rule, seen) for rule in book.rules if rule.check for seen in observe(rule.check, disclosure, beside)]
    broken = _broken(disclosure, results, observed)
    mended = mend(known, book, beside, results, observed, broken)
    printed = known_figures(disclosure)
    with_units = known_figures(disclosure, (unit.disclosure for unit in known.units)) if own else printed
    found = [of_result(result, with_units if result.rule.of_units else printed, broken, mended) for result in results]
    found += [of_observation(rule, seen, mended) for rule, seen in observed]
    adding = {rule.id for rule in book.rules if rule.adds_up_units}
    unsure = own is not None and own.whole is None  # the sum may lack a unit
    found = [replace(one, severity="hint") if unsure and one.severity and one.rule in adding else one for one in found]
    found = held_back(found, (disclosure, *beside.units, *((beside.prior,) if beside.prior else ())))
    findings, problems = group(tuple(_apart(_in_order(found, book))), mended)
    coverage, unchecked = coverage_of(
        disclosure, results, [evidence.key for _, seen in observed if seen.left is not None for evidence in seen.evidence]
    )
    found_of = Findings(findings), Problems(problems), coverage
    return Review(disclosure, *found_of, book.names, book.off, book.overridden, unchecked, prior=beside.prior)


def _broken(disclosure: Disclosure, results: Sequence[Result], observed: Observed) -> Broken:
    """The findings that do not tie, by id, each with what explains its printed figure by itself."""
    wrong = [result for result in results if result.outcome in BROKEN]
    seen = {f"{rule.id}@{one.at}": one.cause for rule, one in observed if one.outcome == "breaks"}
    return {result.id: cause_of(result, disclosure) for result in wrong} | seen


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
