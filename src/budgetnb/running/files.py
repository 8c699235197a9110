"""Files of a report: folders with safe names, files that are whole or not there at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from budgetnb.characters import escaped
from budgetnb.errors import UnwritableFolder
from budgetnb.project import LEVELS, organisation_name, safe_name
from budgetnb.running.params import Asking, Overview, Trend

MANIFEST = "manifest.json"


_SEAL, _END = ',\n "seal": "', "\n}"
TRENDS, OVERVIEW = "trends", "overview"


def report_folder(out: Path, params: Asking) -> Path:
    """Where a report belongs: `<out>/<year>/<code or name>-<dept|unit>[-rN]`, `<out>/trends/…` or `<out>/<year>/overview[-<choice>]`."""
    if isinstance(params, Overview):
        choice = safe_name("-".join(filter(None, (LEVELS.get(params.level or ""), params.only))))
        return out / str(params.year) / "-".join(filter(None, (OVERVIEW, choice if params.level or params.only else "")))
    if isinstance(params, Trend):
        return out / TRENDS / organisation_name(params.code or params.department, params.level)
    draft = f"-r{params.revision}" if params.revision else ""
    return out / str(params.year) / f"{organisation_name(params.code or params.department, params.level)}{draft}"


def sha256(path: Path) -> str:
    """Digest of a file's content."""
    return digest(path.read_bytes())


def digest(content: bytes) -> str:
    """Digest of a content."""
    return hashlib.sha256(content).hexdigest()


def digest_of(files: Iterable[Path], home: Path) -> str:
    """Digest of several files, their paths from `home` included, whatever order they are given in."""
    listed = sorted((path.relative_to(home).as_posix(), sha256(path)) for path in files)
    return digest("".join(f"{name}\0{content}\n" for name, content in listed).encode())


def sealed(said: Mapping[str, Any]) -> bytes:
    """A JSON file whose last key is a digest of all others: a byte changed by mistake is noticed; whoever means to can seal it anew."""
    body = escaped(json.dumps(said, ensure_ascii=False, indent=1))
    return f'{body.removesuffix(_END)}{_SEAL}{digest(body.encode())}"{_END}\n'.encode()


def seal_holds(content: bytes) -> bool:
    """Whether a sealed file is as it was written."""
    body, _, seal = content.rpartition(_SEAL.encode())
    return seal == f'{digest(body + _END.encode())}"{_END}\n'.encode()


def write_report(folder: Path, contents: Mapping[str, bytes], manifest: bytes, gone: tuple[str, ...]) -> None:
    """Put a finished report in place: the old manifest goes first, the new one comes last.

    All files are written under temporary names before any takes its place, so a full disk or a
    kill leaves the old report or the new one, and without a manifest a report does not exist.
    `gone` names files of a former report that this one does not have.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        for name, content in {**contents, MANIFEST: manifest}.items():
            _part(folder, name).write_bytes(content)
        (folder / MANIFEST).unlink(missing_ok=True)
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        for name in (*contents, MANIFEST):
            _part(folder, name).replace(folder / name)


def write_whole(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files, each whole or not at all."""
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            _part(folder, name).write_bytes(content)
            _part(folder, name).replace(folder / name)


def write_changed(path: Path, content: bytes) -> None:
    """Write a file that does not hold this already."""
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path.parent, {path.name: content})


def sweep(folder: Path) -> None:
    """Remove what a killed run left half-written."""
    for path in folder.glob(".*.part"):
        path.unlink(missing_ok=True)


def _part(folder: Path, name: str) -> Path:
    return folder / f".{name}.part"


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        with suppress(OSError):
            sweep(folder)  # what lies half-written takes room that may be what is missing
        raise UnwritableFolder(str(folder), wrong.strerror or str(wrong)) from wrong
