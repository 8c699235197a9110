"""What the words before a number say of it: this year's amount, last year's, a change, a rate, a share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from budgetnb.recognising.statements.plain import full

Span = tuple[int, int]

_PERIOD = (
    r"(?P<period>上一?个?年度?(?:同期)?|去年(?:同期)?|前年|上期|(?P<year>(?:19|20)\d\d)年度?(?!\d{1,2}月))"
    r"(?!度?(?:结转|结余|[年期]?[末底终]))"
)
_AMID = r"(?:相比较?|对比|比较|相较|基本|略有?|有所|均|也|都|各|分别|总体|保持|没有|无|未|同比|净|大幅|共|约|稍|小幅)*"
_TAIL = r"(?:了|额度?|数|率|幅度?|比例|比率|金额|情况)*(?:为|是|约|达到?|共|计|近|合计)*:?$"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a change is compared with: the printed words, what is left of the sentence before and after."""

    words: str
    base: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """How one number is meant. `subject` are the words that name its term, "" where they name none.

    `word` is the span of the direction word in what was read, `whole` the words a share is of.
    """

    role: str
    subject: str
    direction: int | None = None
    word: Span | None = None
    compared: Compared | None = None
    whole: str | None = None
    base: str = ""
    sure: bool = True

    def shifted(self, by: int) -> Meaning:
        """The same with `word` counted from `by` characters earlier."""
        return replace(self, word=(self.word[0] + by, self.word[1] + by)) if self.word else self


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns of change, made of the words of direction in `terms.yaml`."""

    more: frozenset[str]
    word: re.Pattern[str]
    compare: re.Pattern[str]
    change: re.Pattern[str]
    onset: re.Pattern[str]
    reached: re.Pattern[str]
    same: re.Pattern[str]

    def way(self, word: str) -> int | None:
        """+1, -1, or None for a word that leaves both ways open ("增加(减少)")."""
        found = {1 if part in self.more else -1 for part in self.word.findall(word)}
        return found.pop() if len(found) == 1 else None


_SHARE = re.compile(
    r"(?:约|大约|共|分别|各|均|合计|总共|仅|所|只)*占(?![用有地据])(?P<whole>[^，。;]{0,60}?)的?(?:总?比重?|比例|比率|份额|百分比)?的?(?:约为?|分别为|为|是|达到?|近|:)*$"
)
_RATIO = re.compile(r"(?:占比|比重|所占比例)(?:分别)?(?:为|是|达到?|约)*$")
_BEYOND = re.compile(rf"(?P<how>小于|低于|少于|不及|大于|高于|多于|超过|超出)(?P<words>{_PERIOD}[^，。;\d]{{0,40}})$")
_EQUAL = re.compile(rf"(?:等于|同于|相当于)(?P<words>{_PERIOD}[^，。;\d]{{0,40}})$")
_PRIOR = re.compile(rf"^(?:其中|而|且|即|自|原|:)*{_PERIOD}(?:\([^)]*\))?的?(?P<rest>.*)$")
_FROM = re.compile(rf"^(?P<before>.*?)[由从]{_PERIOD}(?:\([^)]*\))?的?(?P<rest>.*)$")
_LESS_THAN = frozenset({"小于", "低于", "少于", "不及"})


@cache
def phrases(more: tuple[str, ...], less: tuple[str, ...], open_words: tuple[str, ...], same: tuple[str, ...]) -> Phrases:
    """The patterns made of words for more, less, a change either way, and unchanged."""
    either = _any((*more, *less, *open_words))
    unchanged = _any(same)
    compare = (
        rf"(?:同比|与|比|较|同|和|相较于?|相比于?|对比|比照)(?P<words>(?:{_PERIOD}(?:\([^)]*\))?|(?P<opening>年初(?=预算)))(?P<rest>[^，。;:]{{0,60}}?))"
        rf"(?:相比较?|相对比|比较|对比|相较|相(?=未|没|无)|比(?![例重如])|(?={_AMID}(?:{either}|{unchanged}))|$)"
    )
    verb = rf"(?P<verb>(?:{either})(?:[(/或]{{0,2}}(?:{either})\)?)?)"
    return Phrases(
        frozenset(more),
        re.compile(_any((*more, *less))),
        re.compile(compare),
        re.compile(rf"{_AMID}{verb}{_TAIL}"),
        re.compile(rf"^{_AMID}{verb}(?:了|额)?(?P<what>[^，。;到至为]{{2,40}})$"),
        re.compile(rf"(?:{either})[^，。;]{{0,6}}?[到至](?:了)?$"),
        re.compile(rf"(?P<same>(?:基本|保持|总体|大致)*(?:{unchanged}))"),
    )


def compared(text: str, patterns: Phrases, year: int | None) -> Compared | None:
    """What the text compares with, if it does; a year that is not before `year` is no comparison."""
    for found in patterns.compare.finditer(text):
        if found["year"] and year and int(found["year"]) >= year:
            continue
        opening = "年初预算" if found["opening"] else base(found["rest"])
        return Compared(full(found["words"]), opening, found.start(), found.end())
    same_period = text.find("同比")
    return Compared("同比", "", same_period, same_period + 2) if same_period >= 0 else None


def base(words: str) -> str:
    """预算数, 调整预算数 or 执行数 where the words say which of last year's numbers is meant."""
    if re.search("执行|决算|完成", words):
        return "执行数"
    if re.search("调整后?的?(?:预算|数)|预算调整", words):
        return "调整预算数"
    return "预算数" if re.search("预算|安排", words) else ""


