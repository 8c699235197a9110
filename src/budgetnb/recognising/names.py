"""Where and how organisations are named on paper: titles, labels above tables, sentences about their budget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from budgetnb.recognising.words import label
from budgetnb.yamls import parse_yaml

LONGEST_TITLE = 60
_LEADS = re.compile(r"^(第[一二三四五六七八九十]+部分[:：]?|附件\d*[:：]?|附[:：])+")
_YEAR = r"20\d{2}年?(?:度|初)?"
_OWN = r"[^，,。；;：:、“”《》\d]"


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation's name as printed; `label` is what stands before it ("" in titles and sentences), `bare` a line with nothing else."""

    name: str
    label: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Patterns:
    owner: re.Pattern[str]
    title: re.Pattern[str]
    sentence: re.Pattern[str]
    above: frozenset[str]


def owner_named(text: str) -> Named | None:
    """The name behind a label, at the beginning or behind a table's title: "编制部门：甲区乙局 单位：元" names 甲区乙局.

    >>> owner_named("编制部门：甲区乙局  单位：元").name
    '甲区乙局'
    """
    words = "".join(text.split()).replace(":", "：")
    found = _patterns().owner.search(words) if "：" in words else None
    return Named(found["name"], found["label"]) if found else None


def title_named(text: str) -> Named | None:
    """The name in a title or heading, which says nothing else but the form's own words and a year; `bare` where it says not even that.

    >>> title_named("第二部分 甲县乙局2024年部门预算情况说明").name, title_named("甲县乙局").bare, title_named("甲县乙局管理办法")
    ('甲县乙局', True, None)
    """
    words = _LEADS.sub("", label(text))
    found = _patterns().title.fullmatch(words) if len(words) <= LONGEST_TITLE else None
    return Named(found["name"], bare=not (found["before"] or found["after"])) if found else None


def sentence_named(text: str) -> Named | None:
    """The name a sentence about a budget begins with: "2024年，甲区乙局收入预算 …".

    >>> sentence_named("2024年，甲区乙局收入预算100万元").name
    '甲区乙局'
    """
    found = _patterns().sentence.match("".join(text.split()))
    return Named(found["name"]) if found else None


def names_above(label: str) -> bool:
    """Whether a label names the organisation above the one whose budget it is (主管部门)."""
    return label in _patterns().above


@cache
def _patterns() -> _Patterns:
    words = parse_yaml((files(__package__) / "names.yaml").read_text(encoding="utf-8"), "names.yaml").content
    labels, ends, around, spoken = (_any(words[key]) for key in ("labels", "ends", "around", "spoken"))
    around = around.replace("（", "[(（]").replace("）", "[)）]")
    name = rf"(?P<name>{_OWN}{{1,38}}?(?:{ends}))"
    return _Patterns(
        re.compile(
            rf"(?:^|(?<=[表元日]))(?P<label>{labels})：(?!(?:百|千)?[万亿]?元)(?P<name>{_OWN}{{3,40}}?)(?=$|(?:金额|计量|货币)?单位：|日期：|{_YEAR})"
        ),
        re.compile(rf"(?P<before>(?:{_YEAR})?){name}(?P<after>(?:{_YEAR}|{around})*)"),
        re.compile(rf"^(?:{_YEAR})?[，,]?{name}(?:[(（](?:部门|单位|本级)[)）])?的?(?:{_YEAR})?[，,]?(?:{spoken})"),
        frozenset(words["above"]),
    )


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
