"""Word files: paragraphs with the numbers Word prints before them, tables with merged and nested cells, text boxes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from budgetnb.errors import UnreadableFile
from budgetnb.reading.archive import open_archive, read_xml
from budgetnb.reading.document import Cell, Document, Doubt, Grid, Paragraph, Spot
from budgetnb.reading.docx.body import Reader, Slot, Table, Text
from budgetnb.reading.docx.numbering import Counter, read_lists
from budgetnb.reading.limits import MOST_CELLS, read_bytes
from budgetnb.reading.paragraphs import cell_text, join_lines

_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd]")


def read_docx(path: Path) -> Document:
    """Read a DOCX file; UnreadableFile when it is broken, protected or too large. Headers and footers are left out."""
    content = read_bytes(path)
    archive = open_archive(content, path.name)
    parts = tuple(_parts(archive, path.name))
    if sum(_size(part) for part in parts) > MOST_CELLS:
        raise UnreadableFile(path.name, "too_many_cells", limit=MOST_CELLS)
    return Document(path.name, sha256(content).hexdigest(), "docx", tuple(_blocks(parts)), doubts=tuple(_doubts(parts)))


def _parts(archive: ZipFile, file: str) -> Iterator[Text | Table]:
    """What the body of the document and its notes say, in order."""
    names = {name.lower(): name for name in archive.namelist()}
    main = _main(archive, names, file)
    folder = posixpath.dirname(main)

    def member(name: str) -> Any:
        found = names.get(f"{folder}/{name}".lower())
        return read_xml(archive, found, file) if found else None

    reader = Reader(Counter(read_lists(member("numbering.xml"), member("styles.xml"))))
    yield from reader.parts(read_xml(archive, main, file))
    for notes in (member("footnotes.xml"), member("endnotes.xml")):
        for note in notes if notes is not None else ():
            if not any(name.endswith("}type") for name in note.attrib):  # the lines that part notes from the text
                yield from reader.parts(note)


def _main(archive: ZipFile, names: dict[str, str], file: str) -> str:
    """The member that holds the text."""
    if "_rels/.rels" in names:
        for relation in read_xml(archive, names["_rels/.rels"], file):
            target = relation.get("Target", "").lstrip("/").lower()
            if relation.get("Type", "").endswith("/officeDocument") and target in names:
                return names[target]
    if "word/document.xml" not in names:
        raise UnreadableFile(file, "unknown_format")
    return names["word/document.xml"]


def _size(part: Text | Table) -> int:
    return 1 if isinstance(part, Text) else 1 + sum(slot.width + sum(map(_size, slot.parts)) for row in part.rows for slot in row)


def _blocks(parts: Iterable[Text | Table]) -> Iterator[Paragraph | Grid]:
    for part in parts:
        if isinstance(part, Text):
            yield from join_lines((line, Spot(line=part.number)) for line in _lines(part))
        elif sum(map(len, part.rows)) == 1:  # a frame around text
            yield from _blocks(part.rows[0][0].parts)
        elif part.rows:
            yield _grid(part.rows)
            inner = [inner for row in part.rows for slot in row for inner in slot.parts if isinstance(inner, Table)]
            yield from _blocks(inner)


def _lines(text: Text) -> list[str]:
    return [" ".join(line.split("\t")) for line in text.text.splitlines()]


def _grid(rows: Sequence[Sequence[Slot]]) -> Grid:
    cells: list[Cell] = []
    begun: dict[int, int] = {}  # column -> place of the cell that is merged downwards there
    number = 1
    for place, row in enumerate(rows):
        for slot in row:
            texts = [part for part in slot.parts if isinstance(part, Text)]
            number = texts[0].number if texts else number
            above = begun.get(slot.column) if slot.merge == "continue" else None
            if above is not None and cells[above].row + cells[above].rowspan == place:
                cells[above] = replace(cells[above], rowspan=cells[above].rowspan + 1)
                continue
            begun[slot.column] = len(cells)
            text = cell_text(line for part in texts for line in _lines(part))
            cells.append(Cell(text, place, slot.column, Spot(line=number), 1, slot.width))
    return Grid(tuple(cells), cells[0].spot)


def _doubts(parts: Iterable[Text | Table]) -> Iterator[Doubt]:
    for part in parts:
        if isinstance(part, Table):
            yield from _doubts(inner for row in part.rows for slot in row for inner in slot.parts)
            continue
        if part.hidden.strip():
            yield Doubt(part.hidden, Spot(line=part.number), "invisible")
        if _UNKNOWN.search(part.text[1:]):
            yield Doubt(part.text, Spot(line=part.number), "unknown_characters")
