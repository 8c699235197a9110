"""Which year is spoken of: titles and sentences about the budget year, comparisons with the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetnb.checking.observing import Observation, of_passage
from budgetnb.figures import Disclosure, Passage

_LONGEST_TITLE = 60
_LOOKS_BACK = re.compile(r"执行|决算|完成|总结|回顾|绩效评价|自评")
"""Words of titles that speak of a year gone by."""
_QUOTED = re.compile(r"《[^》]*》")
_YEAR = re.compile(r"(20\d{2})\s*年")
_AGAINST = r"(?:与|比|较|同|相较于|相比于|对比)"
_COMPARED = re.compile(rf"{_AGAINST}\s*(20\d{{2}})\s*年")
_LAST = re.compile(r"(20\d{2})\s*年度?(?:当年)?(?:年初|财政拨款)?(?:预算)?(?:执行|完成|决算)数")
"""Last year's number, by the words for it."""
_PAST = r"执行|决算|完成|结转|结余|期末|年末|月|底|截至|截止|至|印发|以来|追加|比|较|相比"
_SPOKEN = re.compile(
    rf"(?<!\d)(20\d{{2}})\s*年度?[，,]?(?![^，。；]{{0,30}}(?:{_PAST}))[^，。；\d]{{0,40}}?(?:预算|收入|支出|经费|采购|绩效|收支|拨款|安排)"
)
"""A sentence that says what a year's budget is."""
_STOCK = re.compile(r"(?:截至|截止)\s*(20\d{2})\s*年|(20\d{2})\s*年(?:期末|年末|末|底|12月)")
_APART = ("名词解释", "概况", "项目", "国有资产")


def wrong_years(disclosure: Disclosure) -> Iterator[Observation]:
    """N-16: titles and sentences speak of the budget year, comparisons of the year before; quoted documents and dates are left alone."""
    if disclosure.year is None:
        return
    seen: dict[tuple[str, str, str, str], list[Passage]] = {}
    told = {statement.sentence.text for statement in disclosure.statements if statement.sentence.text}
    for passage in disclosure.passages:
        if passage.kind == "正文" and not passage.scope and not any(sentence in passage.text for sentence in told):
            continue
        for printed, right, variant in _wrong(passage, disclosure.year):
            where = passage.scope or passage.kind
            seen.setdefault((where, printed, right, variant), []).append(passage)
    for (where, printed, right, variant), passages in seen.items():
        yield Observation(
            f"文/{where}/年份/{printed}",
            tuple(map(of_passage, passages)),
            {"printed": printed, "right": right},
            variant,
            severity="hint" if variant == "stock" else "",
        )


def _wrong(passage: Passage, year: int) -> Iterator[tuple[str, str, str]]:
    """The wrong years of a passage: as printed, as they should read, and what they are of."""
    words = _QUOTED.sub("", passage.text)
    if passage.kind != "正文":
        if len(words) < _LONGEST_TITLE and "预算" in words and not _LOOKS_BACK.search(words):
            spoken = [int(found) for found in _YEAR.findall(_COMPARED.sub("", words))]
            yield from ((f"{one}年", f"{year}年", "title") for one in dict.fromkeys(spoken) if year not in spoken)
        return
    if passage.scope == "国有资产":
        stocks = [int(one or other) for one, other in _STOCK.findall(words)]
        yield from ((f"{one}年", f"{year - 1}年", "stock") for one in stocks if one not in (year, year - 1))
    if passage.scope in _APART:
        return
    for found in (*_COMPARED.finditer(words), *_LAST.finditer(_COMPARED.sub("", words))):
        if int(found.group(1)) != year - 1:
            yield found.group(), f"{year - 1}年", "compared"
    for sentence in re.split(r"[。；;]", words):
        told = _SPOKEN.match(sentence.strip()) or _named_before(sentence)
        if told and int(told.group(1)) != year and not _speaks_of(sentence, year) and not _looks_back(passage, told.group(1)):
            yield f"{told.group(1)}年", f"{year}年", "opening"


def _named_before(sentence: str) -> re.Match[str] | None:
    """The year of a sentence that begins with a name: "甲区乙局2024年度财政拨款支出预算 …"."""
    before = re.match(r"[^，。；：:\d]{2,40}(?=20\d{2}年)", sentence.strip())
    return _SPOKEN.match(sentence.strip(), before.end()) if before and not re.search(rf"{_AGAINST}$|截[至止]$", before.group()) else None


def _looks_back(passage: Passage, year: str) -> bool:
    """Whether a passage stands below a heading about what was spent in that year ("二、2021年三公经费决算情况")."""
    return year in _YEAR.findall(passage.section) and bool(_LOOKS_BACK.search(passage.section))


def _speaks_of(sentence: str, year: int) -> bool:
    """Whether a sentence names the budget year as well: another year in it is then last year's number."""
    return str(year) in _YEAR.findall(_COMPARED.sub("", sentence))
