"""The numbers of one clause: what each is a number of, and how it is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from budgetnb.recognising.statements.drafts import Draft
from budgetnb.recognising.statements.placing import place
from budgetnb.recognising.statements.plain import full
from budgetnb.recognising.statements.roles import Meaning, meaning
from budgetnb.recognising.statements.subjects import Subject
from budgetnb.recognising.statements.terms import bare
from budgetnb.recognising.statements.thread import Thread
from budgetnb.recognising.statements.tokens import MONEY, Token, family

_ONWARD = re.compile(r"(?:[、,，]|[和及与或](?!上|去年|前年|同期|(?:19|20)\d\d))*")
_EACH = re.compile(r"分别")
_SUM = re.compile(r"(?:以上)?(?:合计|共计|总计|总共)(?:为|:)?")
_THIS_YEAR = re.compile(r"本年|今年|当年|(?:19|20)\d\d年")
_PARTS = ("辆", "台")
_FAR = 160
"""Words further before a number than this do not name it; no lead grows without bound."""


def read(thread: Thread, start: int, end: int, figures: tuple[Token, ...]) -> None:
    """Read the figures of the clause `start:end` of the thread's text."""
    before = start
    for order, token in enumerate(figures):
        if token.value is None:
            thread.leave(token)
        else:
            _figure(thread, before, token, figures[order + 1 :])
        before = token.stop
    tail = thread.text[before:end]
    same = thread.patterns.same.match(tail)
    if same and thread.current and (thread.against or thread.current.compared):
        thread.current.turn(0, same.group())


def _figure(thread: Thread, before: int, token: Token, following: tuple[Token, ...]) -> None:
    lead_at = _ONWARD.match(thread.text, before, token.start).end()  # type: ignore[union-attr]
    lead_at = max(lead_at, token.start - _FAR)
    lead = thread.text[lead_at : token.start]
    unit = token.unit or _borrowed(thread, token, following)
    if thread.queue and not lead and thread.queued:
        _put(thread, thread.queued, thread.queue.pop(0), token, unit)
        return
    meant = meaning(lead, family(unit), thread.patterns, thread.year).shifted(lead_at)
    if thread.past and meant.role == "数额" and not _THIS_YEAR.search(lead):
        meant = replace(meant, role="上年")
    if meant.compared:
        thread.against = meant.compared
    if not unit and meant.role == "增减额":
        meant, unit = _unitless(thread, meant)
    if not unit and token.value == 0 and thread.current:
        unit = next((number.unit for number in thread.current.numbers if number.unit in MONEY), "")
    if not unit and meant.role not in ("增减额", "增减率"):
        thread.leave(token)
        return
    named = _several(thread, meant, lead, family(unit)) or _total(thread, lead) or _named(thread, meant, token, family(unit))
    if named and not _listable(thread, named, family(unit)):
        if named.term:
            thread.speak_of(_named(thread, meant, token, "元") or named)
        _uncounted(thread, token, unit)
        return
    _put(thread, meant, named, token, unit)


def _put(thread: Thread, meant: Meaning, named: Subject | None, token: Token, unit: str) -> None:
    number = thread.number(meant, token, unit)
    counted = thread.counts(thread.current) if thread.current and named is None else ""
    if thread.current and counted and family(unit) not in ("%", counted):
        named = _kin(thread, thread.current, family(unit))
    elif meant.role == "数额" and named is None and thread.current and not thread.current.subject.known:
        named = _further(thread.current, meant)
    if named is None and not _fits(thread, family(unit), counted):
        thread.put_aside(token, "量")
    elif not place(thread, meant, named, number, token.start):
        _uncounted(thread, token, unit)


def _kin(thread: Thread, spoken: Draft, kind: str) -> Subject | None:
    """The term of the same matter that is counted in `kind`; of what has none, its value in money."""
    name = thread.words.kin(spoken.term, kind)
    if name:
        return Subject(name)
    return Subject(f"{spoken.term}（金额）", False) if kind == "元" else None


def _further(spoken: Draft, meant: Meaning) -> Subject | None:
    """As in "项目总投资 1,200 万元，2024年安排 300 万元": of words of their own, a second amount is another matter."""
    words = full(bare(meant.subject)).removesuffix("为").removesuffix("是")
    return Subject(f"{spoken.term}（{words}）", False) if words and spoken.has("数额") else None


def _fits(thread: Thread, kind: str, counted: str) -> bool:
    """Whether a number without a term can be one of what is spoken of."""
    if kind == "%" or counted:
        return kind in ("%", "元", counted)
    spoken = thread.current.subject if thread.current else thread.implied()
    return spoken is None or spoken.term not in thread.words.terms or kind in thread.words.terms[spoken.term].units


def _named(thread: Thread, meant: Meaning, token: Token, kind: str) -> Subject | None:
    named = thread.subject(meant.subject, "" if kind == "%" else kind) if meant.subject else None
    if kind not in ("%", "元") and (named is None or not named.known):
        named = thread.after_number(token, kind) or named
    if named is None or named.known:
        return named
    if meant.role == "上年" and thread.brackets:
        return None
    return named


def _listable(thread: Thread, named: Subject, kind: str) -> bool:
    """Whether a number of this kind may be claimed of this subject: of words of its own only money, rates and parts of a list."""
    of_list = bool(thread.head and thread.head.subject.known and thread.counts(thread.head) == kind)
    return named.known or (bool(named.term) and (kind in ("元", "%", *_PARTS) or of_list))


def _several(thread: Thread, meant: Meaning, lead: str, kind: str) -> Subject | None:
    """The first of several terms that are served in turn ("A和B分别为 … 、 …")."""
    if not _EACH.search(lead):
        return None
    words = re.split(r"[、和及与]", _EACH.sub("", meant.subject))
    named = [found for part in words if part and (found := thread.subject(part, kind)) and found.term]
    if len(named) < 2:
        if not thread.served or bare(meant.subject):
            return None
        named = list(thread.served)
    thread.served, thread.queue, thread.queued = tuple(named), named[1:], replace(meant, subject="")
    return named[0]


def _total(thread: Thread, lead: str) -> Subject | None:
    """As in "货物 80 万元，服务 70 万元，合计 150 万元": the term the list is of."""
    current = thread.current
    if not _SUM.fullmatch(lead) or current is None or not current.of or not current.has("数额"):
        return None
    whole = thread.board.last(current.of)
    return whole.subject if whole else Subject(current.of, current.of in thread.words.terms)


def _borrowed(thread: Thread, token: Token, following: tuple[Token, ...]) -> str:
    """The unit of the next number, where a number is printed without ("较上年 2.08 减少 0.03 万元")."""
    if not following or not following[0].unit:
        return ""
    between = thread.text[token.stop : following[0].start]
    if not between.strip("、和及与至到-~,，"):
        return following[0].unit
    return following[0].unit if following[0].unit in MONEY and thread.patterns.change.search(between) else ""


def _unitless(thread: Thread, meant: Meaning) -> tuple[Meaning, str]:
    """As in "增长（下降）0": what follows the amount of the change is a rate."""
    current = thread.current
    if current and current.has("增减额") and not current.has("增减率"):
        return replace(meant, role="增减率"), "%"
    return meant, ""


def _uncounted(thread: Thread, token: Token, unit: str) -> None:
    if family(unit) in ("元", "%", *_PARTS):
        thread.leave(token)
    else:
        thread.put_aside(token, "量")
