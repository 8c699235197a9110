"""Findings that one correction settles, put together: a problem is what is counted, ranked, decided and sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from budgetnb.amounts import in_unit, shown
from budgetnb.checking.correcting import Remedy
from budgetnb.checking.findings import SEVERITIES, Finding, Problem
from budgetnb.checking.sources import sums_to
from budgetnb.season.family import APART
from budgetnb.texts import text
from budgetnb.texts.names import listed, spoken

_ALIKE = ("C-30",)
"""Rules whose hints within one section are one problem: none of them says more than another."""
PROBLEMATIC = ("breaks", "blank", "faulty")


def group(findings: Sequence[Finding], remedies: Mapping[str, Remedy]) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings with their problem's id, and the problems, the gravest first; `remedies` are by the ids of findings.

    Joined are findings that one correction settles, whose difference has the same source, whose differences
    add up to another's, which break the same rule in the same column of a table, or which rest on the same
    missing or wrongly printed figure.
    """
    open_ones = [finding for finding in findings if finding.outcome in PROBLEMATIC and finding.severity]
    groups = _joined(open_ones, remedies)
    problems = sorted((_problem(members, remedies) for members in groups), key=lambda problem: SEVERITIES.index(problem.severity))
    of_finding = {id: problem.id for problem in problems for id in problem.findings}
    return tuple(replace(finding, problem=of_finding[finding.id]) if finding.id in of_finding else finding for finding in findings), tuple(
        problems
    )


