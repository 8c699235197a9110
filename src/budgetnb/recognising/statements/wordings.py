"""What a clause without numbers says: unchanged, none, a comparison, a label, what is spoken of."""

from __future__ import annotations

import re
from decimal import Decimal

from budgetnb.recognising.statements.claims import Number
from budgetnb.recognising.statements.roles import compared, unchanged
from budgetnb.recognising.statements.subjects import Subject
from budgetnb.recognising.statements.terms import bare
from budgetnb.recognising.statements.thread import Thread

_AMONG = re.compile(r"(?:预算|支出|收入|经费|资金|费|总额|采购|车辆)中$")
_ANNOUNCED = re.compile(
    r"的?(?:具体|主要|分项)*(?:(?:内容|情况|明细|构成|用途|方面|项目)?(?:如下|分别为|分别是)"
    r"|(?:用于|包括|有|分为)?以下(?:[几一二三四五六七八]?个?)?(?:方面|内容|项目|部分)?|包括)$"
)
_NONE = re.compile(r"(?:无|没有|未安排|未编列|未编制|不涉及|未涉及|未使用)(?!变|增减|差|新)(?P<what>.+)$")
_NUMBERLESS = re.compile(r"(?:[万亿千]?元|%)$")
"""A unit whose number was forgotten: the words before it name what the next number is of, too."""
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_OPENING_LENGTH = 30
_LONGEST = 200


def read(thread: Thread, start: int, end: int, close: str) -> None:
    """Read a clause without figures."""
    text = thread.text[start:end]
    if not text or len(text) > _LONGEST:
        return
    if _same(thread, text, start) or _nil(thread, text, start):
        return
    against = compared(text, thread.patterns, thread.year)
    if against:
        thread.against = against
        _speak_of(thread, text[: against.start])
    elif _AMONG.search(text):
        _speak_of(thread, text[:-1])
        thread.begin_list()
    elif close == ":" or _ANNOUNCED.search(text):
        words = _ANNOUNCED.sub("", text)
        _label(thread, words, words != text)
    elif unit := _NUMBERLESS.search(text):
        _speak_of(thread, text[: unit.start()] if not text.startswith("占") else "")
    elif len(text) <= _OPENING_LENGTH and "、" not in text and (close == "，" or (close == "。" and thread.silent())):
        _speak_of(thread, text, labelled=close == "。")


def _same(thread: Thread, text: str, start: int) -> bool:
    found = unchanged(text, thread.patterns, thread.year, thread.against is not None)
    if not found:
        return False
    words, (first, last), against = found
    for named in _each(thread, words):
        draft = thread.board.last(named.term, lambda each: each.scope == thread.scope and not each.changes()) if named else thread.current
        draft = draft or (thread.new(named) if named else None)
        if draft:
            draft.turn(0, thread.words_at(start + first, start + last))
            draft.against(against or thread.against)
            draft.spots.append((thread.paragraph, thread.sentence(start))) if not draft.numbers else None
            thread.current = thread.changed = draft
    return True


def _each(thread: Thread, words: str) -> list[Subject | None]:
    """The terms that words list, [None] when they name none."""
    if not bare(words):
        return [None]
    several = [thread.subject(part, "") for part in words.split("、")]
    if all(each and each.known for each in several):
        return several
    whole = thread.subject(words, "")
    return [whole if whole and whole.known else None]


def _nil(thread: Thread, text: str, start: int) -> bool:
    """A clause that says there is none: an amount of 0 printed as 无."""
    found = _NONE.search(text)
    if not found or _LAST_YEAR.search(text):
        return False
    name = thread.words.nil(bare(found["what"]))
    if not name:
        return False
    first, last = thread.plain.span(start + found.start(), start + found.start("what"))
    draft = thread.new(Subject(name))
    draft.add(Number("数额", thread.source[first:last], Decimal(0), "", thread.paragraph, (first, last)), thread.sentence(start))
    thread.current = draft
    return True


def _speak_of(thread: Thread, words: str, labelled: bool = False) -> None:
    """Words that name a known term: it is what is spoken of from here on."""
    named = thread.subject(words, "") if bare(words) else None
    if not named or not named.known or not named.term:
        return
    thread.current = thread.board.last(named.term, lambda draft: draft.paragraph == thread.paragraph and draft.scope == thread.scope)
    if not thread.current:
        thread.speak_of(named, labelled)


def _label(thread: Thread, words: str, announced: bool) -> None:
    """Words before a colon: the term that follows, or the one whose parts are `announced` ("…主要内容如下：")."""
    named = thread.subject(words, "") if bare(words) else None
    if not named or not named.term:
        return
    if named.known or len(words) <= _OPENING_LENGTH:
        existing = thread.board.last(named.term, lambda draft: draft.scope == thread.scope) if announced and named.known else None
        thread.speak_of(None if existing else named, labelled=True)
        thread.current = existing
        if named.known:
            thread.list_of(named.term)
