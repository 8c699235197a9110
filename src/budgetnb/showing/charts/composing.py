"""What most pictures of one disclosure share: parts of a total, ranked, with the caption and the notes they call for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetnb.amounts import YUAN, half_unit
from budgetnb.figures import Table
from budgetnb.showing.charts.fold import share
from budgetnb.showing.charts.pictures import Absent, Bars, Picture, Row
from budgetnb.showing.figures_for import UNIT, Amount, label_in_words, places_of, told_apart
from budgetnb.showing.style import number, width_of
from budgetnb.texts import LANGUAGES, has_text, language, text

_NAMED = 3
"""How many parts a caption names at most."""
_LONGEST = 600.0
"""How long their names may be in all, in points: sixty Chinese characters."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a composition answers: catalogue name, head of its labels (a key under `head`), subject in words, tables it rests on."""

    name: str
    head: str
    subject: str
    tables: tuple[Table, ...]


def composed(question: Question, parts: Sequence[Amount], total: Amount | None, notes: tuple[str, ...] = ()) -> Picture:
    """Parts of a total as bars, the largest first."""
    if not any(part.value is not None for part in parts):
        return without_amounts(question.name, question.tables)
    parts, places = told_apart(parts), places_of((*parts, total))
    whole, apart = whole_of(parts, total, places)
    return Bars(
        name=question.name,
        caption=caption_of(question.subject, whole, parts, places),
        unit=unit_of(parts),
        places=places,
        notes=(*notes, *apart, *tables_note(question.tables)),
        head=text(f"chart.head.{question.head}"),
        rows=tuple(Row(part.label, (part.value,)) for part in ranked(parts)),
        whole=whole or None,
    )


def ranked(parts: Iterable[Amount]) -> tuple[Amount, ...]:
    """The largest first, whatever its sign; blanks last."""
    return tuple(sorted(parts, key=lambda part: (part.value is None, -abs(part.value or Decimal(0)))))


def whole_of(parts: Sequence[Amount], total: Amount | None, places: int) -> tuple[Decimal, tuple[str, ...]]:
    """The printed total, or the sum where none is printed, with a note where they differ by more than rounding."""
    added = sum((part.value for part in parts if part.value is not None), Decimal(0))
    if total is None or total.value is None:
        return added, (text("chart.note.sum", total=number(added, places)),)
    allowance = sum((part.half for part in parts), total.half) or half_unit(places)
    apart = abs(added - total.value) > allowance
    return total.value, (text("chart.note.apart", sum=number(added, places), total=number(total.value, places)),) if apart else ()


def caption_of(subject: str, whole: Decimal, parts: Sequence[Amount], places: int) -> str:
    """The sentence that a composition answers with."""
    said = {"subject": subject, "total": number(whole, places), "unit": unit_of(parts)}
    known = [part for part in ranked(parts) if part.value]
    if not known:
        return text("chart.caption.nothing", **said)
    if len(known) == 1 and known[0].value == whole:
        return text("chart.caption.only", **said, label=known[0].label)
    count = next((count for count in range(_NAMED, 1, -1) if sum(width_of(part.label) for part in known[:count]) <= _LONGEST), 1)
    listed = text("chart.list").join(part_in_words(part, whole, places) for part in known[:count])
    if len(known) <= count:
        return text("chart.caption.split", **said, parts=listed)
    if count == 1:
        return text("chart.caption.of_total", **said, parts=listed)
    return text("chart.caption.of_total_more", **said, parts=listed, count=count)


def part_in_words(part: Amount, whole: Decimal, places: int) -> str:
    """A part with its amount and, of a positive whole, its share."""
    said = {"label": part.label, "value": number(part.value or Decimal(0), places)}
    if whole <= 0:
        return text("chart.caption.part_plain", **said)
    return text("chart.caption.part", **said, share=share(part.value, whole))


def unit_of(parts: Iterable[Amount]) -> str:
    """The unit of the amounts, in words."""
    return unit_in_words(next((part.unit for part in parts if part.unit), ""))


def unit_in_words(unit: str) -> str:
    """A unit in the language in force."""
    if not unit:
        return text("chart.unit_unknown")
    return text(f"chart.units.{unit}") if has_text(f"chart.units.{unit}") else unit


def table_words(table: Table) -> str:
    """What a table is called in a note: its title, in English its canonical name."""
    return ("".join(table.title.split()) if language() == LANGUAGES[0] else "") or label_in_words(table.name)


def tables_note(tables: Sequence[Table]) -> tuple[str, ...]:
    """Where the figures stand, and what was done to their unit."""
    titles = text("chart.list").join(dict.fromkeys(table_words(table) for table in tables))
    printed = next((table.unit for table in tables if table.unit), "")
    unit: tuple[str, ...] = ()
    if not printed:
        unit = (text("chart.note.unit_unknown"),)
    elif printed in YUAN and printed != UNIT:
        unit = (text("chart.note.converted", unit=unit_in_words(printed)),)
    return (text("chart.note.source", tables=titles), *unit)


def absent_for(name: str, why: str, of: str = "") -> Absent:
    """Nothing to draw, with the reason."""
    return Absent(name=name, caption=text(f"chart.name.{name}"), why=why, of=of)


def without_table(name: str, table: str) -> Absent:
    """There is no such table."""
    return absent_for(name, text("chart.absent.table", table=label_in_words(table)))


def without_amounts(name: str, tables: Sequence[Table]) -> Absent:
    """The tables are there but hold no number that could be drawn."""
    key = "blank" if all(table.blank for table in tables) else "line"
    named = text("chart.list").join(label_in_words(table.name) for table in tables)
    return absent_for(name, text(f"chart.absent.{key}", table=named))