def _joined(findings: Sequence[Finding], remedies: Mapping[str, Remedy]) -> list[list[Finding]]:
    """Groups of findings, each finding in one, in the order of their first members."""
    root = list(range(len(findings)))

    def top(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    for one, other in _links(findings, remedies):
        first, second = sorted((top(one), top(other)))
        root[second] = first
    groups: defaultdict[int, list[Finding]] = defaultdict(list)
    for place, finding in enumerate(findings):
        groups[top(place)].append(finding)
    return list(groups.values())


def _links(findings: Sequence[Finding], remedies: Mapping[str, Remedy]) -> Iterator[tuple[int, int]]:
    seen: dict[object, int] = {}
    for place, finding in enumerate(findings):
        for mark in _marks(finding):
            yield seen.setdefault(mark, place), place
        if finding.id in remedies:
            yield seen.setdefault(("remedy", remedies[finding.id].findings), place), place
    yield from _consequences(findings)
    yield from _of_wrong_sentences(findings)


def _marks(finding: Finding) -> Iterator[object]:
    """What two findings of one problem have in common."""
    if finding.source and finding.source.figures and not finding.cause:
        yield "source", abs(finding.difference or Decimal(0)), finding.source.figures[0].key
    if finding.at.startswith("单位/"):
        yield "unit", finding.at
    if finding.rule in _ALIKE and finding.severity == "hint":
        yield "alike", finding.rule, finding.evidence[0].place.section
    if finding.outcome == "breaks" and finding.difference and any(APART in evidence.key for evidence in finding.evidence):
        yield "units", abs(in_unit(finding.difference, finding.unit, "元"))  # one cause shows in every table that adds up the units
    tables = [evidence.key.split("/") for evidence in finding.evidence if evidence.key and not evidence.key.startswith("文/")]
    first = finding.evidence[0].key if finding.evidence else ""  # what is not there has no place
    if finding.outcome == "breaks" and not first and finding.left is None and finding.at.count("/"):
        yield "words", finding.rule if finding.at.startswith("文/") else finding.id
    if finding.outcome == "blank":
        yield from (
            ("blank", evidence.key.split("/")[0], evidence.key.split("/")[-1])
            for evidence in finding.evidence
            if evidence.value is None and evidence.key
        )
    elif tables and len(tables) == len(finding.evidence) and len(tables[0]) == 3:
        yield "column", finding.rule, tables[0][0], tables[0][2]
    elif finding.outcome == "breaks" and first and finding.left is not None:
        yield "figure", first


def _of_wrong_sentences(findings: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """A figure of the text that contradicts a table or itself, with everything reckoned from it."""
    wrong: dict[str, int] = {}
    for place, finding in enumerate(findings):
        if finding.outcome == "breaks" and finding.unit != "%" and finding.severity == "error" and not finding.at.endswith("/各项"):
            keys = [evidence.key for evidence in finding.evidence if evidence.key.startswith("文/")]
            wrong.update((key, place) for key in (keys[:1] if finding.left is not None else keys))
    for place, finding in enumerate(findings):
        yield from ((wrong[evidence.key], place) for evidence in finding.evidence if evidence.key in wrong)


def _consequences(findings: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """A difference between totals with the differences of the lines that make it up."""
    by_rule: defaultdict[str, list[int]] = defaultdict(list)
    for place, finding in enumerate(findings):
        if finding.outcome == "breaks" and finding.difference and finding.unit != "%":
            by_rule[finding.rule].append(place)
    for place, finding in enumerate(findings):
        if finding.outcome != "breaks" or not finding.difference or finding.cause:
            continue
        for rule, places in by_rule.items():
            if rule != finding.rule and sums_to(finding.difference, [findings[other].difference or Decimal(0) for other in places]):
                yield from ((place, other) for other in places)


def _problem(members: Sequence[Finding], remedies: Mapping[str, Remedy]) -> Problem:
    lead = min(
        members,
        key=lambda finding: (
            SEVERITIES.index(finding.severity),
            finding.left_stands,
            finding.source is None,
            -abs(finding.difference or Decimal(0)) if finding.unit != "%" else 0,
        ),
    )
    found = {remedy.findings: remedy for finding in members if (remedy := remedies.get(finding.id))}.values()
    return Problem(
        id=_id(members),
        severity=lead.severity,
        dimension=lead.dimension,
        action=lead.action if lead.severity != "hint" else "核实",
        title=_title(lead, members),
        findings=tuple(finding.id for finding in members),
        suggestion="\n".join(_suggestions(members)) or None,
        corrections=tuple(correction for remedy in found for correction in remedy.corrections),
        tried=tuple(dict.fromkeys(said for remedy in found for said in remedy.tried)),
    )


def _title(lead: Finding, members: Sequence[Finding]) -> str:
    """What is wrong, in one sentence for all the findings."""
    if len(members) == 1:
        return lead.says
    tables = list(
        dict.fromkeys(
            evidence.key.split("/")[0].rpartition(APART)[2]
            for finding in members
            for evidence in finding.evidence
            if evidence.value is not None and evidence.key and not evidence.key.startswith("文/")
        )
    )
    if lead.source and lead.source.figures:
        lines = [
            part
            for finding in members
            if finding.source
            for part in finding.source.parts
            if part.key not in {evidence.key for evidence in lead.evidence}
        ]
        sums = (
            " + ".join(dict.fromkeys(part.printed for part in lines))
            if sums_to(lead.source.amount, [part.value or Decimal(0) for part in dict.fromkeys(lines)])
            else ""
        )
        own = {evidence.key for finding in members for evidence in finding.evidence}
        facts = [fact for fact, figure in zip(lead.source.facts, lead.source.figures, strict=True) if figure.key not in own]
        first, *same = facts or lead.source.facts
        names = text("finding.and_same", name=spoken(first), same=listed(same)) if same else spoken(first)
        parts = text("finding.of_parts", parts=sums) if sums else ""
        return text(
            "finding.one_source", tables=listed(tables), gap=shown(lead.source.amount), unit=lead.source.unit, names=names, parts=parts
        )
    if all(finding.outcome == "blank" for finding in members):
        blanks = {
            evidence.key: evidence
            for finding in members
            for evidence in (finding.evidence if finding.wrong else finding.evidence[: bool(finding.suggestion)])
            if evidence.value is None and (evidence.key in finding.wrong or not finding.wrong)
        }
        cells = ((evidence.place.row or "", evidence.place.column or "") for evidence in blanks.values())
        printed = dict.fromkeys(f"{spoken(row)} · {spoken(column)}" for row, column in cells)
        if blanks and tables:
            return text("finding.several_blank", table=tables[0], n=len(blanks), lines=text("word.and").join(printed))
    if len({finding.rule for finding in members}) == 1 and all(finding.left is None for finding in members):
        return text("finding.and_alike", says=lead.says, n=len(members))
    return text("finding.and_consequences", says=lead.says, n=len(members) - 1)


def _suggestions(members: Sequence[Finding]) -> list[str]:
    """What to change, each once; not what would only follow another member's change."""
    changed = {key for finding in members if finding.suggestion for key in finding.wrong or (finding.evidence[0].key,) if key}
    kept = [
        finding
        for finding in members
        if finding.suggestion and (finding.wrong or not any(other.key in changed for other in finding.evidence[1:]))
    ]
    return list(dict.fromkeys(finding.suggestion for finding in kept if finding.suggestion))


def _id(members: Iterable[Finding]) -> str:
    """An id that rests on rule and canonical place of the first member only, so that it survives a new draft."""
    first = min(finding.id for finding in members)
    return "P-" + sha256(first.encode()).hexdigest()[:8]
