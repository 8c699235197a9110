"""Codes against the official lists, and amounts that no opening budget has.

The lists are compiled from many sources; what they do not confirm is at most a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from budgetnb.amounts import decimals
from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Observation, called, of_figure
from budgetnb.codes import bare, bearers, budgets_of, leads_to, names_of, pairs
from budgetnb.figures import Disclosure, Figure, Line, Table
from budgetnb.texts import text


def negative_amounts(disclosure: Disclosure) -> Iterator[Observation]:
    """ALL-1: an opening budget has no negative amounts, at most two decimals of 万元, and no share outside of 0 to 100."""
    for table in disclosure.tables:
        for figure in table.figures():
            if figure.value is not None and figure.value < 0:
                yield Observation(figure.key, (of_figure(figure),), {"printed": figure.printed, "table": called(table)}, "amount")
        for figure in _finer(table):
            yield Observation(figure.key, (of_figure(figure),), {"printed": figure.printed, "term": called(table)}, "fine")
    for statement in disclosure.statements:
        for _, figure in statement.figures:
            if figure.value and figure.unit == "万元" and decimals(figure.value) > _MOST_DECIMALS:
                yield Observation(figure.key, (of_figure(figure),), {"printed": figure.printed, "term": statement.term}, "fine")
        share = statement.figure("占比")
        if share and share.value is not None and not 0 <= share.value <= 100:
            yield Observation(share.key, (of_figure(share),), {"printed": share.printed, "term": statement.term}, "share")


_MOST_DECIMALS = 2
"""Money in 万元 is printed with at most two decimals; finer ones are a slip of the pen."""
_HABIT = 10
"""Where more than one in so many figures of a table is finer, that is how its writer prints them."""


def _finer(table: Table) -> list[Figure]:
    """The few figures of a table in 万元 that have more decimals than the others."""
    printed = [figure for figure in table.figures() if figure.unit == "万元" and figure.value]
    finer = [figure for figure in printed if figure.value is not None and decimals(figure.value) > _MOST_DECIMALS]
    return finer if len(finer) * _HABIT < len(printed) else []


def names_of_codes(disclosure: Disclosure) -> Iterator[Observation]:
    """ALL-2: a code of 政府收支分类科目 exists and bears the name printed; a retired name is a hint too.

    The lists are those of 2024: an unknown code or another name says something only of recent years.
    """
    year = disclosure.year or _LISTS_FROM
    for table in disclosure.tables:
        for line in table.lines:
            if line.code and line.level in ("类", "款", "项") and line.label:
                kind, right = _wrong_name(line, year)
                if kind:
                    said = {"code": line.code, "name": line.label.strip(), "right": right, "table": called(table)}
                    severity = "warning" if kind == "swapped" and line.printed_code and year >= _LISTS_FROM else ""
                    yield Observation(f"{table.name}/{line.key}/名称", (_of_line(table, line),), said, kind, severity=severity)


_LISTS_FROM = 2020
_NAMES_FROM = 2018
"""The year of the economic codes in force, and from which the names of most functional codes are known."""
_NUMBER = re.compile(r"^\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．])\s*")


def _wrong_name(line: Line, year: int) -> tuple[str, str]:
    """What is wrong with the name of a line ("" for nothing), and the name in force."""
    known = names_of(line.code)
    if not known:
        return ("unknown", "") if year >= _LISTS_FROM else ("", "")
    printed = bare(_NUMBER.sub("", line.label))
    bearing = [row for row in known if bare(row.name) == printed]
    if bearing:
        over = all(row.valid_to.isdigit() and year > int(row.valid_to) for row in bearing)
        return ("retired", known[0].name) if over else ("", "")
    if year < _NAMES_FROM or known[0].mark == "uncertain":
        return "", ""
    anothers = bearers(_NUMBER.sub("", line.label))
    if anothers and not any(code.startswith(line.code) or line.code.startswith(code) for code in anothers):
        return "swapped", known[0].name
    return ("other", known[0].name) if year >= _LISTS_FROM and known[0].mark == "found" and not known[0].valid_to else ("", "")


def codes_named_alike(disclosure: Disclosure) -> Iterator[Observation]:
    """ALL-2b: one code bears one name in all tables; names that differ only in what writers leave out are the same."""
    named: dict[str, dict[str, tuple[Table, Line]]] = {}
    for table in disclosure.tables:
        for line in table.lines:
            if line.code and line.printed_code and line.level in ("款", "项") and line.label:
                named.setdefault(line.code, {}).setdefault(bare(line.label), (table, line))
    for code, names in named.items():
        if len(names) > 1 and not any(one in other or other in one for one, other in pairwise(sorted(names, key=len))):
            both = text("word.and").join(f"{line.label.strip()} ({called(table)})" for table, line in names.values())
            yield Observation(
                f"科目/{code}/名称", tuple(_of_line(table, line) for table, line in names.values()), {"code": code, "both": both}
            )


_SPECIAL = {"政府性基金支出表": "政府性基金", "国有资本经营支出表": "国有资本经营"}
_NOT_BASIC = re.compile(r"3(?!01|02|03|10)\d\d")


def codes_in_place(disclosure: Disclosure) -> Iterator[Observation]:
    """ALL-2c: funds and state capital stand in their own tables only, and nothing that is a whole government's in a department's."""
    for table in disclosure.tables:
        for line in table.lines:
            if line.code and line.level in ("类", "款", "项") and any(figure and figure.value for figure in line.figures):
                found = _misplaced(table.name, line.code)
                if found:
                    belongs, severity = found
                    said = {"code": line.code, "name": line.label.strip(), "table": called(table), "belongs": belongs}
                    yield Observation(f"{table.name}/{line.key}/所属", (_of_line(table, line),), said, severity=severity)


def _misplaced(table: str, code: str) -> tuple[str, str] | None:
    """The budget a code belongs to instead, and how sure that is; None where it is in place."""
    belongs = dict(budgets_of(code))
    own = _SPECIAL.get(table)
    if own and own not in belongs and "政府本级" not in belongs and not leads_to(code, own):
        sure = not leads_to(code[:3], own)
        return next(iter(belongs), "一般公共预算"), "warning" if sure else "hint"
    barred = {"社会保险基金", "政府本级"} | ({"政府性基金", "国有资本经营"} if table == "一般公共预算支出表" else set())
    wrong = next((budget for budget in belongs if budget in barred and budget != own), "")
    if wrong:
        return wrong, "warning" if belongs[wrong] == "found" else "hint"
    if table in ("基本支出表", "财政拨款基本支出表") and _NOT_BASIC.match(code):
        return "项目支出", "hint"
    return None


def economic_pairs(disclosure: Disclosure) -> Iterator[Observation]:
    """T6-4: the department's and the government's economic code of a line belong together (财政部对应表)."""
    for table in disclosure.tables:
        for line in table.lines:
            if line.code and line.government_code and (line.code, line.government_code) not in pairs():
                said = {"code": line.code, "government": line.government_code, "name": line.name}
                yield Observation(f"{table.name}/{line.key}/对应", (_of_line(table, line),), said)


def _of_line(table: Table, line: Line) -> Evidence:
    return Evidence(line.label.strip(), None, line.place or table.place, f"{table.name}/{line.key}/名称")
