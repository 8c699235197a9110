"""Columns of a table that print last year's budget, against last year's own table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetnb.amounts import YUAN, in_unit, shown
from budgetnb.checking.observing import Beside, Observation, called, of_figure
from budgetnb.checking.saying import address
from budgetnb.checking.sides import Term
from budgetnb.figures import Column, Disclosure, Line, Table
from budgetnb.season.years import beside_this_year

_YEAR = re.compile(r"(20\d{2})年度?")
_LAST = re.compile(r"上年度?|去年")
_NOT_PLANNED = re.compile("执行|决算|完成|调整")
_PERIOD = re.compile(r"20\d{2}年度?|[上本当去今]年度?|年初")


def prior_columns(disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """Y-03: a column of last year's budget prints what last year's table printed in this year's column."""
    found = [(table, *pair) for table in disclosure.tables for pair in _pairs(table, disclosure.year)]
    if found and beside.prior is None:
        yield Observation("上年预算数栏", (), {"n": str(len(found))}, "no_prior", "blank")
        return
    prior = beside.prior
    if prior is None:
        return
    for table, last, this in found:
        then = prior.find_table(table.name)
        cells = [seen for line in table.lines for seen in _cell(table, line, last, this, then, prior)] if then else []
        yield from cells
        if not cells and any(line.figures[last] for line in table.lines):
            said = {"table": called(table), "column": table.columns[last].printed}
            yield Observation(f"{table.name}/{table.columns[last].name}", (), said, "unknown", "blank")


def _pairs(table: Table, year: int | None) -> Iterator[tuple[int, int]]:
    """The places of columns of last year's budget, each with that of this year's column of the same words."""
    this = {_bare(column): place for place, column in enumerate(table.columns) if column.known and not column.rate}
    for place, column in enumerate(table.columns):
        if not column.known and not column.rate and _is_last(column, year) and _bare(column) in this:
            yield place, this[_bare(column)]


def _is_last(column: Column, year: int | None) -> bool:
    years = [int(found) for found in _YEAR.findall(column.printed)]
    last = bool(_LAST.search(column.printed)) or (bool(years) and year is not None and max(years) == year - 1)
    return last and "结转" not in column.printed and not _NOT_PLANNED.search(column.printed)


def _bare(column: Column) -> str:
    """The words of a head without those that say which year it is of."""
    return "".join(_PERIOD.sub("", column.printed).split()).replace("预算数", "").replace("预算", "")


def _cell(table: Table, line: Line, last: int, this: int, then: Table, prior: Disclosure) -> Iterator[Observation]:
    """A cell of last year's column against last year's table; nothing where either prints nothing."""
    figure = line.figures[last]
    name = table.columns[this].name
    places = [place for place, column in enumerate(then.columns) if column.name == name]
    lines = [one for one in then.lines if (one.code, one.level, one.name) == (line.code, line.level, line.name)]
    if figure is None or figure.value is None or len(places) != 1 or len(lines) != 1:
        return
    printed = lines[0].figures[places[0]]
    if printed is None or printed.value is None or printed.unit not in YUAN:
        return
    unit = figure.unit
    right = in_unit(printed.value, printed.unit, unit)
    printed = beside_this_year(printed, prior)
    ties = abs(figure.value - right) <= max(figure.half, in_unit(printed.half, printed.unit, unit))
    said = {"where": address(figure), "printed": f"{shown(figure.value)} {unit}", "last": f"{shown(right)} {unit}"}
    evidence = (of_figure(figure), of_figure(printed))
    terms = (Term(1, figure), Term(-1, printed))
    yield Observation(
        figure.key, evidence, said, "" if ties else "differs", "ties" if ties else "breaks", "", figure.value, right, unit, None, terms
    )
