"""`run.jsonl`: what was built when and how long it took. The one file of a batch that holds times."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from budgetnb.characters import escaped

NAME = "run.jsonl"
SCHEMA = "budgetnb.run/1"


def note(out: Path, event: str, **said: Any) -> None:
    """Add a line; a line that a killed run left unfinished is finished first."""
    line = {"schema": SCHEMA, "at": datetime.now(UTC).isoformat(timespec="seconds"), "event": event, **said}
    with (out / NAME).open("ab+") as file:
        if file.tell():
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(escaped(json.dumps(line, ensure_ascii=False)).encode(errors="replace") + b"\n")
