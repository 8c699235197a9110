"""Files in and out: what the commands that read documents have in common."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.errors import NotABudget, UnreadableFile, UnwritableFolder
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.figures import Disclosure

Refused = UnreadableFile | NotABudget


def add_files(parser: ArgumentParser) -> None:
    """Declare FILE..., the files of one or several disclosures."""
    parser.add_argument("files", nargs="+", type=Path, metavar=text("cli.file"), help=text("cli.files"))


def read_disclosures(files: Sequence[Path]) -> tuple[tuple[Disclosure, ...], tuple[Refused, ...]]:
    """The disclosures in the files, and the files that hold none; one bad file does not stop the others."""
    from budgetnb.project import local_files, project_folder
    from budgetnb.reading import read_document
    from budgetnb.recognising import recognise

    documents, refused = [], []
    for file in files:
        try:
            documents.append(read_document(file))
        except UnreadableFile as wrong:
            refused.append(wrong)
    disclosures = recognise(documents, local_files(project_folder(Path.cwd()), "forms"))
    empty = [source for disclosure in disclosures if _is_empty(disclosure) for source in disclosure.sources]
    found = tuple(disclosure for disclosure in disclosures if not _is_empty(disclosure))
    return found, (*refused, *(NotABudget(source.file) for source in empty))


def write(result: str, output: Path | None) -> None:
    """Print a result, or write it to a file."""
    if output is None:
        sys.stdout.write(result)
    else:
        write_bytes(result.encode(), output)


def write_bytes(result: bytes, output: Path) -> None:
    """Write a result to a file."""
    try:
        output.write_bytes(result)
    except OSError as wrong:
        raise UnwritableFolder(str(output), wrong.strerror or str(wrong)) from None


def say_refused(refused: Sequence[Refused]) -> None:
    """Name the files that could not be used, apart from the result."""
    for wrong in refused:
        print(wrong, file=sys.stderr)


def _is_empty(disclosure: Disclosure) -> bool:
    return disclosure.kind == "unknown" and not disclosure.tables and not disclosure.statements
