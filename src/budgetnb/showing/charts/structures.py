"""What expenditure is made of, in several years of one organisation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budgetnb.figures import Disclosure
from budgetnb.showing.charts.composing import absent_for, unit_of
from budgetnb.showing.charts.fold import share
from budgetnb.showing.charts.pictures import Bars, Picture, Row
from budgetnb.showing.figures_for import About, Amount, amounts, disclosure_of, label_in_words, merged, places_of
from budgetnb.showing.measures import measured
from budgetnb.texts import text

Subjects = Sequence[Disclosure | About]
KINDS = ("基本支出", "项目支出", "预留机动经费")
FUNCTIONS = ("支出总表", "一般公共预算支出表", "财政拨款支出表", "收支总表")
MOST_FUNCTIONS = 3


def structure(subjects: Subjects) -> Picture:
    """结构: basic and project expenditure of each year."""
    by_year = {str(disclosure.year): _kinds(disclosure) for disclosure in map(disclosure_of, subjects)}
    return _of_years("结构", by_year, tuple(label_in_words(kind) for kind in KINDS), "many_structure")


def functions(subjects: Subjects) -> Picture:
    """功能: the largest functions of expenditure of each year, the same in all years."""
    disclosures = [disclosure_of(subject) for subject in subjects]
    found = {name: [_by_function(disclosure, name) for disclosure in disclosures] for name in FUNCTIONS}
    best = max(FUNCTIONS, key=lambda name: sum(bool(one) for one in found[name]))
    every: dict[str, tuple[str, Decimal]] = {}
    for one in found[best]:
        for amount in one:
            size = every.get(amount.code, ("", Decimal(0)))[1]
            every[amount.code] = (amount.label, max(size, amount.value or Decimal(0)))
    largest = sorted(every, key=lambda code: -every[code][1])[:MOST_FUNCTIONS]
    rest = (text("chart.others"),) if len(every) > len(largest) else ()
    by_year = {
        str(disclosure.year): tuple(_value(one, code) for code in largest) + ((_rest(one, largest),) if rest else ())
        for disclosure, one in zip(disclosures, found[best], strict=True)
        if one
    }
    return _of_years("功能", by_year, (*(every[code][0] for code in largest), *rest), "many_functions")


def _of_years(name: str, by_year: dict[str, tuple[Amount | None, ...]], series: tuple[str, ...], caption: str) -> Picture:
    every = [amount for amounts in by_year.values() for amount in amounts if amount and amount.value is not None]
    if not every:
        return absent_for(name, text("chart.absent.structure"))
    values = {year: tuple(amount.value if amount else None for amount in found) for year, found in by_year.items()}
    kept = [place for place in range(len(series)) if any(found[place] for found in values.values())]
    rows = tuple(Row(year, tuple(found[place] for place in kept)) for year, found in values.items())
    known = [row for row in rows if row.total]
    missing = sorted(set(range(int(min(by_year)), int(max(by_year)) + 1)) - set(map(int, by_year)))
    gap = (text("chart.trend.missing", years=text("chart.list").join(map(str, missing))),) if missing else ()
    first, last = (share(row.values[0], row.total or Decimal(0)) for row in (known[0], known[-1]))
    said = {"name": series[kept[0]], "first_year": known[0].label, "last_year": known[-1].label, "first": first, "last": last}
    key = "one" if len(known) == 1 else "same" if first == last else "several"
    return Bars(
        name=name,
        caption=text(f"chart.caption.{caption}_{key}", **said),
        unit=unit_of(every),
        places=places_of(every),
        notes=gap,
        head=text("chart.trend.year"),
        rows=rows,
        series=tuple(series[place] for place in kept),
        summed=False,
    )


def _kinds(disclosure: Disclosure) -> tuple[Amount | None, ...]:
    found = (measured(disclosure, kind) for kind in KINDS)
    return tuple(one.amount if one else None for one in found)


def _by_function(disclosure: Disclosure, name: str) -> tuple[Amount, ...]:
    """The functional classes of a table that have a code."""
    table = disclosure.find_table(name)
    return tuple(amount for amount in merged(amounts(table, level="类")) if amount.code and amount.value is not None) if table else ()


def _value(found: Sequence[Amount], code: str) -> Amount | None:
    return next((amount for amount in found if amount.code == code), None)


def _rest(found: Sequence[Amount], largest: Sequence[str]) -> Amount | None:
    others = [amount for amount in found if amount.code not in largest]
    if not others:
        return None
    total = sum((amount.value or Decimal(0) for amount in others), Decimal(0))
    return Amount("", text("chart.others"), total, others[0].unit, places_of(others))
