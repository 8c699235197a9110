"""The base of every change that a sentence tells, held against what the year before published: what comes of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.checking.bases import DEFINITION_WORDS, PUBLISHED, Printed, Told, amount_of, told
from budgetnb.checking.earlier import Earlier, published
from budgetnb.figures import Disclosure, Figure, Statement
from budgetnb.season.years import beside_this_year

_FEW = 4
"""With fewer bases than these, nobody can tell a redefined year from wrong figures."""
_HARDLY = Decimal("0.0001")
"""Two printings of last year that differ by no more than this share are one fact printed in two ways."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a sentence says of the year before, what was printed then, and what comes of it: a variant of the sentence of the check."""

    statement: Statement
    amount: Figure
    told: Told
    printed: tuple[Printed, ...]
    outcome: str

    @property
    def nearest(self) -> Printed:
        """Of what was printed in the same places, else anywhere, that which is nearest to what is said."""
        same = [one for one in self.printed if one.same and (one.figures or self.outcome != "ties")] or self.printed
        return min(same, key=lambda one: abs(one.value - self.told.middle))


def comparing(disclosure: Disclosure) -> Iterator[tuple[Statement, Figure, Told]]:
    """The sentences that say something of the year before, with this year's figure."""
    for statement in disclosure.statements:
        amount = amount_of(disclosure, statement)
        said = told(statement, amount)
        if amount and said:
            yield statement, amount, said


def judged(now: Disclosure, earlier: Earlier, compared: Sequence[tuple[Statement, Figure, Told]]) -> list[Base]:
    """What comes of each base, but of those that no budget prints."""
    found = []
    for statement, amount, said in compared:
        if statement.base in PUBLISHED:
            printed = published(earlier, now, statement, amount)
            apart = tuple(_apart(one, earlier.disclosure) for one in printed)
            found.append(Base(statement, amount, said, apart, _outcome(statement, said, printed)))
    return found


def _apart(printed: Printed, prior: Disclosure) -> Printed:
    return replace(printed, figures=tuple(beside_this_year(figure, prior) for figure in printed.figures))


def restated(bases: Sequence[Base]) -> bool:
    """Whether most bases are others than those published: last year's figures were put on another basis, or are of another extent."""
    facts = {(one.amount.value, one.told.middle): one.outcome for one in bases if one.outcome in ("ties", "one_of", "differs")}
    return len(facts) >= _FEW and sum(outcome == "differs" for outcome in facts.values()) * 2 > len(facts)


def _outcome(statement: Statement, said: Told, printed: Sequence[Printed]) -> str:
    """What comes of a base: a variant of the sentences of the checks, or ties."""
    same = [one for one in printed if one.same]
    met = [one for one in same if said.meets(one)]
    elsewhere = any(said.meets(one) for one in printed)
    if met:
        return "one_of" if said.how != "rate" and any(_hardly_apart(one, met[0]) for one in same if one not in met) else "ties"
    if not any(one.figures for one in same) and elsewhere:
        return "ties"
    if not same or elsewhere:
        return "other" if same else "unknown"
    if any(word in statement.reason for word in DEFINITION_WORDS):
        return "definition"
    if not any(one.figures for one in same):
        return "absent"
    return "last_digit" if said.how == "rate" and any(said.nearly(one) for one in same) else "differs"


def _hardly_apart(one: Printed, other: Printed) -> bool:
    """Whether two figures of last year are one fact printed in two ways, and not two facts that are alike this year."""
    return bool(one.figures) and 0 < abs(one.value - other.value) <= max(abs(other.value) * _HARDLY, one.half + other.half)
