"""Blocks as HTML: the same fragments on the HTML page and in JupyterLab.

The template is `blocks.html.j2`. Every text in it is made visible and escaped by the environment,
every address is an anchor or http, https or mailto, every drawing is cleaned: what comes from a
document stays data. How it looks is the page's style sheet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, Template
from markupsafe import Markup

from budgetnb.blocks import Block, BodyCell, BodyRow, Chart, HeadCell, Table
from budgetnb.characters import visible
from budgetnb.svg import Drawing, clean_svg
from budgetnb.texts import text

MARKS = ("ties", "rounds", "breaks", "blank", "unchecked")
SPOKEN_MARKS = ("rounds", "breaks", "blank")
"""Marks that are also said in words; a screen reader need not hear of every figure that it ties."""

_ROW_HEAD = Markup('th scope="row"')
_ROOMS = (16, 12, 8, 5, 2)
"""A column of words is never made narrower than this many characters, if it has texts as long."""
_NEIGHBOUR = re.compile(r"(\.\./){1,3}[^\s:?#\"'<>\\]+/report\.html(#[\w.@/+-]*)?")
_ADDRESS = re.compile(r"(?i)(https?://|mailto:)\S+")


def html(blocks: Iterable[Block]) -> Markup:
    """The blocks as HTML, one after the other."""
    return Markup(_macros().blocks(tuple(blocks)))  # noqa: S704  made by an autoescaping template


def notebook_html(blocks: Iterable[Block]) -> str:
    """The blocks as HTML that carries its own style, to be shown as text/html in a notebook."""
    return f'<div class="budgetnb"><style>{_notebook_style()}</style>\n{html(blocks)}</div>'


def anchor(name: str) -> str:
    """An id as it may stand in HTML and as a label of a PDF: no blank, nothing unseen."""
    return re.sub(r"\s+", "-", visible(name).strip().lstrip("#")) if name else ""


def href(to: str) -> str:
    """Where a link may lead: to the web, to a mailbox, to the page of another report or to an anchor; "" when nowhere.

    >>> href("https://a.cn/"), href("#x"), href("javascript:alert(1)"), href("")
    ('https://a.cn/', '#x', '#javascript:alert(1)', '')
    >>> href("../310001-dept/report.html"), href("../../../etc/passwd")
    ('../310001-dept/report.html', '#../../../etc/passwd')
    """
    if not to or is_address(to) or is_neighbour(to):
        return to.strip()
    return f"#{anchor(to)}" if anchor(to) else ""


def is_neighbour(to: str) -> bool:
    """Whether `to` is the page of another report, seen from the page of this one."""
    return bool(_NEIGHBOUR.fullmatch(to.strip()))


def is_address(to: str) -> bool:
    """Whether `to` leads out of the page, to the web or to a mailbox; anything else is an anchor."""
    return bool(_ADDRESS.fullmatch(to.strip()))


def head_rows(head: Iterable[Iterable[HeadCell]]) -> list[list[tuple[HeadCell, int]]]:
    """The rows of a head, every cell with the column it begins in, cells reaching down counted."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for number, cells in enumerate(head):
        column, placed = 0, []
        for cell in cells:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            placed.append((cell, column))
        rows.append(placed)
    return rows


def longest_texts(table: Table) -> list[int]:
    """How many characters the longest text of each column has, heads left out."""
    longest = [0] * len(table.align)
    for row in table.rows:
        column = 0
        for cell in row.cells:
            if cell.colspan == 1 and column < len(longest):
                longest[column] = max(longest[column], sum(len(run.text) for run in cell.text))
            column += cell.colspan
    return longest


def numeric(table: Table) -> bool:
    """Whether cells are numbers unless something else is said of them: true where most columns are."""
    return table.align.count("right") * 2 > len(table.align)


def _placed_head(table: Table) -> list[list[tuple[HeadCell, str]]]:
    """The cells of a head, each with its classes: its side, and room for the words of its column."""
    longest = longest_texts(table)

    def classes(cell: HeadCell, column: int) -> str:
        if cell.colspan > 1 or column >= len(table.align):
            return "c"
        side = table.align[column][:1]
        room = next((f"w{room}" for room in _ROOMS if longest[column] >= room), "") if side == "l" else side
        return room

    return [[(cell, classes(cell, column)) for cell, column in row] for row in head_rows(table.head)]


def _placed(row: BodyRow, table: Table) -> Iterator[tuple[BodyCell, str, str]]:
    """The cells of a body row, each with the tag it begins with and its classes."""
    column = 0
    for cell in row.cells:
        heads = column < table.head_columns and any(run.text for run in cell.text)
        side = table.align[column][:1] if column < len(table.align) else "l"
        usual = "l" if heads or not numeric(table) else "r"
        classes = [side] if side != usual else []
        if row.indent and not column:
            classes.append(f"i{min(row.indent, 4)}")
        if cell.mark in MARKS:
            classes.append(f"m {cell.mark}")
        yield cell, _ROW_HEAD if heads else "td", " ".join(classes)
        column += cell.colspan


def environment() -> Environment:
    """A Jinja environment in which every text is made visible and escaped, with what blocks need."""
    made = Environment(autoescape=True, trim_blocks=True, finalize=_visible, loader=FunctionLoader(_template))
    made.globals |= {
        "kind_of": lambda block: type(block).__name__.lower(),
        "text": text,
        "anchor": anchor,
        "href": href,
        "placed_head": _placed_head,
        "numeric": numeric,
        "placed": _placed,
        "draw": _draw,
        "marks": MARKS,
        "spoken_marks": SPOKEN_MARKS,
    }
    return made


def _visible(value: Any) -> Any:
    return visible(value) if type(value) is str else value


def _template(name: str) -> str | None:
    return (files(__package__) / name).read_text(encoding="utf-8") if name == "blocks.html.j2" else None


def _draw(chart: Chart) -> Drawing | None:
    prefix = hashlib.sha256(f"{chart.id} {chart.svg}".encode(errors="replace")).hexdigest()[:6]
    return clean_svg(chart.svg, prefix=f"d{prefix}-")


@cache
def _macros() -> Any:
    template: Template = environment().get_template("blocks.html.j2")
    return template.module


@cache
def _notebook_style() -> str:
    return (files(__package__) / "notebook.css").read_text(encoding="utf-8").strip()
