"""Word files: paragraphs with styles, tables with merged cells, repeated head rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from faults.paper import Block, Paragraph, Table, lattice, words

_STYLES = {"cover": "Title", "heading": "Heading 1"}


def write_docx(blocks: Sequence[Block], path: Path) -> Path:
    """Write blocks into a Word file."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    for block in blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(block.text, style=_STYLES.get(block.style))
        else:
            for line in block.above:
                document.add_paragraph(line.text)
            _table(document, block)
            for line in block.below:
                document.add_paragraph(line.text)
    document.save(str(path))
    return path


def _table(document: Opened, table: Table) -> None:
    rows = lattice(table.rows, table.columns)
    made = document.add_table(rows=len(rows), cols=table.columns)
    made.style = "Table Grid"
    grid = [list(row.cells) for row in made.rows]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if cell.rowspan * cell.colspan > 1:
                grid[number][column].merge(grid[number + cell.rowspan - 1][column + cell.colspan - 1])
            if text := words(cell.part):
                grid[number][column].paragraphs[0].add_run(text)
    for row in made.rows[: len(table.head)]:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)
