"""The register of a season (`params/register.csv`): which organisations there are, who stands above whom, when they were approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from budgetnb.season.organisations import apart, bare, same_code

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

    def is_called(self, word: str) -> bool:
        """Whether a code or name means this organisation."""
        return bool(word) and (word == self.code or bare(word) == bare(self.name))


@dataclass(frozen=True, slots=True)
class Register:
    """All lines of a register, in its order."""

    file: str
    lines: tuple[Registered, ...]

    def of_year(self, year: int | None) -> tuple[Registered, ...]:
        """The lines that hold for a year."""
        return tuple(one for one in self.lines if one.year in (None, year))

    def find(self, name: str, code: str | None, level: str | None, year: int | None) -> Registered | None:
        """The line of an organisation: of its code, else of its name where the codes do not tell them apart."""
        lines = [one for one in self.of_year(year) if level in (None, one.level)]
        coded = (one for one in lines if same_code(one.code, code))
        named = (one for one in lines if bare(one.name) == bare(name) and name and not apart(one.code, code))
        return next(coded, None) or next(named, None)

    def parent(self, one: Registered) -> Registered | None:
        """The department that a line stands under."""
        above = (other for other in self.of_year(one.year) if other.level == DEPARTMENT and other is not one)
        return next((other for other in above if other.is_called(one.parent)), None)

    def units(self, department: Registered) -> tuple[Registered, ...]:
        """The lines that stand under a department."""
        lines = self.of_year(department.year) if department.year else self.lines
        return tuple(one for one in lines if one.level == UNIT and one is not department and department.is_called(one.parent))

    def around(self, one: Registered) -> tuple[Registered, ...]:
        """A line, its parent's and its units': all that a report on it depends on."""
        above = self.parent(one)
        return (one, *((above,) if above else ()), *self.units(one))
