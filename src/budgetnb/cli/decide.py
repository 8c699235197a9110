"""`budgetnb decide`: what reviewers typed into workpapers becomes the project's decisions."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.errors import BudgetnbError
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.checking.findings import Decision
    from budgetnb.deciding.decisions import Decided
    from budgetnb.deciding.workpaper import Typed

WORKPAPER = "workpaper.xlsx"


class NoWorkpaper(BudgetnbError):
    """A folder without a workpaper anywhere below it."""

    key = "decide.nothing"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("workpapers", nargs="+", type=Path, metavar="WORKPAPER.xlsx", help=text("cli.decide.workpapers"))


def run(args: Namespace) -> int:
    """Take over all workpapers, or none when any holds a mistake."""
    from budgetnb.deciding.workpaper import read_workpaper

    typed: list[tuple[Path, Typed]] = []
    wrong: list[BudgetnbError] = []
    for path in _workpapers(args.workpapers):
        try:
            typed.append((path, read_workpaper(path)))
        except BudgetnbError as mistake:
            wrong.append(mistake)
    if wrong:
        raise SeveralWrong(wrong)
    for path, one in typed:
        print(_take_over(path, one))
    return 0


class SeveralWrong(BudgetnbError):
    """What is wrong with each of several workpapers."""

    key = "param.wrong"

    def __init__(self, mistakes: Sequence[BudgetnbError]) -> None:
        super().__init__(mistakes="\n".join(map(str, mistakes)))


def _workpapers(named: Sequence[Path]) -> Iterator[Path]:
    for path in named:
        if not path.is_dir():
            yield path
        elif found := sorted(path.rglob(WORKPAPER)):
            yield from found
        else:
            raise NoWorkpaper(folder=path)


def _take_over(workpaper: Path, typed: Typed) -> str:
    """Write the decisions of one workpaper; what was done, in a line."""
    from budgetnb.deciding.decisions import decision_path, read_decisions
    from budgetnb.deciding.writing import decisions_yaml, merged
    from budgetnb.project import project_folder
    from budgetnb.running.files import write_whole

    project, decided = project_folder(Path.cwd()), typed.decided
    path = decision_path(project, decided.year, decided.level, decided.code, decided.department)
    before = read_decisions(path)
    after = merged(before, decided, typed.shown, typed.lapsed)
    if _is_as_written(workpaper) and _of(before) == _of(after):
        return text("decide.same", file=workpaper)
    write_whole(path.parent, {path.name: decisions_yaml(after).encode()})
    counts = Counter(one.ruling for one in after.decisions)
    words = [f"{text(f'decide.ruling_words.{ruling}') if ruling else text('decide.undecided')} {count}" for ruling, count in counts.items()]
    parts = text("decide.counts", parts=text("decide.comma").join(words)) if words else ""
    where = path.relative_to(project)
    return text("decide.done", file=workpaper, name=decided.department, year=decided.year, count=len(after.decisions), path=where) + parts


def _is_as_written(workpaper: Path) -> bool:
    """Whether a workpaper is still as the report wrote it."""
    from budgetnb.running.files import sha256
    from budgetnb.running.manifest import read_manifest

    said = read_manifest(workpaper.parent) or {"outputs": ()}
    return {"file": workpaper.name, "sha256": sha256(workpaper)} in said["outputs"]


def _of(decided: Decided | None) -> dict[str, Decision]:
    return {one.problem: one for one in decided.decisions} if decided else {}