def meaning(lead: str, kind: str, patterns: Phrases, year: int | None) -> Meaning:
    """How a number counted in `kind` is meant that stands right behind `lead` in its clause."""
    against = compared(lead, patterns, year)
    return (
        _share(lead, kind)
        or _beyond(lead, year)
        or _change(lead, kind, against, patterns)
        or _against(lead, kind, against)
        or _prior(lead, year)
        or Meaning("数额", lead, compared=against)
    )


def _share(lead: str, kind: str) -> Meaning | None:
    if kind not in ("%", ""):
        return None
    found = _SHARE.search(lead)
    if found:
        return Meaning("占比", lead[: found.start()], whole=found["whole"])
    ratio = _RATIO.search(lead)
    return Meaning("占比", lead[: ratio.start()], whole="") if ratio else None


def _beyond(lead: str, year: int | None) -> Meaning | None:
    found = _BEYOND.search(lead)
    if not found or (found["year"] and year and int(found["year"]) >= year):
        return None
    against = Compared(full(found["words"]), base(found["words"]), found.start(), found.end())
    return Meaning("增减额", lead[: found.start()], -1 if found["how"] in _LESS_THAN else 1, found.span("how"), against)


def _change(lead: str, kind: str, against: Compared | None, patterns: Phrases) -> Meaning | None:
    if patterns.reached.search(lead):
        return Meaning("数额", "", compared=against)
    found = patterns.change.search(lead, against.end if against else 0)
    role = "增减率" if kind == "%" else "增减额"
    if found:
        return Meaning(role, _named(lead, against, found.start()), patterns.way(found["verb"]), found.span("verb"), against)
    onset = patterns.onset.search(lead[against.end :] if against else lead)
    shift = against.end if against else 0
    if onset and (against or onset["verb"] in ("增加", "减少")):
        before, after = onset.span("verb")
        return Meaning(role, onset["what"], patterns.way(onset["verb"]), (before + shift, after + shift), against, sure=bool(against))
    same = patterns.same.search(lead, against.end) if against else None
    if same and same.end() == len(lead):
        return Meaning(role, lead[: against.start] if against else "", 0, same.span("same"), against)
    return None


def _against(lead: str, kind: str, against: Compared | None) -> Meaning | None:
    """As in "较2022年预算 1.50 万元": the number is the one compared with."""
    if against and against.end == len(lead) and kind != "%":
        return Meaning("上年", lead[: against.start], compared=against, base=against.base)
    return None


def _prior(lead: str, year: int | None) -> Meaning | None:
    found = _FROM.match(lead) or _PRIOR.match(lead)
    if not found or (found["year"] and not (year and int(found["year"]) < year)):
        return None
    before = found.groupdict().get("before") or ""
    return Meaning("上年", before or found["rest"], base=base(found["rest"]), sure=found.re is _FROM)


def _named(lead: str, against: Compared | None, end: int) -> str:
    """The words that name what changed: between comparison and change, else before the comparison."""
    if against is None:
        return lead[:end]
    return lead[against.end : end] or lead[: against.start]


def unchanged(text: str, patterns: Phrases, year: int | None, in_force: bool) -> tuple[str, Span, Compared | None] | None:
    """A clause without a number that says nothing changed: the words that name its term, the word for it, the comparison."""
    equal = _EQUAL.search(text)
    if equal:
        return (
            text[: equal.start()],
            (equal.start(), equal.start() + 2),
            Compared(full(equal["words"]), base(equal["words"]), *equal.span()),
        )
    against = compared(text, patterns, year)
    if not against and not in_force:
        return None
    found = patterns.same.search(text, against.end if against else 0)
    if not found:
        return None
    return _named(text, against, found.start()), found.span("same"), against


def _any(words: Mapping[str, object] | tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
