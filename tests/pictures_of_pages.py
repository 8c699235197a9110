"""The pictures of the README, taken anew: `python tests/pictures_of_pages.py report.html docs/pictures [-en]`, of the sample."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from browser import launched, opened
from PIL import Image

SCREEN = {"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 0.7}
PICTURES = {"problems": "main h2:nth-of-type(1)", "narrative": "main h3:has(+ p) >> nth=0"}
"""What stands at the top of each: the summary; the first official section."""
COLOURS = 192


def main(report: Path, folder: Path, tail: str = "") -> None:
    """Take each picture with its place at the top; `tail` ends the names of those in another language."""
    with launched() as browser:
        for name, where in PICTURES.items():
            with opened(browser, report.resolve(), **SCREEN) as page:
                page.locator(where).evaluate("place => place.scrollIntoView()")
                taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
                taken.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(folder / f"{name}{tail}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
