"""What rests on pages that are pictures is never more than a hint: the paper may say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from budgetnb.checking.findings import Finding
from budgetnb.figures import Disclosure

_SUPPLY = "补充"
"""The action that follows when something is missing."""


def held_back(findings: Iterable[Finding], disclosures: Sequence[Disclosure]) -> list[Finding]:
    """Findings, those with evidence on a recognised page as hints.

    `disclosures` are the one reviewed and those it was compared with. What is missing may stand on any page of
    the first that was recognised, or not read at all.
    """
    recognised = {(source.file, page) for disclosure in disclosures for source in disclosure.sources for page in source.recognised}
    pictures = any(source.recognised or source.not_read for source in disclosures[0].sources)
    return [
        replace(finding, severity="hint") if finding.severity and _rests_on(finding, recognised, pictures) else finding
        for finding in findings
    ]


def _rests_on(finding: Finding, recognised: set[tuple[str, int]], pictures: bool) -> bool:
    missing = finding.action == _SUPPLY or not finding.evidence
    return (missing and pictures) or any((evidence.place.file, evidence.place.page) in recognised for evidence in finding.evidence)
