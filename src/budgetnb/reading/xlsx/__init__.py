"""Workbooks: every visible sheet as a section of its own, its tables as grids, what stands beside them as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Cell, Document, Doubt, Grid, Paragraph, Spot
from budgetnb.reading.limits import MOST_CELLS, read_bytes
from budgetnb.reading.paragraphs import cell_text, join_lines, paragraph
from budgetnb.reading.xlsx.old import read_old_workbook
from budgetnb.reading.xlsx.sheets import Area, Sheet, Where, cell_name
from budgetnb.reading.xlsx.tables import find_tables
from budgetnb.reading.xlsx.workbook import read_workbook

_UNNAMED = re.compile(r"(?:Sheet|工作表|表格?)\s*\d*", re.IGNORECASE)
"""Names that nobody gave."""


def read_xlsx(path: Path) -> Document:
    """Read an XLSX, XLS or ET workbook; UnreadableFile when it is broken, protected or too large."""
    content = read_bytes(path)
    read = read_workbook if content.startswith(b"PK") else read_old_workbook
    sheets, hidden = read(content, path.name)
    blocks = tuple(block for sheet in sheets for block in _blocks(sheet, path.name))
    doubts = [Doubt(name, Spot(sheet=name), "hidden_sheet") for name in hidden]
    doubts += [doubt for sheet in sheets for doubt in _doubts(sheet)]
    return Document(path.name, sha256(content).hexdigest(), "xlsx", blocks, doubts=tuple(doubts))


def _blocks(sheet: Sheet, file: str) -> Iterator[Paragraph | Grid]:
    if not sheet.texts:
        return
    if not _UNNAMED.fullmatch(sheet.name):
        yield Paragraph(sheet.name, ((0, Spot(sheet=sheet.name)),))
    areas = find_tables(sheet)
    if sum(area.size for area in areas) > MOST_CELLS:
        raise UnreadableFile(file, "too_many_cells", limit=MOST_CELLS)
    beside = sorted(where for where in sheet.texts if not any(area.holds(where) for area in areas))
    for area in areas:
        yield from _paragraphs(sheet, [where for where in beside if where < (area.top, area.left)])
        beside = [where for where in beside if where >= (area.top, area.left)]
        yield _grid(sheet, area)
    yield from _paragraphs(sheet, beside)


def _paragraphs(sheet: Sheet, places: Sequence[Where]) -> Iterator[Paragraph]:
    """The texts of one row are one paragraph; a text of several lines is as many paragraphs as it says."""
    rows: dict[int, list[Where]] = {}
    for where in places:
        rows.setdefault(where[0], []).append(where)
    for row in rows.values():
        texts = [(sheet.texts[where].strip(), Spot(sheet=sheet.name, cell=cell_name(where))) for where in row]
        if len(texts) == 1:
            yield from join_lines((line, texts[0][1]) for line in texts[0][0].splitlines())
        else:
            yield paragraph([(" " * bool(number) + " ".join(text.split()), spot) for number, (text, spot) in enumerate(texts)])


def _grid(sheet: Sheet, area: Area) -> Grid:
    """A table without its hidden rows and columns; a merged cell reaches no further than the table."""
    rows = {row: place for place, row in enumerate(row for row in range(area.top, area.bottom + 1) if row not in sheet.hidden_rows)}
    columns = {
        column: place
        for place, column in enumerate(column for column in range(area.left, area.right + 1) if column not in sheet.hidden_columns)
    }
    spans = {(merge.top, merge.left): merge for merge in sheet.merged if area.holds((merge.top, merge.left))}
    covered: set[Where] = set()
    cells = []
    for where in ((row, column) for row in rows for column in columns):
        if where in covered:
            continue
        merge = spans.get(where, Area(*where, *where))
        inside = [
            (row, column)
            for row in range(merge.top, min(merge.bottom, area.bottom) + 1)
            for column in range(merge.left, min(merge.right, area.right) + 1)
        ]
        covered.update(inside)
        height, width = len({row for row, _ in inside if row in rows}), len({column for _, column in inside if column in columns})
        spot = Spot(sheet=sheet.name, cell=cell_name(where))
        cells.append(Cell(cell_text(sheet.texts.get(where, "").splitlines()), rows[where[0]], columns[where[1]], spot, height, width))
    return Grid(tuple(cells), Spot(sheet=sheet.name, cell=cell_name((area.top, area.left))))


def _doubts(sheet: Sheet) -> Iterator[Doubt]:
    if sheet.hidden:
        first = min(sheet.hidden)
        yield Doubt(
            " ".join(sheet.hidden[where] for where in sorted(sheet.hidden)), Spot(sheet=sheet.name, cell=cell_name(first)), "hidden_cells"
        )
    for where in sheet.unvalued:
        yield Doubt("", Spot(sheet=sheet.name, cell=cell_name(where)), "no_value")
