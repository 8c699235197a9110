"""How large a file may be before it is refused: a published budget is far smaller, a hostile file is not."""

from __future__ import annotations

from pathlib import Path

from budgetnb.errors import UnreadableFile

MOST_BYTES = 64 * 1024 * 1024
"""The largest budget PDF known to us has 4 MB; scanned ones reach some 30."""
MOST_PAGES = 1000
"""A compiled volume of a whole county has some hundred pages."""
MOST_MEMBERS = 5000
"""Parts of an office file: one for each sheet, picture and relation; real ones have some fifty."""
MOST_INFLATED = 256 * 1024 * 1024
"""What an office file may grow to when unpacked: some hundred times a large one."""
MOST_CELLS = 200_000
"""Filled or bordered cells of a workbook; a twenty-table budget has some ten thousand."""


def read_bytes(path: Path) -> bytes:
    """The content of a file that is not too large to be read."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UnreadableFile(path.name, "too_large", size=_megabytes(size), limit=_megabytes(MOST_BYTES))
    return path.read_bytes()


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
