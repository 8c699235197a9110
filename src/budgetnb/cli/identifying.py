"""What a document says of itself, for the half that moves files and knows no budget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from budgetnb.running.finding import Identified

NARRATIVE = "narrative"
PRIOR_IS_COMPARED = False
"""Whether `bn.review` takes the year before; until then params files do not name it, because a report would refuse it."""


def identify(path: Path) -> Identified:
    """Read and recognise one file; UnreadableFile or NotABudget says why it is of no use. What was found out once is kept."""
    from budgetnb.running.files import sha256
    from budgetnb.store import keep, kept, store

    folder, key = store(), ("identity", sha256(path), path.name, _program())
    found = kept(folder, *key) if folder else None
    said: dict[str, Any] = json.loads(found) if found else _said(path)
    if folder and not found:
        keep(folder, json.dumps(said, ensure_ascii=False).encode(errors="surrogatepass"), *key)
    return Identified(path, **said | {"parts": frozenset(said["parts"])})


def _said(path: Path) -> dict[str, Any]:
    from budgetnb.errors import NotABudget
    from budgetnb.reading import read_document
    from budgetnb.recognising import recognise

    one = recognise([read_document(path)])[0]
    if one.kind == "unknown" and not one.tables and not one.statements:
        raise NotABudget(path.name)
    parts = [table.name for table in one.tables] + ([NARRATIVE] if one.statements else [])
    about = {"name": one.name, "code": one.code, "level": one.level, "year": one.year}
    return {**about, "reportable": one.kind == "budget", "parts": sorted(set(parts))}


def _program() -> str:
    from budgetnb.cli.depends import program

    return program()
