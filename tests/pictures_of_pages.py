"""The pictures of the README, taken anew: `python tests/pictures_of_pages.py report.html docs/pictures`, of the sample."""

from __future__ import annotations

import sys
from pathlib import Path

from browser import launched, opened

PICTURES = {
    "problems": ({"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 0.7}, "#摘要"),
    "narrative": ({"viewport": {"width": 1280, "height": 860}, "device_scale_factor": 0.7}, "#收入支出预算总体情况"),
}


def main(report: Path, folder: Path) -> None:
    """Take each picture with its place at the top."""
    with launched() as browser:
        for name, (context, where) in PICTURES.items():
            with opened(browser, report.resolve(), **context) as page:
                page.evaluate("where => document.querySelector(where).scrollIntoView()", where)
                page.screenshot(path=str(folder / f"{name}.png"))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
