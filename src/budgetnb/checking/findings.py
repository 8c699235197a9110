"""The nouns of a review: findings, problems, and the review that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from budgetnb.checking.sides import Sides
from budgetnb.figures import Disclosure, Figure, Place

OUTCOMES = ("ties", "rounds", "breaks", "blank", "not_applicable", "faulty")
SEVERITIES = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Cause:
    """What reproduces a wrong figure; `kind` is a key under `cause` in the texts."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class SourceOfDifference:
    """Disclosed figures that equal a difference: a name for it, never a pardon.

    `facts` are what the figures state, one figure for each; `parts` are lines that only one side
    adds up and that together are the difference.
    """

    amount: Decimal
    unit: str
    says: str
    figures: tuple[Figure, ...]
    parts: tuple[Figure, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One printed text a finding rests on; `value` is None for words and blank cells."""

    printed: str
    value: Decimal | None
    place: Place
    key: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule met with figures. left = printed, right = expected, difference = left - right.

    `sentence` is the rule in words, `operator` (=, <= or >=) what it says of the two sides. `sides`
    are how both are put together, where a formula did.
    """

    id: str
    rule: str
    outcome: str
    severity: str
    says: str
    dimension: str
    action: str
    basis: str
    evidence: tuple[Evidence, ...]
    left: Decimal | None = None
    right: Decimal | None = None
    difference: Decimal | None = None
    allowance: Decimal | None = None
    unit: str = ""
    at: str = ""
    cause: Cause | None = None
    source: SourceOfDifference | None = None
    suggestion: str | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    sentence: str = ""
    operator: str = "="
    sides: Sides | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """The findings that one correction settles: what is counted, ranked, decided and sent."""

    id: str
    severity: str
    dimension: str
    action: str
    title: str
    findings: tuple[str, ...]
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many printed figures, in all and by table or section, a change would betray."""

    covered: int
    printed: int
    by_part: tuple[tuple[str, int, int], ...] = ()

    @property
    def share(self) -> Decimal:
        """Covered over printed, 0 when nothing is printed."""
        return Decimal(self.covered) / self.printed if self.printed else Decimal(0)


@dataclass(frozen=True, slots=True)
class Review:
    """A disclosure with all its findings, those that tie included, and its problems."""

    disclosure: Disclosure
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage
    rule_books: tuple[str, ...] = ()
    unchecked: tuple[Figure, ...] = field(default=())

    def count(self, outcome: str) -> int:
        """How many findings have this outcome."""
        return sum(finding.outcome == outcome for finding in self.findings)

    def problems_of(self, severity: str) -> tuple[Problem, ...]:
        """The problems of one severity."""
        return tuple(problem for problem in self.problems if problem.severity == severity)

    def finding(self, id: str) -> Finding:
        """The finding of an id."""
        return next(finding for finding in self.findings if finding.id == id)
