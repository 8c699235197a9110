"""Documents as JSON, kept by content: reading a PDF takes a second, reading it again from the store a hundredth of that."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from budgetnb.reading.document import Box, Cell, Document, Doubt, Grid, Paragraph, Spot
from budgetnb.reading.limits import MOST_BYTES
from budgetnb.store import keep, kept, store

Json = Any
_LIBRARIES = ("pypdfium2", "lxml", "beautifulsoup4", "rapidocr", "onnxruntime")


def kept_document(path: Path) -> Document | None:
    """The document at `path` if the store in force has it."""
    folder = store()
    digest = _digest(path) if folder else None
    content = kept(folder, *_key(digest, path)) if folder and digest else None
    return from_json(json.loads(content)) if content else None


def keep_document(path: Path, document: Document) -> None:
    """Keep a document that was just read, if a store is in force."""
    folder = store()
    if folder and document.format != "text":  # plain text is read as fast as JSON
        content = json.dumps(to_json(document), ensure_ascii=False, separators=(",", ":"))
        keep(folder, content.encode(errors="surrogatepass"), *_key(document.sha256, path))


def to_json(document: Document) -> Json:
    """A document as lists, strings and numbers."""
    return [
        [document.file, document.sha256, document.format, document.pages],
        [_block(block) for block in document.blocks],
        [[doubt.text, _spot(doubt.spot), doubt.why] for doubt in document.doubts],
        [[words, _spot(spot)] for words, spot in document.margins],
    ]


def from_json(said: Json) -> Document:
    """The document that `to_json` was given."""
    (file, sha256, kind, pages), blocks, doubts, margins = said
    return Document(
        file,
        sha256,
        kind,
        tuple(_block_of(block) for block in blocks),
        pages,
        tuple(Doubt(words, _spot_of(spot), why) for words, spot, why in doubts),
        tuple((words, _spot_of(spot)) for words, spot in margins),
    )


def _block(block: Paragraph | Grid) -> Json:
    if isinstance(block, Paragraph):
        return [block.text, [[offset, _spot(spot)] for offset, spot in block.marks]]
    cells = [[cell.text, cell.row, cell.column, _spot(cell.spot), cell.rowspan, cell.colspan] for cell in block.cells]
    return [cells, _spot(block.spot), block.spans_known]


def _block_of(said: Json) -> Paragraph | Grid:
    if isinstance(said[0], str):
        return Paragraph(said[0], tuple((offset, _spot_of(spot)) for offset, spot in said[1]))
    cells = tuple(Cell(words, row, column, _spot_of(spot), down, across) for words, row, column, spot, down, across in said[0])
    return Grid(cells, _spot_of(said[1]), said[2])


def _spot(spot: Spot) -> Json:
    return [spot.page, spot.line, spot.sheet, spot.cell, spot.box]


def _spot_of(said: Json) -> Spot:
    page, line, sheet, cell, box = said
    return Spot(page, line, sheet, cell, _box(box))


def _box(said: Json) -> Box | None:
    return (said[0], said[1], said[2], said[3]) if said else None


def _digest(path: Path) -> str | None:
    """The digest of a file that a reader would take; None leaves it to the reader to say what is wrong with it."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.stat().st_size <= MOST_BYTES else None
    except OSError:
        return None


def _key(digest: str, path: Path) -> tuple[str, ...]:
    return "document", digest, path.name, _readers()


@cache
def _readers() -> str:
    """Digest of the readers themselves and of the libraries they read with: another version of them may read otherwise."""
    made = hashlib.sha256(repr([_version(library) for library in _LIBRARIES]).encode())
    for file in _sources(files(__package__)):
        made.update(file.read_bytes())
    return made.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # an extra that is not installed
        return ""


def _sources(folder: Traversable) -> list[Traversable]:
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return [source for file in found for source in (_sources(file) if file.is_dir() else [file]) if source.name.endswith(".py")]
