"""What stands on a page: the one structured source of HTML, PDF, JupyterLab and tests.

The numbers half makes blocks, the pages half lays them out; neither knows the other. In a
notebook a value shows itself with its blocks under MIMETYPE, as the JSON of `to_json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

MIMETYPE = "application/vnd.budgetnb.blocks+json"
REVIEW_MIMETYPE = "application/vnd.budgetnb.review+json"
FILES_MIMETYPE = "application/vnd.budgetnb.files+json"
"""File name -> base64: what the notebook hands to the runner beside the review."""
FILES_WANTED = "BUDGETNB_FILES"
"""The environment variable by which whoever runs notebooks says which kinds of files it wants (`html,xlsx`); without it all of them."""
ROWS_MIMETYPE = "application/vnd.budgetnb.rows+json"
"""The rows for the collected data, packed."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of inline text. `mark` is ties, rounds, breaks, blank or unchecked; `to` an anchor on the page, or a web or mail address."""

    text: str
    strong: bool = False
    mark: str = ""
    to: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 4; the first one of level 1 is the title of the page."""

    text: str
    level: int = 2
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` is normal, lead, quote, note, verdict, plain (text as a program printed it) or closing.

    A closing one looks like a note; on paper a new page begins after it.
    """

    text: tuple[Run, ...]
    style: str = "normal"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of entries, each some blocks."""

    entries: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's head."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell of a table's body."""

    text: tuple[Run, ...]
    mark: str = ""
    id: str = ""
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of a table's body; `style` is normal, total or group; `indent` shifts its first cell."""

    cells: tuple[BodyCell, ...]
    style: str = "normal"
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `align` has left, right or center for each column; `head_columns` leading columns head their rows.

    On a page a `filterable` one can be narrowed by words and by its last column, a `sortable` one put into another order.
    """

    caption: str
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[BodyRow, ...]
    align: tuple[str, ...]
    unit: str = ""
    note: str = ""
    id: str = ""
    wide: bool = False
    head_columns: int = 1
    filterable: bool = False
    sortable: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: SVG with text kept as text, what it says in words, and the numbers behind it."""

    caption: str
    alt: str
    svg: str
    note: str = ""
    id: str = ""
    data: Table | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A few key figures side by side: (label, value, unit, remark)."""

    entries: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box of its own; `tone` is error, warning, hint, good or note."""

    title: tuple[Run, ...]
    blocks: tuple[Block, ...]
    tone: str = "note"
    id: str = ""


Block = Heading | Paragraph | Listing | Table | Chart | Facts | Callout
_KINDS: dict[str, type] = {kind.__name__.lower(): kind for kind in (Heading, Paragraph, Listing, Table, Chart, Facts, Callout)}


def runs(text: str) -> tuple[Run, ...]:
    """Plain text as inline text."""
    return (Run(text),)


def to_json(blocks: Iterable[Block]) -> dict[str, Any]:
    """The blocks as plain JSON, to be shown under MIMETYPE; what is as by default is left out."""
    return {"schema": "budgetnb.blocks/1", "blocks": [_plain(block) for block in blocks]}


def _plain(thing: Any) -> Any:
    if isinstance(thing, tuple):
        return [_plain(part) for part in thing]
    name = type(thing).__name__.lower()
    if not is_dataclass(thing):
        return thing
    kind = {"kind": name} if name in _KINDS else {}
    values = ((field, getattr(thing, field.name)) for field in fields(thing))
    return kind | {field.name: _plain(value) for field, value in values if value != field.default}


def from_json(content: dict[str, Any]) -> tuple[Block, ...]:
    """The blocks that `to_json` wrote; ValueError, KeyError or TypeError when they are not that."""
    if content["schema"] != "budgetnb.blocks/1":
        raise ValueError(content["schema"])
    return tuple(_block(block) for block in content["blocks"])


def _block(plain: dict[str, Any]) -> Block:
    given = dict(plain)
    kind = _KINDS[given.pop("kind")]
    if kind is Listing:
        given["entries"] = tuple(tuple(_block(part) for part in entry) for entry in given["entries"])
    elif kind is Callout:
        given |= {"title": _runs(given["title"]), "blocks": tuple(_block(part) for part in given["blocks"])}
    elif kind is Paragraph:
        given["text"] = _runs(given["text"])
    elif kind is Table:
        head = tuple(tuple(HeadCell(**cell) for cell in row) for row in given["head"])
        given |= {"head": head, "rows": tuple(_row(row) for row in given["rows"]), "align": tuple(given["align"])}
    elif kind is Chart:
        given["data"] = _block(given["data"]) if given.get("data") else None
    elif kind is Facts:
        given["entries"] = tuple((label, value, unit, remark) for label, value, unit, remark in given["entries"])
    block: Block = kind(**given)
    return block


def _row(plain: dict[str, Any]) -> BodyRow:
    return BodyRow(**plain | {"cells": tuple(BodyCell(**cell | {"text": _runs(cell["text"])}) for cell in plain["cells"])})


def _runs(plain: list[dict[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(**run) for run in plain)
