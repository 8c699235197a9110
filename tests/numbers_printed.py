"""Which numbers of a document nothing accounts for.

A number is a figure, a named non-figure, or listed as unread. Named are: what stands at the edge of the page (page
numbers), the numbers in headings, contents list and cover that are years, dates, outline, form or page numbers, the
codes, names and heads of tables, and what the grammar of sentences puts aside (年份, 文号, 阈值, …).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from budgetnb.figures import Disclosure, Passage, Place
from budgetnb.reading.document import Cell, Document, Grid, Paragraph
from budgetnb.recognising.asides import bare, words_of
from budgetnb.recognising.heads import head_rows
from budgetnb.recognising.tables import Found, find_tables
from budgetnb.recognising.vocabulary import words
from budgetnb.recognising.words import label

DIGITS = re.compile(r"\d+")
STATED = re.compile(r"\d[\d,，.．]*\s*(?:万元|亿元|元|%|％|倍|辆|人|平方米)")
"""What in a heading or a title would be a statement."""


def unaccounted(document: Document, disclosure: Disclosure) -> list[str]:
    """The numbers that are lost, each with the words before it."""
    return [*lost_in_paragraphs(document, disclosure), *lost_in_sentences(disclosure), *lost_in_tables(document, disclosure)]


def lost_in_paragraphs(document: Document, disclosure: Disclosure) -> list[str]:
    """Paragraphs with numbers that are no passage, and those outside the running text that state a figure."""
    passages: dict[str, Passage] = {passage.text: passage for passage in disclosure.passages}
    unread = {unread.text for unread in disclosure.unread}
    lost = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and DIGITS.search(block.text):
            passage = passages.get(block.text)
            if passage is None or (passage.kind != "正文" and STATED.search(block.text) and block.text not in unread):
                lost.append(f"{passage.kind if passage else '?'} {block.text}")
    return lost


def lost_in_sentences(disclosure: Disclosure) -> list[str]:
    """Numbers of the running text that nothing accounts for."""
    places = [figure.place for statement in disclosure.statements for _, figure in statement.figures]
    places += [*(aside.place for aside in disclosure.asides), *(unread.place for unread in disclosure.unread)]
    lost = []
    for passage in disclosure.passages:
        if passage.kind == "正文":
            known = covered(passage, [place for place in places if place.section == passage.section and place.span])
            lost += [
                passage.text[max(0, token.start() - 9) : token.end()]
                for token in DIGITS.finditer(passage.text)
                if token.start() not in known
            ]
    return lost


def covered(passage: Passage, places: list[Place]) -> set[int]:
    """The characters of a passage that some place points at; a place's span counts in its own sentence."""
    known: set[int] = set()
    for place in places:
        start = passage.text.find(place.text or "")
        while start >= 0 and place.span and place.text:
            known.update(range(start + place.span[0], start + place.span[1]))
            start = passage.text.find(place.text, start + 1)
    return known


def lost_in_tables(document: Document, disclosure: Disclosure) -> list[str]:
    """Numbers in cells of tables that are no figure, no word or code of a line, neither put aside nor unread; a figure is one cell."""
    figures = [figure for table in disclosure.tables for line in table.lines for figure in line.figures if figure]
    printed = Counter((figure.place.page, figure.place.sheet, figure.printed.strip()) for figure in figures)
    printed += Counter((aside.place.page, aside.place.sheet, aside.text) for aside in disclosure.asides if aside.place.table)
    unread = " ".join(unread.text for unread in disclosure.unread)
    lost = []
    for found in find_tables(document, words()):
        named = words_of(found.table) | {bare(note.text) for note in found.table.notes}
        for cell in _cells(document, found):
            key = (cell.spot.page, cell.spot.sheet, cell.text.strip())
            if bare(cell.text) in named:
                continue
            if printed[key]:
                printed[key] -= 1
            elif cell.text.strip() not in unread:
                lost.append(f"{found.table.title}: {cell.text.strip()}")
    return lost


def _cells(document: Document, found: Found) -> Iterator[Cell]:
    """The cells below the heads of a table that hold a digit, the number that an entry of a list begins with left out."""
    for position in found.belongs:
        block = document.blocks[position]
        if isinstance(block, Grid):
            heads = head_rows(block.matrix())
            yield from (cell for cell in block.cells if cell.row >= heads and DIGITS.search(label(cell.text)))
