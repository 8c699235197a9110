"""The tables of a report on one organisation over its years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetnb.blocks import Block, BodyCell, BodyRow, Paragraph, Table, runs
from budgetnb.showing.figures_for import Amount
from budgetnb.showing.many.cells import change, listed, money, note, row, signed, table, unit
from budgetnb.showing.many.lines import Moved, YearLine, YearTable, moved, over_years, without_blank
from budgetnb.showing.many.stated import Said, said
from budgetnb.showing.many.years import Years
from budgetnb.showing.places import spot
from budgetnb.texts import text
from budgetnb.texts.names import in_words

FUNCTIONS = ("支出总表", "一般公共预算支出表", "财政拨款支出表")
ECONOMIC = ("基本支出表", "财政拨款基本支出表")
PROJECTS = ("项目支出表",)
MOST_WIDE = 5
"""With more years than this only the last change stands in the table."""


def functions(years: Years) -> tuple[Block, ...]:
    """Expenditure by functional account."""
    return _lines(years, FUNCTIONS, ("类", "款", "项"), "functions", "none")


def economic(years: Years) -> tuple[Block, ...]:
    """Basic expenditure by economic account."""
    return _lines(years, ECONOMIC, ("类", "款"), "economic", "none_economic")


def projects(years: Years) -> tuple[Block, ...]:
    """Projects, the largest of the last year first."""
    return _lines(years, PROJECTS, ("项目",), "projects", "none_projects")


def stated(years: Years) -> tuple[Block, ...]:
    """What each text says of the year before, against the document of that year."""
    pairs = [year for year in years.years[1:] if years.of(year) and years.of(year - 1)]
    if not pairs:
        return (note("many.said.no_pair"),)
    every = list(said(years))
    return (
        Paragraph(runs(text("many.said.intro"))),
        *(block for year in pairs for block in _of_year(year, [one for one in every if one.year == year])),
    )


def recurring(years: Years) -> tuple[Block, ...]:
    """Problems that more than one year has."""
    found: dict[str, dict[int, str]] = {}
    for one in years.seen:
        for problem in one.problems:
            found.setdefault(problem.id, {})[one.disclosure.year or 0] = problem.title[:1].upper() + problem.title[1:]
    again = {id: titles for id, titles in found.items() if len(titles) > 1}
    if not again:
        return (note("many.recurring.none"),)
    rows = (row((titles[max(titles)], text("many.years_between").join(map(str, titles)))) for titles in again.values())
    return (table(text("many.recurring.caption"), ("problem", "year"), rows, note=text("many.recurring.note")),)


def _lines(years: Years, tables: Sequence[str], levels: Sequence[str], name: str, none: str) -> tuple[Block, ...]:
    found = over_years(years, tables, levels)
    found = without_blank(found) if found else None
    if found is None or not found.lines:
        return (note(f"many.lines.{none}"),)
    return (_year_table(found, name, levels),)


def _year_table(found: YearTable, name: str, levels: Sequence[str]) -> Table:
    coded = any(line.code for line in found.lines)
    by_size = sorted(found.lines, key=lambda line: -(line.value(len(found.years) - 1) or Decimal(-1)))
    lines = found.lines if coded else by_size
    changes = range(1, len(found.years)) if len(found.years) <= MOST_WIDE else range(len(found.years) - 1, len(found.years))
    heads = [*(["code"] if coded else []), "project" if name == "projects" else "account"]
    first = len(heads)
    for place, year in enumerate(found.years):
        heads += [str(year), *([text("many.head.change_of", year=year)] if place in changes else [])]
    others = moved(found)
    rows = [_row(found, line, levels, changes, others) for line in lines]
    caption = text(f"many.lines.{name}", table=in_words(found.table))
    remarks = text("chart.space").join(_remarks(found, name))
    wide = len(heads) - first > 5
    return table(
        caption, heads, rows, range(first, len(heads)), unit=unit(), note=remarks, wide=wide, head_columns=first, filterable=len(rows) > 20
    )


def _row(found: YearTable, line: YearLine, levels: Sequence[str], changes: range, others: Sequence[Moved]) -> BodyRow:
    coded = any(line.code for line in found.lines)
    cells: list[str] = [*([line.code] if coded else []), _name(line)]
    for place in range(len(found.years)):
        cells.append(_amount(line, place))
        if place in changes:
            changed = change(line.value(place - 1), line.value(place))
            apart = line.is_other(place) or any(one.apart(line, found.years[place]) for one in others)
            cells.append("≠" if apart and changed else changed)
    level = levels.index(line.level) if line.level in levels else 0
    return row(cells, indent=level)


def _amount(line: YearLine, place: int) -> str:
    cell = line.amounts[place]
    return money(cell.value) if isinstance(cell, Amount) else text(f"many.{cell}")


def _name(line: YearLine) -> str:
    if not line.names:
        return line.name
    before = {name: year for year, name in reversed(line.names) if name != line.name}
    once = text("chart.list").join(text("many.once", year=year, name=name) for name, year in before.items())
    return text("many.renamed", name=line.name, once=once) if once else line.name


def _remarks(found: YearTable, name: str) -> Iterator[str]:
    if any(not isinstance(cell, Amount) or cell.value is None for line in found.lines for cell in line.amounts):
        yield text("many.lines.note")
    if found.without:
        yield text("many.lines.without", years=text("many.years_between").join(map(str, found.without)))
    if any(line.names for line in found.lines):
        yield text("many.lines.renamed")
    if any(line.is_other(place) for line in found.lines for place in range(1, len(found.years))):
        yield text("many.lines.other")
    if other := moved(found):
        yield text(
            "many.lines.moved",
            names=listed([text("many.lines.moved_one", name=one.name, one=one.before, other=one.after, year=one.year) for one in other]),
        )
    if name == "projects":
        yield text("many.lines.only_names")


def _of_year(year: int, of_year: Sequence[Said]) -> Iterator[Block]:
    compared = [one for one in of_year if one.outcome in ("ties", "breaks")]
    if compared:
        heads = ("term", "this", "said", "printed", "difference", "where")
        rows = (_said_row(one) for one in sorted(compared, key=lambda one: one.outcome == "ties"))
        caption = text("many.said.caption", year=year, before=year - 1)
        yield table(caption, heads, rows, (1, 2, 3, 4), unit=unit(), note=text("many.said.note"), wide=True, filterable=len(compared) > 20)
    else:
        yield note("many.said.none", year=year, before=year - 1)
    for why in ("actual", "definition", "unknown"):
        terms = list(
            dict.fromkeys(in_words(one.statement.term) for one in of_year if one.outcome == why and (one.told.middle or why != "unknown"))
        )
        if terms:
            yield note(f"many.said.{why}", count=len(terms), terms=listed(terms, 4))


def _said_row(one: Said) -> BodyRow:
    where, printed = one.nearest or ("", Decimal(0))
    place = text("many.said.text") if where == "文" else in_words(where)
    gap = one.told.middle - printed
    difference = BodyCell(runs("" if one.outcome == "ties" else signed(gap)), one.outcome if one.outcome == "breaks" else "")
    told = text(f"many.said.how.{one.told.how}", value=money(one.told.middle))
    cells = (
        in_words(one.statement.term),
        money(one.this),
        told,
        text("many.said.of", value=money(printed), where=place),
        difference,
        spot(one.statement.sentence),
    )
    return row(cells)
