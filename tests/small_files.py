"""Small files of each format, made on the spot."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_cn import serif_path

PAGE = """
#set page(width: 400pt, height: 300pt, margin: 30pt)
#set text(font: "Noto Serif SC", size: 10pt, lang: "zh")
#set par(leading: 8pt)
"""
"""A small page with small type, so that boxes can be checked by eye."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(serif_path().parent)])


def pdf(folder: Path, source: str, name: str = "a.pdf") -> Path:
    """A PDF set by typst: `source` follows the page of `PAGE`."""
    written = folder / "source.typ"
    written.write_text(PAGE + source, encoding="utf-8")
    path = folder / name
    path.write_bytes(typst.compile(str(written), font_paths=_fonts(), timestamp=0))
    return path


def bare_pdf(folder: Path, content: bytes, page: bytes = b"", trailer: bytes = b"", name: str = "a.pdf") -> Path:
    """A PDF of one page written by hand: drawing operators, and what else its page and trailer say."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>" + page + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (
        b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R"
        + trailer
        + b">>\nstartxref\n%d\n%%%%EOF" % len(written)
    )
    path = folder / name
    path.write_bytes(written + end)
    return path


def picture(folder: Path) -> Path:
    """A grey picture of four pixels."""
    rows = zlib.compress(b"\x00\x80\x90\x00\xa0\xb0")
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    path = folder / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path
