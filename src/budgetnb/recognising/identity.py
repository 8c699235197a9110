"""Whose budget it is: kind, level, name, code and year, from what the document prints most consistently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgetnb.figures import Table
from budgetnb.recognising.words import numbering, plain

_YEAR = re.compile(r"(20\d{2})\s*年")
_COMPARED = re.compile(r"[与比较同]20\d{2}年")
_SENTENCE = re.compile(r"[,，。;；:：]")
_OWNER = re.compile(
    r"^(?:编制部门|编制单位|部门名称|单位名称|预算部门|预算主管部门|预算单位|部门|单位|填报单位)[:：](?!(?:万|千|亿|百万)?元)([^:：]{3,40}?)(?:(?:金额)?单位[:：].*)?$"
)
_COVER = re.compile(
    r"^(?:20\d{2}年度?(?!度))?([^,，。；：]{3,40}?)(?:20\d{2}年度?)?(?:区级|县级|市级|省级|本级)?(?:部门|单位)?(?:预算|决算)(?:公开|说明|情况说明|编制说明|信息公开|公开说明|公开文本)*$"
)
_HEADING = re.compile(r"^(?:[一二三四]、)?([^,，。；：、]{4,40}?)(?:部门)?(?:概况|主要职能|主要职责|机构设置|基本情况)$")
_NO_NAME = re.compile(r"^(部门|单位|第|本表|预算|一般公共|财政|政府性|附件)|收入|支出|收支|拨款|经费|[、，。]|^$|^20\d{2}年")
_OWN_LEVEL = ("本级", "机关", "本部门", "本单位")
_LEVEL = re.compile(
    r"(部门|单位)(?:20\d{2})?年?度?(?!预算支出经济|预算经济)(?:预算|决算|收支|收入|支出|财务|财政|一般|政府|国有|基本|项目)"
)
_PLACEHOLDER = re.compile(r"[×xX＊*]{2,}|[○〇]{2,}|（单位名称）|\(单位名称\)|20[×xX]{2}年|_{3,}")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose disclosure, of which level and year, and what kind of document it is."""

    kind: str
    level: str | None
    name: str
    code: str | None
    year: int | None


def identify(lines: Sequence[str], tables: Sequence[Table], claims: int) -> Identity:
    """The identity of a document with these short lines (titles, headings, owners), tables and amounts told."""
    short = [plain(line) for line in lines if len(line) <= 60]
    titles = [plain(table.title) for table in tables]
    return Identity(
        _kind(short, tables, claims), _level(titles) or _level(short), _name(short, tables), _code(tables), _year(titles, short)
    )


def _kind(short: Sequence[str], tables: Sequence[Table], claims: int) -> str:
    budget = sum("预算" in line for line in short)
    final = sum("决算" in line for line in short)
    if final > budget:
        return "final_accounts"
    if not tables and not claims:
        return "unknown"
    printed = any(figure.value for table in tables for figure in table.figures())
    if tables and not printed and not claims and any(_PLACEHOLDER.search(line) for line in short):
        return "blank_template"
    return "budget"


def _level(titles: Sequence[str]) -> str | None:
    """部门 or 单位, whichever the titles say more often; None when they say neither."""
    words = Counter(word for title in titles for word in _LEVEL.findall(title))
    return words.most_common(1)[0][0] if words else None


def _name(short: Iterable[str], tables: Sequence[Table]) -> str:
    """The organisation's name: as its own line in a table says, else as most labels, titles and headings do."""
    departments, units = (_owners(tables, level) for level in ("部门", "单位"))
    own = departments or (units if len(units) == 1 else [])  # of several units none is the department
    named = Counter([*_named(short, _OWNER), *_named(short, _COVER), *_named(short, _HEADING)])
    return next(iter((*own, *(name for name, _ in named.most_common(1)), *units)), "")


def _owners(tables: Sequence[Table], level: str) -> list[str]:
    """The organisations of a level that have lines of their own, in printed order."""
    return list(dict.fromkeys(line.name for table in tables for line in table.lines if line.level == level and line.name))


def _named(short: Iterable[str], pattern: re.Pattern[str]) -> list[str]:
    lines = (re.sub(r"^第[一二三四五六七八九十]+部分", "", line) for line in short if not numbering(line))
    names = [re.sub(r"20\d{2}年(度)?$", "", found.group(1)) for line in lines if (found := pattern.match(line))]
    return [name for name in names if name not in _OWN_LEVEL and not _NO_NAME.search(name)]


def _code(tables: Sequence[Table]) -> str | None:
    """The code printed on the organisation's line: its unit's where it has just one."""
    units = list(dict.fromkeys(line.code for table in tables for line in table.lines if line.level == "单位" and line.code))
    departments = list(dict.fromkeys(line.code for table in tables for line in table.lines if line.level == "部门" and line.code))
    chosen = units if len(units) == 1 else departments
    return chosen[0] if chosen else None


def _year(titles: Sequence[str], short: Sequence[str]) -> int | None:
    """The year most titles of tables name, else most headings about a budget, else most lines; what they compare with does not count."""
    heads = [line for line in short if "预算" in line and not _SENTENCE.search(line)]
    for lines in (titles, heads, short):
        years = Counter(int(year) for line in lines for year in _YEAR.findall(_COMPARED.sub("", line)))
        if years:
            return years.most_common(1)[0][0]
    return None
