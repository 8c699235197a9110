"""The narrative as passages and statements: what each sentence claims, with its place on paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from budgetnb.amounts import decimals, half_unit, precision
from budgetnb.codes import codes_named
from budgetnb.figures import Aside, Figure, Passage, Place, Statement, Unread
from budgetnb.reading.document import Document, Paragraph, Spot
from budgetnb.recognising.sections import Section, contents_of, heading_depth, section_words, sections_of
from budgetnb.recognising.statements import Claim, budget_year, read_section, scope_of
from budgetnb.recognising.statements.terms import terms
from budgetnb.recognising.vocabulary import words
from budgetnb.recognising.words import label, plain


@dataclass(frozen=True, slots=True)
class Narrative:
    """All that is printed outside of tables."""

    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    unread: tuple[Unread, ...]
    asides: tuple[Aside, ...]
    contents: tuple[str, ...]


def read_sections(document: Document, apart: set[int]) -> Narrative:
    """The narrative of a document; `apart` are the positions of the blocks that belong to tables."""
    listed = contents_of(document)
    sections = list(sections_of(document, apart | set(listed), _names_scope))
    year = budget_year([block.text for block in document.blocks if isinstance(block, Paragraph)])
    statements: list[Statement] = []
    unread: list[Unread] = []
    asides: list[Aside] = []
    lists = 0
    passages = dict(_outside(document, apart, listed, sections))
    for section in sections:
        title = next((heading for heading in reversed(section.headings) if scope_of(heading)), "")
        scope = scope_of(title)
        reading = read_section(title, [_paragraph(document, place).text for place in section.paragraphs], year)
        passages |= {place: _passage(document, place, section_words(section.headings), scope) for place in section.paragraphs}
        statements += [_statement(document, section, claim, lists) for claim in reading.claims]
        lists += max((claim.listing for claim in reading.claims), default=0)
        unread += [Unread(loose.printed, _spanned(document, section, loose.paragraph, loose.span)) for loose in reading.loose]
        asides += [
            Aside(other.kind, other.printed, _spanned(document, section, other.paragraph, other.span)) for other in reading.nonfigures
        ]
    return Narrative(
        (*(passages[place] for place in sorted(passages)), *_running_heads(document)),
        tuple(_numbered(_with_precision(statements))),
        tuple(unread),
        tuple(asides),
        tuple(_paragraph(document, place).text for place in listed[1:]),
    )


def _names_scope(heading: str) -> bool:
    """Whether a heading opens a section of its own; one that names an account goes on with an enumeration."""
    words = label(heading)
    return bool(scope_of(heading)) and not re.search(r"\([类款项]\)", words) and not codes_named(words, "类")


def _paragraph(document: Document, place: int) -> Paragraph:
    block = document.blocks[place]
    assert isinstance(block, Paragraph)  # noqa: S101  sections hold paragraphs only
    return block


def _outside(document: Document, apart: set[int], listed: Sequence[int], sections: Sequence[Section]) -> Iterator[tuple[int, Passage]]:
    """Cover, contents and headings, by position: the paragraphs that are no running text."""
    running = {place for section in sections for place in section.paragraphs}
    first = min((*listed, *running, *apart), default=len(document.blocks))
    for place, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or place in apart or (place in running and place >= first and place not in listed):
            continue
        kind = "目录" if place in listed else "标题" if heading_depth(block.text) is not None and place > first else "封面"
        yield place, _passage(document, place, block.text if kind == "标题" else kind, "", kind)
    for place in sorted(apart):
        block = document.blocks[place]
        if isinstance(block, Paragraph):
            yield place, _passage(document, place, block.text, "", "表外文字")


def _running_heads(document: Document) -> Iterator[Passage]:
    """What every page repeats in words, once; numbers of pages say nothing."""
    seen: set[str] = set()
    for printed, spot in document.margins:
        words = plain(printed)
        if words not in seen and re.search(r"[\u4e00-\u9fff]{3}", words):
            seen.add(words)
            yield Passage("页眉", "", printed, _place(document, spot, "页眉", printed), "页眉")


def _passage(document: Document, place: int, section: str, scope: str, kind: str = "正文") -> Passage:
    paragraph = _paragraph(document, place)
    return Passage(section, scope, paragraph.text, _place(document, paragraph.spot, section, paragraph.text), kind)


def _place(document: Document, spot: Spot, section: str, text: str) -> Place:
    return Place(document.file, spot.page, spot.line, spot.sheet, spot.cell, section=section, text=text)


def _statement(document: Document, section: Section, claim: Claim, lists: int) -> Statement:
    """What a claim states, with its places on paper; lists are numbered on from `lists`."""
    title = section_words(section.headings)
    paragraph = _paragraph(document, section.paragraphs[claim.paragraph])
    start, end = claim.sentence
    sentence = paragraph.text[start:end]
    place = replace(_place(document, paragraph.spots(start, end)[0], title, sentence), span=(0, len(sentence)))
    term = _term(claim.scope, claim.term)
    figures = []
    for number in claim.numbers:
        printed_in = _paragraph(document, section.paragraphs[number.paragraph])
        spots = printed_in.spots(*number.span)
        own = number.paragraph == claim.paragraph and start <= number.span[0] < end
        text, offset = (sentence, start) if own else (printed_in.text, 0)
        boxes = tuple((spot.page, spot.box) for spot in spots if spot.page and spot.box) or None
        where = replace(_place(document, spots[0], title, text), span=(number.span[0] - offset, number.span[1] - offset), boxes=boxes)
        value, unit = (number.value * 100, "%") if number.unit == "倍" else (number.value, number.unit)
        figures.append((number.role, Figure(f"文/{claim.scope}/{term}/{number.role}", value, number.printed, unit, Decimal(0), where)))
    return Statement(
        claim.scope,
        term,
        tuple(figures),
        place,
        claim.direction,
        claim.direction_word,
        claim.base,
        claim.whole if claim.whole.startswith("本年") else _term(claim.scope, claim.whole),
        _whole_of(term) or ("" if term in _sides(claim.of) else _term(claim.scope, claim.of)),
        claim.code,
        0,
        claim.reason,
        _sides(term),
        tuple((number.role, number.direction, number.word) for number in claim.numbers if number.direction and number.word),
        claim.listing and claim.listing + lists,
    )


@cache
def _whole_of(term: str) -> str:
    """What a term is a part of wherever it stands: 公务用车购置费 of 公务用车费, 公务接待费 of 三公经费."""
    node = next((node for node in words().tables["三公经费表"].columns if node.path[-1] == term), None)
    return node.path[-2] if node and len(node.path) > 2 else ""


def _sides(term: str) -> tuple[str, ...]:
    known = terms().terms.get(term)
    return known.sides if known else ()


def _term(scope: str, term: str) -> str:
    """A total in a section about one account is that account's ("基本支出年初预算为 …" in 六、基本支出)."""
    own = terms().term_of(scope)
    return own if own and own.endswith("支出") and term in ("支出总计", "支出合计", "本年支出合计", f"一般公共预算{own}") else term


