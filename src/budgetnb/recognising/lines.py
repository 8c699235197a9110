"""Rows into Lines: every cell of an amount column becomes a figure with its address and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetnb.amounts import amount, decimals, half_unit, precision
from budgetnb.errors import UnreadableAmount
from budgetnb.figures import Column, Figure, Line, Place, Unread
from budgetnb.reading.document import Cell
from budgetnb.recognising.head import Head
from budgetnb.recognising.rows import Row


@dataclass(frozen=True, slots=True)
class Address:
    """What all figures of one table have in common."""

    file: str
    table: str
    unit: str


def columns_of(heads: Sequence[Head]) -> tuple[Column, ...]:
    """The amount columns among the printed ones, each once: those of the two sides of a table that bear one name are one."""
    names = column_names(heads)
    amounts = {names[head.position]: head for head in reversed(heads) if head.position in names}
    return tuple(
        Column(name, " ".join(head.words), known=head.node is not None, rate=head.rate, beside=head.beside)
        for name, head in reversed(amounts.items())
    )


def column_names(heads: Sequence[Head]) -> dict[int, str]:
    """The name of each amount column by its position; a column of the same name on the same side is told apart by `#2`."""
    seen: Counter[tuple[str, str]] = Counter()
    names = {}
    for head in heads:
        if not head.text:
            name = head.node.address if head.node else ".".join(head.words) or f"#{head.position + 1}"
            seen[head.side, name] += 1
            count = seen[head.side, name]
            names[head.position] = name if count == 1 else f"{name}#{count}"
    return names


def make_lines(address: Address, heads: Sequence[Head], rows: Sequence[Row]) -> tuple[tuple[Line, ...], tuple[Unread, ...]]:
    """The lines of a table with their figures, and what in them could not be understood."""
    names = [column.name for column in columns_of(heads)]
    of_position = column_names(heads)
    rates = {head.position for head in heads if head.rate}
    lines, unread = [], []
    for row, key in zip(rows, _keys(rows), strict=True):
        figures = {
            of_position[position]: _figure(address, key, row, of_position[position], cell, position in rates)
            for position, cell in row.cells.items()
        }
        lines.append(_line(address, key, row, tuple(figures.get(name) for name in names)))
        unread += _unread(address, row, list(figures.values()))
    return _with_precision(lines, len(names)), tuple(unread)


def _keys(rows: Sequence[Row]) -> list[str]:
    """What each line is known by: code, else name, else label; `#2` for the second of the same."""
    seen: Counter[str] = Counter()
    keys = []
    for row in rows:
        base = row.code or row.name or row.label or "?"
        seen[base] += 1
        keys.append(base if seen[base] == 1 else f"{base}#{seen[base]}")
    return keys


def _line(address: Address, key: str, row: Row, figures: tuple[Figure | None, ...]) -> Line:
    return Line(
        key=key,
        name=row.name,
        label=row.label,
        code=row.code,
        level=row.level,
        side=row.side,
        kind=row.kind,
        known=row.known,
        figures=figures,
        place=_place(address, row, next(iter(row.cells.values()), None)),
        unit=row.unit,
        printed_code=row.printed_code,
        government_code=row.government_code,
    )


def _place(address: Address, row: Row, cell: Cell | None, column: str | None = None) -> Place:
    place = Place(address.file, table=address.table, row=row.label or row.name, column=column)
    if cell is None:
        return place
    spot = cell.spot
    boxes = ((spot.page, spot.box),) if column and spot.page and spot.box else None
    return replace(
        place,
        page=spot.page,
        line=spot.line,
        sheet=spot.sheet,
        cell=spot.cell if column else None,
        text=cell.text or None if column else None,
        boxes=boxes,
    )


def _figure(address: Address, key: str, row: Row, column: str, cell: Cell, rate: bool) -> Figure:
    try:
        value = amount(cell.text.strip().rstrip("%％") if rate else cell.text)
    except UnreadableAmount:  # listed as unread
        value = None
    unit = "%" if rate else address.unit
    return Figure(f"{address.table}/{key}/{column}", value, cell.text, unit, Decimal(0), _place(address, row, cell, column))


def _unread(address: Address, row: Row, figures: Sequence[Figure]) -> list[Unread]:
    """Cells that hold no number though words, and lines with numbers that have no name."""
    found = [Unread(figure.printed, figure.place) for figure in figures if figure.value is None and figure.printed.strip()]
    if not row.known and any(figure.value for figure in figures):
        printed = " ".join([row.label, *(figure.printed for figure in figures if figure.printed)])
        found.append(Unread(printed, _place(address, row, next(iter(row.cells.values()), None))))
    return found


def _with_precision(lines: Sequence[Line], width: int) -> tuple[Line, ...]:
    """Figures with half a unit of the last digit their column is printed to; a printed 0 is exact."""
    printed = [[figure.value for line in lines if (figure := line.figures[column]) and figure.value is not None] for column in range(width)]
    places = [precision(values) for values in printed]
    return tuple(
        replace(line, figures=tuple(figure and _with_half(figure, places[column]) for column, figure in enumerate(line.figures)))
        for line in lines
    )


def _with_half(figure: Figure, places: int) -> Figure:
    return replace(figure, half=half_unit(max(places, decimals(figure.value)))) if figure.value else figure
