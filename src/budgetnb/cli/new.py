"""`budgetnb new`: a project folder in which the next command works."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from budgetnb.errors import BudgetnbError
from budgetnb.texts import text

EMPTY = ("params/rules", "params/forms", "params/season", "reports")
PLACES = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "schedule.cron": "schedule.cron",
    "310001-2024.yaml": "params/departments/310001-2024.yaml",
}
"""Where the files of the sample project belong."""


class FolderInUse(BudgetnbError):
    """A folder that holds something already; nothing in it is touched."""

    key = "cli.new.in_use"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar=text("cli.report.folder"), help=text("cli.new.folder"))


def run(args: Namespace) -> int:
    """Make the folder, filled with the sample."""
    from budgetnb.running.files import write_whole

    folder: Path = args.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUse(folder=folder)
    for name in EMPTY:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for place, content in _contents():
        path = folder / place
        write_whole(path.parent, {path.name: content})
    print(text("cli.new.done", folder=folder))
    return 0


def _contents() -> Iterator[tuple[str, bytes]]:
    """The files of a new project, by their place in it."""
    from budgetnb.cli.asking import NOTEBOOKS, shipped_notebook

    sample = files("budgetnb") / "sample"
    yield from ((place, (sample / "project" / name).read_bytes()) for name, place in PLACES.items())
    yield "documents/310001-2024.txt", (sample / "disclosure.txt").read_bytes()
    yield from ((f"notebooks/{name}", shipped_notebook(name).read_bytes()) for name in NOTEBOOKS.values())
