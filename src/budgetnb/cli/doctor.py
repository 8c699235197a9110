"""`budgetnb doctor`: what this machine has, what is missing, and how to get it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from budgetnb.texts import text

OLDEST = (3, 11)
LEAST_FREE = 500
"""MB free in the project folder below which a batch may fill the disk."""
NEEDED = (
    "papermill",
    "nbconvert",
    "ipykernel",
    "pandas",
    "matplotlib",
    "pypdfium2",
    "typst",
    "pylopdf-fonts-zh-cn",
    "XlsxWriter",
    "python-docx",
)
FONTS = "pylopdf-fonts-zh-cn"
EXTRAS = {"lab": "jupyterlab", "cluster": "distributed", "ocr": "rapidocr"}
"""What an extra is known by."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing looked at: good, missing but not needed, or wrong; what was found, and what to do."""

    state: str
    what: str
    found: str
    advice: str = ""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments: there are none."""


def run(args: Namespace) -> int:
    """Print what was looked at; 1 when something that is needed is missing."""
    seen = [one for look in LOOKS for one in look()]
    for one in seen:
        line = text("doctor.line", state=text(f"doctor.state.{one.state}"), what=one.what, found=one.found)
        print(line + (text("doctor.advice", advice=one.advice) if one.advice else ""))
    wrong = sum(one.state == "wrong" for one in seen)
    print(text("doctor.bad", count=wrong) if wrong else text("doctor.good"))
    return int(bool(wrong))


def _python() -> Iterator[Seen]:
    said = ".".join(map(str, sys.version_info[:3]))
    fit = sys.version_info >= OLDEST
    yield Seen("good" if fit else "wrong", "Python", said, "" if fit else text("doctor.python"))


def _libraries() -> Iterator[Seen]:
    for name in NEEDED:
        found = _version(name)
        yield Seen("good" if found else "wrong", name, found or text("doctor.missing"), "" if found else text("doctor.install", name=name))


def _extras() -> Iterator[Seen]:
    for extra, name in EXTRAS.items():
        found = _version(name)
        what, advice = text(f"doctor.extra.{extra}"), text("doctor.install", name=f'"budgetnb[{extra}]"')
        yield Seen("good" if found else "optional", what, f"{name} {found}" if found else text("doctor.missing"), "" if found else advice)


def _fonts() -> Iterator[Seen]:
    """The faces that pages and charts are set in."""
    from budgetnb.errors import MissingFont

    try:
        from budgetnb.rendering.pdf import font_files

        gone = [path.name for path in font_files() if not path.is_file()]
        found = text("doctor.missing") if gone else text("doctor.found")
        yield Seen("wrong" if gone else "good", text("doctor.fonts"), found, text("doctor.install", name=FONTS) if gone else "")
    except (MissingFont, ImportError):
        yield Seen("wrong", text("doctor.fonts"), text("doctor.missing"), text("doctor.install", name=FONTS))


def _kernels() -> Iterator[Seen]:
    from budgetnb.running.forking.parent import why_not

    why = why_not()
    yield Seen("optional" if why else "good", text("doctor.engine"), "plain" if why else "forked", text("doctor.plain") if why else "")


def _folder() -> Iterator[Seen]:
    """The project folder: where it is, whether it can be written to, what it keeps, how much room there is."""
    from budgetnb.project import SIGNS, project_folder

    folder = project_folder(Path.cwd())
    known = any((folder / sign).exists() for sign in SIGNS)
    advice = "" if known else text("doctor.no_project")
    yield Seen("good" if known else "optional", text("doctor.project"), str(folder), advice)
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield Seen("good", text("doctor.writable"), text("doctor.yes"))
    except OSError as wrong:
        yield Seen("wrong", text("doctor.writable"), str(wrong.strerror), text("doctor.elsewhere"))
    free = shutil.disk_usage(folder).free // 2**20
    room = free >= LEAST_FREE
    yield Seen("good" if room else "wrong", text("doctor.room"), f"{free:,} MB", "" if room else text("doctor.no_room", least=LEAST_FREE))


def _rules() -> Iterator[Seen]:
    """The rules that ship and those of the project can be read."""
    from budgetnb.checking.books import rule_book
    from budgetnb.errors import BudgetnbError

    try:
        yield Seen("good", text("doctor.rules"), str(len(rule_book().rules)))
    except BudgetnbError as wrong:
        yield Seen("wrong", text("doctor.rules"), str(wrong))


LOOKS: tuple[Callable[[], Iterator[Seen]], ...] = (_python, _libraries, _fonts, _kernels, _rules, _folder, _extras)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
