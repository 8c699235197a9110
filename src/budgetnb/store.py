"""A folder of contents kept by key, so that work is not done twice. It is never trusted: what does not fit its digest is not there.

A key names everything the content depends on, so that nothing kept is ever out of date. The folder may be
deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

FOLDER = "BUDGETNB_STORE"
"""The environment variable by which whoever runs notebooks tells them where contents are kept; without it nothing is."""
REPORTS = "BUDGETNB_REPORTS"
"""The environment variable by which whoever runs notebooks tells them where reports are written, if not in the project folder."""
_DIGEST_BYTES = 32


def store() -> Path | None:
    """The folder in force."""
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder else None


def kept(folder: Path, *key: str) -> bytes | None:
    """What is kept under a key; None when there is nothing, or not what was written."""
    try:
        whole = _path(folder, key).read_bytes()
    except OSError:
        return None
    digest, content = whole[:_DIGEST_BYTES], whole[_DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == digest else None


def keep(folder: Path, content: bytes, *key: str) -> None:
    """Keep a content, whole or not at all. A folder that cannot be written to is no mistake: the work is then done again."""
    path = _path(folder, key)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(hashlib.sha256(content).digest() + content)
        Path(part.name).replace(path)


def _path(folder: Path, key: tuple[str, ...]) -> Path:
    name = hashlib.sha256("\0".join(key).encode()).hexdigest()
    return folder / name[:2] / name
