"""What was understood, laid over what was read: paragraphs in pieces, tables with recognised names beside the printed ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from budgetnb.figures import Disclosure, Figure, Passage, Place, Statement, Table
from budgetnb.showing.printed import Printed, as_printed
from budgetnb.texts import has_text, text
from budgetnb.texts.names import in_words

_ACCOUNT = re.compile(r"([^（）()]+)[（(][类款项][）)]")
"""The names in an account given by all of them: 一般公共服务支出（类）财政事务（款）行政运行（项）."""
ROLES = ("数额", "上年", "增减额", "增减率", "占比")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, and what it was read as.

    `role` is that of its figure, unread, aside (a number that states no figure), said (a claim without
    a figure) or "".
    """

    text: str
    role: str = ""
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A paragraph in pieces, with its kind and its place."""

    passage: Passage
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table with its layout."""

    table: Table
    printed: Printed


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    role: str
    reads: str


def lay(disclosure: Disclosure) -> tuple[tuple[Laid | LaidTable, ...], tuple[tuple[Place, str], ...]]:
    """Paragraphs and tables in the order of the document, and what was read but stands in no paragraph we have."""
    by_section: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(disclosure.passages):
        by_section[passage.section].append(number)
    spans: dict[int, list[_Span]] = defaultdict(list)
    lost: list[tuple[Place, str]] = []
    for place, role, said in _marks(disclosure):
        found = _find(place, disclosure.passages, by_section)
        if found is None:
            lost.append((place, said))
            continue
        start = disclosure.passages[found].text.index(place.text or "")
        first, last = place.span or (0, len(place.text or ""))
        spans[found].append(_Span(start + first, start + last, role, said))
    laid = [Laid(passage, tuple(_pieces(passage.text, spans[number]))) for number, passage in enumerate(disclosure.passages)]
    return tuple(_in_order(disclosure, laid)), tuple(lost)


def _marks(disclosure: Disclosure) -> Iterator[tuple[Place, str, str]]:
    """Every place in the narrative that means something, its role and what it was read as."""
    for statement in disclosure.statements:
        for role, figure in statement.figures:
            yield figure.place, role, reads(statement, role, figure)
        if not statement.figures:
            end = len(statement.sentence.text or "")
            place = statement.sentence
            yield _at(place, end), "said", text("reading.said", term=in_words(statement.term), word=statement.direction_word)
    for aside in (aside for aside in disclosure.asides if not aside.place.table):
        yield aside.place, "aside", _kind(aside.kind)
    for unread in disclosure.unread:
        if not unread.place.table and unread.place.text:
            yield unread.place, "unread", text("reading.unread")


def _kind(kind: str) -> str:
    """What a number that states no figure is."""
    return text(f"reading.kind.{kind}") if has_text(f"reading.kind.{kind}") else kind


def reads(statement: Statement, role: str, figure: Figure) -> str:
    """What a number in a sentence was read as."""
    named = _ACCOUNT.findall(statement.term)
    term = f"{statement.code} {named[-1]}" if statement.code and named else in_words(statement.term)
    return text("reading.reads", term=term, role=text(f"finding.role.{role}"))


def _at(place: Place, end: int) -> Place:
    """The end of a sentence, where something is noted that no number says."""
    return Place(place.file, place.page, place.line, section=place.section, text=place.text, span=(end, end))


def _find(place: Place, passages: Sequence[Passage], by_section: Mapping[str, Sequence[int]]) -> int | None:
    """The paragraph that holds a sentence: of several in its section the last one that begins before it."""
    there = [number for number in by_section.get(place.section or "", ()) if place.text and place.text in passages[number].text]
    before = [number for number in there if _position(passages[number].place) <= _position(place)]
    return before[-1] if before else there[0] if there else None


def _position(place: Place) -> tuple[int, int]:
    return place.page or 0, place.line or 0


def _pieces(words: str, spans: Iterable[_Span]) -> Iterator[Piece]:
    """The text cut at its spans; what stands on the same characters is read as several things."""
    at = 0
    together: dict[tuple[int, int], list[_Span]] = defaultdict(list)
    for span in spans:
        together[span.start, span.end].append(span)
    for (start, end), here in sorted(together.items()):
        if start < at:  # begins within another number: the note of that one stands
            continue
        if start > at:
            yield Piece(words[at:start])
        known = [span for span in here if span.role not in ("unread", "aside")] or here
        yield Piece(words[start:end], known[0].role, text("reading.and").join(dict.fromkeys(span.reads for span in known)))
        at = end
    if at < len(words):
        yield Piece(words[at:])


def _in_order(disclosure: Disclosure, laid: Sequence[Laid]) -> Iterator[Laid | LaidTable]:
    """Paragraphs as they come, each table before the first paragraph that is printed after it."""
    files = {source.file: number for number, source in enumerate(disclosure.sources)}

    def order(place: Place, table: bool) -> tuple[int, int, int, bool]:
        return files.get(place.file, 0), place.page or 0, place.line or 0, table

    blocks: list[tuple[tuple[int, int, int, bool], Laid | LaidTable]] = [(order(one.passage.place, False), one) for one in laid]
    blocks += [(order(table.place, True), LaidTable(table, as_printed(table))) for table in disclosure.tables]
    yield from (block for _, block in sorted(blocks, key=lambda pair: pair[0]))
