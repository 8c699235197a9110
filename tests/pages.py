"""Blocks as a test looks at them: their words, their inline text, their ids and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from pathlib import Path
from typing import TypeVar

from budgetnb.blocks import Block, BodyCell, Callout, Chart, Facts, Heading, Listing, Paragraph, Run, Table
from budgetnb.checking.findings import Review
from budgetnb.showing import report
from budgetnb.showing.shown import Shown, plain_lines
from budgetnb.texts import speak

Value = TypeVar("Value")
SAMPLE = Path(report.__file__).parents[1] / "sample" / "disclosure.txt"
NARRATIVE = """2025年甲市示范局部门预算

第二部分 2025年甲市示范局部门预算情况说明

{section}

{text}
"""


def review_of(folder: Path, text: str, section: str = "一、收入支出预算总体情况说明") -> Review:
    """A review of a document that has only one section of narrative."""
    file = folder / "narrative.txt"
    file.write_text(NARRATIVE.format(section=section, text=text), encoding="utf-8")
    return report.review(file)


def in_language(lang: str, make: Callable[[], Value]) -> Value:
    """What `make` gives in a language, leaving the language in force as it is."""

    def run() -> Value:
        speak(lang)
        return make()

    return copy_context().run(run)


def whole_report(review: Review) -> tuple[Block, ...]:
    """All that the department notebook shows of a review, but for the charts."""
    said = [report.say(review, name) for name in report.SAYABLE]
    return sum([*said, *(report.show(review, name) for name in report.SHOWN)], Shown()).blocks


def lines(shown: Shown) -> list[str]:
    """What is shown, in words."""
    return list(plain_lines(shown.blocks))


def runs_of(blocks: Iterable[Block]) -> Iterator[Run]:
    """All inline text, in order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from block.text
            case Listing():
                yield from (run for entry in block.entries for run in runs_of(entry))
            case Table():
                yield from (run for cell in cells_of(block) for run in cell.text)
            case Callout():
                yield from block.title
                yield from runs_of(block.blocks)


def cells_of(table: Table) -> Iterator[BodyCell]:
    """All cells of a table's body."""
    yield from (cell for row in table.rows for cell in row.cells)


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and those inside them."""
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from all_blocks(block.blocks)
        if isinstance(block, Listing):
            yield from (inner for entry in block.entries for inner in all_blocks(entry))


def ids_of(blocks: Iterable[Block]) -> list[str]:
    """Every anchor, in order."""
    found: list[str] = []
    for block in all_blocks(blocks):
        found += [block.id] if isinstance(block, Heading | Table | Chart | Callout) and block.id else []
        if isinstance(block, Table):
            found += [part.id for cell in cells_of(block) for part in (cell, *cell.text) if part.id]
        if isinstance(block, Paragraph):
            found += [run.id for run in block.text if run.id]
    return found


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text on the page by itself: runs, captions, heads, notes, headings, facts."""
    every = list(all_blocks(blocks))
    yield from (run.text for run in runs_of(blocks))
    for block in every:
        match block:
            case Heading():
                yield block.text
            case Table():
                yield from (block.caption, block.note, *(cell.text for head in block.head for cell in head))
            case Facts():
                yield from (words for entry in block.entries for words in entry)
