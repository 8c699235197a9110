"""One printed column of a table."""

from __future__ import annotations

from dataclasses import dataclass

from budgetnb.recognising.vocabulary import Node


@dataclass(frozen=True, slots=True)
class Head:
    """One printed column: `text` its kind when it holds words, else `node` (None when unknown).

    `beside` says that it is no amount of this year but stands beside it: last year's, a change; `rate` that it holds percentages.
    """

    position: int
    words: tuple[str, ...] = ()
    text: str = ""
    node: Node | None = None
    side: str = ""
    beside: bool = False
    rate: bool = False
