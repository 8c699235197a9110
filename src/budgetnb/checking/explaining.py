"""Why something changed: every change is followed by its reason, in its own sentence or where a reader finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetnb.amounts import YUAN
from budgetnb.checking.findings import Evidence
from budgetnb.checking.observing import Observation
from budgetnb.figures import Disclosure, Figure, Passage, Statement
from budgetnb.recognising.statements.terms import terms

_APART = ("名词解释", "概况", "项目", "绩效目标", "国有资产", "政府采购", "专项转移支付")
_MARK = re.compile(r"原因|主要是|主要系|由于|因为|系因|所致|受.{1,20}影响|因(?!公)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s*(?:[万亿]?元|%|％|个百分点|倍)")
_YEAR = re.compile(r"20\d{2}\s*年度?")
_OPENER = re.compile(r"(?:其中|具体|如下|包括|分别|情况)[^。]{0,12}[:：]?\s*$")
_FORMAL = re.compile(
    r"^(?:其中|具体|主要用于|用于|包括|主要包括|全部|占|分别|此外|另外|同时|与|比|较|同|说明如下|情况如下|分项|按(?:功能|用途|支出|经济|性质|资金|科目|类|收入))"
    r"|^(?:其|增减|增加|减少|变动|变化|增长|下降|的)*(?:主要|具体)?原因[是为系]?$"
)
_BEFORE = re.compile(r"^(?:因(?!公)|由于|受|鉴于|随着|根据|按照|为了)")
_ASKED = "三公经费"
"""The section in which the Ministry's inspections ask for the reason of every change."""
_SELDOM = 0.2
"""Where no more than this share of the other changes lacks a reason, each is meant to have its own."""
_MARKED = 8
"""A sentence that gives a reason says so within its first characters."""
_SHORTEST = 4
"""Fewer characters than these explain nothing."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A change in money, with the passage it stands in and the characters that follow its last figure there."""

    statement: Statement
    figures: tuple[Figure, ...]
    passage: Passage
    rest: str

    @property
    def amount(self) -> tuple[object, ...]:
        return (self.statement.direction, *((figure.value, figure.unit) for figure in self.figures[:1]))


def reason_missing(disclosure: Disclosure) -> Iterator[Observation]:
    """C-30: a change is explained: a warning where the document explains the others, and of 三公; a hint where it seldom does.

    Where another sentence may be meant to explain it, that is at most a hint.
    """
    changes = list(_changes(disclosure))
    bare = [change for change in changes if not change.statement.reason]
    everywhere = len(bare) - 1 <= (len(changes) - 1) * _SELDOM
    for change in bare:
        statement, figure = change.statement, change.figures[0]
        if _told(change) or _noted(change, disclosure.passages) or _summed_up(change, changes):
            continue
        elsewhere = _elsewhere(change, changes)
        asked = everywhere or statement.scope == _ASKED
        if elsewhere and not asked:
            continue
        said = {"term": statement.term, "word": statement.direction_word, "change": figure.printed}
        evidence = Evidence(statement.sentence.text or figure.printed, figure.value, figure.place, figure.key)
        variant, severity = ("elsewhere", "hint") if elsewhere else ("none", "" if asked else "hint")
        yield Observation(f"{statement.at}/原因", (evidence,), said, variant, severity=severity)


def _changes(disclosure: Disclosure) -> Iterator[_Change]:
    """The changes that a reader wants explained: of known terms and accounts, neither nil nor unchanged."""
    running = [passage for passage in disclosure.passages if passage.kind == "正文"]
    for statement in disclosure.statements:
        figures = tuple(figure for role in ("增减额", "增减率") if (figure := statement.figure(role)))
        known = statement.account or statement.code or statement.term in terms().terms
        if not figures or not known or statement.scope in _APART or statement.direction not in (1, -1):
            continue
        if not any(figure.value for figure in figures) or not all(figure.unit in (*YUAN, "%") for figure in figures):
            continue
        found = _stands(figures[-1], running)
        if found:
            yield _Change(statement, figures, *found)


def _stands(figure: Figure, running: Sequence[Passage]) -> tuple[Passage, str] | None:
    """The passage of a figure, and its text behind the figure."""
    text, span = figure.place.text or "", figure.place.span or (0, 0)
    for passage in running:
        at = passage.text.find(text) if passage.section == figure.place.section else -1
        if at >= 0:
            return passage, passage.text[at + span[1] :]
    return None


def _told(change: _Change) -> bool:
    """Whether a reason stands where no claim has it: before the change, behind it without a mark, or alone in the next sentence."""
    if _BEFORE.match("".join((change.statement.sentence.text or "").split())) or change.rest.rstrip().endswith(
        ("原因：", "原因是：", "原因:", "原因是:")
    ):
        return True
    sentence, _, after = change.rest.partition("。")
    own = re.split(r"[；;]", sentence)[0]
    following = after.partition("。")[0]
    if _MARK.search(following[:_MARKED]):
        return True
    return any(map(_explains, re.split(r"[，,：:]", own))) or bool(not _FIGURE.search(following) and _explains(following))


def _explains(clause: str) -> bool:
    words = "".join(clause.split())
    if _FIGURE.search(words) or _FORMAL.match(words) or _OPENER.search(words) or len(words) < _SHORTEST:
        return False
    return bool(_MARK.search(words)) or not terms().ending(words, "", "")


def _noted(change: _Change, passages: Sequence[Passage]) -> bool:
    """Whether a paragraph of the section explains without stating figures ("财政拨款收支增加的主要原因是 …")."""
    return any(
        passage.section == change.passage.section
        and passage.kind == "正文"
        and _MARK.search(passage.text)
        and not _FIGURE.search(_YEAR.sub("", passage.text))
        for passage in passages
    )


def _summed_up(change: _Change, changes: Sequence[_Change]) -> bool:
    """Whether it opens a list whose entries are explained, is a part like others left to the whole, or its own sentence explains it."""
    statement = change.statement
    here = [one for one in changes if one.statement.scope == statement.scope]
    if any(one.statement.reason and one.amount == change.amount and one.passage is change.passage for one in here):
        return True
    if statement.sides or _OPENER.search(change.passage.text):
        return any(one.statement.reason for one in here[here.index(change) + 1 :])
    siblings = [one for one in here if statement.of and one.statement.of == statement.of and one is not change]
    return bool(siblings) and _whole_told(change, here) and not any(one.statement.reason for one in siblings)


def _whole_told(change: _Change, here: Sequence[_Change]) -> bool:
    return any(one.statement.reason and one.statement.term == change.statement.of for one in here)


def _elsewhere(change: _Change, changes: Sequence[_Change]) -> bool:
    """Whether another reason may be meant for it: of the same change, of its parts, of its only whole, at the end of its sentence."""
    statement = change.statement
    here = [one for one in changes if one.statement.scope == statement.scope]
    alone = not any(one.statement.of == statement.of and one is not change for one in here)
    return (alone and bool(statement.of) and _whole_told(change, here)) or any(
        one.amount == change.amount
        or (one.statement.scope == statement.scope and one.statement.of == statement.term)
        or (
            one.passage is change.passage
            and len(one.rest) < len(change.rest)
            and "。" not in change.rest[: len(change.rest) - len(one.rest)]
        )
        for one in changes
        if one.statement.reason
    )
