"""What `plan` and `batch` have in common: the reports that a folder asks for, held against those that are there."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.errors import BudgetnbError
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.running.plan import Planned


class NothingAsked(BudgetnbError):
    """A folder without params files."""

    key = "plan.no_params"


def add_choice(parser: ArgumentParser) -> None:
    """Declare the folder and what of it is meant."""
    parser.add_argument("folder", type=Path, metavar=text("cli.report.folder"), help=text("cli.plan.folder"))
    parser.add_argument("-o", "--output", type=Path, metavar=text("cli.report.folder"), help=text("cli.report.out"))
    parser.add_argument("--only", metavar=text("cli.plan.condition"), help=text("cli.plan.only"))
    parser.add_argument("--notebook", type=Path, metavar=text("cli.file"), help=text("cli.report.notebook"))


def planned(args: Namespace, to: tuple[str, ...]) -> tuple[Planned, ...]:
    """Every report the folder asks for, with the reasons to build it."""
    from budgetnb.cli.asking import options_of, report_asked
    from budgetnb.project import project_folder
    from budgetnb.running.plan import chosen, plan, read_params_folder

    project = project_folder(args.folder.absolute())
    found = read_params_folder(args.folder, project)
    if not found:
        raise NothingAsked(folder=args.folder)
    options = options_of(to, args.lang)
    return plan(report_asked(params, project, path, args, to, options) for path, params in found if chosen(params, args.only))


def why(reasons: tuple[str, ...]) -> str:
    """The reasons in words."""
    return text("plan.comma").join(text(f"plan.why.{reason}") for reason in reasons or ("same",))
