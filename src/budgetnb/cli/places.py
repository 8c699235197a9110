"""Where project and reports lie: in folders of this machine, or at addresses of fsspec such as `s3://…`, mirrored in folders of it."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetnb.running.mirror import Mirror

REPORTS = "reports"


def place(words: str) -> Path | str:
    """What a person names: an address stays as it is written, everything else is a path."""
    return words if "://" in words else Path(words)


def shortest(path: Path) -> Path:
    """A path as somebody in the working folder would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def mirrored(args: Namespace) -> tuple[str, Mirror | None]:
    """The address of the project ("" for a folder) and the mirror of the reports (None for a folder).

    From here on `folder` and `output` of the arguments are folders of this machine. A project at an address is fetched
    and becomes the working folder, so that everything in it has the names that it has there.
    """
    project_at = ""
    if isinstance(args.folder, str):
        project_at = _enter_project(args)
    if isinstance(args.output, str):
        from budgetnb.running.mirror import mirror_of

        mirror = mirror_of(args.output, Path.cwd() / REPORTS if project_at else None)
        mirror.fetch()
        args.output = mirror.folder
        return project_at, mirror
    return project_at, None


def _enter_project(args: Namespace) -> str:
    from budgetnb.running.mirror import above, mirror_of

    project_at = above(args.folder.rstrip("/"), "params")
    project = mirror_of(project_at)
    project.fetch(without=REPORTS)
    (project.folder / ".budgetnb").mkdir(exist_ok=True)
    inner = args.folder.rstrip("/").removeprefix(project_at).strip("/")
    if isinstance(args.output, Path):
        args.output = args.output.absolute()
    args.output = args.output or f"{project_at}/{REPORTS}"
    args.folder = Path(inner or ".")
    os.chdir(project.folder)
    return project_at
