"""Documents with cells, rows, columns, words and paragraphs exchanged are recognised and checked, whatever they say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.reading import read_document
from budgetnb.reading.document import Document, Grid, Paragraph
from budgetnb.recognising import recognise

HERE = Path(__file__).parent / "provinces"
ODD = (
    *("", "0", "—", "1,234.50", "9" * 24, "（3.20）", "12.3.4", "201", "208 05 05", "2024年", "%", "100%", "-", "1.5亿元", "\x00"),
    *("合计", "小计", "其中：", "单位：元", "收支总表", "支出总表", "项目", "类", "款", "项", "部门", "“三公”经费", "科目编码", "科目名称"),
    *("一、", "增长", "占", "，", "。", "（", ")"),
)
"""What tables and sentences are made of, where it does not belong."""


@cache
def originals() -> tuple[Document, ...]:
    sample = Path(str(files("budgetnb") / "sample" / "disclosure.txt"))
    return tuple(read_document(path) for path in (sample, *sorted(HERE.glob("*.html"))))


def changed(number: int) -> Document:
    """The changed document of a number: always the same for the same number."""
    random = Random(number)  # noqa: S311  no secret
    document = random.choice(originals())
    blocks = list(document.blocks)
    for _ in range(random.randint(1, 12)):
        place, other = random.randrange(len(blocks)), random.randrange(len(blocks))
        way = random.random()
        if way < 0.1 and len(blocks) > 1:
            del blocks[place]
        elif way < 0.2:
            blocks.insert(other, blocks[place])
        elif way < 0.3:
            blocks[place], blocks[other] = blocks[other], blocks[place]
        else:
            blocks[place] = _changed(blocks[place], random)
    return replace(document, blocks=tuple(blocks))


def _changed(block: Paragraph | Grid, random: Random) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        start = random.randrange(len(block.text) + 1)
        text = block.text[:start] + random.choice(ODD) + block.text[start + random.randint(0, 12) :]
        return Paragraph(text or " ", ((0, block.spot),))
    cells = list(block.cells)
    for _ in range(random.randint(1, 20)):
        place = random.randrange(len(cells))
        cell, way = cells[place], random.random()
        if way < 0.7:
            cells[place] = replace(cell, text=random.choice(ODD) if random.random() < 0.6 else random.choice(cells).text)
        elif way < 0.8:
            cells = [one for one in cells if one is not cell] or cells
        elif way < 0.9:
            cells = [one for one in cells if one.row != cell.row] or cells
        else:
            cells = [one for one in cells if one.column != cell.column] or cells
    return replace(block, cells=tuple(cells), spans_known=random.random() < 0.8)


def read_and_checked(numbers: range) -> int:
    """How many of the documents with these numbers were recognised and checked."""
    book = rule_book()
    return sum(bool([check(disclosure, book).findings for disclosure in recognise([changed(number)])]) for number in numbers)


def test_changed_documents_are_recognised_and_checked() -> None:
    assert read_and_checked(range(40)) == 40


@pytest.mark.long
def test_many_changed_documents_are_recognised_and_checked() -> None:
    assert read_and_checked(range(40, 2000)) == 1960
