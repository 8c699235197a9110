"""Of several drafts of one disclosure the last."""

from __future__ import annotations

from collections.abc import Iterable

from budgetnb.showing.recalled import Recalled


def last_drafts(seen: Iterable[Recalled]) -> tuple[Recalled, ...]:
    """One review for each organisation, level and year: the one with the highest draft."""
    last: dict[tuple[object, ...], Recalled] = {}
    for one in seen:
        disclosure = one.disclosure
        key = (disclosure.year, disclosure.level, disclosure.code or disclosure.name)
        if key not in last or _draft(last[key]) <= _draft(one):
            last[key] = one
    return tuple(last.values())


def _draft(one: Recalled) -> tuple[int, str]:
    """Drafts that are numbered by their number, others by their words."""
    said = one.disclosure.revision or ""
    return (int(said), "") if said.isdecimal() else (0, said)
