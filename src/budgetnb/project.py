"""The project folder: where parameters are kept and what their paths are relative to."""

from __future__ import annotations

from pathlib import Path

SIGNS = ("params", ".budgetnb", "pyproject.toml")
"""A folder that holds one of these is a project folder."""


def project_folder(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that is a project folder; `start` itself when there is none."""
    start = start.absolute()
    above = (start, *start.parents)
    return next((folder for folder in above if any((folder / sign).exists() for sign in SIGNS)), start)


def source_path(source: str, start: Path | None = None) -> Path:
    """Where a path written in parameters leads: from the working folder, else from the project folder above it.

    Reports run in the project folder; a notebook opened by hand lies somewhere below it.
    """
    here = start or Path.cwd()
    nearby = here / source
    return nearby if nearby.exists() else project_folder(here) / source
