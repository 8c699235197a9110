"""What a rule gives when it meets figures, before anything is made of it; hundreds for a disclosure, so they are named tuples."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from budgetnb.checking.lookup import Binding, NotApplicable
from budgetnb.checking.sides import Sides, Term
from budgetnb.figures import Figure, Place
from budgetnb.rules.rule import Rule, Version

BROKEN = ("breaks", "blank", "faulty")
"""Outcomes of what does not tie."""
NOTHING_BOUND: Binding = {}
Note = str | NotApplicable
"""Something to be said; a reason is only worded when it is."""


class Ratio(NamedTuple):
    """The two amounts of a `share` (part, whole) or `growth` (this, last) that makes up the right side."""

    name: str
    first: Decimal
    second: Decimal


class Result(NamedTuple):
    """One rule at one place: outcome, both sides, and the figures they are made of.

    `at` is the canonical address the finding is known by: of the first figure on the left, and
    of what the variables stand for where that does not say. `left`, `right`, `difference` (left - right)
    and `allowance` are in `unit`; `decimals` is what the coarser side is printed to. Where the left
    side is one change that is worded as a decrease, both sides are shown with their signs turned.

    `operator` is =, <= or >=. `blanks` are the blank figures that were counted as 0, `missing` those of them that a printed
    total needs. `trivial`: nothing but blanks was compared. `truncated`: cutting digits off instead
    of rounding explains the difference; `last_digit`: a percentage off by one unit of its last digit.
    `sides` are the sides as the rule puts them together, `version` and `binding` what its variables stand for.
    """

    rule: Rule
    at: str
    outcome: str
    operator: str = "="
    left: Decimal | None = None
    right: Decimal | None = None
    difference: Decimal | None = None
    allowance: Decimal | None = None
    unit: str = ""
    decimals: int | None = None
    left_terms: tuple[Term, ...] = ()
    right_terms: tuple[Term, ...] = ()
    blanks: tuple[Figure, ...] = ()
    missing: tuple[Figure, ...] = ()
    trivial: bool = False
    truncated: bool = False
    last_digit: bool = False
    ratio: Ratio | None = None
    version: Version | None = None
    binding: Binding = NOTHING_BOUND
    places: tuple[Place, ...] = ()
    sides: Sides | None = None
    noted: tuple[Note, ...] = ()

    @property
    def id(self) -> str:
        """The id of the finding that it becomes."""
        return f"{self.rule.id}@{self.at}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said besides: why it is not applicable or faulty, what was done about blanks."""
        return tuple(map(str, self.noted))

    @property
    def left_figures(self) -> tuple[Figure, ...]:
        """The figures on the left, in order."""
        return tuple([term.figure for term in self.left_terms])

    @property
    def right_figures(self) -> tuple[Figure, ...]:
        """The figures on the right, in order."""
        return tuple([term.figure for term in self.right_terms])
