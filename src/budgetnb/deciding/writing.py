"""A file of decisions as it is written: a person can read and change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import yaml

from budgetnb.checking.findings import Decision
from budgetnb.deciding.decisions import WORDS, Decided
from budgetnb.texts import text


def decisions_yaml(decided: Decided) -> str:
    """The file; the same decisions give the same bytes."""
    said: dict[str, Any] = {"department": decided.department} | ({"code": decided.code} if decided.code else {})
    said |= {"level": decided.level, "year": decided.year}
    if decided.imported:
        said["imported"] = sorted(decided.imported)
    said["decisions"] = [_plain(one) for one in sorted(decided.decisions, key=lambda one: one.problem)]
    head = "".join(f"# {line}\n" for line in text("decide.head").splitlines())
    return head + yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False)


def merged(old: Decided | None, new: Decided, shown: frozenset[str], lapsed: frozenset[str] = frozenset()) -> Decided:
    """The decisions after a workpaper was imported.

    Of the problems the workpaper shows, those it holds now stand: a cell that was emptied takes its
    decision back, but one on a `lapsed` decision that was not taken again leaves it lapsed. Decisions on other problems stay.
    """
    if old is None:
        return new
    kept = tuple(one for one in old.decisions if one.problem not in shown)
    was = {one.problem: one for one in old.decisions if one.problem in lapsed}
    noted = {one.problem: one for one in new.decisions}
    left = tuple(_noted(one, noted.get(one.problem)) for one in was.values())
    again = tuple(one for one in new.decisions if one.problem not in was)
    return replace(new, decisions=(*kept, *left, *again), imported=tuple(dict.fromkeys((*old.imported, *new.imported))))


def _noted(lapsed: Decision, typed: Decision | None) -> Decision:
    """A lapsed decision with what was typed beside it."""
    names = ("explanation", "reason", "remark", "who", "date")
    words: dict[str, Any] = {name: getattr(typed, name) if typed else "" for name in names}
    return replace(lapsed, **words)


def _plain(decision: Decision) -> dict[str, Any]:
    words = {name: getattr(decision, name) for name in WORDS if getattr(decision, name)}
    return words | ({"values": dict(decision.values)} if decision.values else {})
