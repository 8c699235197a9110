"""Changes over the prior year: told more than once, and in columns of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from budgetnb.amounts import YUAN, decimals, in_unit, rounded
from budgetnb.checking.observing import Observation, of_figure
from budgetnb.figures import Disclosure, Figure, Line, Statement, Table

Change = tuple[Statement, Figure]
"""What tells a change, and by how much."""

_TOTALS = (
    "收支总计",
    "收入总计",
    "支出总计",
    "财政拨款收支",
    "财政拨款收入",
    "财政拨款支出",
    "一般公共预算收支",
    "一般公共预算",
    "一般公共预算支出",
)
_HARDLY = Decimal("0.001")
"""Two changes of one amount that differ by less than this share are one change printed in two ways."""


def change_printed_twice(disclosure: Disclosure) -> Iterator[Observation]:
    """N-15b: the change of one total, repeated in several sections, is the same everywhere.

    Totals of one amount may have changed differently; where they hardly differ they are one. One
    total, compared with the same base, changed alike however far the numbers are apart.
    """
    groups: defaultdict[Decimal, list[Change]] = defaultdict(list)
    for statement in disclosure.statements:
        this, change = statement.figure("数额") or _amount_of(disclosure, statement), statement.figure("增减额")
        if statement.term in _TOTALS and this and this.value and change and change.value and change.unit in YUAN:
            groups[in_unit(this.value, this.unit, "元")].append((statement, change))
    for changes in groups.values():
        hardly = {place for pair in _pairs(changes, _hardly_differ) for place in pair}
        apart = {place for pair in _pairs(changes, _differ_as_one) for place in pair}
        told = [changes[place] for place in sorted(hardly | apart)]
        if told:
            yield Observation(
                f"文/{'、'.join(dict.fromkeys(statement.scope for statement, _ in told))}/增减额",
                tuple(of_figure(figure) for _, figure in told),
                {"term": told[0][0].term, "both": " / ".join(dict.fromkeys(figure.printed for _, figure in told))},
                severity="" if hardly else "warning",
            )


def _pairs(changes: Sequence[Change], wrong: Callable[[Change, Change], bool]) -> Iterator[tuple[int, int]]:
    return ((one, other) for one, other in combinations(range(len(changes)), 2) if wrong(changes[one], changes[other]))


def _hardly_differ(one: Change, other: Change) -> bool:
    less, more = sorted(in_unit(figure.value or Decimal(0), figure.unit, "元") for _, figure in (one, other))
    return 0 < more - less < more * _HARDLY


def _differ_as_one(one: Change, other: Change) -> bool:
    """Whether two changes of the same total, over the same base, are not the same."""
    (first, _), (second, _) = one, other
    same = first.term == second.term or first.term in second.sides or second.term in first.sides
    return same and first.base == second.base and not _alike(one, other)


def _amount_of(disclosure: Disclosure, statement: Statement) -> Figure | None:
    """The amount of a term of both sides: that of either side in the same section."""
    found = (other.figure("数额") for other in disclosure.statements if other.scope == statement.scope and other.term in statement.sides)
    return next((figure for figure in found if figure), None)


def change_stated_twice(disclosure: Disclosure) -> Iterator[Observation]:
    """N-15c: the change of one item over the same base, given twice in one section, is the same both times."""
    told: defaultdict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for statement in disclosure.statements:
        change = statement.figure("增减额")
        if change and change.value is not None and change.unit in YUAN and statement.direction is not None:
            told[statement.scope, statement.code or statement.term, statement.base].append((statement, change))
    for (scope, name, _), changes in told.items():
        amounts = {in_unit(this.value, this.unit, "元") for one, _ in changes if (this := one.figure("数额")) and this.value is not None}
        if len(changes) < 2 or len(amounts) > 1:
            continue
        alike = all(_alike(one, changes[0]) for one in changes)
        yield Observation(
            f"文/{scope}/{name}/增减额",
            tuple(of_figure(figure) for _, figure in changes),
            {"term": changes[0][0].term, "both": " / ".join(dict.fromkeys(_worded(*one) for one in changes))},
            outcome="ties" if alike else "breaks",
            left=changes[0][1].value if alike else None,
            unit=changes[0][1].unit,
        )


def _alike(one: Change, other: Change) -> bool:
    """Whether two changes go the same way by the same amount, to the coarser printed precision."""
    values = [in_unit(figure.value or Decimal(0), figure.unit, "元") * (statement.direction or 1) for statement, figure in (one, other)]
    return abs(values[0] - values[1]) <= max(in_unit(figure.half, figure.unit, "元") for _, figure in (one, other))


def _worded(statement: Statement, figure: Figure) -> str:
    return f"{statement.direction_word}{figure.printed}"


def changes_in_columns(disclosure: Disclosure) -> Iterator[Observation]:
    """ALL-9: where a table sets this year beside last year, its columns of change and of percentage follow from them, line by line."""
    for table in disclosure.tables:
        columns = _columns(table)
        for line in table.lines if columns else ():
            this, last, *changed = (line.figures[place] if place is not None else None for place in columns or ())
            if not (this and last and this.value is not None and last.value is not None):
                continue
            gap = this.value - last.value
            if changed[0] and changed[0].value is not None:
                allowance = this.half + last.half + changed[0].half
                yield _followed(line, "change", (changed[0], this, last), gap, abs(gap - changed[0].value) <= allowance)
            if changed[1] and changed[1].value is not None and last.value:
                rate = gap / abs(last.value) * 100
                allowance = changed[1].half + (this.half + last.half * (1 + abs(gap / last.value))) / abs(last.value) * 100
                right = rounded(rate, decimals(changed[1].value))
                yield _followed(line, "rate", (changed[1], this, last), right, abs(rate - changed[1].value) <= allowance)


def _columns(table: Table) -> tuple[int | None, ...] | None:
    """Where this year, last year, the change and its percentage stand in a table that has one of each that it has."""
    kinds = [column.beside for column in table.columns]
    places: list[int | None] = []
    for kind in ("上年", "增减额", "增减率"):
        found = [place for place, each in enumerate(kinds) if each == kind]
        if len(found) > 1:
            return None
        places.append(found[0] if found else None)
    totals = [place for place, column in enumerate(table.columns) if column.known and column.name in ("合计", "金额") and not kinds[place]]
    if len(totals) != 1 or places[0] is None or places[1:] == [None, None]:
        return None
    return (totals[0], *places)


def _followed(line: Line, variant: str, figures: tuple[Figure, ...], right: Decimal, ties: bool) -> Observation:
    """Whether a cell of change (the first of the figures) is what the other two give."""
    printed = figures[0]
    return Observation(
        printed.key,
        tuple(of_figure(figure) for figure in figures),
        {"line": line.name, "printed": printed.printed, "right": f"{right:f}"},
        variant,
        outcome="ties" if ties else "breaks",
        left=printed.value,
        right=right,
        unit=printed.unit if variant == "change" else "%",
    )
