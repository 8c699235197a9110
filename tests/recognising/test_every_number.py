"""Every number printed in a document is a figure, a named non-figure, or listed as unread."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budgetnb.figures import Disclosure, Passage, Place
from budgetnb.reading import read_document
from budgetnb.reading.document import Document, Grid
from budgetnb.recognising import recognise
from budgetnb.recognising.tables import find_tables
from budgetnb.recognising.vocabulary import words

DIGITS = re.compile(r"\d+")

DOCUMENTS = """
    henan-xigong-2024/disclosure.txt
    sh-putuo-czj-2025/dept_budget.pdf
    sh-putuo-wanli-2023-2025/2023_dept_budget.pdf
    sh-putuo-wanli-2023-2025/2024_dept_budget.pdf
    sh-putuo-wanli-2023-2025/2025_dept_budget.pdf
    js-jianchayuan-2017-2019/2017_dept_budget.pdf
    js-jianchayuan-2017-2019/2018_dept_budget.pdf
    js-jianchayuan-2017-2019/2019_dept_budget.pdf
    js-zhengxie-2017-2019/2017_narrative.pdf
    js-zhengxie-2017-2019/2018_narrative.pdf
    js-zhengxie-2017-2019/2019_narrative.pdf
    js-zhengxie-2017-2019/2017_tables.pdf
    js-zhengxie-2017-2019/2018_tables.pdf
    js-zhengxie-2017-2019/2019_tables.pdf
""".split()  # noqa: SIM905  a list of paths reads best as words


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
    """Numbers in the amount cells of tables that are neither figures nor unread."""
    found = find_tables(document, words())
    known = {
        (figure.place.page, figure.printed.strip())
        for table in disclosure.tables
        for line in table.lines
        for figure in line.figures
        if figure
    }
    unread = " ".join(unread.text for unread in disclosure.unread)
    belongs = {place for one in found for place in one.belongs}
    lost = []
    for position, block in enumerate(document.blocks):
        if isinstance(block, Grid) and position in belongs:
            amounts = [cell for cell in block.cells if re.fullmatch(r"\s*-?[\d,，]+\.\d+\s*", cell.text)]
            lost += [cell.text for cell in amounts if (cell.spot.page, cell.text.strip()) not in known and cell.text.strip() not in unread]
    return lost


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_number_of_the_document_is_lost(corpus: Path, document: str) -> None:
    read = read_document(corpus / document)
    (disclosure,) = recognise([read])
    assert lost_in_tables(read, disclosure) == []
    assert lost_in_sentences(disclosure) == []
