"""Performance forms (绩效目标填报表): one grid a project, labels and amounts side by side instead of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from budgetnb.amounts import YUAN, amount, half_unit, is_amount
from budgetnb.figures import Column, Figure, Line, Place, Table
from budgetnb.reading.document import Cell, Grid
from budgetnb.recognising.words import plain

NAME = "绩效目标表"
_TITLE = re.compile(r"绩效.*表")
_FUNDS = re.compile(r"资金|拨款|金额|总额")
_UNIT = re.compile(r"[(（](" + "|".join(sorted(YUAN, key=len, reverse=True)) + r")[)）]")
_TITLE_ROWS = 3
_MONEY = re.compile(r"[\d,，.\s]+")


def read_card(file: str, grid: Grid, title: str) -> Table | None:
    """The funds of one performance form as a table of named amounts; None for any other grid.

    A label is followed by its amount on the right; labels one below the other are one `side`:
    a total and what it consists of.
    """
    words = next((cell.text for cell in grid.cells if cell.row < _TITLE_ROWS and _TITLE.search(plain(cell.text))), title)
    pairs = list(_pairs(grid))
    if not _TITLE.search(plain(words)) or len(pairs) < 2:
        return None
    unit = next((found.group(1) for cell in grid.cells if (found := _UNIT.search(cell.text))), "")
    project = _beside(grid, "项目名称")
    lines = tuple(_line(file, project, label, value, unit) for label, value in pairs)
    place = Place(file, page=grid.spot.page, line=grid.spot.line, sheet=grid.spot.sheet, table=NAME, row=project)
    return Table(
        NAME,
        " ".join(part for part in (words.strip(), project) if part),
        unit,
        False,
        (Column("金额", "金额"),),
        lines,
        place,
        unit_printed=unit,
    )


def _pairs(grid: Grid) -> Iterator[tuple[Cell, Cell]]:
    """Labels of funds with the amounts on their right."""
    by_row: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for cells in by_row.values():
        worded = [cell for cell in sorted(cells, key=lambda cell: cell.column) if cell.text.strip()]
        for label, value in pairwise(worded):
            if _FUNDS.search(label.text) and not is_amount(label.text) and _MONEY.fullmatch(value.text) and is_amount(value.text):
                yield label, value


def _beside(grid: Grid, word: str) -> str:
    """What is printed on the right of a label."""
    cells = sorted((cell for cell in grid.cells if cell.text.strip()), key=lambda cell: (cell.row, cell.column))
    return next((following.text.strip() for cell, following in pairwise(cells) if plain(cell.text) == word), "")


def _line(file: str, project: str, label: Cell, value: Cell, unit: str) -> Line:
    side = str(label.column)
    key = f"{project}.{side}.{plain(label.text)}"
    spot = value.spot
    boxes = ((spot.page, spot.box),) if spot.page and spot.box else None
    place = Place(
        file,
        spot.page,
        spot.line,
        spot.sheet,
        spot.cell,
        NAME,
        f"{project} {label.text}".strip(),
        "金额",
        text=f"{label.text} {value.text}",
        boxes=boxes,
    )
    number = amount(value.text)
    figure = Figure(f"{NAME}/{key}/金额", number, value.text, unit, half_unit(2) if number else Decimal(0), place)
    return Line(key, plain(label.text), label.text, level="项目", side=side, figures=(figure,), place=place, unit=project)
