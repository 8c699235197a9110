"""Who has filed: the lines of the register against the disclosures that are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from budgetnb.season.register import IN_TIME, Register, Registered


@dataclass(frozen=True, slots=True)
class Filed:
    """Whose disclosure of which year there is."""

    name: str
    code: str | None
    level: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Filing:
    """A line of the register and whether its disclosure is there."""

    registered: Registered
    filed: bool

    @property
    def missing(self) -> bool:
        """Whether it should be there and is not; nothing is expected of who is secret."""
        return not self.filed and not self.registered.secret

    @property
    def due(self) -> date | None:
        """The last day to publish, None where no approval is registered."""
        return self.registered.approved + timedelta(days=IN_TIME) if self.registered.approved else None


@dataclass(frozen=True, slots=True)
class Season:
    """One year's filings in the order of the register, and the disclosures that no line of it speaks of."""

    year: int | None
    filings: tuple[Filing, ...]
    unregistered: tuple[Filed, ...]

    @property
    def expected(self) -> tuple[Filing, ...]:
        """Those that have to publish."""
        return tuple(one for one in self.filings if not one.registered.secret)

    @property
    def missing(self) -> tuple[Filing, ...]:
        """Those that have to publish and whose disclosure is not there."""
        return tuple(one for one in self.filings if one.missing)

    @property
    def late(self) -> tuple[Filing, ...]:
        """Those that were published after their last day."""
        return tuple(one for one in self.expected if one.registered.late)


def season(register: Register, filed: Iterable[Filed]) -> Season:
    """The filings of the latest year that any disclosure is of.

    An organisation that publishes as department and as unit has a line for each, and must have filed both.
    """
    there = tuple(filed)
    year = max((one.year for one in there if one.year), default=None)
    now = tuple(one for one in there if one.year == year)
    lines = [register.find(one.name, one.code, one.level, one.year) for one in now]
    found = {id(line) for line in lines if line}
    filings = tuple(Filing(one, id(one) in found) for one in (register.of_year(year) if year else register.lines))
    return Season(year, filings, tuple(one for one, line in zip(now, lines, strict=True) if line is None))
