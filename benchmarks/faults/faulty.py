"""What was done to a paper, and how to do it: parts and blocks exchanged for others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from faults.paper import Block, Cell, Number, Paper, Paragraph, Part, Table


@dataclass(frozen=True, slots=True)
class Fault:
    """A known fault: its kind, where it is, what is printed and what should be.

    `place` is the canonical place of a number (or the name of a table), `passage` the line of text
    or the title of the table as it now reads; `causes` are those it would be right to name;
    `covering` says whether anything can betray it.
    """

    kind: str
    where: str
    place: str
    printed: str
    right: str
    passage: str
    covering: str
    causes: tuple[str, ...] = ()


Done = tuple[Paper, Fault]
Injector = Callable[[Paper, Random], Done | None]


def exchanged(paper: Paper, old: Block, new: Block | None) -> Paper:
    """The paper with one block exchanged, or taken out."""
    blocks: list[Block] = []
    for block in paper.blocks:
        if block is not old:
            blocks.append(block)
        elif new is not None:
            blocks.append(new)
    return replace(paper, blocks=tuple(blocks))


def with_part(block: Block, old: Part, new: Part) -> Block:
    """The block with one part (or the part of a cell) exchanged."""
    if isinstance(block, Paragraph):
        return replace(block, parts=tuple(new if part is old else part for part in block.parts))
    body = tuple(
        tuple(replace(cell, part=new) if cell.part is old and isinstance(old, Number) else cell for cell in row) for row in block.body
    )
    return replace(block, body=body)


def with_cell(table: Table, old: Cell, new: Cell) -> Table:
    """The table with one cell exchanged."""
    return replace(table, body=tuple(tuple(new if cell is old else cell for cell in row) for row in table.body))


def paragraphs(paper: Paper) -> list[Paragraph]:
    """The lines of the narrative."""
    return [block for block in paper.blocks if isinstance(block, Paragraph)]


def said(paper: Paper) -> Iterator[tuple[Paragraph, Number]]:
    """Every number of the narrative with its line."""
    for line in paragraphs(paper):
        yield from ((line, part) for part in line.parts if isinstance(part, Number))


def printed(paper: Paper) -> Iterator[tuple[Table, Number]]:
    """Every number of the tables with its table."""
    for table in paper.tables:
        yield from ((table, cell.part) for row in table.body for cell in row if isinstance(cell.part, Number))


def title(block: Block) -> str:
    """What a block is known by: its text, or the title of the table."""
    if isinstance(block, Paragraph):
        return block.text
    return next((line.text for line in block.above if line.style == "title"), block.name)
