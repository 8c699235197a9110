"""How one disclosure spends: basic and project expenditure, economic classification, projects, the three public expenses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetnb.checking.findings import Review
from budgetnb.figures import Disclosure, Line, Table
from budgetnb.showing.charts.composing import Question, caption_of, composed, tables_note, unit_of, whole_of, without_amounts, without_table
from budgetnb.showing.charts.pictures import Bars, Picture, Row
from budgetnb.showing.figures_for import (
    Amount,
    amount_at,
    amount_in,
    disclosure_of,
    label_in_words,
    places_of,
    told_apart,
)
from budgetnb.texts import text

SPENT = {"基本支出": ("人员经费", "公用经费"), "项目支出": ("其他运转类", "特定目标类"), "预留机动经费": ()}
"""The blocks of expenditure and what forms split them into."""
BASIC = ("基本支出表", "财政拨款基本支出表")
FUNDS = ("本年拨款", "财政拨款结转结余", "财政专户", "单位资金")
"""The columns that say where the money of a project comes from."""
PUBLIC = ("因公出国费", "公务用车购置费", "公务用车运行费", "公务接待费")


def basic_and_project(subject: Disclosure | Review) -> Picture:
    """基本与项目: running the house against projects, and what each is split into."""
    disclosure = disclosure_of(subject)
    tables = [table for name in ("支出总表", "收支总表") if (table := disclosure.find_table(name))]
    if not tables:
        return without_table("基本与项目", "支出总表")
    table = next((table for table in tables if _blocks(disclosure, table.name)), None)
    if table is None:
        return without_amounts("基本与项目", tables)
    blocks = _blocks(disclosure, table.name)
    total = amount_at(disclosure, "支出总表", "合计") or amount_at(disclosure, "收支总表", "支出总计")
    places = places_of((*blocks, total))
    whole, apart = whole_of(blocks, total, places)
    split = [(block, _split(disclosure, block)) for block in blocks]
    unsplit = [note for block, parts in split if parts for note in _apart(block, parts, places)]
    return Bars(
        name="基本与项目",
        caption=caption_of(text("chart.subject.支出总表"), whole, blocks, places),
        unit=unit_of(blocks),
        places=places,
        notes=(*unsplit, *apart, *tables_note((table,))),
        head=text("chart.head.kind"),
        rows=tuple(_stairs(split)),
        whole=whole or None,
    )


def economic_classification(subject: Disclosure | Review) -> Picture:
    """经济分类: what basic expenditure buys, by 款, personnel and running expenses apart."""
    disclosure = disclosure_of(subject)
    table = next((table for name in BASIC if (table := disclosure.find_table(name)) and not table.blank), None) or disclosure.find_table(
        BASIC[0]
    )
    if table is None:
        return without_table("经济分类", BASIC[0])
    lines = [row for row in table.lines if row.level == "款"]
    total = amount_at(disclosure, table.name, "合计")
    question = Question("经济分类", "economic", text(f"chart.subject.{table.name}"), (table,))
    return _in_series(question, lines, ("人员经费", "公用经费"), total)


def projects_ranked(subject: Disclosure | Review) -> Picture:
    """项目排序: which projects cost most, and whether this year's money pays for them."""
    disclosure = disclosure_of(subject)
    table = disclosure.find_table("项目支出表")
    if table is None:
        return without_table("项目排序", "项目支出表")
    lines = [row for row in table.lines if row.level == "项目"]
    total = amount_at(disclosure, "项目支出表", "合计")
    question = Question("项目排序", "project", text("chart.subject.项目", count=len(lines)), (table,))
    return _in_series(question, lines, FUNDS, total)


