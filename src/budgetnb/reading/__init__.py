"""Files into Documents: `read_document` looks at the content, not at the name, and asks one reader."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Document
from budgetnb.reading.keeping import keep_document, kept_document
from budgetnb.reading.limits import read_bytes

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_WEB_ARCHIVE = re.compile(rb"\s*(?:From:|MIME-Version:|Subject:|Date:)[^\n]*\r?\n[\w-]+:", re.IGNORECASE)
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<table", b"<div", b"<meta", b"<body", b"<p>", b"<p ", b"<center", b"<style", b"<script")
_READERS = {"pdf": "read_pdf", "docx": "read_docx", "xlsx": "read_xlsx", "html": "read_html", "text": "read_text", "ocr": "read_image"}


def read_document(path: Path | str) -> Document:
    """Read one file, whatever its format; UnreadableFile says why it cannot be read.

    Where a store is in force, what was read once is taken from there.
    """
    path = Path(path)
    if found := kept_document(path):
        return found
    kind = _format(path, _head(path))
    reader = import_module(f"budgetnb.reading.{kind}")
    document: Document = getattr(reader, _READERS[kind])(path)
    keep_document(path, document)
    return document


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UnreadableFile(path.name, "missing") from None
    except IsADirectoryError:
        raise UnreadableFile(path.name, "folder") from None
    except PermissionError:
        raise UnreadableFile(path.name, "permission") from None
    if not head.strip():
        raise UnreadableFile(path.name, "empty")
    return head


def _format(path: Path, head: bytes) -> str:
    """The format that the first bytes show."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xlsx"
    if head.startswith(_IMAGES):
        return "ocr"
    if head.startswith(b"{\\rtf"):
        raise UnreadableFile(path.name, "unknown_format")
    if _WEB_ARCHIVE.match(head):
        return "html"
    return "html" if _is_page(head, path.name) else "text"


def _is_page(head: bytes, file: str) -> bool:
    """Whether the first bytes are those of a web page; other XML is no text anybody reads."""
    plain = head.replace(b"\x00", b"").lower()
    start = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if start.startswith(b"<?xml") and b"<html" not in plain:
        raise UnreadableFile(file, "unknown_format")
    return start.startswith(_PAGES) or (start.startswith((b"<!--", b"<?xml")) and b"<html" in plain)


def _zipped(path: Path) -> str:
    """Which office format a zip file holds."""
    from budgetnb.reading.archive import open_archive  # noqa: PLC0415  lxml is loaded for office files only

    names = open_archive(read_bytes(path), path.name).namelist()
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise UnreadableFile(path.name, "unknown_format")
