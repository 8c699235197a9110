"""What all reports have in common: their rows in one place, and the page that leads to each of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetnb.running.files import MANIFEST, digest, sweep, write_whole
from budgetnb.running.manifest import outputs_of, read_manifest

DATA = "data"
PARTS = "parts"
"""Below the data folder: the rows of each report, as its notebook handed them over."""
SCHEMA = "budgetnb.data/1"

Rows = Mapping[str, list[list[Any]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished report: its folder relative to where reports are written, its manifest, and its rows if it has any."""

    folder: str
    manifest: Mapping[str, Any]
    rows: Path


def part_of(out: Path, folder: Path) -> Path:
    """Where the rows of a report are kept."""
    return out / DATA / PARTS / folder.parent.name / f"{folder.name}.json.z"


def packed(rows: Any) -> bytes:
    """Rows as they are kept."""
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))


def collect(
    out: Path, tables: Callable[[Iterable[Rows]], Mapping[str, bytes]], page: Callable[[Iterable[Kept]], bytes], more: str = ""
) -> bool:
    """Write data and the page of all reports anew if a report has changed, gone or come since; whether that was so.

    `more` is a digest of what else the tables are made of; a parquet file that is no longer made is taken away.
    """
    reports = tuple(finished(out))
    key = digest(json.dumps([[[one.folder, one.manifest, one.rows.exists()] for one in reports], more], sort_keys=True).encode())
    try:
        if json.loads((out / DATA / MANIFEST).read_bytes())["of"] == key and (out / "index.html").exists():
            return False
    except (OSError, ValueError, KeyError, TypeError):
        pass
    for folder in (out, out / DATA):
        sweep(folder)
    (out / DATA / MANIFEST).unlink(missing_ok=True)
    contents = tables(_unpacked(one.rows) for one in reports if one.rows.exists())
    for old in (out / DATA).glob("*.parquet"):
        if old.name not in contents:
            old.unlink()
    write_whole(out / DATA, contents)
    write_whole(out, {"index.html": page(reports)})
    said = {"schema": SCHEMA, "of": key, "outputs": [{"file": name, "sha256": digest(made)} for name, made in sorted(contents.items())]}
    write_whole(out / DATA, {MANIFEST: (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()})
    return True


def finished(out: Path) -> Iterator[Kept]:
    """Every report below `out` that is whole, by folder."""
    for path in sorted(out.glob(f"[0-9]*/*/{MANIFEST}")):
        if (said := read_manifest(path.parent)) and outputs_of(said):
            yield Kept(path.parent.relative_to(out).as_posix(), said, part_of(out, path.parent))


def _unpacked(path: Path) -> Rows:
    rows: Rows = json.loads(zlib.decompress(path.read_bytes()))
    return rows
