"""The rows of all reports in one place."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetnb.running.files import MANIFEST, OVERVIEW, TRENDS, digest, sealed, sha256, sweep, write_whole
from budgetnb.running.manifest import outputs_of, read_manifest

DATA = "data"
PARTS = "parts"
"""Below the data folder: the rows of each report, as its notebook handed them over."""
SCHEMA = "budgetnb.data/1"
_ROUND = re.compile(r"(?:.*/)?rounds/(\d+)\.json")

Rows = Mapping[str, list[list[Any]]]
Part = tuple[str, str | None, Rows]
"""The rows of a report with its folder and, where there are several drafts, the number of its draft."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished report: its folder relative to where reports are written, its manifest, and its rows if it has any."""

    folder: str
    manifest: Mapping[str, Any]
    rows: Path

    @property
    def params(self) -> Mapping[str, Any]:
        """What it is on."""
        params: Mapping[str, Any] = self.manifest["params"]
        return params


def part_of(out: Path, folder: Path) -> Path:
    """Where the rows of a report are kept."""
    return out / DATA / PARTS / folder.parent.name / f"{folder.name}.json.z"


def whole_rows(said: Mapping[str, Any], part: Path) -> bool:
    """Whether the rows of a report are what its manifest says."""
    return not said.get("rows") or (part.is_file() and sha256(part) == said["rows"])


def collect(out: Path, reports: Sequence[Kept], tables: Callable[[Iterable[Part]], Mapping[str, bytes]], more: str = "") -> bool:
    """Write the data of these reports anew if one of them has changed, gone or come since, or a file is not as written; whether so.

    `more` is a digest of what else the tables are made of; a parquet file that is no longer made is taken away.
    """
    key = digest(json.dumps([[[one.folder, one.params, one.manifest.get("rows"), one.rows.exists()] for one in reports], more]).encode())
    try:
        said = json.loads((out / DATA / MANIFEST).read_bytes())
        if said["of"] == key and all(sha256(out / DATA / made["file"]) == made["sha256"] for made in said["outputs"]):
            return False
    except (OSError, ValueError, KeyError, TypeError):
        pass
    sweep(out / DATA)
    (out / DATA / MANIFEST).unlink(missing_ok=True)
    contents = tables(_part(one) for one in sorted(reports, key=_whose) if one.rows.exists())
    for old in sorted((out / DATA).glob("*.parquet*/*")) + sorted((out / DATA).glob("*.parquet")):
        name = old.relative_to(out / DATA).as_posix()
        if old.is_dir() and not any(made.startswith(f"{name}/") for made in contents):
            old.rmdir()
        elif old.is_file() and name not in contents:
            old.unlink()
    for name, content in contents.items():
        path = out / DATA / name
        write_whole(path.parent, {path.name: content})
    outputs = [{"file": name, "sha256": digest(made)} for name, made in sorted(contents.items())]
    said = {"schema": SCHEMA, "of": key, "reports": {one.folder: _name(one) for one in reports}, "outputs": outputs}
    write_whole(out / DATA, {MANIFEST: sealed(said)})
    return True


def removed(out: Path, reports: Iterable[Kept]) -> dict[str, str]:
    """Reports that were collected last time and are not there now, by folder."""
    try:
        before: dict[str, str] = json.loads((out / DATA / MANIFEST).read_bytes())["reports"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    there = {one.folder for one in reports}
    return {folder: name for folder, name in before.items() if folder not in there}


def _name(one: Kept) -> str:
    return f"{one.params['department']} {one.params['year']} {one.params['level']}"


def _whose(one: Kept) -> tuple[str, str, str, int, int]:
    """What the rows are sorted by: organisation, level, year, draft."""
    said = one.params
    return said.get("code") or "", said["department"], said["level"], said["year"], said.get("revision") or 0


def finished(out: Path) -> Iterator[Kept]:
    """Every report on a disclosure below `out` that is whole, by folder."""
    return (one for one in _whole(out, f"[0-9]*/*/{MANIFEST}") if one.params.get("report", "department") == "department")


def overall(out: Path) -> Iterator[Kept]:
    """Every trend and overview below `out` that is whole, by folder."""
    yield from (one for one in _whole(out, f"[0-9]*/{OVERVIEW}*/{MANIFEST}") if one.params.get("report") == "overview")
    yield from (one for one in _whole(out, f"{TRENDS}/*/{MANIFEST}") if one.params.get("report") == "trend")


def _whole(out: Path, pattern: str) -> Iterator[Kept]:
    for path in sorted(out.glob(pattern)):
        if (said := read_manifest(path.parent)) and outputs_of(said):
            yield Kept(path.parent.relative_to(out).as_posix(), said, part_of(out, path.parent))


def _part(one: Kept) -> Part:
    return one.folder, draft_of(one.params), _unpacked(one.rows)


def draft_of(params: Mapping[str, Any]) -> str | None:
    """The number of a draft: its revision, or one more than that of the round it follows; None for the first of all."""
    if params.get("revision"):
        return str(params["revision"])
    kept = _ROUND.fullmatch((params.get("former") or [""])[-1])
    return str(int(kept[1]) + 1) if kept else None


def _unpacked(path: Path) -> Rows:
    """Rows as a notebook hands them over: packed, so that no program in between takes them apart and puts them together again."""
    rows: Rows = json.loads(zlib.decompress(path.read_bytes()))
    return rows