def _spanned(document: Document, section: Section, number: int, span: tuple[int, int]) -> Place:
    """The place of some characters of a section's paragraph."""
    paragraph = _paragraph(document, section.paragraphs[number])
    return replace(_place(document, paragraph.spots(*span)[0], section_words(section.headings), paragraph.text), span=span)


_COUNTED = ("辆", "台", "人", "人次", "个", "次", "家")
"""Units of what is counted and not measured."""


def _with_precision(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Figures with half a unit of the last digit they are printed to.

    Amounts are as exact as the most exact one of their section in that unit, because writers drop
    trailing zeros (3,666 万元); percentages only as exact as printed, because writers round them as
    they please (22 %). An amount printed as 0 is exact, and so is what is counted (7 辆); 0 % is rounded like any other percentage.
    """
    values: defaultdict[tuple[str | None, str], list[Decimal]] = defaultdict(list)
    for figure in _figures(statements):
        values[figure.place.section, figure.unit].append(figure.value or Decimal(0))
    places = {key: precision(found) for key, found in values.items()}
    for statement in statements:
        yield replace(statement, figures=tuple((role, replace(figure, half=_half(figure, places))) for role, figure in statement.figures))


def _half(figure: Figure, places: dict[tuple[str | None, str], int]) -> Decimal:
    if figure.value is None:
        return Decimal(0)
    if not figure.value and not (figure.unit == "%" and any(map(str.isdigit, figure.printed))):
        return Decimal(0)
    if figure.printed.rstrip().endswith("倍"):
        return half_unit(decimals(figure.value / 100)) * 100
    own = decimals(figure.value)
    if figure.unit in _COUNTED and not own:
        return Decimal(0)
    return half_unit(own if figure.unit == "%" else max(own, places[figure.place.section, figure.unit]))


def _figures(statements: Iterable[Statement]) -> Iterator[Figure]:
    return (figure for statement in statements for _, figure in statement.figures)


def _numbered(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Statements with their ordinal among those of one term in one scope, from 1, also in their keys."""
    seen: dict[tuple[str, str], int] = {}
    for statement in statements:
        key = (statement.scope, statement.term)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] == 1:
            yield replace(statement, ordinal=1)
            continue
        figures = tuple(
            (role, replace(figure, key=f"文/{statement.scope}/{statement.term}#{seen[key]}/{role}")) for role, figure in statement.figures
        )
        yield replace(statement, ordinal=seen[key], figures=figures)
