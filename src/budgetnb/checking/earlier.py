"""What the disclosure of the year before prints of a fact: in the same places as this year's, elsewhere, under another code or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetnb.checking.bases import ZERO, Printed, money
from budgetnb.codes import bare, names_of
from budgetnb.figures import Disclosure, Figure, Line, Statement, Table

TEXT = "文"
_ACCOUNTS = ("项", "款", "类")
_TOTAL = "合计"
_AMOUNTS = ("金额", "合计")


@dataclass(frozen=True)  # with slots nothing could be kept
class Lines:
    """The lines of a table by what sentences call them: accounts by code, lines by name, columns of the total line by name."""

    table: Table

    @cached_property
    def by_code(self) -> Mapping[str, list[Line]]:
        """The accounts of each code."""
        found: defaultdict[str, list[Line]] = defaultdict(list)
        for line in self.table.lines:
            if line.level in _ACCOUNTS:
                found[line.code].append(line)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, list[Line]]:
        """The lines of each name."""
        found: defaultdict[str, list[Line]] = defaultdict(list)
        for line in self.table.lines:
            found[line.name].append(line)
        return found

    @cached_property
    def totals(self) -> Mapping[str, list[tuple[str, Figure]]]:
        """The figures of the total line by the last part of their column's name."""
        found: defaultdict[str, list[tuple[str, Figure]]] = defaultdict(list)
        for line in self.table.lines if any(line.level == _TOTAL for line in self.table.lines) else ():
            for column, figure in zip(self.table.columns, line.figures, strict=True) if line.level == _TOTAL else ():
                if figure:
                    found[column.name.rpartition(".")[2]].append((column.name, figure))
        return found


@dataclass(frozen=True)  # as above
class Earlier:
    """The year before's disclosure, looked up once: what its text states by term and by code, its tables by name."""

    disclosure: Disclosure

    @cached_property
    def by_term(self) -> Mapping[str, list[Statement]]:
        """The statements of each term."""
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        for one in self.disclosure.statements:
            found[one.term].append(one)
        return found

    @cached_property
    def by_code(self) -> Mapping[str, list[Statement]]:
        """The statements of accounts of each code."""
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        for one in self.disclosure.statements:
            if one.code and one.account:
                found[one.code].append(one)
        return found

    @cached_property
    def lines(self) -> Mapping[str, Lines]:
        """The lines of each table."""
        return {table.name: Lines(table) for table in reversed(self.disclosure.tables)}


def published(earlier: Earlier, now: Disclosure, statement: Statement, amount: Figure) -> tuple[Printed, ...]:
    """Every place where the year before's disclosure prints what a sentence speaks of: its own text first, then its tables."""
    found = (*_in_text(earlier, statement), *_in_tables(earlier, now, statement, money(amount)))
    return found if any(one.figures for one in found) else (*found, *_moved(earlier.disclosure, now, statement))


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


def _in_text(earlier: Earlier, statement: Statement) -> Iterator[Printed]:
    by_term = (other for term in (statement.term, *statement.sides) for other in earlier.by_term.get(term, ()))
    by_code = earlier.by_code.get(statement.code, ()) if statement.code else ()
    for other in {id(one): one for one in (*by_term, *(one for one in by_code if is_account(statement, one.account[-1][1])))}.values():
        if amount := money(other.figure("数额")):
            yield Printed(amount[1], amount[2], (amount[0],), TEXT, other.scope == statement.scope)


def _in_tables(earlier: Earlier, now: Disclosure, statement: Statement, this: tuple[Figure, Decimal, Decimal] | None) -> Iterator[Printed]:
    for lines in earlier.lines.values():
        table = lines.table
        last = dict(_rows(lines, statement))
        if not last and not statement.code:
            continue
        today = now.find_table(table.name)
        own = dict(_rows(Lines(today), statement)) if today else {}
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


def _rows(lines: Lines, statement: Statement) -> Iterator[tuple[str, tuple[Decimal, Decimal, tuple[Figure, ...]]]]:
    """What a table prints of the account or term of a sentence, each under a name of the row; an account may have a line for each unit."""
    if statement.code:
        coded = [line for line in lines.by_code.get(statement.code, ()) if is_account(statement, line.name)]
        if added := _added([figure for line in coded if (figure := _amount_in(lines.table, line))]):
            yield statement.code, added
        return
    for term in (statement.term, *statement.sides):
        for line in lines.by_name.get(term, ()):
            if (found := _amount_in(lines.table, line)) and (added := _added([found])):
                yield term, added
        for name, figure in lines.totals.get(term, ()):
            if added := _added([figure]):
                yield f"{_TOTAL}/{name}", added


def _amount_in(table: Table, line: Line) -> Figure | None:
    """A line's figure in the column that a table gives its amounts in."""
    found = (line.figures[place] for name in _AMOUNTS for place, column in enumerate(table.columns) if column.name == name)
    return next((figure for figure in found if figure), None)


def _added(figures: Sequence[Figure]) -> tuple[Decimal, Decimal, tuple[Figure, ...]] | None:
    """Figures of money as their sum; None where one of them is blank."""
    found = [amount for figure in figures if (amount := money(figure))]
    if not found or len(found) < len(figures):
        return None
    return sum((one[1] for one in found), ZERO), sum((one[2] for one in found), ZERO), tuple(one[0] for one in found)
