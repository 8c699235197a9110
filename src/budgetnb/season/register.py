"""The register of a season (`params/register.csv`): which organisations there are, who stands above whom, when they were approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from budgetnb.season.organisations import apart, bare

FILE = "params/register.csv"
"""Where a project keeps its register."""
IN_TIME = 20
"""Calendar days from approval to publication (预算法 第十四条; 预算法实施条例 第六条 for units)."""
DEPARTMENT, UNIT = "部门", "单位"


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved total (批复数): `unit` is 元 or 万元, `half` half a unit of its last digit."""

    amount: Decimal
    unit: str
    half: Decimal
    printed: str


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of the register.

    `parent` and `former` are codes or names; `totals` are what was approved of 收入总计,
    支出总计 and 财政拨款, `binding` says that published totals must equal them. `year` None: it holds for any year.
    """

    name: str
    level: str
    code: str = ""
    parent: str = ""
    former: str = ""
    secret: bool = False
    year: int | None = None
    approved: date | None = None
    published: date | None = None
    link: str = ""
    addressee: str = ""
    totals: tuple[tuple[str, Approved], ...] = ()
    binding: bool = False
    line: int = 0

    @property
    def days(self) -> int | None:
        """Calendar days from approval to publication, None where a date is missing."""
        return (self.published - self.approved).days if self.approved and self.published else None

    @property
    def late(self) -> bool:
        """Whether it was published later than the law allows."""
        return self.days is not None and self.days > IN_TIME


@dataclass(frozen=True)
class Register:
    """All lines of a register, in its order."""

    file: str
    lines: tuple[Registered, ...]

    def of_year(self, year: int | None) -> tuple[Registered, ...]:
        """The lines that hold for a year."""
        return tuple(one for one in self.lines if one.year in (None, year))

    def find(self, name: str, code: str | None, level: str | None, year: int | None) -> Registered | None:
        """The line of an organisation: of its code, else of its name where the codes do not tell them apart."""
        coded = self._called.get(code or "", ())
        named = (one for one in self._called.get(bare(name), ()) if not apart(one.code, code))
        for one in (*coded, *named):
            if one.year in (None, year) and level in (None, one.level):
                return one
        return None

    def parent(self, one: Registered) -> Registered | None:
        """The department that a line stands under."""
        above = (other for other in self.called(one.parent) if other.level == DEPARTMENT and other is not one)
        return next((other for other in above if other.year in (None, one.year)), None)

    def units(self, department: Registered) -> tuple[Registered, ...]:
        """The lines that stand under a department."""
        return tuple(one for one in self._under.get(id(department), ()) if one.level == UNIT)

    def around(self, one: Registered) -> tuple[Registered, ...]:
        """A line, its parent's and its units': all that a report on it depends on."""
        above = self.parent(one)
        return (one, *((above,) if above else ()), *self.units(one))

    def called(self, word: str) -> tuple[Registered, ...]:
        """The lines that a code or name means."""
        return tuple(dict.fromkeys((*self._called.get(word, ()), *self._called.get(bare(word), ())))) if word else ()

    @cached_property
    def _called(self) -> Mapping[str, tuple[Registered, ...]]:
        """The lines by code and by name."""
        found: defaultdict[str, list[Registered]] = defaultdict(list)
        for one in self.lines:
            for word in {one.code, bare(one.name)} - {""}:
                found[word].append(one)
        return {word: tuple(lines) for word, lines in found.items()}

    @cached_property
    def _under(self) -> Mapping[int, tuple[Registered, ...]]:
        """The lines below each line, which is known by its identity."""
        found: defaultdict[int, list[Registered]] = defaultdict(list)
        for one in self.lines:
            if above := self.parent(one):
                found[id(above)].append(one)
        return {line: tuple(lines) for line, lines in found.items()}
