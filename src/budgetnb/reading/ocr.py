"""Scanned pages and images of pages, read by recognising their characters; needs the extra `ocr`.

Ruled lines give the tables, recognised lines their texts; everything after that is as in a PDF with a text layer.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Box, Document, Doubt, Spot
from budgetnb.reading.ink import ruled_lines, slope_of
from budgetnb.reading.limits import MOST_PAGES, read_bytes
from budgetnb.reading.pdf import document_of
from budgetnb.reading.pdf.frame import Frame
from budgetnb.reading.pdf.lattice import find_lattices
from budgetnb.reading.pdf.page import Page, grids_of
from budgetnb.reading.pdf.rooms import BESIDE
from budgetnb.reading.recognised import Seen, Word, lines_by_room

_DOTS = 200 / 72
"""Pixels to a point that a page is rendered with: type of 7 points is still recognised."""
_MOST_SIDE = 5000
"""Pixels of the longer side; an A3 page has 3307. What is larger is rendered smaller."""
_MOST_PIXELS = 80_000_000
"""An image with more is refused before it is unpacked."""
_A4 = 842.0
"""Points of the longer side of a page: an image does not say reliably how large its paper is."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_NARROW = 72.0
"""A table narrower than this is a large character made of straight strokes: 田, 围."""
_UNSURE = 0.8
"""A line recognised with less confidence is listed as doubtful."""
_FEW = 5
"""Characters that do not make a file readable: specks, a stamp."""


class Picture(NamedTuple):
    """A page as pixels (rows, columns, blue-green-red); `scale` is pixels to a point."""

    pixels: Any
    scale: float


def can_recognise() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


def read_image(path: Path) -> Document:
    """Read the image of a page, or of several (TIFF); UnreadableFile without the extra, or when nothing is recognised."""
    if not can_recognise():
        raise UnreadableFile(path.name, "image")
    content = read_bytes(path)
    return _document(_frames(content, path.name), content, path.name)


def read_scan(content: bytes, file: str) -> Document:
    """Read a PDF, known to open, by what its pages look like; UnreadableFile when nothing is recognised."""
    return _document((picture for picture, _ in _rendered(content, file)), content, file)


def read_pictures(content: bytes, file: str, pages: Sequence[Page]) -> list[Page]:
    """Pages of a PDF, those that are pictures without text read by what they look like; a photograph stays as it is."""
    blank = [page.number for page in pages if page.is_picture()]
    seen = {page.number: page for picture in _rendered(content, file, blank) if (page := _page(*picture)).characters >= _FEW}
    return [_told(page, seen.get(page.number)) if page.is_picture() else page for page in pages]


def _told(page: Page, seen: Page | None) -> Page:
    """A page that is a picture as it was recognised, which it says; as it is, where nothing was."""
    if seen is None:
        return replace(page, doubts=(Doubt("", Spot(page=page.number), "picture_wordless"),))
    return replace(seen, doubts=(Doubt("", Spot(page=page.number), "ocr_page"), *seen.doubts))


def _document(pictures: Iterable[Picture], content: bytes, file: str) -> Document:
    pages = [_page(picture, number) for number, picture in enumerate(pictures, start=1)]
    if sum(page.characters for page in pages) < _FEW:
        raise UnreadableFile(file, "nothing_recognised")
    return document_of(pages, file, sha256(content).hexdigest(), "ocr", (Doubt(file, Spot(), "ocr"),))


def _rendered(content: bytes, file: str, numbers: Sequence[int] | None = None) -> Iterator[tuple[Picture, int]]:
    """The pages of a PDF as pictures with their numbers; all of them where none are given."""
    import pypdfium2 as pdfium  # noqa: PLC0415  images do without

    with pdfium.PdfDocument(content) as document:
        for place in range(len(document)) if numbers is None else (number - 1 for number in numbers):
            try:
                page = document[place]
                scale = min(_DOTS, _MOST_SIDE / max(page.get_size()))
                yield Picture(page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False).to_numpy()[:, :, :3], scale), place + 1
                page.close()
            except pdfium.PdfiumError:
                raise UnreadableFile(file, "broken_page", page=place + 1) from None


def _frames(content: bytes, file: str) -> Iterator[Picture]:
    import numpy  # noqa: PLC0415  comes with the extra
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415  so does this

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a large image, which is refused below
            image = Image.open(BytesIO(content), formats=_FORMATS)
        with image:
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if number > MOST_PAGES or frame.width * frame.height > _MOST_PIXELS:
                    raise UnreadableFile(file, "too_many_pixels")
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                upright.thumbnail((_MOST_SIDE, _MOST_SIDE))
                yield Picture(numpy.ascontiguousarray(numpy.asarray(upright)[:, :, ::-1]), max(upright.size) / _A4)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise UnreadableFile(file, "broken") from None


def _page(picture: Picture, number: int) -> Page:
    """One page: its ruled tables with what is recognised in them, the lines beside them, and the doubtful ones."""
    slope = slope_of(picture.pixels)
    seen = _recognised(picture, slope)
    ruled = ruled_lines(picture.pixels, picture.scale, slope)
    lattices = [lattice for lattice in find_lattices(ruled) if lattice.box[2] - lattice.box[0] > _NARROW]
    texts = lines_by_room(seen, lattices)
    height, width = (pixels / picture.scale for pixels in picture.pixels.shape[:2])
    characters = sum(len(line.whole.text) for line in seen)
    page = Page(number, Frame(0, 0, width, height), texts.get(BESIDE, ()), (), (), characters, 0, True)
    doubts = tuple(Doubt(line.whole.text, page.spot(line.whole.box), "ocr_unsure") for line in seen if line.sure < _UNSURE)
    return replace(page, grids=grids_of(page, lattices, texts), doubts=doubts)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415  an extra, and a second to load

    # Nothing is thrown away for being unsure, pages are not made smaller before they are read, and single
    # lines are not turned upside down, which happens to good lines of bad scans.
    params = {"Global.log_level": "critical", "Global.text_score": 0.0, "Global.max_side_len": _MOST_SIDE, "Global.use_cls": False}
    return RapidOCR(params=params)


def _recognised(picture: Picture, slope: float) -> list[Seen]:
    """The lines of a picture, their boxes straightened."""
    said = _engine()(picture.pixels, return_word_box=True, return_single_char_box=True)
    if not said.txts:
        return []
    seen = []
    for printed, corners, sure, found in zip(said.txts, said.boxes, said.scores, said.word_results, strict=True):
        if printed.strip():
            characters = tuple(
                Word(char, _box(box, slope, picture.scale)) for char, _, box in found or () if char.strip() and box is not None
            )
            known = "".join(word.text for word in characters) == "".join(printed.split())
            seen.append(Seen(Word(printed.strip(), _box(corners, slope, picture.scale)), characters if known else (), sure))
    return seen


def _box(corners: Any, slope: float, scale: float) -> Box:
    xs = [(float(x) + slope * float(y)) / scale for x, y in corners]
    ys = [(float(y) - slope * float(x)) / scale for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
