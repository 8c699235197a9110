"""One printed column of a table."""

from __future__ import annotations

from dataclasses import dataclass

from budgetnb.recognising.vocabulary import Node


@dataclass(frozen=True, slots=True)
class Head:
    """One printed column: `text` its kind when it holds words, else `node` (None when unknown).

    `beside` says what it holds that is no amount of this year but stands beside it: 上年, 增减额,
    增减率, 比率; `rate` that it holds percentages.
    """

    position: int
    words: tuple[str, ...] = ()
    text: str = ""
    node: Node | None = None
    side: str = ""
    beside: str = ""
    rate: bool = False
