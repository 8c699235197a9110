"""What `plan` and `batch` have in common: the reports that a folder asks for, held against those that are there."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.cli.asking import FORMATS, ON_REQUEST
from budgetnb.cli.places import place, shortest
from budgetnb.cli.report import NOTICE, formats
from budgetnb.errors import BudgetnbError
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.running.finding import Gathered, PassedOver
    from budgetnb.running.params import Asking, Params
    from budgetnb.running.plan import Planned
    from budgetnb.season.filing import Season
    from budgetnb.season.organisations import Organisation


class NothingAsked(BudgetnbError):
    """A folder without params files and without documents to report on."""

    key = "plan.no_documents"


@dataclass(frozen=True, slots=True)
class Plan:
    """The reports asked for, what documents they were found in if no params file says so, and the files passed over.

    `everyone` is whom the folder names, chosen or not; `overall` are the params files of trends and overviews.
    """

    project: Path
    reports: tuple[Planned, ...]
    everyone: tuple[Params, ...] = ()
    overall: tuple[tuple[Path, Asking], ...] = ()
    gathered: tuple[Gathered, ...] = ()
    passed: tuple[PassedOver, ...] = ()
    season: Season | None = None


def add_choice(parser: ArgumentParser) -> None:
    """Declare the folder and what of it is meant."""
    parser.add_argument("folder", type=place, metavar=text("cli.report.folder"), help=text("cli.plan.folder"))
    parser.add_argument("-o", "--output", type=place, metavar=text("cli.report.folder"), help=text("cli.report.out"))
    parser.add_argument("--to", type=formats, default=FORMATS, metavar=",".join((*FORMATS, *ON_REQUEST)), help=text("cli.report.to"))
    parser.add_argument("--only", metavar=text("cli.plan.condition"), help=text("cli.plan.only"))
    parser.add_argument("--notebook", type=Path, metavar=text("cli.file"), help=text("cli.report.notebook"))


def planned(args: Namespace, to: tuple[str, ...]) -> Plan:
    """Every report the folder asks for, with the reasons to build it. A store for what is read is in force from here on."""
    from budgetnb.cli.asking import notebook_for, options_of, report_asked
    from budgetnb.cli.beside import with_others
    from budgetnb.cli.depends import register_of
    from budgetnb.cli.priors import formerly_by, priors_found
    from budgetnb.cli.units import units_found
    from budgetnb.project import project_folder
    from budgetnb.running.finding import find
    from budgetnb.running.params import Params
    from budgetnb.running.plan import chosen, params_files, plan, read_params_folder
    from budgetnb.store import FOLDER

    written = params_files(args.folder)
    project = project_folder(args.folder.absolute() if written else Path.cwd())
    out = args.output or project / "reports"
    os.environ.setdefault(FOLDER, str(out.absolute() / ".store"))
    gathered: tuple[Gathered, ...] = ()
    passed: tuple[PassedOver, ...] = ()
    if written:
        found = read_params_folder(args.folder, project)
    else:
        from budgetnb.cli.identifying import identify

        gathered, passed = find(args.folder, identify, out, formerly_by(register_of(project)))
        found = tuple(_of_documents(gathered, project))
    if not found and not passed:
        raise NothingAsked(folder=args.folder)
    options = options_of(to, args.lang)
    single = [(path, params) for path, params in found if isinstance(params, Params)]
    own = units_found((params for _, params in single), register_of(project), _named(gathered, project))
    prior = priors_found((params for _, params in single), register_of(project))
    single = [(path, with_others(params, own, prior, notebook_for(params, project, args.notebook))) for path, params in single]
    asked = (report_asked(params, project, path, args, to, options) for path, params in single if chosen(params, args.only))
    overall = tuple((path, params) for path, params in found if not isinstance(params, Params))
    everyone = tuple(params for _, params in single)
    return Plan(project, plan(asked), everyone, overall, gathered, passed, _season(project, everyone))


def season_lines(plan: Plan) -> Iterator[str]:
    """What the register says of the season: how many have filed, who has not, who was late."""
    from budgetnb.season.register import IN_TIME

    season = plan.season
    if season is None:
        return
    expected, missing, late = season.expected, season.missing, season.late
    counts = {"expected": len(expected), "filed": len(expected) - len(missing), "missing": len(missing), "late": len(late)}
    secret = len(season.filings) - len(expected)
    yield text("register.season", year=season.year or "", secret=secret, most=IN_TIME, **counts)
    for one in missing:
        said = {"name": one.registered.name, "level": one.registered.level}
        yield text("register.missing_due", due=one.due, **said) if one.due else text("register.missing", **said)
    for one in late:
        line = one.registered
        dates = {"approved": line.approved, "published": line.published, "days": line.days}
        yield text("register.late", name=line.name, level=line.level, **dates)
    for filed in season.unregistered:
        yield text("register.unregistered", name=filed.name, level=filed.level)


def _season(project: Path, found: Iterable[Params]) -> Season | None:
    from budgetnb.cli.depends import register_of
    from budgetnb.season.filing import Filed, season

    register = register_of(project)
    filed = (Filed(one.department, one.code, one.level, one.year) for one in found)
    return season(register, filed) if register else None


def why(reasons: tuple[str, ...]) -> str:
    """The reasons in words."""
    return text("plan.comma").join(text(f"plan.why.{reason}") for reason in reasons or ("same",))


def passed_lines(plan: Plan) -> Iterator[str]:
    """The files that are not used, each with the reason."""
    return (text("plan.passed_over", file=shortest(one.path), why=passed_words(one)) for one in plan.passed)


def passed_words(one: PassedOver) -> str:
    """Why a file is not used."""
    of = text(f"cli.report.{one.of}") if one.why == "unclear" else one.of
    return text(f"plan.passed.{one.why}", of=of)


def notice_lines(plan: Plan) -> Iterator[str]:
    """How many notices there are, where notices were asked for."""
    asked = [one.asked for one in plan.reports if "docx" in one.asked.to]
    if asked:
        yield text("season.notices", count=sum((one.folder / NOTICE).is_file() for one in asked), all=len(asked))


def prior_lines(params: Asking, found: Gathered | None) -> Iterator[str]:
    """The files of the year before, and the name it then had."""
    if prior := getattr(params, "prior_sources", ()):
        files = text("plan.comma").join(Path(file).name for file in prior)
        once = found.once if found else ""
        how = f"plan.{'renamed' if found and found.alike else 'formerly'}" if once else "plan.prior"
        yield text(how, files=files, once=once, alike=found.alike if found else 0)


def _named(gathered: tuple[Gathered, ...], project: Path) -> dict[Params, list[Organisation]]:
    """The units that the documents of each report name."""
    from budgetnb.season.organisations import Organisation

    of_documents = (params for _, params in _of_documents(gathered, project))
    named = ([Organisation(*unit) for file in one.files for unit in file.units] for one in gathered)
    return dict(zip(of_documents, named, strict=True))


def _of_documents(gathered: tuple[Gathered, ...], project: Path) -> Iterator[tuple[Path, Params]]:
    """Parameters as the documents themselves give them; to repeat such a report, its files are named."""
    from budgetnb.running.params import Params

    for one in gathered:
        yield one.files[0].path, Params(**one.params(project))
