"""What a reviewer typed into a workpaper, read and checked: all mistakes are said at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetnb.checking.findings import RULINGS, Decision
from budgetnb.deciding.decisions import Decided
from budgetnb.deciding.mistakes import WrongDecisions, at_cell, date_mistake, ruling_mistake
from budgetnb.reading.limits import read_bytes
from budgetnb.reading.xlsx.workbook import read_every_cell
from budgetnb.texts import sentences, text

MARK = "budgetnb"
"""The hidden sheet that says whose workpaper it is."""
SCHEMA = "budgetnb.workpaper/1"
COLUMNS = {"problem_id": "problem", "decision": "ruling"} | {name: name for name in ("explanation", "reason", "remark", "who", "date")}
"""Heads of the list of problems, by their key in the texts, and what of a decision stands below."""
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A workpaper as it came back: the decisions in it, the problems its list shows, those whose lapsed decision was not taken again."""

    decided: Decided
    shown: frozenset[str]
    lapsed: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Mark:
    """What the hidden sheet says."""

    said: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    lapsed: set[str] = field(default_factory=set)


def read_workpaper(path: Path) -> Typed:
    """The decisions in a workpaper; UnreadableFile or WrongDecisions, and then nothing of it may be taken over."""
    sheets, digest = _sheets(path)
    mark = _mark(sheets.get(MARK, ()))
    if mark is None:
        raise WrongDecisions(str(path), [text("decide.not_ours", sheet=MARK)])
    mistakes: list[str] = []
    found = list(_decisions(sheets, mark, mistakes))
    if mistakes:
        raise WrongDecisions(str(path), mistakes)
    said = mark.said
    decisions = tuple(one for one in found if any((one.ruling, one.explanation, one.reason, one.remark)))
    whose = Decided(said["department"], said.get("code") or None, said["level"], int(said["year"]), decisions, (digest,))
    left = frozenset(one.problem for one in found if not one.ruling) & mark.lapsed
    return Typed(whose, frozenset(one.problem for one in found), left)


def _sheets(path: Path) -> tuple[dict[str, Rows], str]:
    """The sheets of a workbook as rows of words, and its SHA-256."""
    content = read_bytes(path)
    if not content.startswith(b"PK"):
        raise WrongDecisions(str(path), [text("decide.not_ours", sheet=MARK)])
    return {name: _rows(cells) for name, cells in read_every_cell(content, path.name).items()}, hashlib.sha256(content).hexdigest()


def _rows(cells: Mapping[tuple[int, int], str]) -> Rows:
    """All rows from the first on, each as wide as the widest; what is blank is "" there."""
    height, width = (max((where[axis] for where in cells), default=-1) + 1 for axis in (0, 1))
    return [[cells.get((row, column), "").strip() for column in range(width)] for row in range(height)]


def _mark(rows: Rows) -> _Mark | None:
    if not rows or rows[0][0] != SCHEMA:
        return None
    mark = _Mark()
    for row in rows[1:]:
        match row:
            case ["problem", id, title, *_]:
                mark.titles[id] = title
            case ["value", id, address, printed, *_]:
                mark.values.setdefault(id, {})[address] = printed
            case ["lapsed", id, *_]:
                mark.lapsed.add(id)
            case [key, value, *_]:
                mark.said[key] = value
    return mark if all(mark.said.get(key) for key in ("department", "level", "year")) else None


def _decisions(sheets: dict[str, Rows], mark: _Mark, mistakes: list[str]) -> Iterator[Decision]:
    """A decision for each row of the list of problems, blank ones included."""
    found = next(((name, rows, place, heads) for name, rows in sheets.items() for place, heads in _heads(rows)), None)
    if found is None:
        mistakes.append(text("decide.no_head", column=text("workpaper.column.problem_id")))
        return
    sheet, rows, head, columns = found
    missing = [key for key in COLUMNS if key not in columns]
    mistakes += [text("decide.no_head", column=text(f"workpaper.column.{key}")) for key in missing]
    if missing:
        return
    places = {COLUMNS[key]: column for key, column in columns.items()}
    seen: set[str] = set()
    for line, row in enumerate(rows[head + 1 :], head + 2):
        typed: dict[str, Any] = {COLUMNS[key]: _dated(row[column]) if key == "date" else row[column] for key, column in columns.items()}
        if not any(typed.values()):
            continue
        at = {name: at_cell(sheet, (line - 1, column)) for name, column in places.items()}
        wrong = list(_wrong_row(typed, at, mark))
        wrong += [text("decide.twice", at=at["problem"], id=typed["problem"])] if typed["problem"] in seen else []
        seen.add(typed["problem"])
        mistakes += wrong
        if not wrong:
            yield Decision(
                **typed, title=mark.titles[typed["problem"]], values=tuple(sorted(mark.values.get(typed["problem"], {}).items()))
            )


def _heads(rows: Rows) -> Iterator[tuple[int, dict[str, int]]]:
    """The row of heads of a list of problems, in whichever language, and the column of each key."""
    words = {word: key for key in COLUMNS for word in sentences("workpaper")[f"workpaper.column.{key}"].values()}
    for place, row in enumerate(rows[:10]):
        columns = {words[cell]: column for column, cell in enumerate(row) if cell in words}
        if "problem_id" in columns and "decision" in columns:
            yield place, columns


def _wrong_row(typed: Mapping[str, str], at: Mapping[str, str], mark: _Mark) -> Iterator[str]:
    """What is wrong with a row, each with its cell."""
    ruling = typed["ruling"]
    if typed["problem"] not in mark.titles:
        yield text("decide.other_problem", at=at["problem"], id=typed["problem"])
    if ruling and ruling not in RULINGS:
        yield ruling_mistake(ruling, at["ruling"])
    if ruling in ("说明采纳", "说明不采纳") and not typed["explanation"]:
        yield text("decide.no_explanation", at=at["explanation"], word=ruling)
    if ruling == "误报" and not typed["reason"]:
        yield text("decide.no_reason", at=at["reason"])
    if typed["date"] and (wrong := date_mistake(typed["date"], at["date"])):
        yield wrong


def _dated(words: str) -> str:
    """A date, as people write it, as YYYY-MM-DD; other words as they are."""
    dated = _DATE.fullmatch(words)
    return "{}-{:0>2}-{:0>2}".format(*dated.groups()) if dated else words
