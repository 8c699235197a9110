"""XLSX workbooks as their cells print them: the XML of the file, because values alone do not say what is printed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from budgetnb.errors import UnreadableFile
from budgetnb.reading.archive import open_archive, read_xml
from budgetnb.reading.xlsx.assembling import Book
from budgetnb.reading.xlsx.cells import read_sheet, string
from budgetnb.reading.xlsx.sheets import Sheet, Where
from budgetnb.reading.xlsx.styles import Style, read_styles

_DAYS_1904 = 1462
"""Days between the two beginnings of time that workbooks count from."""


def read_workbook(content: bytes, file: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook in order, and the names of the hidden ones."""
    found = list(_sheets(content, file))
    visible = [read_sheet(element, name, book) for name, state, element, book in found if state == "visible" and element is not None]
    return visible, [name for name, state, _, _ in found if state != "visible"]


def read_every_cell(content: bytes, file: str) -> dict[str, dict[Where, str]]:
    """What stands in each cell of each sheet, also where neither sheet nor cell is shown: for files of our own making."""
    sheets = [read_sheet(element, name, book) for name, _, element, book in _sheets(content, file) if element is not None]
    return {sheet.name: {**sheet.texts, **sheet.hidden} for sheet in sheets}


def _sheets(content: bytes, file: str) -> Iterator[tuple[str, str, Any, Book]]:
    """The sheets in order: name, whether it is shown, its XML (None for a sheet of charts), and what its cells refer to."""
    archive = open_archive(content, file)
    names = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(file, "unknown_format")
    root = read_xml(archive, names["xl/workbook.xml"], file)
    parts = _parts(archive, names, file)
    book = _book(archive, root, dict(parts.values()), file)
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        kind, path = parts.get(relation, ("", ""))
        element = read_xml(archive, path, file) if kind == "worksheet" else None
        yield sheet.get("name", "").strip(), sheet.get("state", "visible"), element, book


def _book(archive: ZipFile, root: Any, members: dict[str, str], file: str) -> Book:
    strings: tuple[str, ...] = ()
    styles: tuple[Style, ...] = ()
    if path := members.get("sharedStrings"):
        strings = tuple(string(element) for element in read_xml(archive, path, file).iterfind("{*}si"))
    if path := members.get("styles"):
        styles = tuple(read_styles(read_xml(archive, path, file)))
    settings = root.find("{*}workbookPr")
    return Book(file, strings, styles, _DAYS_1904 if settings is not None and settings.get("date1904") in ("1", "true") else 0)


def _parts(archive: ZipFile, names: dict[str, str], file: str) -> dict[str, tuple[str, str]]:
    """What the workbook is made of: relation -> kind and name of the member."""
    parts = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for relation in read_xml(archive, names["xl/_rels/workbook.xml.rels"], file):
            path = posixpath.normpath(posixpath.join("/xl", relation.get("Target", "").replace("\\", "/"))).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            if path.lower() in names:
                parts[relation.get("Id", "")] = (kind, names[path.lower()])
    return parts
