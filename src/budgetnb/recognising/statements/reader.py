"""The narrative of a section, part by part and clause by clause, into claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from budgetnb.recognising.statements import numbers, outline, reasons, wordings
from budgetnb.recognising.statements.belonging import give_back
from budgetnb.recognising.statements.claims import Reading
from budgetnb.recognising.statements.clauses import Clause, clauses, parts, within
from budgetnb.recognising.statements.drafts import Draft
from budgetnb.recognising.statements.plain import plain
from budgetnb.recognising.statements.roles import phrases
from budgetnb.recognising.statements.subjects import NO_NAMES, account_of
from budgetnb.recognising.statements.terms import Terms, terms
from budgetnb.recognising.statements.thread import Outside, Thread
from budgetnb.recognising.statements.tokens import Token, family, tokens
from budgetnb.recognising.words import numbering

_LIST = re.compile(r"(?:其中|(?:主要|具体)?包括|具体为|具体是|分别为|分别是|包含)(?=$|[^的])")
_SPENT_ON = re.compile(r"(?:主要)?用于:?")
_SORTED = re.compile(r"(?:其中)?[按从][^，。]{0,14}?(?:划分|分类|类别|用途|性质|来源|科目|类型|分|看)$")
_PRIOR = re.compile(r"(?:上年|去年|上一年|(?:19|20)\d\d年)")
_HEADING_WORDS = re.compile(r"情况|说明|事项|概况|职责|设置|目标|预算$|经费$")
_HEADING_LENGTH = 45
_BUDGET_YEAR = re.compile(r"(?P<against>[与比较同和]?)(?P<year>(?:19|20)\d\d)年度?[^。;]{0,30}?(?:预算|收入|支出|经费|收支|公用|编制)")
_STOP = re.compile(r"[。!?]")


def scope_of(title: str, *more: Path) -> str:
    """The canonical scope that the words of a section's title name, "" when they name none.

    >>> scope_of("七、一般公共预算“三公”经费支出预算情况说明"), scope_of("第三部分 其它")
    ('三公经费', '')
    """
    return terms(*more).scope_of(title)


def read_section(title: str, paragraphs: Sequence[str], year: int | None = None, *more: Path) -> Reading:
    """All numbers of the narrative of one section.

    `year` is the budget year; without it the latest year whose budget is spoken of is taken. `more` are files that
    add to `terms.yaml`. A heading among the paragraphs ("（二）政府采购支出预算情况") changes the scope of what follows it.
    """
    words = terms(*more)
    return _read(words, words.scope_of(title), paragraphs, year or budget_year((title, *paragraphs)))


def read_claims(paragraph: str, scope: str = "", year: int | None = None, *more: Path) -> Reading:
    """All numbers of one paragraph that stands in a section of `scope`."""
    return _read(terms(*more), scope, (paragraph,), year or budget_year((paragraph,)))


def _read(words: Terms, scope: str, paragraphs: Sequence[str], year: int | None) -> Reading:
    change = words.change
    thread = Thread(words, phrases(change["more"], change["less"], change["open"], change["same"]), scope, year)
    for place, paragraph in enumerate(paragraphs):
        _paragraph(thread, place, paragraph)
    reasons.stop(thread, len(thread.text))
    give_back(thread.board.drafts)
    return Reading(thread.board.finished(words.sides), tuple(thread.nonfigures), tuple(thread.loose))


def budget_year(texts: Sequence[str]) -> int | None:
    """The latest year whose budget the texts speak of, or the one after the latest they compare with; None when they name none."""
    years = [int(found["year"]) + bool(found["against"]) for text in texts for found in _BUDGET_YEAR.finditer(plain(text).text)]
    return max(years, default=None)


def _paragraph(thread: Thread, place: int, paragraph: str) -> None:
    if thread.close not in ("", ":", "，") or (thread.close != ":" and outline.mark(plain(paragraph).text, 0)[0]):
        reasons.stop(thread, len(thread.text))
    reasons.turn_page(thread)
    thread.paragraph, thread.source, thread.plain = place, paragraph, plain(paragraph)
    thread.stops = [found.end() for found in _STOP.finditer(thread.text)]
    found = tokens(thread.text)
    for token in found:
        if not token.figure:
            thread.put_aside(token, token.kind)
    figures = tuple(token for token in found if token.figure)
    for start, end in parts(thread.text):
        if start < end:
            _part(thread, start, end, figures)


def _part(thread: Thread, start: int, end: int, numbered: tuple[Token, ...]) -> None:
    level, begin = outline.mark(thread.text, start)
    if level and thread.close == "，":
        reasons.stop(thread, start)
    for token in within(numbered, start, begin):
        thread.put_aside(token, "序号")
    text = thread.text[begin:end]
    figures = bool(within(numbered, begin, end))
    if not figures and _heading(thread, text, level):
        thread.close = ""
        return
    listed = not level and _listed(text)
    if not figures and not level:
        above, at = thread.outline, -1.0
    else:
        above, at = outline.enter(thread.outline, level, listed)
    if level:
        above = _beside(thread, level, thread.text[start:begin], above)
    _begin(thread, above, level, text)
    before, carried = len(thread.board.drafts), thread.current
    for clause in clauses(thread.text, begin, end, numbered):
        _clause(thread, clause)
    drafts = thread.board.drafts[before:]
    goes_on = not level and carried is not None and (drafts[0].subject is carried.subject if drafts else figures)
    if not goes_on:
        thread.outline = _grown(thread, above, at, text, drafts)
    if thread.close not in "，、" or not thread.close:
        thread.end_sentence()


def _beside(thread: Thread, level: int, mark: str, above: outline.Outline) -> outline.Outline:
    """The outline above a numbered part: that of the first one of its kind, whatever stood between them."""
    number = numbering(mark + "。")
    if number and number[1] > 1:
        return thread.firsts.get(level, above)
    thread.firsts[level] = above
    return above


def _grown(thread: Thread, above: outline.Outline, at: float, text: str, drafts: Sequence[Draft]) -> outline.Outline:
    """The outline after a part: with a branch for what it spoke of, or with the last branch open to its list."""
    announces = outline.opens(text)
    listed = drafts[0].of if drafts and drafts[0].of != thread.inherited else ""
    term = thread.of if announces and thread.of != thread.inherited else listed or (drafts[0].term if drafts else "")
    if at < 0:
        if not announces:
            return above
        last = above[-1] if above else outline.Branch(0, "", True)
        if not _LIST.fullmatch(text.rstrip(":")):
            term = term or last.term
        return (*above[:-1], replace(last, open=True, term=term, listing=thread.new_listing()))
    return (
        *above,
        outline.Branch(at, term or outline.parent(above), announces, listing=thread.new_listing() if term else outline.listing(above)),
    )


def _begin(thread: Thread, above: outline.Outline, level: int, text: str) -> None:
    """A part begins. A numbered one speaks of nothing yet; another may go on with what the last one spoke of."""
    thread.inherited = thread.of = outline.parent(above)
    thread.listing = thread.inherited_listing = outline.listing(above)
    thread.head, thread.against, thread.brackets = None, None, []
    if level:
        thread.speak_of(None)
        thread.main = thread.changed = None
    elif re.match(r"(?:与|比|较|同)(?:上|去年|(?:19|20))", text):
        thread.current = thread.main or thread.current
    else:
        thread.main = None


def _heading(thread: Thread, text: str, level: int) -> bool:
    """Take in a heading: it names an account, a scope or a term for what follows. False for other text."""
    if not text or len(text) > _HEADING_LENGTH or re.search(r"[，。;]", text) or outline.opens(text):
        return False
    reasons.stop(thread, thread.text.find(text))
    account = account_of(text, thread.words, thread.path)
    if account:
        thread.speak_of(account, labelled=True)
        thread.path = account.names
    elif _HEADING_WORDS.search(text) and (scope := thread.words.scope_of(text)):
        thread.scope, thread.path = scope, NO_NAMES
        thread.speak_of(None)
    else:
        named = thread.subject(text, "元")
        known = named if named and named.known else None
        if not level and not known:
            return False
        thread.speak_of(known, labelled=True)
    above, at = outline.enter(thread.outline, level, True)
    thread.outline = (*above, outline.Branch(at, outline.parent(above), False, True, outline.listing(above)))
    return True


def _listed(text: str) -> bool:
    """Whether an unnumbered part may be an entry of a list: it begins with a term and its number, not with a year."""
    first = re.split(r"[，。;]", text, maxsplit=1)[0]
    return bool(re.search(r"\d", first)) and not re.search(r"\d年|本年度", first.partition(":")[0])


def _clause(thread: Thread, clause: Clause) -> None:
    if thread.reason_from is not None and not reasons.goes_on(thread, clause):
        reasons.stop(thread, clause.start)
    start = _connective(thread, clause)
    if thread.reason_from is not None:
        _aside(thread, clause.figures)
    else:
        _statement(thread, clause, start)
    _close(thread, clause)


def _statement(thread: Thread, clause: Clause, start: int) -> None:
    reason = reasons.begins(thread.text, start, clause.end)
    end = reason.start() if reason else clause.end
    if not reason and reasons.cause(thread.text[start:end]) and clause.close == "，":
        _aside(thread, clause.figures)
        return
    figures = tuple(token for token in clause.figures if token.start < end)
    if figures:
        numbers.read(thread, start, end, figures)
    elif not reason or reason.start() > start:
        wordings.read(thread, start, end, clause.close)
    if reason:
        reasons.start(thread, start, reason)
        _aside(thread, tuple(token for token in clause.figures if token.start >= end))


def _aside(thread: Thread, figures: tuple[Token, ...]) -> None:
    for token in figures:
        thread.put_aside(token, "原因")


def _connective(thread: Thread, clause: Clause) -> int:
    """Read what joins a clause to the one before; where its own words begin."""
    if thread.reason_from is not None:
        return clause.start
    found = _LIST.match(thread.text, clause.start, clause.end)
    if not found and (clause.close == ":" or any(family(token.unit) == "元" for token in clause.figures)):
        found = (_SPENT_ON.match if clause.figures else _SPENT_ON.fullmatch)(thread.text, clause.start, clause.end)
    if found:
        thread.begin_list(alone=found.group() == thread.text.rstrip(":"))
        return found.end()
    if not clause.figures and _SORTED.fullmatch(thread.text, clause.start, clause.end):
        thread.divide()
        return clause.end
    return clause.start


def _close(thread: Thread, clause: Clause) -> None:
    thread.close = clause.close
    if clause.close == "(":
        thread.brackets.append(Outside(thread.current, thread.head, thread.of, thread.listing, len(thread.lists)))
        if thread.current and not _PRIOR.match(thread.text, clause.end + 1):
            thread.list_of(thread.current.term)
    elif clause.close == ")" and thread.brackets:
        outside = thread.brackets.pop()
        thread.current = outside.current or thread.current
        thread.head, thread.of, thread.listing = outside.head, outside.of, outside.listing
        del thread.lists[outside.lists :]
    elif clause.close == ";":
        thread.end_entry()
    elif clause.close in ("。", "!", "?"):
        thread.end_sentence()
