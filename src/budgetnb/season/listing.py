"""The units that a narrative lists under 机构设置: “纳入编制范围的预算单位共计3家，具体包括：…” and its likes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetnb.figures import Disclosure, Passage
from budgetnb.season.organisations import Organisation

SCOPE = "概况"
_BUDGET_UNITS = re.compile(r"预算单位|编制范围|单位预算")
_UNITS = re.compile(r"(?:行政|参公|事业|所属|下属|直属|二级)(?:预算)?单位")
_OFFICES = re.compile(r"内设|科室|处室|股室|职能部门|编制\d+名")
_LISTS = re.compile(r"(?:具体)?(?:包括|包含)[:：]?|(?:分别是|分别为|如下|是|为|有)[:：]|[，,]即[:：]?")
_NUMBERED = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）.．、]|[①-⑳]|[（(][一二三四五六七八九十]+[)）])\s*")
_END = "[局厅委院室办处心站所队社馆校学会部府道镇乡园场厂司团库台段关级）)]"
_BETWEEN = re.compile(rf"[、，,]|(?<={_END})和(?=[^和]*$)")
"""What stands between the names of a list; the 和 of 文化和旅游局 does not."""
_AFTER_NAME = re.compile(rf"[，,]|(?<={_END})(?:、|和(?=[^和]*$))")
"""The same where names have a 、 in them (水土保持、移民工作站)."""
_COUNT = re.compile(r"(\d{1,3})[家个]")
_WHOLE = re.compile(r"(?:共计?|总计|合计)有?(\d{1,3})[家个]")
_BELOW = re.compile(r"(?:下属|所属|直属)(?:的)?(\d{1,3})[家个](?:二级)?预算单位|(?:下属|所属|直属)预算单位(\d{1,3})[家个]")
_NONE = re.compile(r"(?:没有|无)(?:下属|所属|直属|二级)的?(?:预算)?单位")
_IN_ALL = re.compile(r"预算单位共计?(\d{1,3})[家个]")
_OWN_OFFICE = re.compile(r"本部|本级|机关")
_TAIL = re.compile(r"等?(?:\d+[家个])?(?:预算)?(?:单位)?$")
_NAME = re.compile(r"[\w（）()“”·、]{2,40}")
_NO_NAME = re.compile(r"\d[家个名]|负责|在职|人员|经费|[预决]算$|^(?:以及|其他|无)|没有")


@dataclass(frozen=True, slots=True)
class Listing:
    """The units listed, how many there are said to be (None where no number is given), and the sentence."""

    units: tuple[Organisation, ...]
    count: int | None
    passage: Passage


def listed_units(disclosure: Disclosure) -> tuple[Organisation, ...]:
    """The units that the narrative lists; none where it has no list that is understood."""
    found = unit_listing(disclosure)
    return found.units if found else ()


def units_said(disclosure: Disclosure) -> int | None:
    """How many budget units the narrative says there are, the own office included; None where it does not say."""
    for passage in _told(disclosure):
        words = "".join(passage.text.split())
        if found := _BELOW.search(words):
            return int(found.group(1) or found.group(2)) + bool(_OWN_OFFICE.search(words))
        if _NONE.search(words):
            return 1
        if found := _IN_ALL.search(words):
            return int(found.group(1))
    return None


def unit_listing(disclosure: Disclosure) -> Listing | None:
    """The list of budget units, else of subordinate units; lists of offices within one are none."""
    told = _told(disclosure)
    for subject in (_BUDGET_UNITS, _UNITS):
        for place, passage in enumerate(told):
            if found := _listing(passage, told[place + 1 :], subject):
                return found
    return None


def _told(disclosure: Disclosure) -> list[Passage]:
    return [passage for passage in disclosure.passages if passage.scope == SCOPE and passage.kind == "正文"]


def _listing(passage: Passage, following: Sequence[Passage], subject: re.Pattern[str]) -> Listing | None:
    for sentence in re.split(r"[。；;]", "".join(passage.text.split())):
        subjects = list(subject.finditer(sentence))
        verb = _LISTS.search(sentence, subjects[-1].end()) if subjects else None
        if verb is None or _OFFICES.search(sentence):
            continue
        count = _count(sentence[: verb.start()])
        inline = _inline(sentence[verb.end() :], count)
        names = list(_names(inline, passage)) if inline else list(_below(following))
        if names and all(names):
            return Listing(tuple(name for name in names if name), count, passage)
    return None


def _inline(words: str, count: int | None) -> list[str]:
    """The names of a list within a sentence; a 、 is part of a name where there are then as many as the sentence says."""
    names, longer = ([name for name in between.split(words) if name] for between in (_BETWEEN, _AFTER_NAME))
    return longer if len(longer) == count else names


def _names(printed: Sequence[str], passage: Passage) -> Iterator[Organisation | None]:
    """Names one by one; None for words that are none."""
    for place, words in enumerate(printed):
        name = _NUMBERED.sub("", words).lstrip("、")
        if place == len(printed) - 1:
            name = _TAIL.sub("", name) or name
        fits = _NAME.fullmatch(name) and not _NO_NAME.search(name) and not _AFTER_NAME.search(name)
        yield Organisation(name, place=passage.place) if fits else None


def _below(following: Sequence[Passage]) -> Iterator[Organisation | None]:
    """The names on numbered lines right below."""
    for passage in following:
        words = "".join(passage.text.split())
        if not _NUMBERED.match(words):
            return
        yield from _names([words.rstrip("。；;，,、")], passage)


def _count(before: str) -> int | None:
    """How many units a sentence says there are: in all, else of its kinds together."""
    whole = _WHOLE.search(before)
    kinds = [int(number) for number in _COUNT.findall(before)]
    return int(whole.group(1)) if whole else sum(kinds) if kinds else None
