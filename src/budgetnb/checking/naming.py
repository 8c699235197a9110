"""Whose budget it says it is: the organisation's name on covers, in contents, headings, above tables and in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from budgetnb.checking.observing import Observation, of_passage
from budgetnb.figures import Disclosure, Passage
from budgetnb.recognising.names import LONGEST_TITLE, Named, names_above, owner_named, sentence_named, title_named
from budgetnb.texts.names import listed

_ALIKE = 0.6
"""A title that ends with no word for an organisation names one when it is as like the name as this."""
_NO_NAME = re.compile(r"[×xX*＊○〇_]{2}|^(?:本|我|各|全|该|其|主管|上级|下级|所属|下属|直属|部门|单位|预算|内设|同级|有关|相关|无)")
_REGION = re.compile(r"[省市区县州盟旗乡镇]$")
_LEADS = re.compile(r"^(第[一二三四五六七八九十]+部分|附件[:：]?|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．、])+")
_YEAR = re.compile(r"20\d{2}年(度)?")
_TAILS = re.compile(
    r"(部门|单位)?(预算|决算)?(公开)?(情况)?(编制)?(说明|概况|预算表|表|主要职责|主要职能|机构设置|单位构成情况|基本情况|文本|预算|预算公开)$"
)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a disclosure may be called, and the names of those it speaks of as its own."""

    name: str
    others: frozenset[str]
    told: str = field(repr=False)

    def bears(self, printed: str) -> bool:
        """Whether it is called so: in full, in short, or with its region before it."""
        return (
            _called(printed, self.name)
            or any(_called(printed, other) for other in self.others)
            or (len(printed) > 3 and printed in self.told)
        )


def name_differs(disclosure: Disclosure) -> Iterator[Observation]:
    """N-17: cover, contents, headings, labels above tables and sentences name the organisation whose budget it is."""
    if not disclosure.name:
        return
    seen: dict[str, list[Passage]] = {}
    for passage, name in _wrong(disclosure):
        seen.setdefault(name, []).append(passage)
    for name, passages in seen.items():
        places = listed(passage.kind for passage in passages)
        yield Observation(f"名称/{name}", tuple(map(of_passage, passages)), {"printed": name, "name": disclosure.name, "where": places})


def _wrong(disclosure: Disclosure) -> Iterator[tuple[Passage, str]]:
    names = _names(disclosure)
    labelled = [owner_named(passage.text) for passage in disclosure.passages]
    owners = [(passage, named) for passage, named in zip(disclosure.passages, labelled, strict=True) if named]
    usual = {
        label: Counter(named.name for _, named in owners if named.label == label).most_common(1)[0][0]
        for label in {named.label for _, named in owners}
    }
    for passage, named in owners:
        right = usual[named.label] if names_above(named.label) and disclosure.level == "单位" else ""
        if not _called(named.name, right or disclosure.name) and not (not right and names.bears(named.name)):
            yield passage, named.name
    front = _front(disclosure)
    for place, passage in enumerate(disclosure.passages):
        name = _titled(passage, place < front or passage.kind == "页眉", names) if not labelled[place] else ""
        if name:
            yield passage, name


def _names(disclosure: Disclosure) -> _Names:
    lines = {line.name for table in disclosure.tables for line in table.lines if line.level in ("部门", "单位") and line.name}
    units = {line.unit for table in disclosure.tables for line in table.lines if line.unit}
    told = "\n".join("".join(passage.text.split()) for passage in disclosure.passages if passage.scope == "概况" and passage.kind == "正文")
    return _Names(disclosure.name, frozenset(lines | units), told)


def _front(disclosure: Disclosure) -> int:
    """How many passages stand on the cover: those before the first heading or contents list."""
    return next((place for place, passage in enumerate(disclosure.passages) if passage.kind in ("目录", "标题", "表外文字")), 0)


def _titled(passage: Passage, cover: bool, names: _Names) -> str:
    """The wrong name in a title, a heading or at the beginning of a sentence; "" for none."""
    if len(passage.text) <= LONGEST_TITLE and (named := title_named(passage.text)) and (cover or not named.bare):
        return _if_wrong(named, names)
    if passage.kind == "正文" and passage.scope not in ("名词解释", "概况", "项目"):
        named = sentence_named(passage.text)
        return _if_wrong(named, names) if named else ""
    words = _likely(passage.text) if passage.kind in ("封面", "目录", "标题") else ""
    like = words and SequenceMatcher(None, words, names.name).ratio() >= _ALIKE
    return words if like and not names.bears(words) else ""


def _if_wrong(named: Named, names: _Names) -> str:
    return "" if names.bears(named.name) or _NO_NAME.search(named.name) else named.name


def _likely(text: str) -> str:
    """What is left of a title without year, number and the form's own words."""
    words = _YEAR.sub("", _LEADS.sub("", _YEAR.sub("", "".join(text.split()))))
    return "" if re.search(r"[。；，]", words) else re.sub(r"[（(](部门|单位|本级)[)）]$", "", _TAILS.sub("", words))


_OWN_OFFICE = re.compile(r"[（(]?(?:本级|机关|本部|汇总|部门|单位)[)）]?$")
_SHORT = (("委员会", "委"), ("办公室", "办"), ("联合会", "联"), ("街道办事处", "街道"), ("人民政府", "政府"), ("人民政府", ""))
"""How the ends of names are shortened."""


def _called(printed: str, name: str) -> bool:
    """Whether a printed name is this one: the same, its end, before 本级 or 机关, behind a region, or short for it."""
    bare, whole = _OWN_OFFICE.sub("", printed), _OWN_OFFICE.sub("", name)
    if bare == whole or (len(bare) >= 4 and whole.endswith(bare)) or any(_abbreviates(bare, one) for one in _shortened(whole)):
        return True
    region = bare.removesuffix(whole)
    return region != bare and bool(_REGION.search(region)) and region[-3:] not in whole


def _shortened(name: str) -> Iterator[str]:
    """A name and its shorter forms: 甲县发展和改革委 for 甲县发展和改革委员会."""
    yield name
    yield from (name.removesuffix(end) + short for end, short in _SHORT if name.endswith(end))


def _abbreviates(printed: str, name: str) -> bool:
    """Whether a short name leaves characters of the full one out and ends as it does (省检察院)."""
    rest = iter(name)
    return len(printed) >= 3 and printed[-1:] == name[-1:] and all(character in rest for character in printed)
