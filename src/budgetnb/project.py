"""The project folder: where parameters are kept, what their paths are relative to, how files are called in it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from budgetnb.characters import visible

SIGNS = ("params", ".budgetnb", "pyproject.toml")
"""A folder that holds one of these is a project folder."""
LEVELS = {"部门": "dept", "单位": "unit"}
_MOST_BYTES = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def project_folder(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that is a project folder; `start` itself when there is none."""
    start = start.absolute()
    above = (start, *start.parents)
    return next((folder for folder in above if any((folder / sign).exists() for sign in SIGNS)), start)


def local_files(project: Path, kind: str) -> tuple[Path, ...]:
    """The project's own additions of a kind, "rules" or "forms": params/<kind>/*.yaml by name."""
    return tuple(sorted((project / "params" / kind).glob("*.yaml")))


def source_path(source: str, start: Path | None = None) -> Path:
    """Where a path written in parameters leads: from the working folder, else from the project folder above it.

    Reports run in the project folder; a notebook opened by hand lies somewhere below it.
    """
    here = start or Path.cwd()
    nearby = here / source
    return nearby if nearby.exists() else project_folder(here) / source


def organisation_name(code_or_name: str, level: str) -> str:
    """What the files of one organisation at one level are called.

    >>> organisation_name("310001", "部门")
    '310001-dept'
    """
    return f"{safe_name(code_or_name)}-{LEVELS[level]}"


def safe_name(words: str) -> str:
    """A file name of at most 80 bytes that every system takes; a name that had to be changed ends in a digest of the original.

    >>> safe_name("310001"), safe_name("甲市财政局"), safe_name("../a:b")
    ('310001', '甲市财政局', 'a_b~7b26657f')
    """
    plain = _FORBIDDEN.sub("_", visible(unicodedata.normalize("NFC", words))).strip("._ ")
    if plain and plain == words and len(plain.encode()) <= _MOST_BYTES and not _RESERVED.fullmatch(plain):
        return plain
    if _RESERVED.fullmatch(plain):
        plain = plain.replace(".", "_")  # Windows looks only at what stands before the first dot
    digest = hashlib.sha256(words.encode(errors="replace")).hexdigest()[:8]
    cut = plain.encode(errors="replace")[: _MOST_BYTES - len(digest) - 1].decode(errors="ignore")
    return f"{cut}~{digest}"
