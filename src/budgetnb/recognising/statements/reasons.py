"""Reasons given for a change: where they begin and end. Their numbers are no figures of the disclosure."""

from __future__ import annotations

import re

from budgetnb.recognising.statements.clauses import Clause
from budgetnb.recognising.statements.drafts import CHANGES
from budgetnb.recognising.statements.placing import spoken_of
from budgetnb.recognising.statements.plain import full
from budgetnb.recognising.statements.roles import compared, meaning, unchanged
from budgetnb.recognising.statements.terms import bare
from budgetnb.recognising.statements.thread import Thread
from budgetnb.recognising.statements.tokens import family

_REASON = re.compile(
    r"(?:的|主要|具体|增减|增加|减少|变动|变化|增长|下降|持平|其){0,6}原因(?:一?是|为|系|在于|有)?:?(?:由于|因为|因(?!公))?"
    r"|主要一?(?:是|系|由于)(?:由于|因为|因(?!公)|由)?:?(?![\d:]|用于)|系因|是因为|是由于"
)
_CAUSE = re.compile(r"^(?:由于|因为|鉴于|受)")
_OF = re.compile(r"(?:比上年|较上年|同比)?(?:增加|减少|增长|下降|变动|变化|增减|增减变化|持平|较大|的){0,6}(?:主要)?$")
_ONE_BY_ONE = re.compile(r"(?:[一二三四五六七八九]是|其[一二三四]|第[一二三四])")
_GOES_ON = re.compile(r"(?:同时|[二三四五六七八]是|其次|再次|另外?一方面|另一方面|这|其中一是)")


def begins(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words that begin a reason in a clause."""
    return _REASON.search(text, start, end)


def cause(text: str) -> bool:
    """Whether a clause only gives the cause of what the next one says ("由于人员增加，…")."""
    return bool(_CAUSE.match(text))


def start(thread: Thread, clause_start: int, found: re.Match[str]) -> None:
    """From here on a reason is given, for what the words before it name."""
    words = _OF.sub("", thread.text[clause_start : found.start()])
    thread.reason_of = spoken_of(thread, words) if not re.search(r"\d", words) else spoken_of(thread, "")
    thread.reason_from = found.end()
    thread.reason_named = "原因" in found.group()


def stop(thread: Thread, end: int) -> None:
    """The reason ends; its words go to the claims it was given for."""
    if thread.reason_from is None:
        return
    words = full((thread.reason_words + thread.text[thread.reason_from : end]).strip("，:;。"))
    if "二是" in words and thread.text[: thread.reason_from].endswith("一是"):  # reasons told one by one begin with the first
        words = f"一是{words}"
    for draft in thread.reason_of:
        draft.reason = draft.reason or words
    thread.reason_from, thread.reason_words, thread.reason_of = None, "", []


def turn_page(thread: Thread) -> None:
    """The paragraph ends within a reason: what was read of it is kept."""
    if thread.reason_from is not None:
        thread.reason_words += thread.text[thread.reason_from :]
        thread.reason_from = 0


def goes_on(thread: Thread, clause: Clause) -> bool:
    """Whether a clause still belongs to the reason given before it."""
    text = thread.text[clause.start : clause.end]
    if thread.close in "。!?" and thread.close:
        return bool(_GOES_ON.match(text)) and not _states(thread, clause)
    if thread.close in ("", ";"):
        return bool(_ONE_BY_ONE.match(text)) or not _states(thread, clause)
    if thread.close == "，" and not thread.reason_named:
        return not _changes(thread, clause)
    return True


def _states(thread: Thread, clause: Clause) -> bool:
    """Whether a clause states the amount or change of a known term, or that it did not change."""
    if not clause.figures:
        same = unchanged(thread.text[clause.start : clause.end], thread.patterns, thread.year, False)
        named = thread.subject(same[0], "") if same and bare(same[0]) else None
        return bool(named and named.known)
    first = clause.figures[0]
    kind = family(first.unit)
    meant = meaning(thread.text[clause.start : first.start], kind, thread.patterns, thread.year)
    named = thread.subject(meant.subject, kind) if bare(meant.subject) else None
    return bool(named and named.known)


def _changes(thread: Thread, clause: Clause) -> bool:
    """Whether a clause compares with last year while the claim says nothing of that yet."""
    text = thread.text[clause.start : clause.end]
    if not compared(text, thread.patterns, thread.year) or (thread.current and thread.current.changes()):
        return False
    first = clause.figures[0] if clause.figures else None
    return (
        first is not None and meaning(text[: first.start - clause.start], family(first.unit), thread.patterns, thread.year).role in CHANGES
    )
