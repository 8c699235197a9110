"""What a document says of itself, for the half that moves files and knows no budget."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from budgetnb.running.finding import Identified
from budgetnb.texts import language, speak, text

NARRATIVE = "narrative"


def identify(files: Sequence[Path]) -> Iterator[Identified | str]:
    """What each file says of itself, or in a sentence why it is of no use.

    A file is read and recognised once, in a process with limits; what was found out is kept.
    """
    from budgetnb.cli.building import processors
    from budgetnb.running.files import sha256
    from budgetnb.running.limited import MEGABYTES, SECONDS, Stopped, each
    from budgetnb.store import keep, kept, store

    folder = store()
    keys = {path: ("identity", sha256(path), path.name, _program(), language()) for path in files}
    found = {path: kept(folder, *key) if folder else None for path, key in keys.items()}
    unread = [path for path in files if found[path] is None]
    read = zip(unread, each(partial(_said, lang=language()), unread, processors()), strict=True) if unread else ()
    said: dict[Path, Any] = {path: json.loads(known) for path, known in found.items() if known is not None}
    for path, one in read:
        said[path] = one
        if isinstance(one, Stopped):
            said[path] = {"refused": text(f"plan.stopped.{one.why}", file=path.name, seconds=SECONDS, megabytes=MEGABYTES)}
        elif folder:
            keep(folder, json.dumps(one, ensure_ascii=False).encode(errors="surrogatepass"), *keys[path])
    for path in files:
        one = said[path]
        yield one["refused"] if "refused" in one else _identified(path, one)


def _identified(path: Path, said: dict[str, Any]) -> Identified:
    listed = {"parts": frozenset(said["parts"]), "units": tuple((name, code) for name, code in said["units"])}
    return Identified(path, **said | listed)


def _said(path: Path, lang: str) -> dict[str, Any]:
    from budgetnb.errors import BudgetnbError, NotABudget
    from budgetnb.reading import read_document
    from budgetnb.recognising import recognise
    from budgetnb.season.family import named_units

    speak(lang)
    try:
        one = recognise([read_document(path)])[0]
        if one.kind == "unknown" and not one.tables and not one.statements:
            raise NotABudget(path.name)
    except BudgetnbError as wrong:
        return {"refused": str(wrong)}
    parts = [table.name for table in one.tables] + ([NARRATIVE] if one.statements else [])
    about = {"name": one.name, "code": one.code, "level": one.level, "year": one.year}
    units = [(unit.name, unit.code) for unit in named_units(one)]
    return {**about, "reportable": one.kind == "budget", "parts": sorted(set(parts)), "units": units}


def _program() -> str:
    from budgetnb.cli.depends import program

    return program()
