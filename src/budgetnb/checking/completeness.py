"""What a disclosure must have: the tables its contents list, units, the right years, reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Observation, called, of_figure, of_passage
from budgetnb.figures import Disclosure
from budgetnb.recognising.vocabulary import words
from budgetnb.texts import text

_FEWEST_LISTED = 3
_PURCHASES = re.compile(r"政府购买服务|购置|采购")


def contents_and_tables(disclosure: Disclosure) -> Iterator[Observation]:
    """N-18: the tables listed in the contents are printed, and the other way round."""
    listed = {name: entry for entry in disclosure.contents if "表" in entry and (name := words().table_of(entry))}
    if len(listed) < _FEWEST_LISTED or not disclosure.tables:
        return
    entries = {passage.text: passage for passage in disclosure.passages if passage.kind == "目录"}
    printed = {table.name: table for table in disclosure.tables}
    for name in listed.keys() - printed.keys():
        yield Observation(f"目录/{name}", (of_passage(entries[listed[name]]),), {"table": listed[name]}, "missing")
    for name in [name for name in printed if name not in listed and name != "绩效目标表"]:
        table = printed[name]
        yield Observation(
            f"目录/{name}", (Evidence(table.title, None, table.place),), {"table": called(table)}, "unlisted", severity="hint"
        )


def state_capital_table(disclosure: Disclosure) -> Iterator[Observation]:
    """T10: a narrative that speaks of the state capital budget has its table, an empty one too; often a matter of the form."""
    told = next((statement for statement in disclosure.statements if statement.scope == "国有资本经营"), None)
    if told and disclosure.tables and not disclosure.table("国有资本经营支出表"):
        yield Observation("国有资本经营支出表", (Evidence(told.sentence.text or "", None, told.sentence),))


def unit_missing(disclosure: Disclosure) -> Iterator[Observation]:
    """b.4: every table with figures prints its unit of money; the missing one was inferred from its ties."""
    for table in disclosure.tables:
        if table.unit_inferred and not table.blank:
            yield Observation(
                f"{table.name}/单位", (Evidence(table.title, None, table.place),), {"table": called(table), "unit": table.unit}
            )


def procurement_told(disclosure: Disclosure) -> Iterator[Observation]:
    """N-12b: procurement of 0 beside projects that buy is worth a question (last year's contracts and small purchases are possible)."""
    told = next(
        (figure for statement in disclosure.statements if statement.term == "政府采购" and (figure := statement.figure("数额"))), None
    )
    projects = disclosure.table("项目支出表")
    if not told or told.value != 0 or not projects:
        return
    buying = [line for line in projects.lines if line.level == "项目" and _PURCHASES.search(line.name)]
    figures = [figure for line in buying for figure in line.figures[:1] if figure and figure.value]
    if figures:
        said = {"projects": text("word.and").join(line.name for line in buying)}
        yield Observation("文/政府采购/政府采购/数额", tuple(of_figure(figure) for figure in (told, *figures)), said)
