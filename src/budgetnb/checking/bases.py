"""What a sentence says of the year before, and what that year's own disclosure prints of it. Amounts are in 万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, in_unit
from budgetnb.checking.sides import Term
from budgetnb.codes import bare, names_of
from budgetnb.figures import Disclosure, Figure, Line, Statement, Table

UNIT = "万元"
TEXT = "文"
ACTUAL = "执行数"
PLANNED = "预算数"
DEFINITION_WORDS = ("口径", "统计范围", "不可比")
"""Words by which a document says that it compares what was defined otherwise."""
_ROUGHLY = ("基本", "大致", "总体")
"""Words before 持平 that leave room for a change."""
_ACCOUNTS = ("项", "款", "类")
_TOTAL = "合计"
_AMOUNTS = ("金额", "合计")
ZERO = Decimal(0)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """A range that the year before lies in by what a sentence says, and how it says so: printed, change, same or rate.

    `terms` come to the year before's figure, where they do: not by a percentage.
    """

    low: Decimal
    high: Decimal
    middle: Decimal
    how: str
    terms: tuple[Term, ...] = ()

    def meets(self, printed: Printed) -> bool:
        """Whether what was printed can be what is said, each to its printed precision."""
        return self.low - printed.half <= printed.value <= self.high + printed.half

    def nearly(self, printed: Printed) -> bool:
        """The same where the last digit of the percentage may be one off."""
        more = self.high - self.low
        return self.low - printed.half - more <= printed.value <= self.high + printed.half + more


@dataclass(frozen=True, slots=True)
class Printed:
    """What the year before's disclosure prints of a fact: in its text or in a table (`where`), as one figure or as the sum of some.

    `same`: in the very place where this year's figure is printed too; `moved`: of accounts that only last year had, which
    may be this one under another code or name. No figures: its table has no such line, which is 0.
    """

    value: Decimal
    half: Decimal
    figures: tuple[Figure, ...]
    where: str
    same: bool
    moved: bool = False


def told(statement: Statement, amount: Figure | None) -> Told | None:
    """The year before by what a sentence says, `amount` being this year's figure; None where it says nothing of it."""
    last, this, change = _money(statement.figure("上年")), _money(amount), _money(statement.figure("增减额"))
    if last:
        return _around(last[1], last[2], "printed", (Term(1, last[0]),))
    if this is None or statement.direction is None:
        return None
    if change:
        terms = (Term(1, this[0]), Term(-statement.direction, change[0]))
        return _around(this[1] - statement.direction * change[1], this[2] + change[2], "change", terms)
    rate = statement.figure("增减率")
    if statement.direction == 0:
        exactly = not statement.direction_word.startswith(_ROUGHLY)
        return _around(this[1], this[2], "same", (Term(1, this[0]),)) if exactly else None
    return _by_rate(this[1], this[2], statement.direction, rate) if rate and rate.value is not None and rate.unit == "%" else None


def amount_of(disclosure: Disclosure, statement: Statement) -> Figure | None:
    """This year's figure of a statement: its own, else that of its term or of one of its sides in the same section."""
    terms = (statement.term, *statement.sides)
    here = (one for one in disclosure.statements if one.scope == statement.scope and one.term in terms)
    return statement.figure("数额") or next((figure for one in here if (figure := one.figure("数额"))), None)


def published(before: Disclosure, now: Disclosure, statement: Statement, amount: Figure) -> tuple[Printed, ...]:
    """Every place where the year before's disclosure prints what a sentence speaks of: its own text first, then its tables."""
    found = (*_in_text(before, statement), *_in_tables(before, now, statement, _money(amount)))
    return found if any(one.figures for one in found) else (*found, *_moved(before, now, statement))


def is_account(statement: Statement, name: str) -> bool:
    """Whether a sentence speaks of the account of this name, now or formerly so called; one code may have stood for something else."""
    said = statement.account[-1][1] if statement.account else statement.term
    return bool(statement.code) and alike(statement.code, said, name)


def alike(code: str, one: str, other: str) -> bool:
    """Whether two names are of one account of this code: one part of the other, or both names that the code has had.

    >>> alike("210", "医疗卫生与计划生育支出", "卫生健康支出"), alike("2040402", "一般行政管理事务", "行政运行")
    (True, False)
    """
    first, second = bare(one), bare(other)
    known = {bare(row.name) for row in names_of(code)}
    return first in second or second in first or (first in known and second in known)


def _in_text(before: Disclosure, statement: Statement) -> Iterator[Printed]:
    wanted = {statement.term, *statement.sides}
    for other in before.statements:
        of_account = bool(other.account) and statement.code == other.code and is_account(statement, other.account[-1][1])
        amount = _money(other.figure("数额"))
        if amount and (other.term in wanted or of_account):
            yield Printed(amount[1], amount[2], (amount[0],), TEXT, other.scope == statement.scope)


