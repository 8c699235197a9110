"""A page that shows a document's figures laid over what was read: at a glance, what was understood and what was not.

One file without scripts that asks for nothing from anywhere. Every text in it is made visible and
escaped by the environment: what comes from a document stays data.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, Template

from budgetnb.characters import visible
from budgetnb.figures import Column, Disclosure, Figure, Line
from budgetnb.showing.places import doubt_words, spot
from budgetnb.showing.reading_views.laid import ROLES, Laid, LaidTable, lay
from budgetnb.texts import text
from budgetnb.texts.names import in_words


def figures_page(disclosures: Sequence[Disclosure]) -> str:
    """The page of one or several disclosures."""
    return _template().render(disclosures=disclosures, style=_style())


@cache
def _template() -> Template:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_visible)
    made.globals |= {
        "text": text,
        "spot": spot,
        "doubt_words": doubt_words,
        "lay": lay,
        "in_words": in_words,
        "roles": ROLES,
        "is_table": lambda block: isinstance(block, LaidTable),
        "is_figure": lambda slot: isinstance(slot, Figure),
        "line_reads": line_reads,
        "column_reads": column_reads,
        "counts": counts,
    }
    return made.from_string((files(__package__) / "page.html.j2").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")


def _visible(value: Any) -> Any:
    return visible(value) if type(value) is str else value


def counts(disclosure: Disclosure, blocks: Sequence[Laid | LaidTable]) -> dict[str, int]:
    """How much was understood."""
    tables = [block.table for block in blocks if isinstance(block, LaidTable)]
    return {
        "tables": len(tables),
        "figures": sum(1 for table in tables for _ in table.figures()),
        "statements": sum(len(statement.figures) for statement in disclosure.statements),
        "unread": len(disclosure.unread),
        "strange": sum(not line.known for table in tables for line in table.lines)
        + sum(not column.known for table in tables for column in table.columns),
    }


def line_reads(line: Line | None) -> str:
    """What a line was recognised as: code, canonical name, level; "" when it was not."""
    if line is None or not line.known:
        return ""
    level = text("reading.level", level=line.level) if line.level else ""
    return " ".join(part for part in (line.code, _named(line.name), level) if part)


def column_reads(column: Column | None) -> str:
    """What a column was recognised as; "" when it was not."""
    if column is None or not column.known:
        return ""
    return _named(column.name)


def _named(name: str) -> str:
    """A canonical name with what tells it apart: 本年收入合计.一般公共预算."""
    return " · ".join(in_words(part) for part in name.split("."))
