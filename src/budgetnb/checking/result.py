"""What a rule gives when it meets figures, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgetnb.checking.sides import Sides, Term
from budgetnb.figures import Figure, Line, Place, Statement
from budgetnb.rules.rule import Rule

Bound = Line | Statement | str
"""What a variable of `for_each` stands for: a line, a statement, the path of a column, or a word."""

BoundValues = tuple[tuple[str, Bound], ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """The two amounts of a `share` (part, whole) or `growth` (this, last) that makes up the right side."""

    name: str
    first: Decimal
    second: Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """One rule at one place: outcome, both sides, and the figures they are made of.

    `at` is the canonical address the finding is known by: of the first figure on the left, and
    of what the variables stand for where that does not say. `left`, `right`, `difference` (left - right)
    and `allowance` are in `unit`; `decimals` is what the coarser side is printed to. Where the left
    side is one change that is worded as a decrease, both sides are shown with their signs turned.

    `operator` is =, <= or >=. `blanks` are the blank figures that were counted as 0, `missing` those of them that a printed
    total needs. `trivial`: nothing but blanks was compared. `truncated`: cutting digits off instead
    of rounding explains the difference; `last_digit`: a percentage off by one unit of its last digit.
    `sides` are the sides as the rule puts them together.
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
    bound: BoundValues = ()
    places: tuple[Place, ...] = ()
    sides: Sides | None = None
    notes: tuple[str, ...] = ()

    @property
    def left_figures(self) -> tuple[Figure, ...]:
        """The figures on the left, in order."""
        return tuple(term.figure for term in self.left_terms)

    @property
    def right_figures(self) -> tuple[Figure, ...]:
        """The figures on the right, in order."""
        return tuple(term.figure for term in self.right_terms)
