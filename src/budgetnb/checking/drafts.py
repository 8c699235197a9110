"""Two drafts of one disclosure: which problems are settled, which are still there, which are new.

Problems are matched by their ids, which rest on rule and canonical place, so that a moved page or
a corrected figure elsewhere does not change them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetnb.errors import UnreadableFile

Review = Mapping[str, Any]
"""One review as the contract `budgetnb.review/1` writes it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as a review tells it."""

    id: str
    severity: str
    title: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """What changed between two drafts of the disclosure `name`; a missing draft has no problems."""

    name: str
    settled: tuple[Told, ...]
    remaining: tuple[Told, ...]
    new: tuple[Told, ...]


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
    old, new = _problems(before), _problems(after)
    known, current = {told.id for told in old}, {told.id for told in new}
    name = str(((after or before) or {"disclosure": {"department": {"name": ""}}})["disclosure"]["department"]["name"] or "")
    return Drafts(
        name,
        tuple(told for told in old if told.id not in current),
        tuple(told for told in new if told.id in known),
        tuple(told for told in new if told.id not in known),
    )


def _problems(review: Review | None) -> Sequence[Told]:
    return [Told(problem["id"], problem["severity"], problem["title"]) for problem in (review or {"problems": []})["problems"]]
