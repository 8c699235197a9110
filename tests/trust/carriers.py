"""The sample's document with hostile words in it, as text, web page, Word file and workbook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import docx
import xlsxwriter
from trust.attacks import Attack

from budgetnb.characters import escaped

SAMPLE = (files("budgetnb") / "sample" / "disclosure.txt").read_text(encoding="utf-8")
NAME = "洛阳市西工区社区治理和服务创新办公室"
DUTY = "统筹全区城乡社区建设"
SENTENCE = "（二）公务接待费0万元，与2023年持平。"
PROJECT = "其他运转类\t政府购买服务\t"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def disclosure(name: str, attacks: Iterable[Attack]) -> str:
    """The sample's text under another name, each attack as a paragraph, in a sentence, as a line of a table and in one of its cells."""
    words = [on_a_line(attack.words) for attack in attacks]
    paragraphs = "\n\n".join(words)
    sentences = "\n\n".join(f"2024年{one}支出预算8.85万元。" for one in words)
    lines = "".join(f"其他运转类\t{one}\t{name}\t10.00\t10.00\t\t\t{one}\n" for one in words)
    return (
        SAMPLE.replace(DUTY, f"{paragraphs}\n\n{DUTY}")
        .replace(SENTENCE, f"{SENTENCE}\n\n{sentences}")
        .replace(PROJECT, lines + PROJECT)
        .replace(NAME, on_a_line(name))
    )


def on_a_line(words: str) -> str:
    """Words as they can stand in a line of text."""
    return re.sub("[\t\n\r]", " ", words)


def parts(text: str) -> Iterator[str | list[list[str]]]:
    """A text's paragraphs, and its tables as rows of cells."""
    for tabular, lines in groupby(text.splitlines(), lambda line: "\t" in line):
        there = [line for line in lines if line.strip()]
        yield from [[line.split("\t") for line in there]] if tabular else there


def as_html(text: str, path: Path) -> Path:
    """The text as a web page."""
    body = (
        f"<p>{escape(part)}</p>" if isinstance(part, str) else f"<table>{''.join(f'<tr>{_cells(row)}</tr>' for row in part)}</table>"
        for part in parts(text)
    )
    page = f'<!doctype html><html><head><meta charset="utf-8"></head><body>{"".join(body)}</body></html>'
    path.write_text(page, encoding="utf-8", newline="")
    return path


def _cells(row: Sequence[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in row)


def as_docx(text: str, path: Path) -> Path:
    """The text as a Word file, without what XML cannot hold."""
    document = docx.Document()
    for part in parts(_NO_XML.sub("", text)):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=max(map(len, part)))
        for row in part:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words
    document.save(str(path))
    return path


def as_xlsx(text: str, path: Path) -> Path:
    """The text as a workbook of one sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        rows = [row for part in parts(text) for row in ([[part]] if isinstance(part, str) else part)]
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                sheet.write_string(number, column, words)
    return path


def params(path: Path, **given: object) -> Path:
    """A params file that says these things, whatever characters are in them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{key}: {escaped(json.dumps(value, ensure_ascii=False))}\n" for key, value in given.items()), encoding="utf-8")
    return path
