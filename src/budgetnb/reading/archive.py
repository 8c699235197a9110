"""Office files as what they are: zip archives of XML, opened with limits and without entities."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from budgetnb.errors import UnreadableFile
from budgetnb.reading.limits import MOST_INFLATED, MOST_MEMBERS

_BROKEN = (BadZipFile, zlib.error, etree.LxmlError, KeyError, NotImplementedError, EOFError, OSError, ValueError, OverflowError)
"""What the zip and XML libraries raise on files that were cut off or changed."""
_LOCKED = 0x1
"""The bit of a zip member that says it is encrypted."""


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Around calls into the zip and XML libraries: whatever they find wrong, the file is broken."""
    try:
        yield
    except _BROKEN:
        raise UnreadableFile(file, "broken") from None


def open_archive(content: bytes, file: str) -> ZipFile:
    """An office file as a zip archive; refused when it is broken, locked, or would grow beyond all measure."""
    with reading(file):
        archive = ZipFile(BytesIO(content))
    members = archive.infolist()
    if any(member.flag_bits & _LOCKED for member in members):
        raise UnreadableFile(file, "protected")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_INFLATED:
        raise UnreadableFile(file, "inflates")
    return archive


def read_xml(archive: ZipFile, name: str, file: str) -> Any:
    """The root of an XML member; a document type, which only an attack would bring, is refused."""
    with reading(file):
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(archive.read(name), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(file, "entities")
    return root
