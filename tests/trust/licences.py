"""The licences of everything that is locked, from what is installed: `.venv/bin/python tests/trust/licences.py > docs/licences.md`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "licences.md"
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
WRITTEN = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
READ = {
    "appnope": "BSD-2-Clause",
    "axe-playwright-python": "MIT AND MPL-2.0",
    "docutils": "BSD-2-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
    "pywinpty": "MIT",
}
"""What the licence files of those say that say nothing, or nothing clear, in their metadata, or that only other systems need.

docutils names the GPL for a mode of an editor that its wheel does not bring; the rest is in the public domain or under a BSD licence.
"""
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1"),
    *("PSF-2.0", "Zlib"),
}
HEAD = """# Licences

Every package of `requirements.lock` with its licence, as the installed packages say themselves
(`.venv/bin/python tests/trust/licences.py > docs/licences.md` writes this page anew; a test keeps it true). None is under the AGPL or
any licence that an office could not use without asking, and no font is proprietary: the only fonts that pages, charts and PDF use are
Noto Sans SC and Noto Serif SC (OFL-1.1). The extra `ocr` is not locked; its licences stand in `dependencies.md`.

| package | licence |
|---|---|
"""


def locked() -> list[str]:
    """The names in the lock."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return sorted({name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)})


def licence(name: str) -> str | None:
    """What the installed package says; None where this machine does not need it."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    return READ.get(name) or _said(found)


def _said(found: Distribution) -> str:
    about = found.metadata
    lines = [line for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    classified = [CLASSIFIED.get(line.rpartition(":: ")[2], line) for line in lines]
    written = (about.get("License") or "").strip()
    short = WRITTEN.get(written, written)
    if short and set(parts(short)) <= ALLOWED:
        classified = []
    return about.get("License-Expression") or " OR ".join(classified) or short


def parts(words: str) -> list[str]:
    """The licences that an expression is made of."""
    return [part for part in re.split(r" AND | OR |[() ]+", words) if part]


def page() -> str:
    """The page; packages that other systems need keep the licence that stands there."""
    there = dict(re.findall(r"^\| (\S+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) if PAGE.exists() else {}
    lines = (f"| {name} | {licence(name) or READ.get(name) or there.get(name, '?')} |" for name in locked())
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
