"""`budgetnb plan`: what a batch would build, and why; from documents, the params files for it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.cli.places import mirrored
from budgetnb.cli.planning import Plan, add_choice
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.running.params import Asking, Params


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_choice(parser)
    parser.add_argument("--all", action="store_true", help=text("cli.plan.all"))
    parser.add_argument("--write", type=Path, metavar=text("cli.report.folder"), help=text("cli.plan.write"))


def run(args: Namespace) -> int:
    """Print a line for each report that would be built, and write params files if asked to; 2 when there is nothing to build from."""
    from budgetnb.cli.planning import passed_lines, planned, season_lines

    mirrored(args)
    plan = planned(args, args.to)
    _print(plan, args.all)
    for line in season_lines(plan):
        print(line)
    for line in passed_lines(plan):
        print(line, file=sys.stderr)
    if args.write and plan.gathered:
        _write(plan, args.write)
    return 0 if plan.reports or not plan.passed else 2


def _print(plan: Plan, everything: bool) -> None:
    from budgetnb.cli.planning import prior_lines, why

    documents = {f"{one.name} {one.key[0]} {one.key[3]}": one for one in plan.gathered}
    for one in plan.reports:
        params = one.asked.params
        if not one.reasons and not everything:
            continue
        found = documents.get(params.name)
        if found:
            files = text("plan.comma").join(found.params(plan.project)["sources"])
            print(text("plan.document", name=params.name, why=why(one.reasons), files=files))
        else:
            print(text("plan.line", name=params.name, why=why(one.reasons)))
        for line in prior_lines(params, found):
            print(line)
        if units := getattr(params, "units", ()):
            print(text("plan.units", files=text("plan.comma").join(Path(unit).name for unit in units)))
    build = sum(1 for one in plan.reports if one.reasons)
    print(text("plan.summary", count=len(plan.reports), build=build, same=len(plan.reports) - build))


def _write(plan: Plan, folder: Path) -> None:
    """Write the params files that are not there yet, under whatever name; one that somebody wrote is never touched."""
    from budgetnb.project import project_folder
    from budgetnb.running.files import report_folder, write_whole
    from budgetnb.running.finding import file_name
    from budgetnb.yamls import to_yaml

    folder.mkdir(parents=True, exist_ok=True)  # its name may be what makes a folder a project
    home = project_folder(folder.absolute())
    asked = {report_folder(Path(), params) for params in _asked(home)}
    pairs = tuple(zip(plan.gathered, plan.everyone, strict=True))  # from documents, each has its parameters
    told = [one.params(home) | _units(params, plan.project, home) for one, params in pairs if report_folder(Path(), params) not in asked]
    wanted = {file_name(given): to_yaml(given) for given in told}
    new = {name: content.encode() for name, content in wanted.items() if not (folder / name).exists()}
    write_whole(folder, new)
    print(text("plan.wrote", count=len(new), folder=folder, kept=len(pairs) - len(new)))


def _asked(home: Path) -> Iterator[Asking]:
    """What the params files of a project ask for."""
    from budgetnb.running.plan import read_params_folder

    if (home / "params").is_dir():
        yield from (params for _, params in read_params_folder(home / "params", home))


def _units(params: Params, project: Path, home: Path) -> dict[str, list[str]]:
    """What a params file in `home` says of the units that were found."""
    paths = (os.path.relpath((project / unit).absolute(), home.absolute()) for unit in params.units)
    return {"units": [Path(path).as_posix() for path in paths]} if params.units else {}
