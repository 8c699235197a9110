"""An executed notebook as a page: a title and a list of blocks, whatever it is rendered to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from budgetnb.blocks import Block, BodyCell, Callout, Chart, Heading, Listing, Paragraph, Run, Table, runs
from budgetnb.blocks_html import MARKS, anchor, is_address, is_neighbour
from budgetnb.rendering.markdown import markdown_blocks
from budgetnb.rendering.outputs import output_blocks
from budgetnb.texts import language, text

HIDDEN = frozenset({"parameters", "injected-parameters", "chooser"})
"""Cells with one of these tags are how a report was asked for, not what it says."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `kicker` is a small line above the title, saying what kind of page it is.

    Every id stands once, every heading has one, and every link leads somewhere.
    """

    title: str
    kicker: str
    blocks: tuple[Block, ...]

    @property
    def opening(self) -> tuple[Block, ...]:
        """What stands before the first heading."""
        return self.blocks[: self._begin]

    @property
    def body(self) -> tuple[Block, ...]:
        """From the first heading on."""
        return self.blocks[self._begin :]

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that stand in a table of contents."""
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.level <= 3)

    @property
    def marks(self) -> tuple[str, ...]:
        """The kinds of marks that occur on the page."""
        used = {part.mark for part in _parts(self.blocks) if isinstance(part, Run | BodyCell)}
        return tuple(mark for mark in MARKS if mark in used)

    @property
    def _begin(self) -> int:
        return next((at for at, block in enumerate(self.blocks) if isinstance(block, Heading)), len(self.blocks))


def read_page(notebook: Mapping[str, Any], name: str = "", code: bool = False) -> Page:
    """The page that an executed notebook makes.

    Its title is the one in the notebook's metadata (`budgetnb.title`), else the first heading of
    level 1 a cell showed, else the first written in Markdown, else `name`. A Markdown cell may carry
    its words in another language in its metadata (`budgetnb.en`). `code` shows the source of code
    cells too. The command that repeats the page, where the metadata name one (`budgetnb.command`), stands last.
    """
    written: list[Block] = []
    shown_title = written_title = ""
    for cell in notebook["cells"]:
        for block in _cell_blocks(cell, code):
            if isinstance(block, Heading) and block.level == 1:
                if cell["cell_type"] == "markdown" and not written_title:
                    written_title = block.text
                    continue
                if cell["cell_type"] == "code" and not shown_title:
                    shown_title = block.text
                    continue
            written.append(block)
    about = notebook["metadata"].get("budgetnb", {})
    if command := about.get("command"):
        written.append(Paragraph(runs(text("page.repeat", command=command)), "note"))
    title = str(about.get("title") or "") or shown_title or written_title or name
    kicker = written_title if written_title != title else ""
    return Page(title, kicker, linked(_numbered(written)))


def page_of(blocks: Iterable[Block], title: str, kicker: str = "") -> Page:
    """The page that some blocks make, without a notebook."""
    return Page(title, kicker, linked(_numbered(blocks)))


def linked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with every id given once (the first one keeps it) and without links that lead nowhere."""
    parts = tuple(_parts(blocks))
    ids = [anchor(part.id) for part in parts if getattr(part, "id", "")]
    known = frozenset(ids)
    if len(known) == len(ids) and all(_leads(part.to, known) for part in parts if isinstance(part, Run)):
        return blocks
    seen: set[str] = set()

    def mend(part: Any) -> Any:
        if isinstance(part, Run) and not _leads(part.to, known):
            part = replace(part, to="")
        if name := anchor(getattr(part, "id", "")):
            part = replace(part, id="" if name in seen else part.id)
            seen.add(name)
        return part

    return tuple(_rebuilt(block, mend) for block in blocks)


def _cell_blocks(cell: Mapping[str, Any], code: bool) -> Iterator[Block]:
    if HIDDEN & set(cell["metadata"].get("tags", ())):
        return
    if cell["cell_type"] == "markdown":
        translated = cell["metadata"].get("budgetnb", {}).get(language())
        yield from markdown_blocks(translated or cell["source"])
    elif cell["cell_type"] == "code":
        if code and cell["source"].strip():
            yield Paragraph((Run(cell["source"]),), "plain")
        yield from output_blocks(cell)


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Headings without a gap between their levels, each with an id of its own."""
    numbered: list[Block] = []
    taken: set[str] = set()
    above = 1
    for block in blocks:
        if not isinstance(block, Heading):
            numbered.append(block)
            continue
        above = min(max(block.level, 2), above + 1, 4)
        name = wanted = anchor(block.id or block.text) or "-"
        times = 1
        while name in taken:
            times += 1
            name = f"{wanted}-{times}"
        taken.add(name)
        numbered.append(replace(block, level=above, id=name))
    return tuple(numbered)


def _leads(to: str, known: frozenset[str]) -> bool:
    return not to or is_address(to) or is_neighbour(to) or anchor(to) in known


def _parts(blocks: Iterable[Block]) -> Iterator[Any]:
    """Everything that may have an id, a mark or a link, in the order of the page."""
    for block in blocks:
        yield block
        match block:
            case Paragraph():
                yield from block.text
            case Listing():
                for entry in block.entries:
                    yield from _parts(entry)
            case Table():
                yield from _table_parts(block)
            case Chart(data=Table() as data):
                yield data
                yield from _table_parts(data)
            case Callout():
                yield from block.title
                yield from _parts(block.blocks)


def _table_parts(table: Table) -> Iterator[BodyCell | Run]:
    for row in table.rows:
        for cell in row.cells:
            yield cell
            yield from cell.text


def _rebuilt(thing: Any, change: Callable[[Any], Any]) -> Any:
    """A copy of blocks, or of what stands in them, with `change` done to every part."""
    if isinstance(thing, tuple):
        return tuple(_rebuilt(part, change) for part in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changed = change(thing)
    inner = {field.name: _rebuilt(getattr(changed, field.name), change) for field in fields(changed)}
    return replace(changed, **inner)