def three_public(subject: Disclosure | Review) -> Picture:
    """三公构成: travel, vehicles and hospitality, in the order of the form."""
    disclosure = disclosure_of(subject)
    table = disclosure.find_table("三公经费表")
    if table is None:
        return without_table("三公构成", "三公经费表")
    parts = [replace(part, label=label_in_words(name)) for name in PUBLIC if (part := amount_at(disclosure, "三公经费表", "合计", name))]
    if not any(part.value is not None for part in parts):
        return without_amounts("三公构成", (table,))
    total = amount_at(disclosure, "三公经费表", "合计", "三公经费") or amount_at(disclosure, "三公经费表", "合计", "合计")
    picture = composed(Question("三公构成", "expense", text("chart.subject.三公"), (table,)), parts, total)
    return replace(picture, rows=tuple(Row(part.label, (part.value,)) for part in parts)) if isinstance(picture, Bars) else picture


def _in_series(question: Question, lines: Sequence[Line], columns: Sequence[str], total: Amount | None) -> Picture:
    """Lines of a table by size, each split by columns where these add up to its total."""
    table = question.tables[0]
    known = [(row, amount) for row in lines if (amount := amount_in(table, row))]
    parts = told_apart([amount for _, amount in known])
    picture = composed(question, parts, total)
    if not isinstance(picture, Bars):
        return picture
    pieces = {part.label: _pieces(table, row, columns) for part, (row, _) in zip(parts, known, strict=True)}
    used = [place for place in range(len(columns)) if any(values[place] for values in pieces.values())]
    uneven = sum(Row("", pieces[row.label]).total != row.total for row in picture.rows)
    if len(used) < 2 or uneven:
        notes = (text("chart.note.split_apart", count=uneven),) if uneven and used else ()
        return replace(picture, notes=(*notes, *picture.notes))
    rows = tuple(replace(row, values=tuple(pieces[row.label][place] for place in used)) for row in picture.rows)
    return replace(picture, rows=rows, series=tuple(label_in_words(columns[place]) for place in used))


def _pieces(table: Table, row: Line, columns: Sequence[str]) -> tuple[Decimal | None, ...]:
    found = (amount_in(table, row, column) for column in columns)
    return tuple(amount.value if amount else None for amount in found)


def _blocks(disclosure: Disclosure, table: str) -> list[Amount]:
    """基本支出, 项目支出 and, where the form has it, 预留机动经费: as columns of the total line or as lines of their own."""
    if table == "支出总表":
        found = [(name, amount_at(disclosure, table, "合计", name)) for name in SPENT]
    else:
        found = [(name, amount_at(disclosure, table, name)) for name in SPENT]
    blocks = [replace(amount, label=label_in_words(name), name=name) for name, amount in found if amount]
    return blocks if any(block.value is not None for block in blocks) else []


def _split(disclosure: Disclosure, block: Amount) -> list[Amount]:
    """What a block is made of, by the total line of 支出总表 or, for the same amount, of the table of basic expenditure."""
    for table in ("支出总表", *BASIC):
        if table != "支出总表" and getattr(amount_at(disclosure, table, "合计"), "value", None) != block.value:
            continue
        found = [(name, amount_at(disclosure, table, "合计", name)) for name in SPENT[block.name]]
        parts = [replace(amount, label=label_in_words(name), name=name) for name, amount in found if amount]
        if any(part.value is not None for part in parts):
            return parts
    return []


def _stairs(split: Sequence[tuple[Amount, list[Amount]]]) -> Iterator[Row]:
    """Each block where the one before it ends, its parts one after the other below it."""
    begin = Decimal(0)
    for block, parts in split:
        yield Row(block.label, (block.value,), start=begin)
        inner = begin
        for part in parts:
            yield Row(part.label, (part.value,), level=1, start=inner)
            inner += part.value or 0
        begin += block.value or 0


def _apart(block: Amount, parts: Sequence[Amount], places: int) -> tuple[str, ...]:
    """That the parts of a block are not the block."""
    _, notes = whole_of(parts, block, places)
    return tuple(f"{block.label}{text('chart.in_brackets', words=note)}" for note in notes)
