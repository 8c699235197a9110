"""The pictures of README and gallery, taken anew: `python tests/pictures_of_pages.py report.html docs/pictures [-en]`, of the sample."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2 as pdfium
from browser import launched, opened
from PIL import Image

SCREEN = {"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 0.7}
PICTURES = {"problems": "main h2:nth-of-type(1)", "narrative": "main h3:has(+ p) >> nth=0"}
"""What stands at the top of each: the summary; the first official section."""
GALLERY = {"difference": "#差额说明", "flow": "#chart-资金流向", "published": "#公开原文与标记", "rules": "#rules"}
"""More of them, of the Chinese page."""
PAGES_OF_PDF = (0, 2)
COLOURS = 192


def main(report: Path, folder: Path, tail: str = "") -> None:
    """Take each picture with its place at the top; `tail` ends the names of those in another language."""
    with launched() as browser:
        for name, where in (PICTURES if tail else PICTURES | GALLERY).items():
            with opened(browser, report.resolve(), **SCREEN) as page:
                page.locator(where).evaluate("place => place.scrollIntoView()")
                _save(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), folder / f"{name}{tail}.png")
    if not tail:
        _save(_paper(report.with_suffix(".pdf")), folder / "paper.png")


def _paper(report: Path) -> Image.Image:
    """Pages of the PDF side by side."""
    pages = pdfium.PdfDocument(report)
    sheets = [pages[number].render(scale=0.9).to_pil() for number in PAGES_OF_PDF]
    paper = Image.new("RGB", (sum(sheet.width for sheet in sheets) + 12, sheets[0].height), "#aab4be")
    for place, sheet in enumerate(sheets):
        paper.paste(sheet, (place * (sheet.width + 12), 0))
    return paper


def _save(picture: Image.Image, path: Path) -> None:
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
