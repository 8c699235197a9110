"""The unit of a table that prints none: the one in which its figures are found again elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetnb.amounts import YUAN
from budgetnb.figures import Figure, Statement, Table

_USUAL = "万元"


def with_units(tables: Sequence[Table], statements: Sequence[Statement]) -> tuple[Table, ...]:
    """The tables, those without a printed unit given an inferred one, marked so."""
    known = Counter(_values(tables, statements))
    usual = Counter(table.unit for table in tables if table.unit)
    return tuple(table if table.unit else _in_unit(table, _infer(table, known, usual)) for table in tables)


def _values(tables: Sequence[Table], statements: Sequence[Statement]) -> Iterator[Decimal]:
    """All money printed with its unit, in 元."""
    for table in tables:
        if table.unit:
            yield from (figure.value * YUAN[table.unit] for figure in table.figures() if figure.value and figure.unit != "%")
    for statement in statements:
        yield from (figure.value * YUAN[figure.unit] for _, figure in statement.figures if figure.value and figure.unit in YUAN)


def _infer(table: Table, known: Counter[Decimal], usual: Counter[str]) -> str:
    """The unit in which most figures of the table are known; where none is, the document's usual one."""
    values = [figure.value for figure in table.figures() if figure.value and figure.unit != "%"]
    units = [unit for unit, _ in usual.most_common()] or [_USUAL]
    units += [unit for unit in ("元", "万元") if unit not in units]
    return max(units, key=lambda unit: sum(value * YUAN[unit] in known for value in values))


def _in_unit(table: Table, unit: str) -> Table:
    lines = tuple(replace(line, figures=tuple(figure and _with(figure, unit) for figure in line.figures)) for line in table.lines)
    return replace(table, unit=unit, unit_inferred=True, lines=lines)


def _with(figure: Figure, unit: str) -> Figure:
    return figure if figure.unit == "%" else replace(figure, unit=unit)
