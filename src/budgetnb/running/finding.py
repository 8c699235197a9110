"""From a folder of documents to params: which files make up one report, which are the same twice, which is the year before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from budgetnb.project import organisation_name
from budgetnb.running.files import sha256

LEAST_ALIKE = 80
"""From how many of 100 on, by rapidfuzz, two names may be one organisation that was renamed."""


@dataclass(frozen=True, slots=True)
class Identified:
    """What a document says of itself.

    `parts` are names of what it holds; two files with a part in common do not complement each other.
    `units` are names and codes of the organisations that it says are its units.
    """

    path: Path
    name: str
    code: str | None
    level: str | None
    year: int | None
    reportable: bool
    parts: frozenset[str]
    units: tuple[tuple[str, str], ...] = ()


Identify = Callable[[Sequence[Path]], Iterable[Identified | str]]
Formerly = Callable[[str, str, str, int], Sequence[tuple[str, str]]]
"""From name, code, level and year of an organisation to the names and codes it had before."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file no report is made of, and why: a word that `plan.passed` in the texts has, with its part."""

    path: Path
    why: str
    of: str = ""


@dataclass(frozen=True)  # with slots nothing could be kept
class Gathered:
    """The files of one report, those of the year before, and the name it then had if that was another.

    `alike` is how alike the two names are, of 100, where only that tells; 0 where code or register does.
    """

    files: tuple[Identified, ...]
    prior: tuple[Identified, ...] = ()
    once: str = ""
    alike: int = 0

    def _first(self, what: str) -> Any:
        return next((value for value in (getattr(file, what) for file in self.files) if value), None)

    @cached_property
    def name(self) -> str:
        """The organisation."""
        return str(self._first("name"))

    @cached_property
    def key(self) -> tuple[int, str, str, str]:
        """What reports are ordered by: year, code, name, level."""
        return int(self._first("year")), self._first("code") or "", self.name, str(self._first("level"))

    def params(self, project: Path) -> dict[str, Any]:
        """What a params file says of it, paths relative to the project."""
        code = self._first("code")
        given = {"department": self.name} | ({"code": code} if code else {}) | {"level": self._first("level"), "year": self._first("year")}
        given["sources"] = [_relative(file.path, project) for file in self.files]
        if self.prior:
            given["prior_sources"] = [_relative(file.path, project) for file in self.prior]
        return given


def find(
    folder: Path, identify: Identify, without: Path, formerly: Formerly = lambda *_: ()
) -> tuple[tuple[Gathered, ...], tuple[PassedOver, ...]]:
    """The reports that the documents below a folder can give, and the files that are passed over; nothing below `without` is a document.

    `identify` says of each file what it says of itself, in order, or in a sentence why it is of no use; `formerly` what
    an organisation was before.
    """
    passed: list[PassedOver] = []
    groups = _grouped(list(_identified(folder, identify, without, passed)), passed)
    clear: list[Gathered] = []
    for one in (Gathered(tuple(sorted(group, key=lambda file: file.path))) for group in groups):
        if lacking := _lacking(one):
            passed.append(PassedOver(one.files[0].path, "unclear", lacking))
        else:
            clear.append(one)
    return tuple(sorted(_with_prior(clear, formerly), key=lambda one: one.key)), tuple(sorted(passed, key=lambda one: one.path))


def _identified(folder: Path, identify: Identify, without: Path, passed: list[PassedOver]) -> Iterator[Identified]:
    first: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.absolute().is_relative_to(without.absolute()):
            continue
        if any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts):
            continue
        same = first.setdefault(sha256(path), path)
        if same is not path:
            passed.append(PassedOver(path, "twice", same.relative_to(folder).as_posix()))
    files = tuple(first.values())
    for path, found in zip(files, identify(files), strict=True):
        if isinstance(found, str):
            passed.append(PassedOver(path, "refused", found))
        elif found.reportable:
            yield found
        else:
            passed.append(PassedOver(path, "no_budget"))


def _grouped(found: Sequence[Identified], passed: list[PassedOver]) -> list[list[Identified]]:
    """Files of one organisation, level and year that complement each other together; only groups that may fit are looked at."""
    groups: list[list[Identified]] = []
    kin = _kin(found)
    by_name: dict[str, list[int]] = {}
    by_folder: dict[Path, list[int]] = {}
    for file in sorted(found, key=lambda file: (not file.name, file.path)):  # files without a name join those with one
        folder = file.path.parent
        names = {file.name, *kin.get((folder, file.name), ())}
        near = (at for name in names for at in by_name.get(name, ())) if file.name else by_folder.get(folder, ())
        placed = _place(file, sorted(set(near)), groups, passed)
        if placed is not None:
            by_name.setdefault(file.name, []).append(placed)
            by_folder.setdefault(folder, []).append(placed)
    return groups


