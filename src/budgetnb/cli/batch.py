"""`budgetnb batch`: all reports of a folder that are not up to date, several at once."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from budgetnb.cli.building import INTERRUPTED, build_here, build_on_cluster
from budgetnb.cli.places import mirrored, shortest
from budgetnb.cli.planning import add_choice
from budgetnb.cli.report import NOT_BUILT
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.cli.planning import Plan
    from budgetnb.cli.telling import Teller
    from budgetnb.running.collect import Kept, Part
    from budgetnb.running.mirror import Mirror
    from budgetnb.running.shards import Home

NOTHING_READ = 2


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    from budgetnb.running.kernels import MEMORY_LIMIT, TIME_LIMIT

    add_choice(parser)
    parser.add_argument("-j", "--jobs", type=_number, metavar="N", help=text("cli.batch.jobs"))
    parser.add_argument("--cluster", metavar="tcp://HOST:PORT", help=text("cli.batch.cluster"))
    parser.add_argument("--failed", action="store_true", help=text("cli.batch.failed"))
    parser.add_argument("--force", action="store_true", help=text("cli.batch.force"))
    parser.add_argument("--engine", choices=("forked", "plain"), default="forked", metavar="forked|plain", help=text("cli.batch.engine"))
    parser.add_argument("--time-limit", type=_number, default=TIME_LIMIT, metavar="S", help=text("cli.batch.time_limit"))
    parser.add_argument("--memory-limit", type=_number, default=MEMORY_LIMIT, metavar="MB", help=text("cli.batch.memory_limit"))
    parser.add_argument("--json", action="store_true", help=text("cli.batch.json"))


def run(args: Namespace) -> int:
    """Build what is not up to date; 3 when a report could not be built, 130 when interrupted."""
    from budgetnb.cli.planning import notice_lines, passed_lines, planned, season_lines
    from budgetnb.cli.telling import teller
    from budgetnb.running.batch import to_build
    from budgetnb.running.collect import finished
    from budgetnb.running.lock import locked

    project_at, mirror = mirrored(args)
    plan = planned(args, args.to)
    for line in passed_lines(plan):
        print(line, file=sys.stderr)
    if not plan.reports and plan.passed:
        return NOTHING_READ
    build = tuple(to_build(plan.reports, args.force, args.failed))
    out = args.output or plan.project / "reports"
    with locked(out), _terminated_like_interrupted(), teller(args.json, out) as tell:
        tell.begin(len(plan.reports), build)
        if args.cluster:
            whole = build_on_cluster(build, args, _home(plan, out, project_at, mirror), tell, mirror)
        else:
            whole = build_here(build, args, tell, mirror)
        reports = tuple(finished(out))
        whole = whole and _build_overall(plan, out, args, reports, tell)
        tell.end(whole)
        _write_entry(out, reports)
        for line in (*season_lines(plan), *notice_lines(plan)):
            tell.line(line)
        tell.line(text("batch.look", page=f"{mirror.address}/index.html" if mirror else shortest(out / "index.html")))
        if mirror:
            mirror.send("")
            mirror.record()
    return INTERRUPTED if not whole else NOT_BUILT if tell.failed else 0


def _build_overall(plan: Plan, out: Path, args: Namespace, reports: Sequence[Kept], tell: Teller) -> bool:
    """The data of all reports, then the trends and overviews that are made of them."""
    from budgetnb.cli.overall import missing, overall
    from budgetnb.running.batch import to_build
    from budgetnb.running.overall import note_missing

    absent = missing(plan, out)
    _collect(out, plan, reports)
    note_missing(out, absent)
    _write_ledgers(out, plan.project)
    found = overall(args, plan.project, plan.overall, reports, absent)
    build = tuple(to_build(found, args.force, failed=False))  # what is made of the reports follows them
    tell.also(len(found), build)
    return build_here(build, args, tell)


def _home(plan: Plan, out: Path, project_at: str, mirror: Mirror | None) -> Home:
    from budgetnb.running.shards import Home

    return Home(plan.project.absolute(), out.absolute(), project_at, mirror.address if mirror else "")


def _collect(out: Path, plan: Plan, reports: Sequence[Kept]) -> None:
    """The data of all reports, loaded only when one of them or the register has changed."""
    from budgetnb.cli.depends import register_of
    from budgetnb.running.collect import collect, removed
    from budgetnb.running.files import digest
    from budgetnb.running.runlog import note
    from budgetnb.showing.registers import register_rows

    register = register_of(plan.project)
    known = list(register_rows(register, plan.season)) if register and plan.season else []

    def tables(parts: Iterable[Part]) -> Mapping[str, bytes]:
        from budgetnb.showing.collecting import parquet_files, register_file

        return {**parquet_files(parts), **(register_file(known) if known else {})}

    for folder, name in removed(out, reports).items():
        note(out, "removed", folder=folder, name=name)
    collect(out, reports, tables, digest(repr(known).encode()) if known else "")


def _write_ledgers(out: Path, project: Path) -> None:
    """A ledger for each year, written anew when the data or the settings of the season have changed."""
    from budgetnb.cli.seasons import write_ledgers

    write_ledgers(out, project)


def _write_entry(out: Path, reports: Sequence[Kept]) -> None:
    """The pages that lead to all reports and say what changed."""
    from budgetnb.running.files import write_changed

    for name, page in entry_pages(out, reports).items():
        write_changed(out / name, page)


def entry_pages(out: Path, reports: Sequence[Kept]) -> dict[str, bytes]:
    """The pages that lead to these reports, in the language in force, by the names of their files."""
    from budgetnb.running.collect import overall
    from budgetnb.running.entry import entry_page, history_page
    from budgetnb.running.overall import missing_noted

    over = tuple(overall(out))
    index = entry_page(reports, over, missing_noted(out), changes=True)
    return {"index.html": index, "changes.html": history_page(out, [one.folder for one in (*reports, *over)])}


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """Let what a scheduler sends to stop us mean the same as Ctrl-C."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _number(words: str) -> int:
    if not words.isdecimal() or not int(words):
        raise ArgumentTypeError(text("cli.batch.no_number", words=words))
    return int(words)
