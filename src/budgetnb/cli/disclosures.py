"""A disclosure as plain lines for a terminal: whose it is, every figure read, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator

from budgetnb.characters import visible
from budgetnb.figures import Disclosure, Figure, Line, Place, Statement, Table, Unread
from budgetnb.reading.document import Doubt, Spot
from budgetnb.texts import text

AROUND = 24
"""How many characters of a sentence are shown on either side of its figure."""


def disclosure_lines(disclosure: Disclosure) -> Iterator[str]:
    """The lines of one disclosure: its tables line by line, then what the narrative states."""
    for line in _lines(disclosure):
        yield visible(line)


def head(disclosure: Disclosure) -> Iterator[str]:
    """Whose budget it is and how much was read of it."""
    name = disclosure.name or text("cli.read.nameless")
    code = text("prose.code", code=disclosure.code) if disclosure.code else ""
    year = text("cli.read.year", year=disclosure.year) if disclosure.year else text("cli.read.yearless")
    level = text(f"cli.level.{disclosure.level}") if disclosure.level else ""
    yield text("cli.read.head", name=name, code=code, year=year, level=level, kind=text(f"cli.kind.{disclosure.kind}"))
    figures = sum(1 for table in disclosure.tables for _ in table.figures())
    yield text("cli.read.size", tables=len(disclosure.tables), figures=figures, statements=len(disclosure.statements))


def unread_lines(disclosure: Disclosure) -> Iterator[str]:
    """What was not understood, and what may be an artefact of reading."""
    if disclosure.unread:
        yield ""
        yield text("cli.read.unread", count=len(disclosure.unread))
        yield from (f"   {_passage(unread)}  {spot(unread.place)}" for unread in disclosure.unread)
    if disclosure.doubts:
        yield ""
        yield text("cli.read.doubts", count=len(disclosure.doubts))
        yield from (f"   {_doubt(doubt)}" for doubt in disclosure.doubts)


def spot(place: Place) -> str:
    """Where on paper a place is: file, page, sheet, cell, line, as far as the format has them."""
    return " ".join([place.file, *_on_paper(place)])


def _doubt(doubt: Doubt) -> str:
    why = text(f"doubt.{doubt.why}")
    return "  ".join(part for part in (short(doubt.text), why, " ".join(_on_paper(doubt.spot))) if part)


def _on_paper(place: Place | Spot) -> list[str]:
    parts = (("page", place.page), ("sheet", place.sheet), ("cell", place.cell), ("line", place.line))
    return [text(f"cli.spot.{word}", at=at) for word, at in parts if at is not None]


def around(place: Place) -> str:
    """The figure of a place with the words of its sentence around it."""
    sentence = place.text or ""
    start, end = place.span or (0, 0)
    before, after = max(0, start - AROUND), min(len(sentence), end + AROUND)
    return ("…" if before else "") + sentence[before:after] + ("…" if after < len(sentence) else "")


def short(passage: str) -> str:
    """The beginning of a passage that may be long."""
    return passage if len(passage) <= 3 * AROUND else passage[: 3 * AROUND] + "…"


def or_blank(printed: str) -> str:
    """What is printed in a cell, a blank one made visible."""
    return printed.strip() or text("cli.read.blank")


def _lines(disclosure: Disclosure) -> Iterator[str]:
    yield from head(disclosure)
    for table in disclosure.tables:
        yield ""
        yield from _table(table)
    if disclosure.statements:
        yield ""
        yield text("cli.read.narrative")
        yield from (_statement(statement) for statement in disclosure.statements)
    yield from unread_lines(disclosure)


def _table(table: Table) -> Iterator[str]:
    inferred = text("cli.read.inferred") if table.unit_inferred else ""
    yield text("cli.read.table", name=table.name, title=table.title, unit=table.unit, inferred=inferred, spot=spot(table.place))
    yield from (_line(table, line) for line in table.lines)


def _line(table: Table, line: Line) -> str:
    named = zip(table.columns, line.figures, strict=True)
    cells = [f"{column.name} {figure.printed.strip()}" for column, figure in named if figure and figure.value is not None]
    label = " ".join(filter(None, (line.code, line.label)))
    return text("cli.read.line", label=label, cells=text("cli.read.comma").join(cells) or or_blank(""))


def _statement(statement: Statement) -> str:
    said = text("cli.read.comma").join(f"{role} {_with_unit(figure)}" for role, figure in statement.figures)
    return text("cli.read.statement", scope=statement.scope, term=statement.term, said=said, spot=spot(statement.sentence))


def _with_unit(figure: Figure) -> str:
    printed = or_blank(figure.printed)
    return printed if not figure.unit or printed.endswith(figure.unit) else f"{printed} {figure.unit}"


def _passage(unread: Unread) -> str:
    return around(unread.place) if unread.place.text else short(unread.text)
