"""Which trends and overviews finished reports call for, and what the collected data they are made of looked like."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from budgetnb.running.collect import DATA, Kept
from budgetnb.running.files import digest, report_folder, sealed, write_changed
from budgetnb.running.params import Asking, Overview, Trend

MISSING = "missing.json"
SCHEMA = "budgetnb.missing/1"
LEAST = 2
"""Fewer years are no trend, fewer disclosures no overview."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that was planned and is not there, or is not of the latest run (`former`); or a file that could not be used.

    `kind` is failed, not_built or refused, `why` what was said of it.
    """

    kind: str
    department: str = ""
    code: str | None = None
    level: str | None = None
    year: int | None = None
    revision: int | None = None
    file: str = ""
    why: str = ""
    former: bool = False


def note_missing(out: Path, missing: Sequence[Missing]) -> None:
    """Write down what is missing beside the collected data; the file is touched only when that has changed."""
    write_changed(out / DATA / MISSING, sealed({"schema": SCHEMA, "missing": [asdict(one) for one in missing]}))


def missing_noted(out: Path) -> tuple[Missing, ...]:
    """What the last batch found missing; nothing where there was none."""
    try:
        return tuple(Missing(**one) for one in json.loads((out / DATA / MISSING).read_bytes())["missing"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def called_for(reports: Sequence[Kept], missing: Sequence[Missing], lang: str | None) -> Iterator[Asking]:
    """A trend for each organisation with several years, an overview for each year with several organisations."""
    for group in _organisations(reports):
        latest = max(group, key=lambda one: int(one.params["year"]))
        if len({one.params["year"] for one in group}) >= LEAST:
            said = {name: latest.params[name] for name in ("department", "level", "code")}
            folders = tuple(one.folder for one in _latest(group))
            yield Trend.model_validate({**said, "reports": folders, "lang": lang or latest.params["lang"]})
    for year in sorted({int(one.params["year"]) for one in reports}):
        among = _latest(one for one in reports if one.params["year"] == year)
        if len(among) + sum(one.year == year and not one.former for one in missing) >= LEAST:
            yield Overview.model_validate({"year": year, "lang": lang or among[0].params["lang"]})


def together(written: Iterable[Asking], found: Iterable[Asking]) -> tuple[Asking, ...]:
    """What params files ask for and what the reports call for; a params file comes before what would be written to the same folder."""
    by_folder = {report_folder(Path(), one): one for one in (*found, *written)}
    return tuple(by_folder.values())


def made_of(asked: Asking, reports: Mapping[str, Kept], missing: Sequence[Missing]) -> str:
    """Digest of what a trend or an overview is made of: the rows of its reports, by folder, and, of an overview, who is missing."""
    absent: list[Any] = []
    if isinstance(asked, Overview):
        of = [one for one in reports.values() if one.params["year"] in (asked.year - 1, asked.year)]
        absent = [asdict(one) for one in missing if one.year in (None, asked.year)]
    elif isinstance(asked, Trend) and asked.reports:
        of = [reports[folder] for folder in asked.reports if folder in reports]
    else:
        of = list(reports.values())
    rows = [[one.folder, one.manifest.get("rows")] for one in of]
    return digest(json.dumps([rows, absent], ensure_ascii=False, sort_keys=True).encode())


def _organisations(reports: Sequence[Kept]) -> Iterator[list[Kept]]:
    """Reports by organisation and level: of one code, or of one name where a code is not known of all."""
    groups: list[list[Kept]] = []
    known: dict[tuple[str, ...], list[Kept]] = {}
    for one in sorted(reports, key=lambda one: not one.params.get("code")):  # those with a code gather the others
        params = one.params
        names = [(params["level"], "name", params["department"])]
        keys = [(params["level"], "code", params["code"])] if params.get("code") else names
        group = next((known[key] for key in keys if key in known), None)
        if group is None:
            groups.append(group := [])
        group.append(one)
        for key in (*keys, *names):
            known.setdefault(key, group)
    return iter(groups)


def _latest(reports: Iterable[Kept]) -> tuple[Kept, ...]:
    """The last draft of each disclosure, in the order of years and folders."""
    last: dict[tuple[Any, ...], Kept] = {}
    for one in reports:
        params = one.params
        key = (params["year"], params["level"], params.get("code") or params["department"])
        if key not in last or (last[key].params.get("revision") or 0) < (params.get("revision") or 0):
            last[key] = one
    return tuple(sorted(last.values(), key=lambda one: (one.params["year"], one.folder)))
