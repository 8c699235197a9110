"""What is to be built and why: each report asked for against the manifest of the one that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from budgetnb.errors import BudgetnbError, UnreadableFile, WrongNotebook, WrongParams, nearest
from budgetnb.running.collect import part_of, whole_rows
from budgetnb.running.files import report_folder, sha256
from budgetnb.running.manifest import inputs_of, outputs_of, read_manifest
from budgetnb.running.notebooks import declared_in, mistakes_with
from budgetnb.running.params import FILES, Asking, read_params
from budgetnb.running.rounds import with_former
from budgetnb.running.run import Asked
from budgetnb.texts import text

SUFFIXES = (".yaml", ".yml")
NOT_REPORTS = ("rules", "forms", "decisions", "season")
"""Folders of a params folder whose files say something else than what to build."""
ERROR = "error.txt"
CHOOSE_BY = ("department", "code", "level", "year", "revision", "lang")


class WrongChoice(BudgetnbError):
    """A condition of --only on something that a params file does not say."""

    key = "plan.wrong_choice"


@dataclass(frozen=True, slots=True)
class Planned:
    """A report asked for, and why it is to be built: words that `plan.why` in the texts has; none when it is up to date."""

    asked: Asked
    reasons: tuple[str, ...]


def read_params_folder(folder: Path, project: Path) -> tuple[tuple[Path, Asking], ...]:
    """All params files below a folder, by path; WrongParams says everything that is wrong with any of them."""
    found: list[tuple[Path, Asking]] = []
    mistakes: list[str] = []
    for path in params_files(folder):
        try:
            found.append((path, read_params(path, project)))
        except BudgetnbError as wrong:
            mistakes.append(str(wrong))
    mistakes += _twice(found)
    if mistakes:
        raise WrongParams(mistakes)
    return tuple(found)


def params_files(folder: Path) -> tuple[Path, ...]:
    """The params files below a folder; rules and forms lie there too, in folders of their own."""
    paths = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return tuple(sorted(path for path in paths if path.relative_to(folder).parts[0] not in NOT_REPORTS))


def chosen(params: Asking, only: str | None) -> bool:
    """Whether parameters meet the conditions of --only: `year=2024,department=*局`, all of them, or words that name or code holds."""
    given = {key: str(getattr(params, key, None) or "") for key in CHOOSE_BY}
    for condition in filter(None, (words.strip() for words in (only or "").split(","))):
        key, equals, pattern = condition.partition("=")
        if not equals:
            if condition not in given["department"] and condition not in given["code"]:
                return False
        elif key.strip() not in given:
            near = nearest(key, CHOOSE_BY)
            hint = text("param.near", word=near) if near else ""
            raise WrongChoice(word=key, near=hint, allowed=text("param.comma").join(CHOOSE_BY))
        elif not fnmatchcase(given[key.strip()], pattern.strip()):
            return False
    return True


def plan(asked: Iterable[Asked]) -> tuple[Planned, ...]:
    """Each report with the reasons to build it. WrongNotebook, before anything starts, says all that notebooks cannot do."""
    listed = tuple(asked)
    declared = _check_notebooks(listed)
    digest_of = cache(sha256)
    return tuple(Planned(one, tuple(_reasons(with_former(one, declared[one.notebook]), digest_of))) for one in listed)


def _twice(found: Sequence[tuple[Path, Asking]]) -> Iterator[str]:
    """Two files that would write the same report."""
    first: dict[Path, Path] = {}
    for path, params in found:
        other = first.setdefault(report_folder(Path(), params), path)
        if other is not path:
            yield text("plan.twice", file=path, other=other)


def _check_notebooks(asked: Sequence[Asked]) -> dict[Path, tuple[str, ...]]:
    """What each notebook declares, read once; all parameters are held against it."""
    declared: dict[Path, tuple[str, ...]] = {}
    mistakes: dict[str, None] = {}
    for one in asked:
        try:
            if one.notebook not in declared:
                declared[one.notebook] = declared_in(one.notebook)
            mistakes |= dict.fromkeys(mistakes_with(declared[one.notebook], one.params, one.notebook.name))
        except WrongNotebook as wrong:
            declared[one.notebook] = ()
            mistakes |= dict.fromkeys(wrong.mistakes)
    if mistakes:
        raise WrongNotebook(mistakes)
    return declared


def _reasons(asked: Asked, digest_of: Callable[[Path], str]) -> Iterator[str]:
    folder = asked.folder
    if (folder / ERROR).exists():
        yield "failed"
    said = read_manifest(folder)
    if said is None:
        yield "new"
        return
    try:
        yield from _changed(said, inputs_of(asked.params, asked.notebook, asked.project, asked.depends, digest_of))
    except UnreadableFile:  # the run says which file and why
        yield "sources"
    if not set(asked.to) <= set(said.get("to", ())):
        yield "formats"
    if not all((folder / name).is_file() for name in outputs_of(said)) or not whole_rows(said, part_of(asked.out, folder)):
        yield "incomplete"


def _changed(said: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Which inputs are others than the manifest says."""
    before, after = ({key: value for key, value in one["params"].items() if key not in FILES} for one in (said, now))
    if before != after:
        yield "params"
    for key in (key for key in FILES if key != "notebook"):
        if _contents(said, key) != _contents(now, key):
            yield key
    if said["notebook"] != now["notebook"]:
        yield "notebook"
    depends = dict(said.get("depends", {}))
    yield from (key for key in sorted({*depends, *now["depends"]}) if depends.get(key) != now["depends"].get(key))
    if said["versions"] != now["versions"]:
        yield "version"


def _contents(one: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    return [(str(file["file"]), str(file["sha256"])) for file in one["inputs"].get(key, ())]
