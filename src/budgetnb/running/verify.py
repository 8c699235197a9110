"""Whether reports are what their manifests say, and whether the same inputs give the same bytes again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from budgetnb.running.collect import DATA, part_of, whole_rows
from budgetnb.running.files import MANIFEST, seal_holds, sha256
from budgetnb.running.manifest import read_manifest, versions
from budgetnb.running.params import KINDS, Asking
from budgetnb.running.run import Asked

FAILED_FILES = ("failed.ipynb", "error.txt")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not as the manifest says: `why` is a word under `verify.why` in the texts, `what` the file or the name it is about."""

    why: str
    what: str


@dataclass(frozen=True, slots=True)
class Found:
    """A report below a folder that its manifest describes."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def params(self) -> Asking:
        """What it is on."""
        said = self.manifest["params"]
        return KINDS[said.get("report", "department")].model_validate(said)


def reports_below(folder: Path) -> tuple[Found, ...]:
    """The report in a folder, or all reports below it, by path."""
    found = ((path.parent, read_manifest(path.parent)) for path in sorted(folder.rglob(MANIFEST)))
    return tuple(Found(place, said) for place, said in found if said is not None)


def manifests_broken(folder: Path) -> Iterator[Path]:
    """Folders below a folder whose manifest cannot be read at all; collected data have one of their own kind."""
    for path in sorted(folder.rglob(MANIFEST)):
        if read_manifest(path.parent) is None and path.parent.name != DATA:
            yield path.parent


def edited(report: Found, out: Path) -> Iterator[Doubt]:
    """Outputs that are not what was written, that are gone, or that nobody wrote; `out` is the folder all reports lie in."""
    if not seal_holds((report.folder / MANIFEST).read_bytes()):
        yield Doubt("edited", MANIFEST)
    written = {output["file"]: output["sha256"] for output in report.manifest["outputs"]}
    for name, content in written.items():
        path = report.folder / name
        if not path.is_file():
            yield Doubt("gone", name)
        elif sha256(path) != content:
            yield Doubt("edited", name)
    part = part_of(out, report.folder)
    if part.is_file() and not whole_rows(report.manifest, part):
        yield Doubt("edited", part.relative_to(out).as_posix())
    there = {path.name for path in report.folder.iterdir() if path.is_file() and not path.name.startswith(".")}
    yield from (Doubt("foreign", name) for name in sorted(there - set(written) - {MANIFEST, *FAILED_FILES}))


def changed(report: Found, asked: Asked) -> Iterator[Doubt]:
    """Inputs that are not what they were: each file by its name, everything else by what it is called in the manifest."""
    said = report.manifest
    if by := said.get("asked_by"):
        yield from _other(asked.project, by, "asked_by")
    for key, files in said["inputs"].items():
        for file in files:
            yield from _other(asked.project, file, "input")
        yield from _added(report, asked, key)
    if not asked.notebook.is_file() or sha256(asked.notebook) != said["notebook"]["sha256"]:
        yield Doubt("input", said["notebook"]["file"])
    depends = said.get("depends", {})
    for name in sorted({*depends, *asked.depends}):
        if depends.get(name) != asked.depends.get(name):
            yield Doubt("depends", name)
    now = versions()
    for name in sorted({*said["versions"], *now}):
        if said["versions"].get(name) != now.get(name):
            yield Doubt("version", f"{name} {said['versions'].get(name)} → {now.get(name)}")


def _other(project: Path, file: Mapping[str, str], why: str) -> Iterator[Doubt]:
    """A file that is not what the manifest says."""
    path = project / file["file"]
    if not path.is_file():
        yield Doubt("input_gone", file["file"])
    elif sha256(path) != file["sha256"]:
        yield Doubt(why, file["file"])


def _added(report: Found, asked: Asked, key: str) -> Iterator[Doubt]:
    named = {file["file"] for file in report.manifest["inputs"][key]}
    yield from (Doubt("input", name) for name in getattr(asked.params, key, ()) if name not in named)


def collected_edited(out: Path) -> Iterator[Doubt]:
    """Collected data that are not what was written."""
    broken = [path.name for path in sorted((out / DATA).glob("*.json")) if not seal_holds(path.read_bytes())]
    yield from (Doubt("edited", f"{DATA}/{name}") for name in broken)
    if MANIFEST in broken:
        return
    for made in json.loads((out / DATA / MANIFEST).read_bytes())["outputs"]:
        yield from (replace(doubt, what=f"{DATA}/{made['file']}") for doubt in _other(out / DATA, made, "edited"))


def different(report: Found, again: Path) -> Iterator[Doubt]:
    """Outputs that came out otherwise when the report was built again."""
    said = read_manifest(again)
    now = {output["file"]: output["sha256"] for output in said["outputs"]} if said else {}
    before = {output["file"]: output["sha256"] for output in report.manifest["outputs"]}
    yield from (Doubt("different", name) for name in sorted({*before, *now}) if before.get(name) != now.get(name))
