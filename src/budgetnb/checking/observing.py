"""What the checks that are Python functions see, and their list by name (`check: name` in a rule book)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from budgetnb.checking.earlier import Earlier
from budgetnb.checking.findings import Cause, Evidence
from budgetnb.checking.sides import Term
from budgetnb.figures import Disclosure, Figure, Passage, Table
from budgetnb.season.register import Register
from budgetnb.texts import LANGUAGES, language


@dataclass(frozen=True, slots=True)
class Observation:
    """Something a check saw.

    `at` is its canonical address, `parts` fill its sentence (`wording.<check>.says` in the texts,
    or `….says.<variant>`); `severity` is only set where it differs from the rule's. `terms` are the figures
    that should come to 0 with their signs, where the check is of a sum or of two printings.
    """

    at: str
    evidence: tuple[Evidence, ...]
    parts: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    outcome: str = "breaks"
    severity: str = ""
    left: Decimal | None = None
    right: Decimal | None = None
    unit: str = ""
    cause: Cause | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)  # with slots nothing could be kept
class Beside:
    """What a disclosure is checked against besides itself: those of its units, the season's register, that of the year before."""

    units: tuple[Disclosure, ...] = ()
    register: Register | None = None
    prior: Disclosure | None = None

    @cached_property
    def earlier(self) -> Earlier | None:
        """The disclosure of the year before, looked up once."""
        return Earlier(self.prior) if self.prior else None


ALONE = Beside()

Check = Callable[[Disclosure], Iterator[Observation]]
CheckBeside = Callable[[Disclosure, Beside], Iterator[Observation]]


def called(table: Table) -> str:
    """What a sentence calls a table: its title as printed, in English its canonical name."""
    return table.title if language() == LANGUAGES[0] else table.name


def of_passage(passage: Passage, printed: str | None = None) -> Evidence:
    """A passage, or some printed words of it, as evidence."""
    return Evidence(printed or passage.text, None, passage.place)


def of_figure(figure: Figure) -> Evidence:
    """A figure as evidence."""
    return Evidence(figure.printed, figure.value, figure.place, figure.key)


def adding_up(total: Figure, parts: Iterable[Figure]) -> tuple[Term, ...]:
    """A total less its parts."""
    return (Term(1, total), *(Term(-1, part) for part in parts))
