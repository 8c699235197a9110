"""What reading a piece of narrative gives: claims, numbers that are no figures, numbers left over.

Every digit of the narrative is in exactly one of them. Spans are characters of the paragraph as it was
given; `paragraph` is its place, from 0, among those given.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ROLES = ("数额", "上年", "增减额", "增减率", "占比")
"""This year, last year, change, change in percent, share."""

LEVELS = ("类", "款", "项")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in a claim.

    `printed` is the text with its unit; `unit` is canonical ("元", "万元", "%", "个百分点", "倍", "辆",
    "台", …), "%" where a rate was printed without. `direction` (+1, -1, 0, or None where the sentence
    left both words standing) and `word` are set for changes. A printed 无 is a 数额 of 0.
    """

    role: str
    printed: str
    value: Decimal
    unit: str
    paragraph: int
    span: Span
    direction: int | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the narrative says of one term in one place.

    `term` is canonical when `known`, else the printed words; for an account it is its path
    (`教育支出（类）普通教育（款）`) and `names` holds (类, 款, 项) as printed, `code` the digits printed
    with it. `base` is 预算数, 调整预算数 or 执行数 where the sentence says what it compares with, `compared` its own
    words for it. `whole` is what a share is of, `of` the term of the list this claim is a part of; parts
    of one list share `listing` (a term may be listed twice, by fund and by account). `sides` are the two
    terms that a term of both sides stands for. `ordinal` counts from 1 the claims of one term in the
    narrative read. `sentence` spans the sentences its numbers stand in.
    """

    scope: str
    term: str
    known: bool
    numbers: tuple[Number, ...]
    paragraph: int
    sentence: Span
    names: tuple[str, str, str] = ("", "", "")
    code: str = ""
    direction: int | None = None
    direction_word: str = ""
    base: str = ""
    compared: str = ""
    whole: str = ""
    of: str = ""
    listing: int = 0
    ordinal: int = 1
    reason: str = ""
    sides: tuple[str, ...] = ()

    def number(self, role: str) -> Number | None:
        """The figure in `role`, if the claim has one."""
        return next((number for number in self.numbers if number.role == role), None)


@dataclass(frozen=True, slots=True)
class NonFigure:
    """Digits that state no figure.

    `kind` is one of 年份 日期 文号 序号 代码 期次 阈值 表号 名称 标准 量 完成率 原因.
    """

    kind: str
    printed: str
    paragraph: int
    span: Span


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number that was not understood; `why` is "unreadable" (no number at all) or "unread" (no claim)."""

    printed: str
    paragraph: int
    span: Span
    why: str = "unread"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a piece of narrative holds."""

    claims: tuple[Claim, ...] = ()
    nonfigures: tuple[NonFigure, ...] = ()
    loose: tuple[LooseNumber, ...] = ()

    def claims_of(self, term: str) -> tuple[Claim, ...]:
        """The claims of one term, in order."""
        return tuple(claim for claim in self.claims if claim.term == term)
