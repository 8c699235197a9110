"""A number whose meaning is known is put into its claim."""

from __future__ import annotations

import re

from budgetnb.recognising.statements.claims import Number
from budgetnb.recognising.statements.drafts import CHANGES, Draft
from budgetnb.recognising.statements.roles import Compared, Meaning
from budgetnb.recognising.statements.subjects import Subject, subject
from budgetnb.recognising.statements.thread import Thread
from budgetnb.recognising.statements.tokens import family


def place(thread: Thread, meant: Meaning, named: Subject | None, number: Number, at: int) -> bool:
    """Put a number into the claim it belongs to, a new one if need be; False when it has no term."""
    draft = _draft(thread, meant, named, at)
    if draft is None:
        return False
    if draft.of and not draft.numbers and not _alike(thread, draft.of, number):
        draft.of, draft.listing = "", 0
    draft.add(number, thread.sentence(at))
    if meant.role in CHANGES:
        draft.against(meant.compared or thread.against)
        thread.changed = draft
    elif meant.role == "上年":
        draft.base = draft.base or meant.base
        draft.against(meant.compared)
    elif meant.role == "占比":
        thread.whole = _whole(thread, meant.whole) if meant.whole else thread.whole
        draft.whole = thread.whole if meant.whole or not draft.of else ""
    thread.current = draft
    thread.main = thread.main or draft
    return True


def _draft(thread: Thread, meant: Meaning, named: Subject | None, at: int) -> Draft | None:
    if meant.role == "数额":
        return _for_amount(thread, named, at)
    if meant.role == "上年":
        return _for_prior(thread, named)
    return _for_change(thread, meant.role, named, meant.compared)


def _for_amount(thread: Thread, named: Subject | None, at: int) -> Draft | None:
    current = thread.current
    if named is None:
        if current is None:
            implied = thread.implied()
            return _new(thread, implied) if implied else None
        return current if not current.has("数额") else _again(thread, current, at)
    if thread.head and named.term == thread.head.term and thread.of == named.term:
        return thread.new(Subject(f"{named.term}（其中）", False))
    if current and current.term == named.term and not current.has("数额") and current.paragraph == thread.paragraph:
        return current
    return _new(thread, named)


def _again(thread: Thread, current: Draft, at: int) -> Draft:
    """The same term states its amount once more; last year's number in the same sentence goes with it."""
    draft = thread.again(current)
    sentence = thread.sentence(at)
    for number, (paragraph, spot) in zip(tuple(current.numbers), tuple(current.spots), strict=True):
        if number.role == "上年" and (paragraph, spot) == (thread.paragraph, sentence):
            current.numbers.remove(number)
            current.spots.remove((paragraph, spot))
            draft.add(number, spot)
            draft.base, current.base = current.base, ""
    return draft


def _for_prior(thread: Thread, named: Subject | None) -> Draft | None:
    if named is None:
        current = thread.current
        if current is None:
            implied = thread.implied()
            return _new(thread, implied) if implied else None
        return current if not current.has("上年") else thread.again(current)
    return _found(thread, named, "上年") or _new(thread, named)


def _for_change(thread: Thread, role: str, named: Subject | None, compared: Compared | None) -> Draft | None:
    if named is not None:
        return _found(thread, named, role) or _new(thread, named)
    current = thread.current
    if current is None:
        implied = thread.implied()
        return _new(thread, implied) if implied else None
    another = current.has(role) or (current.changes() and _otherwise(current, compared))
    return thread.again(current) if another else current


def _otherwise(draft: Draft, compared: Compared | None) -> bool:
    """Whether a change is against another number than the one a claim compares with: another year's, or 执行数 for 预算数."""
    if compared is None:
        return False
    years = [re.findall(r"(?:19|20)\d\d", words) for words in (draft.compared, compared.words)]
    return bool(compared.base and draft.base and compared.base != draft.base) or (all(years) and years[0] != years[1])


def _found(thread: Thread, named: Subject, role: str) -> Draft | None:
    """The latest claim of a term of this scope that has no such number yet and stated an amount, or is being read."""
    return thread.board.last(
        named.term, lambda draft: not draft.has(role) and draft.scope == thread.scope and (draft is thread.current or draft.has("数额"))
    )


def _new(thread: Thread, named: Subject) -> Draft:
    return thread.new(named)


def _alike(thread: Thread, of: str, number: Number) -> bool:
    """Whether a number can be part of what its list belongs to: money of money, vehicles of vehicles."""
    whole = thread.board.last(of, lambda draft: bool(thread.counts(draft)))
    return whole is None or family(number.unit) in ("%", thread.counts(whole))


def spoken_of(thread: Thread, words: str) -> list[Draft]:
    """The claims that words name: of their term or of its two sides, else what is spoken of."""
    named = thread.subject(words, "") if words else None
    if named is None:
        given = thread.current if thread.current and thread.current.changes() else thread.changed or thread.current
        return [given] if given else []
    names = (named.term, *thread.words.sides(named.term))
    found = [draft for name in names if (draft := thread.board.last(name))]
    return found


def _whole(thread: Thread, words: str) -> str:
    """The term that words name as what a share is of: a total means everything here, also beside an account."""
    current = thread.current
    kind = (thread.counts(current) if current else "") or "元"
    found = thread.subject(words, kind) or subject(words, thread.scope, kind, thread.words)
    return found.term if found else ""
