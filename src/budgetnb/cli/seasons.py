"""What a season keeps besides its reports: a ledger for each year."""

from __future__ import annotations

import json
from pathlib import Path

from budgetnb.texts import language, text

KEPT = "ledgers.json"


def ledger_name() -> str:
    """What the ledger is called in the folder of its year."""
    return text("season.ledger_name")


def write_ledgers(out: Path, project: Path) -> None:
    """`<out>/<year>/整改台账.xlsx` for each year of the collected data; what has not changed is left as it is."""
    from budgetnb.cli.depends import program
    from budgetnb.running.collect import DATA
    from budgetnb.running.files import MANIFEST, digest, sealed, write_changed
    from budgetnb.season.settings import settings_path

    data = out / DATA
    said = json.loads((data / MANIFEST).read_bytes())
    years = sorted({int(folder.name) for folder in out.glob("[0-9]*") if folder.is_dir() and folder.name.isdecimal()})
    settings = {year: path.read_text(encoding="utf-8") for year in years if (path := settings_path(project, year)).is_file()}
    key = digest(json.dumps([said["outputs"], settings, language(), program()], ensure_ascii=False).encode())
    there = all((out / str(year) / ledger_name()).is_file() for year in years)
    done = sealed({"of": key})
    if there and (data / KEPT).is_file() and (data / KEPT).read_bytes() == done:
        return
    _write(out, project, years)
    write_changed(data / KEPT, done)


def _write(out: Path, project: Path, years: list[int]) -> None:
    from budgetnb.running.files import write_changed

    for year in years:
        if made := ledger_of(out, project, year):
            write_changed(out / str(year) / ledger_name(), made)


def ledger_of(out: Path, project: Path, year: int) -> bytes | None:
    """The ledger of a year, in the language in force; None where nothing was collected of it."""
    from budgetnb.season.settings import find_settings
    from budgetnb.showing.ledger import ledger
    from budgetnb.showing.reviewed import reviewed_in

    found = reviewed_in(out, year)
    return ledger(found, find_settings(project, year)) if found.disclosures else None