def _in_tables(
    before: Disclosure, now: Disclosure, statement: Statement, this: tuple[Figure, Decimal, Decimal] | None
) -> Iterator[Printed]:
    for table in before.tables:
        today = now.find_table(table.name)
        own = dict(_rows(today, statement)) if today else {}
        last = dict(_rows(table, statement))
        for where, printed in last.items():
            yield Printed(*printed, table.name, _is(own.get(where), this))
        for where, printed in own.items():
            if where not in last and statement.code and _is(printed, this):
                yield Printed(ZERO, ZERO, (), table.name, same=True)


def _moved(before: Disclosure, now: Disclosure, statement: Statement) -> Iterator[Printed]:
    """Where an account has a code or a name that last year had not: the accounts of its 款 that only last year had, each and together."""
    for table in before.tables if statement.code else ():
        today = now.find_table(table.name)
        kept = {line.code: line.name for line in today.lines} if today else {}
        gone = (line for line in table.lines if not (line.code in kept and alike(line.code, kept[line.code], line.name)))
        lines = [line for line in gone if _beside(line.code, statement.code)] if today else []
        figures = [figure for line in lines if (figure := _amount_in(table, line))]
        for group in (*([figure] for figure in figures), *([figures] if len(figures) > 1 else [])):
            if added := _added(group):
                yield Printed(*added, table.name, same=False, moved=True)


def _beside(one: str, other: str) -> bool:
    """Whether two codes are of one level and stand under the same one."""
    return len(one) == len(other) and one[:-2] == other[:-2]


def _is(printed: tuple[Decimal, Decimal, tuple[Figure, ...]] | None, this: tuple[Figure, Decimal, Decimal] | None) -> bool:
    """Whether a row of this year's table is this year's figure of the sentence."""
    return bool(printed and this) and abs(printed[0] - this[1]) <= max(printed[1], this[2])  # type: ignore[index]


def _rows(table: Table, statement: Statement) -> Iterator[tuple[str, tuple[Decimal, Decimal, tuple[Figure, ...]]]]:
    """What a table prints of the account or term of a sentence, each under a name of the row; an account may have a line for each unit."""
    wanted = (statement.term, *statement.sides)
    if statement.code:
        lines = [
            line for line in table.lines if line.level in _ACCOUNTS and line.code == statement.code and is_account(statement, line.name)
        ]
        if added := _added([figure for line in lines if (figure := _amount_in(table, line))]):
            yield statement.code, added
        return
    for line in table.lines:
        if line.name in wanted and (found := _amount_in(table, line)) and (added := _added([found])):
            yield line.name, added
        elif line.level == _TOTAL:
            for place, column in enumerate(table.columns):
                figure = line.figures[place]
                if column.name.rpartition(".")[2] in wanted and figure and (added := _added([figure])):
                    yield f"{_TOTAL}/{column.name}", added


def _amount_in(table: Table, line: Line) -> Figure | None:
    """A line's figure in the column that a table gives its amounts in."""
    found = (line.figures[place] for name in _AMOUNTS for place, column in enumerate(table.columns) if column.name == name)
    return next((figure for figure in found if figure), None)


def _added(figures: Sequence[Figure]) -> tuple[Decimal, Decimal, tuple[Figure, ...]] | None:
    """Figures of money as their sum; None where one of them is blank."""
    found = [amount for figure in figures if (amount := _money(figure))]
    if not found or len(found) < len(figures):
        return None
    return sum((one[1] for one in found), ZERO), sum((one[2] for one in found), ZERO), tuple(one[0] for one in found)


def _by_rate(this: Decimal, half: Decimal, direction: int, rate: Figure) -> Told | None:
    """The range that a percentage leaves; None where it would divide by nothing."""
    value = rate.value or ZERO
    bases = [_HUNDRED + direction * (value + end) for end in (-rate.half, rate.half)]
    if min(bases) <= 0:
        return None
    ends = [(this + end) * _HUNDRED / base for end in (-half, half) for base in bases]
    return Told(min(ends), max(ends), this * _HUNDRED / (_HUNDRED + direction * value), "rate")


def _around(value: Decimal, half: Decimal, how: str, terms: tuple[Term, ...]) -> Told:
    return Told(value - half, value + half, value, how, terms)


def _money(figure: Figure | None) -> tuple[Figure, Decimal, Decimal] | None:
    """A printed amount of money with its value and what rounding may have hidden."""
    if figure is None or figure.value is None or figure.unit not in YUAN:
        return None
    return figure, in_unit(figure.value, figure.unit, UNIT), in_unit(figure.half, figure.unit, UNIT)
