"""What the organisations of a year spend on, together and each, and what changed for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budgetnb.figures import Disclosure
from budgetnb.showing.charts.comparing import Subjects, by_department, who
from budgetnb.showing.charts.composing import absent_for, part_in_words, ranked, unit_of
from budgetnb.showing.charts.fold import named
from budgetnb.showing.charts.pictures import Bars, Picture, Row
from budgetnb.showing.charts.structures import KINDS
from budgetnb.showing.charts.trends import change_in_words
from budgetnb.showing.figures_for import About, Amount, added, amounts, disclosure_of, label_in_words, merged, places_of
from budgetnb.showing.measures import measured, why_apart
from budgetnb.showing.style import number
from budgetnb.texts import text

FUNCTION_TABLES = ("收支总表", "支出总表", "一般公共预算支出表", "财政拨款支出表")
Pairs = Sequence[tuple[Disclosure | About, Disclosure | About | None]]


def structure(subjects: Subjects) -> Picture:
    """部门结构: basic and project expenditure of each organisation, the largest first."""
    parts = {kind: by_department(subjects, kind) for kind in KINDS}
    kept = [kind for kind in KINDS if any(part.value for part in parts[kind])]
    every = [part for kind in kept for part in parts[kind] if part.value is not None]
    if not every:
        return absent_for("部门结构", text("chart.absent.structure"))
    rows = [Row(parts[kept[0]][place].label, tuple(parts[kind][place].value for kind in kept)) for place in range(len(subjects))]
    sums = {kind: sum((part.value or Decimal(0) for part in parts[kind]), Decimal(0)) for kind in kept}
    total, places = sum(sums.values(), Decimal(0)), places_of(every)
    shares = text("chart.list").join(
        part_in_words(Amount(kind, label_in_words(kind), sums[kind], "", places), total, places) for kind in kept
    )
    return Bars(
        name="部门结构",
        caption=text(
            "chart.caption.structure",
            who=who(subjects),
            count=sum(row.total is not None for row in rows),
            unit=unit_of(every),
            parts=shares,
        ),
        unit=unit_of(every),
        places=places,
        head=text("chart.head.department"),
        rows=tuple(sorted(rows, key=lambda row: (row.total is None, -(row.total or Decimal(0))))),
        series=tuple(label_in_words(kind) for kind in kept),
    )


def by_function(subjects: Subjects) -> Picture:
    """功能合计: on which functions all organisations together spend."""
    found: dict[str, list[Amount]] = {}
    without: list[str] = []
    for disclosure in map(disclosure_of, subjects):
        functions = _functions(disclosure)
        if not functions:
            without.append(disclosure.name)
        for amount in functions:
            found.setdefault(amount.code, []).append(amount)
    if not found:
        return absent_for("功能合计", text("chart.absent.structure"))
    sums = [replace(added(group), label=group[0].label) for group in found.values()]
    total, places = sum((part.value or Decimal(0) for part in sums), Decimal(0)), places_of(sums)
    largest = ranked(sums)[0]
    said = {"count": len(subjects) - len(without), "who": who(subjects), "total": number(total, places), "unit": unit_of(sums)}
    return Bars(
        name="功能合计",
        caption=text("chart.caption.by_function", **said, parts=part_in_words(largest, total, places)),
        unit=unit_of(sums),
        places=places,
        notes=(text("chart.note.without", names=named(tuple(without))),) if without else (),
        head=text("chart.head.function"),
        rows=tuple(Row(part.label, (part.value,)) for part in ranked(sums)),
        whole=total if total > 0 else None,
    )


def changes(pairs: Pairs, of: str = "支出总计") -> Picture:
    """变动: who got more and who got less than the year before; only those that may be compared."""
    this = by_department([now for now, _ in pairs], of)
    rows: list[Row] = []
    apart: list[str] = []
    compared: list[tuple[Decimal, Decimal]] = []
    for amount, (now, before) in zip(this, pairs, strict=True):
        last = measured(disclosure_of(before), of) if before else None
        if before is None or last is None or last.amount.value is None or amount.value is None:
            continue
        if why_apart(of, disclosure_of(before), disclosure_of(now)):
            apart.append(amount.label)
            continue
        compared.append((last.amount.value, amount.value))
        changed = change_in_words(last.amount.value, amount.value)
        rows.append(Row(f"{amount.label}{text('chart.in_brackets', words=changed)}", (amount.value - last.amount.value,)))
    if not rows:
        return absent_for("变动", text("chart.absent.change"))
    before_all, now_all = (sum((pair[place] for pair in compared), Decimal(0)) for place in (0, 1))
    gap = len(pairs) - len(rows) - len(apart)
    said = {
        "count": len(rows),
        "who": who([now for now, _ in pairs]),
        "more": sum(now > last for last, now in compared),
        "less": sum(now < last for last, now in compared),
        "same": sum(now == last for last, now in compared),
        "measure": label_in_words(of),
        "before": number(before_all, places_of(this)),
        "now": number(now_all, places_of(this)),
        "change": change_in_words(before_all, now_all),
        "unit": unit_of(this),
    }
    return Bars(
        name="变动",
        caption=text("chart.caption.changes", **said),
        unit=unit_of(this),
        places=places_of(this),
        notes=(
            *((text("chart.note.no_prior", count=gap),) if gap else ()),
            *((text("chart.note.apart_departments", names=named(tuple(apart))),) if apart else ()),
        ),
        head=text("chart.head.department"),
        rows=tuple(sorted(rows, key=lambda row: -abs(row.total or Decimal(0)))),
        signed=True,
    )


def _functions(disclosure: Disclosure) -> tuple[Amount, ...]:
    """The functional classes of the first table that gives amounts for them."""
    for name in FUNCTION_TABLES:
        table = disclosure.find_table(name)
        found = [amount for amount in merged(amounts(table, level="类")) if amount.code and amount.value is not None] if table else []
        if found:
            return tuple(found)
    return ()
