"""The nouns of a review: findings, problems, and the review that holds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.checking.sides import Sides
from budgetnb.figures import Disclosure, Figure, Figures, Place
from budgetnb.searching import search
from budgetnb.tabular import Several, ShowsItself, Tabular

if TYPE_CHECKING:
    from budgetnb.checking.drafts import Drafts

OUTCOMES = ("ties", "rounds", "breaks", "blank", "not_applicable", "faulty")
SEVERITIES = ("error", "warning", "hint")
RULINGS = ("发出", "说明采纳", "说明不采纳", "误报", "已整改")
"""What a reviewer may decide on a problem (处理)."""
ACCEPTED = ("说明采纳", "误报")
"""Rulings after which a problem no longer asks anything of the department."""


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


@dataclass(frozen=True)  # without slots, so that what is worded once is kept
class Finding(ShowsItself):
    """A rule met with figures. left = printed, right = expected, difference = left - right.

    `sentence` is the rule in words, `operator` (=, <= or >=) what it says of the two sides. `sides`
    are how both are put together, where a formula did. `wrong` are the keys of the figures that
    corrections change, none where no correction is known; `left_stands`: these are others than the
    printed one on the left, or nothing tells, so that `right` is only what it is compared with.
    """

    id: str
    rule: str
    outcome: str
    severity: str
    wording: str | Callable[[], str] = field(compare=False, repr=False)
    dimension: str
    action: str
    basis: str
    proof: tuple[Evidence, ...] | Callable[[], tuple[Evidence, ...]] = field(compare=False, repr=False)
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
    noted: tuple[object, ...] = field(default=(), compare=False)
    sentence: str = ""
    operator: str = "="
    sides: Sides | None = None
    wrong: tuple[str, ...] = ()
    left_stands: bool = False

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The printed texts it rests on: left side first, then right side, each once."""
        return self.proof() if callable(self.proof) else self.proof

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What is to be said besides, worded when it is asked for."""
        return tuple(map(str, self.noted))

    @cached_property
    def says(self) -> str:
        """The finding in one sentence, worded when it is asked for, in the language then in force."""
        return self.wording if isinstance(self.wording, str) else self.wording()


@dataclass(frozen=True, slots=True)
class Change:
    """A figure and what it should be.

    `value` is in the figure's unit, `right` as it would be printed, `says` what to write instead;
    `cause` the slip that explains the printed figure, if any does.
    """

    figure: Figure
    value: Decimal
    right: str
    says: str
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """The smallest changes after which the findings `settles` tie, made on a copy and checked again.

    `checked` is how many findings of the changed figures tie then; `supported` is the figure that
    one of them contradicts, `support` by how many others that one is borne out.
    """

    changes: tuple[Change, ...]
    settles: frozenset[str]
    checked: int
    says: str
    supported: Figure | None = None
    support: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided on a problem, and on which printed values; without a ruling it is only noted.

    `explanation` is the department's, `reason` the reviewer's. `values` are the printed texts the problem
    rested on, by address; the decision has lapsed when one of them is printed otherwise now.
    """

    problem: str
    ruling: str = ""
    title: str = ""
    explanation: str = ""
    reason: str = ""
    remark: str = ""
    who: str = ""
    date: str = ""
    values: tuple[tuple[str, str], ...] = ()
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Problem(ShowsItself):
    """The findings that one correction settles: what is counted, ranked, decided and sent.

    Two `corrections` that settle the same findings are alternatives, either of which would do. `tried` says
    what became of them on a copy, or why there is none.
    """

    id: str
    severity: str
    dimension: str
    action: str
    title: str
    findings: tuple[str, ...]
    suggestion: str | None = None
    decision: Decision | None = None
    corrections: tuple[Correction, ...] = ()
    tried: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether a decision that has not lapsed settles it without a correction."""
        return self.decision is not None and not self.decision.lapsed and self.decision.ruling in ACCEPTED


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


class Findings(Several[Finding]):
    """Findings in the order of the rule book, each rule's in the order of the document."""

    __slots__ = ()


class Problems(Several[Problem]):
    """Problems, the gravest first."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, repr=False)
class Review(Tabular):
    """A disclosure with all its findings, those that tie included, and its problems.

    `rules_off` and `rules_changed` are rules that a local file switched off or changed, each with the reason given there,
    `gone` are decisions on problems that this draft no longer has, `drafts` what changed since the draft before, if one is known,
    `paths` where its files lie, which no output names; `prior` the disclosure of the year before, if it was given.
    """

    disclosure: Disclosure
    findings: Findings
    problems: Problems
    coverage: Coverage
    rule_books: tuple[str, ...] = ()
    rules_off: tuple[tuple[str, str], ...] = ()
    rules_changed: tuple[tuple[str, str], ...] = ()
    unchecked: tuple[Figure, ...] = field(default=())
    gone: tuple[Decision, ...] = ()
    drafts: Drafts | None = None
    paths: tuple[Path, ...] = field(default=(), compare=False)
    prior: Disclosure | None = None

    def count(self, outcome: str) -> int:
        """How many findings have this outcome."""
        return sum(finding.outcome == outcome for finding in self.findings)

    def find(self, wanted: str) -> Figures:
        """As `Disclosure.find`; the figures know what this review says of them."""
        return search(self.disclosure, wanted, self)

    @property
    def open_problems(self) -> tuple[Problem, ...]:
        """The problems that no decision has settled; what is counted and ranked."""
        return tuple(problem for problem in self.problems if not problem.accepted)

    @property
    def accepted_problems(self) -> tuple[Problem, ...]:
        """The problems settled by an accepted explanation or found to be none: counted apart, never hidden."""
        return tuple(problem for problem in self.problems if problem.accepted)

    def problems_of(self, severity: str) -> tuple[Problem, ...]:
        """The open problems of one severity."""
        return tuple(problem for problem in self.open_problems if problem.severity == severity)

    def finding(self, id: str) -> Finding:
        """The finding of an id."""
        return next(finding for finding in self.findings if finding.id == id)
