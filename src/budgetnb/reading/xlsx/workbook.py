"""XLSX workbooks as their cells print them: the XML of the file, because values alone do not say what is printed."""

from __future__ import annotations

import posixpath
from typing import Any
from zipfile import ZipFile

from budgetnb.errors import UnreadableFile
from budgetnb.reading.archive import open_archive, read_xml
from budgetnb.reading.xlsx.assembling import Book
from budgetnb.reading.xlsx.cells import read_sheet, string
from budgetnb.reading.xlsx.sheets import Sheet
from budgetnb.reading.xlsx.styles import Style, read_styles

_DAYS_1904 = 1462
"""Days between the two beginnings of time that workbooks count from."""


def read_workbook(content: bytes, file: str) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of a workbook in order, and the names of the hidden ones."""
    archive = open_archive(content, file)
    names = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(file, "unknown_format")
    root = read_xml(archive, names["xl/workbook.xml"], file)
    parts = _parts(archive, names, file)
    book = _book(archive, root, dict(parts.values()), file)
    sheets, hidden = [], []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        name = sheet.get("name", "").strip()
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        kind, path = parts.get(relation, ("", ""))
        if sheet.get("state", "visible") != "visible":
            hidden.append(name)
        elif kind == "worksheet":
            sheets.append(read_sheet(read_xml(archive, path, file), name, book))
    return sheets, hidden


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
