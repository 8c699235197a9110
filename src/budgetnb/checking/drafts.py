"""Two drafts of one disclosure: which problems are settled, which are still there, which are new.

Problems are matched by their ids, which rest on rule and canonical place, so that a moved page or
a corrected figure elsewhere does not change them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetnb.checking.findings import Finding, Problem
from budgetnb.checking.rereading import finding_of, problem_of
from budgetnb.errors import UnreadableFile

Review = Mapping[str, Any]
"""One review as the contract `budgetnb.review/1` writes it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as a review told it, with its findings; `draft` is the number of the draft it stood in last."""

    problem: Problem
    findings: tuple[Finding, ...]
    draft: int

    @property
    def id(self) -> str:
        """The problem's id."""
        return self.problem.id

    @property
    def severity(self) -> str:
        """The problem's severity."""
        return self.problem.severity

    @property
    def title(self) -> str:
        """What the problem is, in a sentence."""
        return self.problem.title


@dataclass(frozen=True, slots=True)
class Drafts:
    """What changed between two drafts of the disclosure `name`; a missing draft has no problems.

    `number` is that of the later draft, counted from 1; `earlier` are the problems that were settled in the drafts
    before and have not come back.
    """

    name: str
    settled: tuple[Told, ...]
    remaining: tuple[Told, ...]
    new: tuple[Told, ...]
    earlier: tuple[Told, ...] = ()
    number: int = 2

    @property
    def gone(self) -> tuple[Told, ...]:
        """All problems that any earlier draft had and this one has not."""
        return (*self.settled, *self.earlier)


def compare(old: Iterable[Review], new: Iterable[Review]) -> tuple[Drafts, ...]:
    """The drafts of each disclosure, matched by organisation, level and year, in the order of the new ones."""
    before = {_owner(review): review for review in old}
    after = {_owner(review): review for review in new}
    owners = [*after, *(owner for owner in before if owner not in after)]
    if len(before) == len(after) == 1:  # one against one: they are meant to be compared, whatever they call themselves
        return (_drafts(next(iter(after.values())), next(iter(before.values()))),)
    return tuple(_drafts(after.get(owner), before.get(owner)) for owner in owners)


def read_reviews(path: Path) -> list[dict[str, Any]]:
    """The reviews in a review.json; UnreadableFile when it is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UnreadableFile(str(path), "missing" if not path.exists() else "no_review") from None
    if not isinstance(found, dict) or found.get("schema") != "budgetnb.review/1":
        raise UnreadableFile(str(path), "no_review")
    reviews: list[dict[str, Any]] = found["reviews"]
    return reviews


def _owner(review: Review) -> tuple[str, str, int]:
    paper = review["disclosure"]
    return paper["department"]["name"] or "", paper["level"] or "", paper["year"] or 0


def _drafts(after: Review | None, before: Review | None) -> Drafts:
    number = _number(before)
    old, new = _problems(before, number), _problems(after, number + 1)
    known, current = {told.id for told in old}, {told.id for told in new}
    name = str(((after or before) or {"disclosure": {"department": {"name": ""}}})["disclosure"]["department"]["name"] or "")
    return Drafts(
        name,
        tuple(told for told in old if told.id not in current),
        tuple(told for told in new if told.id in known),
        tuple(told for told in new if told.id not in known),
        tuple(told for told in _settled_before(before) if told.id not in known | current),
        number + 1,
    )


def _number(review: Review | None) -> int:
    """Which draft a review is of: the first, unless it says what changed since another."""
    return int(((review or {}).get("drafts") or {}).get("draft", 1))


def _problems(review: Review | None, draft: int) -> Sequence[Told]:
    if review is None:
        return ()
    findings = {said["id"]: finding_of(said) for said in review["findings"]}
    found = (problem_of(said) for said in review["problems"])
    return [Told(one, tuple(findings[id] for id in one.findings if id in findings), draft) for one in found]


def _settled_before(review: Review | None) -> Iterator[Told]:
    """What a review says was settled in its own draft and in those before."""
    said = (review or {}).get("drafts") or {}
    for one in (*said.get("settled", ()), *said.get("earlier", ())):
        if "findings" in one:  # a review of an older version tells no more than a title
            findings = tuple(finding_of(finding) for finding in one["findings"])
            yield Told(problem_of({**one, "findings": [finding.id for finding in findings]}), findings, one["draft"])
