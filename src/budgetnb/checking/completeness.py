"""What a disclosure must have: the tables and sections of its form and its contents, units of money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Observation, called, of_figure, of_passage
from budgetnb.figures import Disclosure
from budgetnb.recognising.statements.terms import terms
from budgetnb.recognising.vocabulary import words
from budgetnb.recognising.words import label
from budgetnb.texts import text
from budgetnb.texts.names import listed

_FEWEST_LISTED = 3
_PURCHASES = re.compile(r"政府购买服务|购置|采购")


def contents_and_tables(disclosure: Disclosure) -> Iterator[Observation]:
    """N-18: the tables listed in the contents are printed, and the other way round, under the same titles."""
    listed = {name: entry for entry in disclosure.contents if "表" in entry and (name := words().table_of(entry))}
    if len(listed) < _FEWEST_LISTED or not disclosure.tables:
        return
    entries = {passage.text: passage for passage in disclosure.passages if passage.kind == "目录"}
    printed = {table.name: table for table in reversed(disclosure.tables)}
    for name in listed.keys() - printed.keys():
        yield Observation(f"目录/{name}", (of_passage(entries[listed[name]]),), {"table": listed[name]}, "missing")
    for name in [name for name in printed if name not in listed and name != "绩效目标表"]:
        table = printed[name]
        yield Observation(
            f"目录/{name}", (Evidence(table.title, None, table.place),), {"table": called(table)}, "unlisted", severity="hint"
        )
    other = [(entry, printed[name]) for name, entry in listed.items() if name in printed and not _titled_alike(entry, printed[name].title)]
    if other:
        pairs = "；".join(f"{_bare_title(entry)} / {_bare_title(table.title)}" for entry, table in other)
        evidence = tuple(Evidence(table.title, None, table.place) for _, table in other)
        yield Observation("目录/表名", evidence, {"pairs": pairs}, "named", severity="hint")


_AROUND_TITLE = re.compile(
    r"^(?:(?:预算|公开)?\d+表[:：]?|附[件表]\d*[:：]?)|20\d{2}年(?:度)?|[.…·．\-—]{2,}\d*$|\([^)]*\)|(?:部门|单位|编制)[^:]{0,4}:.*$"
)


def _bare_title(title: str) -> str:
    return _AROUND_TITLE.sub("", label(_AROUND_TITLE.sub("", label(title)))).strip("《》")


def _titled_alike(one: str, other: str) -> bool:
    """Whether two titles are the same, or one is the other with less before it."""
    first, second = _bare_title(one), _bare_title(other)
    return first.endswith(second) or second.endswith(first)


def form_tables(disclosure: Disclosure) -> Iterator[Observation]:
    """C-20: every table of the form is printed, an empty one too; what the contents list is left to N-18."""
    listed = {words().table_of(entry) for entry in disclosure.contents if "表" in entry}
    for name in disclosure.form_tables if disclosure.tables else ():
        if not disclosure.find_table(name) and name not in listed:
            last = disclosure.tables[-1]
            yield Observation(f"表/{name}", (Evidence(last.title, None, last.place),), {"table": name})


_ASKED_EVERYWHERE = ("概况", "三公经费", "机关运行经费", "政府采购", "名词解释")
"""The sections that all catalogues ask for; others came later or belong to a form."""


def form_sections(disclosure: Disclosure) -> Iterator[Observation]:
    """C-21: every section of the form is there; where the form is not known, those that all forms have, as a hint."""
    told = {passage.scope for passage in disclosure.passages} | {statement.scope for statement in disclosure.statements}
    asked = disclosure.form_sections or _ASKED_EVERYWHERE
    if not disclosure.statements or not disclosure.passages or told.issuperset(asked):
        return
    told |= {terms().scope_of(passage.text[:_BEGINNING]) for passage in disclosure.passages if passage.kind in ("标题", "正文")}
    missing = [section for section in asked if section not in told]
    if missing and any(told):
        first = next((passage for passage in disclosure.passages if passage.scope), disclosure.passages[0])
        severity = "" if disclosure.form_sections else "hint"
        said = {"sections": listed(missing)}
        yield Observation("文/章节", (of_passage(first, first.section),), said, severity=severity)


_BEGINNING = 40
"""A paragraph says within its first characters what it is about."""


def state_capital_table(disclosure: Disclosure) -> Iterator[Observation]:
    """T10: a narrative that speaks of the state capital budget has its table, an empty one too; often a matter of the form."""
    told = next((statement for statement in disclosure.statements if statement.scope == "国有资本经营"), None)
    if told and disclosure.tables and not disclosure.find_table("国有资本经营支出表"):
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
    projects = disclosure.find_table("项目支出表")
    if not told or told.value != 0 or not projects:
        return
    buying = [line for line in projects.lines if line.level == "项目" and _PURCHASES.search(line.name)]
    figures = [figure for line in buying for figure in line.figures[:1] if figure and figure.value]
    if figures:
        said = {"projects": text("word.and").join(line.name for line in buying)}
        yield Observation("文/政府采购/政府采购/数额", tuple(of_figure(figure) for figure in (told, *figures)), said)
