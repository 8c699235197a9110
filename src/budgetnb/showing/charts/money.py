"""Where the money of one disclosure comes from and what it is for: pictures of the tables that hold all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budgetnb.checking.findings import Review
from budgetnb.figures import Disclosure, Table
from budgetnb.showing.charts.composing import (
    Question,
    caption_of,
    composed,
    part_in_words,
    ranked,
    tables_note,
    unit_of,
    whole_of,
    without_amounts,
    without_table,
)
from budgetnb.showing.charts.pictures import Bars, Flow, Picture, Row
from budgetnb.showing.figures_for import Amount, added, amount_at, amounts, disclosure_of, first_of, label_in_words, merged, places_of
from budgetnb.showing.style import number
from budgetnb.texts import text

SOURCES = (
    "一般公共预算", "政府性基金", "国有资本经营", "财政专户", "事业收入", "经营收入", "上级补助", "附属上缴",
    "其他收入", "其他资金", "上年结转结余", "使用非财政拨款结余",
)  # fmt: skip
"""The lines that a total of revenue is made of."""
LEFT_OVER = SOURCES[-2:]
"""What is no revenue of the year."""
FISCAL = SOURCES[:3]
"""What some forms print only as one line, 财政拨款收入."""
BY_ACCOUNT = ("支出总表", "财政拨款支出表", "一般公共预算支出表")
"""Tables that list 项, the one with all the money first."""


def income_by_source(subject: Disclosure | Review) -> Picture:
    """收入来源: which revenue the total is made of."""
    disclosure = disclosure_of(subject)
    table = disclosure.find_table("收支总表")
    if table is None:
        return without_table("收入来源", "收支总表")
    total = amount_at(disclosure, "收支总表", "收入总计")
    return composed(Question("收入来源", "source", text("chart.subject.收入"), (table,)), sources_of(table), total)


def expenditure_by_function(subject: Disclosure | Review) -> Picture:
    """支出按功能: what the money is for, by 类."""
    disclosure = disclosure_of(subject)
    table = disclosure.find_table("收支总表")
    if table is None:
        return without_table("支出按功能", "收支总表")
    total = first_of(disclosure, (("收支总表", "本年支出合计", ""), ("收支总表", "支出总计", "")))
    question = Question("支出按功能", "function", label_in_words(total.name if total else "本年支出合计"), (table,))
    return composed(question, amounts(table, side="支出", level="类"), total)


def expenditure_by_account(subject: Disclosure | Review) -> Picture:
    """支出按科目: what the money is for, by 项."""
    disclosure = disclosure_of(subject)
    tables = [table for name in BY_ACCOUNT if (table := disclosure.find_table(name))]
    table = next((table for table in tables if any(part.value is not None for part in amounts(table, level="项"))), None)
    if table is None:
        return without_amounts("支出按科目", tables) if tables else without_table("支出按科目", BY_ACCOUNT[0])
    parts = amounts(table, level="项")
    once = merged(parts)
    notes = (text("chart.note.merged"),) if len(once) < len(parts) else ()
    question = Question("支出按科目", "account", text(f"chart.subject.{table.name}"), (table,))
    return composed(question, once, amount_at(disclosure, table.name, "合计"), notes)


def carry_over(subject: Disclosure | Review) -> Picture:
    """结转与当年: how much of the money was left over from the year before."""
    disclosure = disclosure_of(subject)
    tables = [table for name in ("收支总表", "项目支出表") if (table := disclosure.find_table(name))]
    if not tables:
        return without_table("结转与当年", "收支总表")
    revenue, projects = _revenue(disclosure), _projects(disclosure)
    if all(part is None for part in (revenue[1], projects[1])) or not any(part and part.value for part in revenue):
        return without_amounts("结转与当年", tables)
    every = [part for part in (*revenue, *projects) if part]
    places = places_of(every)
    words = [text(f"chart.series.{name}") for name in ("this_year", "carried", "other")]
    total = amount_at(disclosure, "收支总表", "收入总计")
    named = [replace(part, label=name) for part, name in zip(revenue, words, strict=True) if part]
    whole, apart = whole_of(named, total, places)
    blank = tuple(part.label for part in named if part.value is None)
    rows = ((text("chart.series.total_revenue"), revenue), (text("chart.series.projects"), projects))
    return Bars(
        name="结转与当年",
        caption=caption_of(text("chart.subject.收入"), whole, named, places),
        unit=unit_of(every),
        places=places,
        notes=(*([text("chart.blanks", names=text("chart.list").join(blank))] if blank else []), *apart, *tables_note(tables)),
        head=text("chart.head.money"),
        rows=tuple(Row(label, tuple(part.value if part else None for part in parts)) for label, parts in rows if any(parts)),
        series=tuple(words),
        summed=False,
    )


def flow(subject: Disclosure | Review) -> Picture:
    """资金流向: from sources to functions."""
    disclosure = disclosure_of(subject)
    table = disclosure.find_table("收支总表")
    if table is None:
        return without_table("资金流向", "收支总表")
    sources = sources_of(table)
    uses = (*amounts(table, side="支出", level="类"), *amounts(table, side="支出", names=("年终结转结余",)))
    if not all(any((part.value or 0) > 0 for part in side) for side in (sources, uses)):
        return without_amounts("资金流向", (table,))
    places = places_of((*sources, *uses))
    total = first_of(disclosure, (("收支总表", "收入总计", ""), ("收支总表", "支出总计", "")))
    most = [_most(side, key, places) for side, key in ((sources, "flow_from"), (uses, "flow_to"))]
    whole = total.value if total and total.value is not None else max(_sum(sources), _sum(uses))
    return Flow(
        name="资金流向",
        caption=text("chart.caption.flow", total=number(whole, places), unit=unit_of(sources), source=most[0], use=most[1]),
        unit=unit_of(sources),
        places=places,
        notes=tables_note((table,)),
        heads=(text("chart.flow.sources"), text("chart.flow.uses")),
        sources=tuple((part.label, part.value) for part in sources),
        uses=tuple((part.label, part.value) for part in uses),
        trunk=text("chart.flow.trunk"),
    )


def sources_of(table: Table) -> tuple[Amount, ...]:
    """The lines of revenue; 财政拨款收入 as one where its parts are not printed."""
    parts = amounts(table, side="收入", names=SOURCES)
    whole = amounts(table, side="收入", names=("财政拨款收入",))
    if any(part.value is not None for part in whole) and not any(part.value is not None for part in parts if part.name in FISCAL):
        return (*whole, *(part for part in parts if part.name not in FISCAL))
    return parts


def _revenue(disclosure: Disclosure) -> tuple[Amount | None, Amount | None, Amount | None]:
    """This year's revenue, what was carried over, and nothing else."""
    table = disclosure.find_table("收支总表")
    if table is None:
        return None, None, None
    this_year = [part for part in sources_of(table) if part.name not in LEFT_OVER]
    printed = amount_at(disclosure, "收支总表", "本年收入合计")
    return printed or (added(this_year) if this_year else None), amount_at(disclosure, "收支总表", LEFT_OVER[0]), None


def _projects(disclosure: Disclosure) -> tuple[Amount | None, Amount | None, Amount | None]:
    """What the total of the project table says of this year's appropriation, of carry-over, and of other funds."""
    this_year, carried, *others = (
        amount_at(disclosure, "项目支出表", "合计", column) for column in ("本年拨款", "财政拨款结转结余", "财政专户", "单位资金")
    )
    known = [part for part in others if part]
    return this_year, carried, added(known) if known else None


def _most(side: Sequence[Amount], key: str, places: int) -> str:
    """What most of the money is, or all of it."""
    largest, total = ranked(side)[0], _sum(side)
    if largest.value == total:
        return text(f"chart.caption.{key}.all", label=largest.label)
    return text(f"chart.caption.{key}.most", part=part_in_words(largest, total, places))


def _sum(parts: Sequence[Amount]) -> Decimal:
    return added(parts).value or Decimal(0)
