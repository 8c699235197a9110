"""The table of changes: totals, sources, accounts and the three public expenses of two years, each with the reason the text gives.

Lines are matched by code and name: a code may have had another name, a name another code. What is not the same is not
compared. Amounts are in 万元; a line that a year does not print has no amount there, and is never taken for 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.checking.bases import ACTUAL
from budgetnb.checking.earlier import alike
from budgetnb.codes import bare
from budgetnb.figures import Disclosure, Statement, Table
from budgetnb.showing.figures_for import Amount, amounts, merged
from budgetnb.showing.measures import measured, why_apart

TOTALS = ("收入总计", "支出总计", "基本支出", "项目支出", "预留机动经费")
PUBLIC = ("三公经费", "因公出国费", "公务用车费", "公务用车购置费", "公务用车运行费", "公务接待费", "会议费", "培训费")
SOURCES = ("收支总表", "收入")
ACCOUNTS = ("支出总表", "一般公共预算支出表", "财政拨款支出表")
LEVELS = ("项", "款", "类")


@dataclass(frozen=True, slots=True)
class Variation:
    """A line in two years: None where it is not printed, or blank. `once` is what it was then called, where that was another name or code.

    `apart`: both are printed, but not of the same thing. `reason` is what the text gives; `against` the figure it speaks of (执行数).
    """

    name: str
    code: str
    last: Amount | None
    this: Amount | None
    once: str = ""
    apart: bool = False
    reason: str = ""
    against: str = ""

    @property
    def gap(self) -> Decimal | None:
        """How much more this year; None without both numbers, or where they are not of the same thing."""
        last, this = _value(self.last), _value(self.this)
        return None if last is None or this is None or self.apart else this - last

    @property
    def rate(self) -> Decimal | None:
        """The same in percent of last year's figure; None on a base of nothing."""
        last, gap = _value(self.last), self.gap
        return gap * 100 / last if last and last > 0 and gap is not None else None

    @property
    def unexplained(self) -> bool:
        """Whether something changed and the text gives no reason."""
        return not self.reason and not self.apart and self.gap != 0


@dataclass(frozen=True, slots=True)
class Variations:
    """One part of the table of changes, with the table that its lines stand in, if it is one table."""

    part: str
    table: str
    lines: tuple[Variation, ...]


def variations(before: Disclosure, now: Disclosure) -> tuple[Variations, ...]:
    """The parts of the table of changes that have lines."""
    found = (
        _measures("totals", TOTALS, before, now),
        _sources(before, now),
        _accounts(before, now),
        _measures("public", PUBLIC, before, now),
    )
    return tuple(one for one in found if one.lines)


def _measures(part: str, names: Sequence[str], before: Disclosure, now: Disclosure) -> Variations:
    lines = []
    for name in names:
        last, this = measured(before, name), measured(now, name)
        pair = (last.amount if last else None, this.amount if this else None)
        change = Variation(name, "", *pair, apart=bool(why_apart(name, before, now)))
        lines.append(_explained(change, now, (name, "收支总计") if name.endswith("总计") else (name,)))
    return Variations(part, "", tuple(one for one in lines if _value(one.last) is not None or _value(one.this) is not None))


def _sources(before: Disclosure, now: Disclosure) -> Variations:
    """The revenue side of the summary, line by line; totals stand above already."""
    name, side = SOURCES
    found: list[dict[str, Amount]] = []
    for one in (before, now):
        table = one.find_table(name)
        every = amounts(table, side=side) if table else ()
        found.append({amount.name: amount for amount in every if amount.name and not amount.name.endswith("计")})
    last, this = found
    names = [*this, *(name for name in last if name not in this)]
    lines = (_explained(Variation(one, "", last.get(one), this.get(one)), now, (one,)) for one in names)
    return Variations("sources", name, tuple(one for one in lines if _value(one.last) or _value(one.this)))


def _accounts(before: Disclosure, now: Disclosure) -> Variations:
    """The most detailed accounts of the first table that both years print with codes."""
    for name in ACCOUNTS:
        then, today = before.find_table(name), now.find_table(name)
        for level in LEVELS if then and today else ():
            last, this = (_coded(table, level) for table in (then, today) if table)
            if last and this:
                return Variations("accounts", name, tuple(_explained(one, now, ()) for one in _matched(last, this)))
    return Variations("accounts", "", ())


def _coded(table: Table, level: str) -> dict[str, Amount]:
    return {amount.code: amount for amount in merged(amounts(table, level=level)) if amount.code}


def _matched(last: dict[str, Amount], this: dict[str, Amount]) -> Iterator[Variation]:
    """Lines of one code and a name of it, then of one name under different codes; all others stand alone."""
    same = {code for code in this if code in last and alike(code, last[code].name, this[code].name)}
    gone = {bare(amount.name): amount for code, amount in last.items() if code not in same}
    pairs: list[tuple[Amount | None, Amount | None]] = []
    for code, amount in this.items():
        pairs.append((last[code] if code in same else gone.pop(bare(amount.name), None), amount))
    pairs += [(amount, None) for amount in gone.values()]
    for then, today in sorted(pairs, key=lambda pair: next(one.code for one in reversed(pair) if one)):
        if _value(then) or _value(today):
            yield _named(then, today)


def _named(then: Amount | None, today: Amount | None) -> Variation:
    one = today or then
    if one is None:
        raise ValueError("a change of nothing")
    other = then and today and (then.code != today.code or "".join(then.name.split()) != "".join(today.name.split()))
    return Variation(one.label, one.code, then, today, f"{then.code} {then.label}" if then and other else "")


def _explained(change: Variation, now: Disclosure, terms: Sequence[str]) -> Variation:
    """With the reason that the text gives for the first of these terms, or for the account, to have changed."""
    said = [one for one in now.statements if one.reason and one.direction is not None and _speaks_of(one, change, terms)]
    best = min(said, key=lambda one: one.base == ACTUAL, default=None)
    if best is None or change.this is None:
        return change
    against = ACTUAL if best.base == ACTUAL else ""
    return Variation(change.name, change.code, change.last, change.this, change.once, change.apart, best.reason, against)


def _speaks_of(statement: Statement, change: Variation, terms: Sequence[str]) -> bool:
    if not change.code:
        return any(term in (statement.term, *statement.sides) for term in terms)
    account = statement.account[-1][1] if statement.account else statement.term
    named = change.this is not None and _plain(account) == _plain(change.this.name)
    return (named and statement.code in ("", change.code)) or (statement.code == change.code and alike(change.code, account, change.name))


def _plain(name: str) -> str:
    """The name of an account without the words that writers add or leave out."""
    return bare(name).replace("的", "").removesuffix("费")


def _value(amount: Amount | None) -> Decimal | None:
    return amount.value if amount else None
