"""`budgetnb verify`: are reports what their manifests say, and do the same inputs give the same bytes."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from budgetnb.cli.places import shortest
from budgetnb.errors import BudgetnbError
from budgetnb.texts import LANGUAGES, speak, text

if TYPE_CHECKING:
    from budgetnb.running.batch import Event
    from budgetnb.running.run import Asked
    from budgetnb.running.verify import Doubt, Found

SHOWN = 200
"""So many lines of differences are written out; how many more there are is said."""


class NothingToVerify(BudgetnbError):
    """A folder without a report that has a manifest."""

    key = "verify.nothing"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar=text("cli.report.folder"), help=text("cli.verify.folder"))
    parser.add_argument("--quick", action="store_true", help=text("cli.verify.quick"))
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help=text("cli.batch.jobs"))


def run(args: Namespace) -> int:
    """0 when everything is identical, 1 when anything differs; each difference with its file and the reason."""
    from budgetnb.running.files import MANIFEST
    from budgetnb.running.verify import Doubt, changed, edited, manifests_broken, reports_below

    reports, broken = reports_below(args.folder), tuple(manifests_broken(args.folder))
    if not reports and not broken:
        raise NothingToVerify(folder=args.folder)
    out = _reports_folder(reports) if reports else args.folder.absolute()
    asked = {report.folder: _asked(report, out) for report in reports}
    doubts: dict[Path, list[Doubt]] = {one.folder: [*edited(one, out), *changed(one, asked[one.folder])] for one in reports}
    sound = [one for one in reports if not any(doubt.why in STALE for doubt in doubts[one.folder])]
    if not args.quick:
        _rebuild(sound, asked, doubts, args.jobs)
    doubts |= {folder: [Doubt("edited", MANIFEST)] for folder in broken}
    wrong = {folder: found for folder, found in doubts.items() if found}
    shared = list(_of_all(out)) if args.folder.absolute() == out else []
    lines = [line for folder, found in (*wrong.items(), (out, shared)) for line in _lines(folder, found)]
    for line in lines[:SHOWN]:
        print(line)
    if len(lines) > SHOWN:
        print(text("verify.more", count=len(lines) - SHOWN))
    rebuilt = 0 if args.quick else len(sound)
    print(text("verify.sum", count=len(doubts), same=len(doubts) - len(wrong), wrong=len(wrong), rebuilt=rebuilt))
    return int(bool(wrong or shared))


STALE = ("input", "input_gone", "depends", "version")
"""Doubts after which a report would come out otherwise, so that building it again shows nothing."""


def _lines(folder: Path, doubts: Iterable[Doubt]) -> Iterator[str]:
    for doubt in doubts:
        what = text(f"verify.depends.{doubt.what}") if doubt.why == "depends" else doubt.what
        yield text("verify.line", folder=shortest(folder), why=text(f"verify.why.{doubt.why}", what=what))


def _reports_folder(reports: Iterable[Found]) -> Path:
    """The folder all reports lie in: two folders above each."""
    return next(iter(reports)).folder.absolute().parents[1]


def _of_all(out: Path) -> Iterator[Doubt]:
    """What is made of all reports, collected data, ledgers and the pages that lead there, and is not what is made of them now."""
    from budgetnb.running.collect import DATA
    from budgetnb.running.files import MANIFEST
    from budgetnb.running.verify import Doubt, collected_edited

    if not (out / DATA / MANIFEST).is_file():
        return  # reports built one by one
    edited = list(collected_edited(out))
    yield from edited
    made = [copy_context().run(_made_of_all, lang, out, not edited) for lang in LANGUAGES]
    for name in sorted({name for files in made for name in files}):
        path = out / name
        if path.is_file() and path.read_bytes() not in [files.get(name) for files in made]:
            yield Doubt("edited", name)
        elif not path.is_file() and all(name in files for files in made):
            yield Doubt("gone", name)


def _made_of_all(lang: str, out: Path, sound: bool) -> dict[str, bytes]:
    """The pages and, when the collected data are `sound`, the ledgers, as they are written in a language."""
    from budgetnb.cli.batch import entry_pages
    from budgetnb.cli.seasons import ledger_name, ledger_of
    from budgetnb.project import project_folder
    from budgetnb.running.collect import finished

    speak(lang)
    years = [folder.name for folder in out.glob("[0-9]*") if sound and folder.name.isdecimal()]
    ledgers = {f"{year}/{ledger_name()}": ledger_of(out, project_folder(out), int(year)) for year in years}
    return entry_pages(out, tuple(finished(out))) | {name: made for name, made in ledgers.items() if made}


def _asked(report: Found, out: Path) -> Asked:
    """The report as its manifest asks for it, the rules and the program as they are now."""
    from budgetnb.cli.asking import report_asked
    from budgetnb.cli.overall import one_asked
    from budgetnb.project import project_folder
    from budgetnb.running.params import Params

    params, project, said = report.params, project_folder(out), report.manifest
    written = project / said["notebook"]["file"]
    args = Namespace(lang=None, notebook=written if written.is_file() else None, output=out, to=tuple(said["to"]))
    single = isinstance(params, Params)
    asked = report_asked(params, project, None, args, args.to, ()) if single else one_asked(params, project, None, args)
    return replace(asked, command=said["command"])


def _rebuild(reports: list[Found], asked: dict[Path, Asked], doubts: dict[Path, list[Doubt]], jobs: int) -> None:
    """Build reports again elsewhere, nothing of it kept, and compare."""
    from budgetnb.running.batch import Ended, build
    from budgetnb.running.kernels import FORKED
    from budgetnb.running.plan import Planned
    from budgetnb.running.verify import Doubt, different
    from budgetnb.store import FOLDER

    os.environ.pop(FOLDER, None)  # a store would answer for the documents
    failed: dict[Path, str] = {}

    def tell(event: Event) -> None:
        if isinstance(event, Ended) and event.report is None:
            failed[event.planned.asked.folder] = event.why

    with TemporaryDirectory() as folder:
        again = {one.folder: replace(asked[one.folder], out=Path(folder)) for one in reports}
        build([Planned(one, ("verify",)) for one in again.values()], FORKED, jobs, tell)
        for one in reports:
            place = again[one.folder].folder
            found = [Doubt("failed", failed[place])] if place in failed else list(different(one, place))
            doubts[one.folder] += found
