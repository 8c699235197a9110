"""Which term the words before a number name: a known one, an account by its path, one of their own, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from budgetnb.recognising.statements.claims import LEVELS
from budgetnb.recognising.statements.plain import full
from budgetnb.recognising.statements.terms import Terms, bare

Names = tuple[str, str, str]
NO_NAMES: Names = ("", "", "")

_LEVEL = re.compile(r"\((?P<code>\d{2,7})?(?P<level>类|款|项)?\)")
_CODED = re.compile(r"^[“\"]?(?P<code>\d{3}|\d{5}|\d{7})(?=[^\d，。;:.年万元%])")
_BEFORE_NAME = re.compile(r"^(?:.*[“\"「，。;:]|(?:19|20)\d\d年度?|\d+[.、]?|主要用于|用于|其中|按|安排|、|和|及|与)+")
_LEADING = re.compile(
    r"^(?:(?:截[至止]|至)?(?:(?:19|20)\d\d年(?:度|末|底|初|期末|期初)?|\d{1,2}月(?:\d{1,2}日|底|末|份)?|\d{1,2}日)|其中|此外|另外|同时|并且?|以及|及|和|与|、|"
    r"含|即|主要为|主要是|具体为|主要用于|用于|具体|主要|拟|将|还|则|为|是|的|全年|本年度?|当年|今年|年度|年初|预计|计划|按|[我本该](?:部门|单位|系统|中心|街道|[局院厅委办处所校馆])?|:|”|\))+"
)
_TRAILING = re.compile(
    r"(?:[为是共计约近各有拟等了额数:”]|共计|共有|合计|总计|小计|达到?|分别|安排|预算|执行|决算|数额|总额|总金额|金额|总数|支出|收入|资金|"
    r"经费|费用|[类款项]?科目|项目|情况|规模|年初|当年|全年|本年|财政拨款|下达|批复|(?:19|20)\d\d年度?|较|同比|均|合并|总量|所需|总体|涉及|部分|还|也|则|主要|其中|账面|价值|原值)$"
)
_ORGANISATION = re.compile(r"(?:[局院厅委办室处部会所队站校馆署社团府乡镇区县市省]|中心|单位|部门|街道|学校|大学|医院|机关|本级|全系统)$")
_UNNAMED = 40
"""Longer words than this are a sentence, not the name of anything."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is a number of."""

    term: str
    known: bool = True
    names: Names = NO_NAMES
    code: str = ""
    overall: bool = False


def subject(words: str, scope: str, kind: str, terms: Terms, path: Names = NO_NAMES) -> Subject | None:
    """The subject that words name, None when they name none; `path` completes an account that names only its lower levels."""
    account = _account(words, terms, path)
    if account:
        return account
    coded = _CODED.match(words)
    if coded:
        own = _own(words[coded.end() :])
        return replace(own, code=coded["code"]) if own else None
    return _named(bare(words), scope, kind, terms)


def account_of(words: str, terms: Terms, path: Names) -> Subject | None:
    """The account (类款项) that words name by its levels, if they do."""
    return _account(words, terms, path)


def _account(words: str, terms: Terms, path: Names) -> Subject | None:
    if "(" not in words:
        return None
    marks = [mark for mark in _LEVEL.finditer(words) if mark["code"] or mark["level"]]
    if not marks or (len(marks) == 1 and not marks[0]["level"]):
        return None
    names, code, start = list(path), "", 0
    for order, mark in enumerate(marks):
        level = LEVELS.index(mark["level"]) if mark["level"] else min(order, 2)
        name = words[start : mark.start()]
        names[level:] = [_name(name, level, terms, first=start == 0), *[""] * (2 - level)]
        code, start = code + (mark["code"] or ""), mark.end()
    full_names: Names = (names[0], names[1], names[2])
    return Subject(_path(full_names, terms), names=full_names, code=code)


def _name(words: str, level: int, terms: Terms, first: bool) -> str:
    name = words.strip("“”\"'、，-—:")
    if first:
        name = _BEFORE_NAME.sub("", name)
    if level == 0:
        found = terms.class_of(name)
        name = name[found[1] :] if found else name
    return full(name)


def _path(names: Names, terms: Terms) -> str:
    head = terms.classes.get(names[0], names[0])
    return "".join(f"{name}（{level}）" for name, level in zip((head, *names[1:]), LEVELS, strict=True) if name)


@lru_cache(maxsize=4096)
def _trailing(words: str) -> str:
    found = _TRAILING.search(words)
    return words[: found.start()] if found else words


def _named(words: str, scope: str, kind: str, terms: Terms) -> Subject | None:
    """The term or class whose words reach furthest back, once what may follow them is taken off."""
    left, best = words, (len(words), "", "")
    while left:
        known = terms.ending(left, scope, kind)
        if known and known[1] < best[0]:
            best = (known[1], known[0], "")
        as_class = terms.class_of(left) if kind in ("元", "%", "") else None
        if as_class and as_class[1] < best[0]:
            best = (as_class[1], "", left[as_class[1] :])
        if best[0] == 0:
            break
        shorter = _trailing(left)
        left = shorter if shorter != left else ""
    if best[1]:
        return Subject(best[1], overall=terms.terms[best[1]].overall)
    if best[2]:
        printed: Names = (best[2], "", "")
        return Subject(_path(printed, terms), names=printed)
    return _own(words)


def _stripped(words: str) -> str:
    left, name = words, ""
    while name != left:
        name, left = left, _LEADING.sub("", _trailing(left))
    return name


def _own(words: str) -> Subject | None:
    """A subject by the words themselves, None when nothing but an organisation, a year or a filler is left of them."""
    core = _stripped(words)
    if not core or _ORGANISATION.search(core):
        return None
    name = re.sub(r"(?:为|是|共|共计|达到?|约|安排|预算数?|:)+$", "", _LEADING.sub("", words))
    return Subject(full(name)[:_UNNAMED], False) if name and len(name) <= _UNNAMED else Subject("", False)
