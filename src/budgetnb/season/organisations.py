"""Whether two names and codes mean one organisation: a department's own office is called in many ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from budgetnb.figures import Place

_OWN = r"机关本级|本级机关|机关本部|本级|本部|机关"
_OWN_OFFICE = re.compile(rf"[（(](?:{_OWN}|部门|单位)[)）]$|(?:{_OWN})$")
_ONLY_OWN = re.compile(rf"^(?:本|局|委|办|厅|部|处|院|中心|街道|镇|乡)?(?:{_OWN})$")
_SHORTEST = 3
"""Characters that a name written in short must have to be taken for the full one."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a table, a narrative, the register or its own disclosure names it; `place` is where."""

    name: str
    code: str = ""
    place: Place | None = None
    secret: bool = False


def match(one: Organisation, among: Sequence[Organisation]) -> int | None:
    """Which of these is one organisation with `one`: by code, else by name, else by a short name that fits only one."""
    by_code = [place for place, other in enumerate(among) if same_code(one.code, other.code)]
    if by_code:
        return by_code[0]
    free = [place for place, other in enumerate(among) if not (one.code and other.code)]
    by_name = [place for place in free if bare(among[place].name) == bare(one.name)]
    if by_name:
        return by_name[0]
    alike = [place for place in free if same_name(among[place].name, one.name)]
    return alike[0] if len(alike) == 1 else None


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """A name without blanks and without what marks the department's own office at its end.

    >>> bare("示例市 财政局（本级）"), bare("示例市财政局机关"), bare("示例市机关事务局")
    ('示例市财政局', '示例市财政局', '示例市机关事务局')
    """
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return _OWN_OFFICE.sub("", plain) or plain


def is_own_office(name: str) -> bool:
    """Whether a name says nothing but "our own office" (本级, 局机关), whosever it is."""
    return bool(_ONLY_OWN.match("".join(name.split())))


def same_name(one: str, other: str) -> bool:
    """Whether two names mean one organisation: alike, or one the other written in short.

    >>> same_name("甲区财政局本级", "甲区财政局"), same_name("信息中心", "甲区财政局信息中心"), same_name("甲区一中", "甲区二中")
    (True, True, False)
    """
    first, second = sorted((bare(one), bare(other)), key=len)
    return first == second or (len(first) >= _SHORTEST and (second.endswith(first) or abbreviates(first, second)))


def abbreviates(short: str, full: str) -> bool:
    """Whether a short name leaves characters of the full one out and ends as it does (省检察院)."""
    rest = iter(full)
    return len(short) >= _SHORTEST and short[-1:] == full[-1:] and all(character in rest for character in short)


def same_code(one: str | None, other: str | None) -> bool:
    """Whether two codes are given and the same."""
    return bool(one) and one == other


def apart(one: str | None, other: str | None) -> bool:
    """Whether two codes are given and neither is the beginning of the other: then they are two organisations.

    A department that has only its own office is published under the code of either.
    """
    return bool(one and other) and not (str(one).startswith(str(other)) or str(other).startswith(str(one)))
