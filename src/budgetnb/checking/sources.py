"""Where a difference comes from: another disclosed figure, or lines missing on one side, that equal it.

A source is a name for a difference, never a pardon. Nothing is named when the difference is small
(below ten allowances) or when more than three different facts equal it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from budgetnb.amounts import YUAN, in_unit, shown
from budgetnb.checking.findings import SourceOfDifference
from budgetnb.checking.result import Result
from budgetnb.figures import Disclosure, Figure, Table
from budgetnb.season.family import APART
from budgetnb.texts import text
from budgetnb.texts.names import listed, spoken

_MOST_FACTS = 3
_MOST_LINES = 12
_LEAST_ALLOWANCES = 10
_OWN_COLUMNS = ("金额", "合计")
_SAME = {"财政拨款结转结余": "上年结转结余"}
"""Names of one fact in different tables."""

Known = Mapping[Decimal, tuple[tuple[str, Figure], ...]]
"""Disclosed table figures by their size in 元, each with the fact it states."""


def known_figures(disclosure: Disclosure, units: Iterable[Disclosure] = ()) -> Known:
    """All table figures of a disclosure, and of its `units`, by size: fact (what it is called) and figure."""
    found: defaultdict[Decimal, list[tuple[str, Figure]]] = defaultdict(list)
    for one, whose in ((disclosure, ""), *((unit, unit.name) for unit in units)):
        for fact, figure in (pair for table in one.tables for pair in _facts(table)):
            found[abs(in_unit(figure.value or Decimal(0), figure.unit, "元"))].append((f"{whose}{fact}", figure))
    return {size: tuple(figures) for size, figures in found.items()}


def _facts(table: Table) -> list[tuple[str, Figure]]:
    """The printed figures of a table, each called by its line, or by its column on a total line."""
    facts = []
    for line in table.lines:
        for column, figure in zip(table.columns, line.figures, strict=True):
            if figure and figure.value:
                own = column.name in _OWN_COLUMNS
                total = line.level in ("合计", "部门", "单位")
                name = (column.name if total and not own else "合计" if total else line.name).split(".")[0]
                facts.append((_SAME.get(name, name), figure))
    return facts


def source_of(result: Result, known: Known) -> SourceOfDifference | None:
    """What equals the difference of a breaking result, or None."""
    if result.outcome != "breaks" or result.unit not in YUAN:
        return None
    gap, unit = abs(result.difference or Decimal(0)), result.unit
    if gap <= _LEAST_ALLOWANCES * (result.allowance or Decimal(0)) or not gap:
        return None
    lines = _missing_lines(result, gap)
    facts = _matching(result, in_unit(gap, unit, "元"), known)
    if not lines and not 0 < len(facts) <= _MOST_FACTS:
        return None
    parts = tuple(figure for figure in lines)
    figures = tuple(figures[0] for figures in facts.values()) if len(facts) <= _MOST_FACTS else ()
    names = listed(facts) if figures else ""
    sums = " + ".join(text("source.line", name=_whose(figure) + spoken(figure.place.row or ""), amount=figure.printed) for figure in parts)
    return SourceOfDifference(
        gap,
        unit,
        text("source.says", gap=shown(gap), unit=unit, names=text("source.and").join(part for part in (names, sums) if part)),
        figures,
        parts,
        tuple(facts) if figures else (),
    )


def _missing_lines(result: Result, gap: Decimal) -> tuple[Figure, ...]:
    """The fewest lines that only one side adds up and that equal the difference."""
    for terms in (result.right_terms, result.left_terms):
        lines = [term.figure for term in terms if term.sign == 1 and term.figure.value]
        if 1 < len(lines) <= _MOST_LINES:
            for count in range(1, min(4, len(lines))):
                found = next((some for some in combinations(lines, count) if sum(_in(figure, result.unit) for figure in some) == gap), None)
                if found:
                    return found
    return ()


def _whose(figure: Figure) -> str:
    """Before the line of a unit's table, whose it is."""
    return (figure.place.table or "").partition(" ")[0] if APART in figure.key else ""


def _in(figure: Figure, unit: str) -> Decimal:
    return in_unit(figure.value or Decimal(0), figure.unit, unit)


def _matching(result: Result, gap: Decimal, known: Known) -> dict[str, list[Figure]]:
    """The facts of the size of the difference, those printed most often first; the result's own figures left out."""
    own = {figure.key for figure in (*result.left_figures, *result.right_figures)}
    facts: defaultdict[str, list[Figure]] = defaultdict(list)
    for fact, figure in known.get(gap, ()):
        if figure.key not in own:
            facts[fact].append(figure)
    return dict(sorted(facts.items(), key=lambda entry: -len(entry[1])))


def sums_to(gap: Decimal, gaps: Sequence[Decimal]) -> bool:
    """Whether several differences together are another one."""
    return len(gaps) > 1 and abs(sum(gaps, Decimal(0))) == abs(gap)
