"""Common matters (共性问题): what most documents of one form share belongs to the form, not to a department."""

from __future__ import annotations

from collections.abc import Iterable

LEAST = 5
"""Fewer documents of a form show nothing about the form."""
SHARE = 2
"""A matter is common from half of the documents on."""

Had = tuple[str, str]
"""A form and the id of a problem."""


def common_matters(documents: Iterable[tuple[str, Iterable[str]]]) -> dict[Had, int]:
    """The problems that at least half of the documents of one form have, with how many have them.

    Ids rest on rule and canonical place, so the same id in two documents is the same matter.

    >>> common_matters([("甲", ["P-1"]), ("甲", ["P-1"]), ("甲", ["P-1", "P-2"]), ("甲", []), ("甲", [])])
    {('甲', 'P-1'): 3}
    """
    counted: dict[str, int] = {}
    having: dict[Had, int] = {}
    for form, ids in documents:
        counted[form] = counted.get(form, 0) + 1
        for id in set(ids):
            having[form, id] = having.get((form, id), 0) + 1
    return {had: count for had, count in sorted(having.items()) if counted[had[0]] >= LEAST and count * SHARE >= counted[had[0]]}