def _kin(found: Iterable[Identified]) -> dict[tuple[Path, str], set[str]]:
    """For each name in a folder the names there that contain it or that it contains."""
    folders: dict[Path, set[str]] = {}
    for file in found:
        if file.name:
            folders.setdefault(file.path.parent, set()).add(file.name)
    kin: dict[tuple[Path, str], set[str]] = {}
    for folder, names in folders.items():
        listed = "\n".join(["", *sorted(names), ""])
        for name in names:
            at = listed.find(name)
            while at >= 0:
                whole = listed[listed.rfind("\n", 0, at) + 1 : listed.find("\n", at)]
                if whole != name:
                    kin.setdefault((folder, name), set()).add(whole)
                    kin.setdefault((folder, whole), set()).add(name)
                at = listed.find(name, at + 1)
    return kin


def _place(file: Identified, near: Sequence[int], groups: list[list[Identified]], passed: list[PassedOver]) -> int | None:
    """Into the one group that the file belongs to, or a new one; the number of that group."""
    same = [at for at in near if all(_same(other, file) for other in groups[at])]
    if not file.name:  # only its neighbours can say whose it is
        same = [at for at in same if groups[at][0].path.parent == file.path.parent]
    fitting = [at for at in same if not any(other.parts & file.parts for other in groups[at])]
    if len(fitting) == 1:
        groups[fitting[0]].append(file)
        return fitting[0]
    if same and file.name:
        passed.append(PassedOver(file.path, "other_draft", groups[same[0]][0].path.name))
        return None
    groups.append([file])
    return len(groups) - 1


def _same(one: Identified, other: Identified) -> bool:
    """Whether two files are of one organisation, level and year, as far as both say so."""
    pairs = ((one.year, other.year), (one.level, other.level), (one.code, other.code))
    near = one.path.parent == other.path.parent  # neighbours may differ by a 机关 or 本级
    named = not one.name or not other.name or one.name == other.name or (near and (one.name in other.name or other.name in one.name))
    return named and all(not x or not y or x == y for x, y in pairs)


def _lacking(one: Gathered) -> str:
    """What no file of the group says: a word of `cli.report`."""
    return next((what for what in ("name", "year", "level") if not one._first(what)), "")


def _with_prior(found: Sequence[Gathered], formerly: Formerly) -> Iterator[Gathered]:
    """Each report with the files of its year before: by code, name or former name, or else by the most similar name nobody else has."""
    by_year: dict[tuple[int, str], list[Gathered]] = {}
    for one in found:
        by_year.setdefault((one.key[0], one.key[3]), []).append(one)
    for (year, level), now in sorted(by_year.items()):
        before = by_year.get((year - 1, level), [])
        known = _known(now, before, formerly)
        taken = {id(old) for old in known.values()}
        free = [old for old in before if id(old) not in taken]
        for one in now:
            old = known.get(id(one))
            name, alike = (old.name, 0) if old else _renamed(one, free)
            old = old or next((other for other in free if other.name == name), None)
            yield Gathered(one.files, old.files if old else (), name if old and name != one.name else "", alike)


def _known(now: Iterable[Gathered], before: Iterable[Gathered], formerly: Formerly) -> dict[int, Gathered]:
    """For each report that of the year before with the same code, with the same name where one of them prints no code, or a former one."""
    of_code: dict[str, Gathered] = {}
    of_name: dict[str, Gathered] = {}
    without_code: dict[str, Gathered] = {}
    for old in before:
        code = old.key[1]
        (of_code if code else without_code).setdefault(code or old.name, old)
        of_name.setdefault(old.name, old)
    found: dict[int, Gathered] = {}
    for one in now:
        match = (of_code.get(one.key[1]) or without_code.get(one.name)) if one.key[1] else of_name.get(one.name)
        year, code, name, level = one.key
        once = (of_code.get(was) if was else of_name.get(called) for called, was in formerly(name, code, level, year))
        if match := match or next((old for old in once if old), None):
            found[id(one)] = match
    return found


def _renamed(one: Gathered, free: Iterable[Gathered]) -> tuple[str, int]:
    """The name most like this one's, with how alike; "" when none is alike enough."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  loaded only when a name is unknown

    names = [old.name for old in free if not (one.key[1] and old.key[1])]  # two codes that differ are two organisations
    found = process.extractOne(one.name, names, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
    return (str(found[0]), int(found[1])) if found else ("", 0)


def _relative(path: Path, project: Path) -> str:
    return Path(os.path.relpath(path.absolute(), project.absolute())).as_posix()


def file_name(given: dict[str, Any]) -> str:
    """What a params file is called: code or name, level, year."""
    return f"{organisation_name(given.get('code') or given['department'], given['level'])}-{given['year']}.yaml"
