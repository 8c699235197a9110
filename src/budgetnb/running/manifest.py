"""The manifest of a report: every input and output by its digest, so that a sceptic can repeat it. It holds no clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from budgetnb import __version__
from budgetnb.errors import UnreadableFile
from budgetnb.running.files import MANIFEST, digest, sealed, sha256
from budgetnb.running.params import FILES, Asking

SCHEMA = "budgetnb.manifest/1"
LIBRARIES = ("papermill", "nbconvert", "nbclient", "ipykernel", "pandas", "matplotlib", "typst", "pylopdf-fonts-zh-cn", "XlsxWriter")
"""Libraries whose version may change the bytes of a report."""


def inputs_of(
    params: Asking, notebook: Path, project: Path, depends: Mapping[str, str], digest_of: Callable[[Path], str] = sha256
) -> dict[str, Any]:
    """What goes into a report: parameters, notebook and files with their digests, paths relative to the project folder.

    `depends` are digests of what all reports depend on, by name; also the versions of libraries belong to it.
    UnreadableFile when a file is gone or may not be read.
    """
    given = params.model_dump(mode="json")
    return {
        "params": given,
        "notebook": {"file": _shown(notebook, project), "sha256": digest_of(notebook)},
        "inputs": {
            key: [{"file": name, "sha256": _readable(digest_of, project, name)} for name in given[key]]
            for key in FILES
            if key != "notebook" and key in given
        },
        "depends": dict(depends),
        "versions": versions(),
    }


def asked_by(project: Path, file: str) -> dict[str, Any]:
    """The params file that asks for a report with its digest; nothing where there is none."""
    return {"asked_by": {"file": file, "sha256": _readable(sha256, project, file)}} if file else {}


def versions() -> dict[str, str | None]:
    """The versions of the program and of the libraries that may change the bytes of a report."""
    return {"budgetnb": __version__} | {name: _version(name) for name in LIBRARIES}


def _readable(digest_of: Callable[[Path], str], project: Path, name: str) -> str:
    try:
        return digest_of(project / name)
    except FileNotFoundError:
        raise UnreadableFile(name, "missing") from None
    except PermissionError:
        raise UnreadableFile(name, "permission") from None


def manifest(inputs: Mapping[str, Any], command: str, contents: Mapping[str, bytes], missing_glyphs: Iterable[str]) -> bytes:
    """The manifest as it is saved, of inputs taken before the run."""
    said = {
        "schema": SCHEMA,
        "command": command,
        **inputs,
        "outputs": [{"file": name, "sha256": digest(content)} for name, content in sorted(contents.items())],
        "missing_glyphs": list(missing_glyphs),
    }
    return sealed(said)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of the report in a folder; None when there is none that we could have written."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
        if said["schema"] == SCHEMA and all(Path(output["file"]).name == output["file"] for output in said["outputs"]):
            return dict(said)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def outputs_of(said: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The files a report has, by its manifest."""
    return tuple(output["file"] for output in said["outputs"]) if said else ()


def _shown(path: Path, project: Path) -> str:
    """A file by its path in the project, or by its name alone when it lies elsewhere."""
    absolute, home = path.absolute(), project.absolute()
    return absolute.relative_to(home).as_posix() if absolute.is_relative_to(home) else path.name


@cache
def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
