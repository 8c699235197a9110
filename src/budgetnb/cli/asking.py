"""From what a person names on the command line, params files or documents, to the reports asked for."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.blocks import FILES_WANTED
from budgetnb.cli.files import Refused, read_disclosures
from budgetnb.errors import BudgetnbError
from budgetnb.project import project_folder
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.figures import Disclosure
    from budgetnb.running.params import Asking, Params
    from budgetnb.running.run import Asked

FORMATS = ("html", "pdf", "xlsx")
"""What is made unless --to says otherwise."""
ON_REQUEST = ("docx",)
"""What is made only when asked for: the notice."""
PARAMS_FILES = (".yaml", ".yml")
NOTEBOOKS = {"department": "department_report.ipynb", "trend": "trend_report.ipynb", "overview": "overview.ipynb"}


class UnclearDocument(BudgetnbError):
    """A document that does not say whose budget of which year it is."""

    key = "cli.report.unclear"


class OtherDocument(BudgetnbError):
    """Sources that are another organisation's, level's or year's than the params file says."""

    key = "cli.report.not_asked"


def options_of(to: tuple[str, ...], lang: str | None) -> tuple[str, ...]:
    """The options that a person has to give to get the same report again."""
    return (*(("--to", ",".join(to)) if to != FORMATS else ()), *(("--lang", lang) if lang else ()))


def report_asked(given: Asking, project: Path, named: Path | None, args: Namespace, to: tuple[str, ...], options: Sequence[str]) -> Asked:
    """The report of these parameters, read from the file `named`, with what the command line says besides."""
    from budgetnb.cli.depends import depends, depends_of, taken_over
    from budgetnb.cli.overall import brief
    from budgetnb.running.params import Params
    from budgetnb.running.run import Asked

    os.environ[FILES_WANTED] = ",".join(to)  # kernels inherit it, and make no workbook that nobody asked for
    params = in_language(given, args.lang)
    notebook, out = notebook_for(params, project, args.notebook), args.output or project / "reports"
    by = _relative(named, project) if named is not None and named.suffix.lower() in PARAMS_FILES else ""
    asked = Asked(params, notebook, project, out, to, _command(named, params, project, options), by, depends=depends(project))
    if not isinstance(params, Params):
        return asked
    of_it = depends_of(project, params, to)
    return replace(asked, expect=_expectation(params), brief=brief, depends=of_it, taken_over=taken_over(project, params))


def reports_asked(args: Namespace) -> tuple[list[Asked], tuple[Refused, ...]]:
    """The reports that `budgetnb report` is to build, and the files that could not be used."""
    from budgetnb.cli.overall import one_asked
    from budgetnb.running.params import Params

    options = options_of(args.to, args.lang)
    found, refused = _params_asked(args.files, args.prior, args.notebook)
    found = _with_others(found, args)
    return [
        report_asked(given, project, named, args, args.to, options) if isinstance(given, Params) else one_asked(given, project, named, args)
        for given, project, named in found
    ], refused


def _with_others(found: list[tuple[Asking, Path, Path]], args: Namespace) -> list[tuple[Asking, Path, Path]]:
    """Reports with the documents of units and of the year before, found among all params files of their projects."""
    from budgetnb.cli.beside import with_others
    from budgetnb.cli.depends import register_of
    from budgetnb.cli.priors import priors_found
    from budgetnb.cli.units import params_beside, units_found
    from budgetnb.running.params import Params

    single = [(params, project) for params, project, _ in found if isinstance(params, Params)]
    units: dict[Params, tuple[str, ...]] = {}
    prior: dict[Params, tuple[str, ...]] = {}
    for project in {project for _, project in single}:
        everyone = {*params_beside(project), *(params for params, home in single if home == project)}
        units |= units_found(everyone, register_of(project))
        prior |= priors_found(everyone, register_of(project))
    return [
        (
            with_others(params, units, prior, notebook_for(params, project, args.notebook)) if isinstance(params, Params) else params,
            project,
            file,
        )
        for params, project, file in found
    ]


def in_language(params: Asking, lang: str | None) -> Asking:
    """The parameters with the language asked for on the command line, if any."""
    return params.model_copy(update={"lang": lang}) if lang else params


def notebook_for(params: Asking, project: Path, chosen: Path | None = None) -> Path:
    """The notebook chosen, the one the params file names, the project's own, or the one that ships."""
    if chosen:
        return chosen
    if params.notebook:
        return project / params.notebook
    name = NOTEBOOKS[params.report]
    own = project / "notebooks" / name
    return own if own.is_file() else shipped_notebook(name)


@cache
def shipped_notebook(name: str) -> Path:
    """A notebook that ships; an editable install reads it where it is written."""
    shipped, checkout = Path(str(package_files("budgetnb"))) / "notebooks" / name, Path(__file__).parents[3] / "notebooks" / name
    return checkout if checkout.is_file() and not shipped.is_file() else shipped


def found_lines(review: Mapping[str, Any]) -> Iterator[str]:
    """What a report found, in a line for each review."""
    for one in review["reviews"]:
        summary = one["summary"]
        yield text("cli.report.found", **summary | {"coverage": f"{summary['coverage'] * 100:.1f}"})


def _params_asked(
    files: Sequence[Path], prior: Sequence[Path], chosen: Path | None
) -> tuple[list[tuple[Asking, Path, Path]], tuple[Refused, ...]]:
    """For each report its parameters, its project folder and the file that named it."""
    from budgetnb.cli.depends import register_of
    from budgetnb.cli.parser import WrongUsage
    from budgetnb.running.params import Params, read_params
    from budgetnb.season.family import families
    from budgetnb.season.years import befores

    written = [file for file in files if file.suffix.lower() in PARAMS_FILES]
    asked = [(read_params(file), project_folder(file.absolute().parent), file) for file in written]
    for params, project, file in asked:
        if isinstance(params, Params):
            _refuse_others(params, project, file)
    documents = [file for file in files if file not in written]
    if not documents and prior:
        raise WrongUsage("budgetnb report", text("cli.report.prior_in_params"))
    if not documents:
        return asked, ()
    project = project_folder(Path.cwd())
    disclosures, refused = read_disclosures(documents)
    earlier, also_refused = read_disclosures(prior) if prior else ((), ())
    refused = (*refused, *also_refused)
    register = register_of(project)
    beside = zip(families(disclosures, register), befores(disclosures, earlier, register), strict=True)
    every = [*documents, *prior]
    given = [_params_of(one, units, before, every, project, chosen) for one, (units, before) in zip(disclosures, beside, strict=True)]
    return [*asked, *((params, project, documents[0]) for params in given)], refused


def _refuse_others(params: Params, project: Path, file: Path) -> None:
    """Refuse parameters whose sources are somebody else's before anything starts."""
    from budgetnb.checking.jsons import disclosure_json

    disclosures, refused = read_disclosures([project / source for source in params.sources])
    wrong = _expectation(params)
    said = [wrong({"reviews": [{"disclosure": disclosure_json(disclosure)}]}) for disclosure in disclosures]
    if not disclosures:
        raise OtherDocument(file=file, what="；".join(f"{one.file}：{one.why}" for one in refused))
    if all(said):
        raise OtherDocument(file=file, what=said[0])


def _params_of(
    disclosure: Disclosure,
    units: Sequence[Disclosure],
    before: Disclosure | None,
    documents: Sequence[Path],
    project: Path,
    chosen: Path | None,
) -> Params:
    """The parameters that a document itself gives, with those of its units and of the year before that were named beside it."""
    from budgetnb.cli.beside import with_others
    from budgetnb.running.files import sha256
    from budgetnb.running.params import Params

    for what, read in (("name", disclosure.name), ("year", disclosure.year), ("level", disclosure.level)):
        if not read:
            raise UnclearDocument(file=disclosure.sources[0].file, what=text(f"cli.report.{what}"))
    by_content = {sha256(document): document for document in documents}
    given: dict[str, Any] = {
        "department": disclosure.name,
        "code": disclosure.code,
        "level": disclosure.level,
        "year": disclosure.year,
        "sources": tuple(_relative(by_content[source.sha256], project) for source in disclosure.sources),
    }
    params = Params(**given)

    def named(some: Iterable[Disclosure]) -> tuple[str, ...]:
        return tuple(_relative(by_content[source.sha256], project) for one in some for source in one.sources)

    prior = (before,) if before else ()
    return with_others(params, {params: named(units)}, {params: named(prior)}, notebook_for(params, project, chosen))


def _relative(path: Path, project: Path) -> str:
    return Path(os.path.relpath(path.absolute(), project)).as_posix()


def _command(named: Path | None, params: Asking, project: Path, options: Sequence[str]) -> str:
    """What a person types in the project folder to build the same report again."""
    if named is not None and named.suffix.lower() in PARAMS_FILES:
        asked: Sequence[str] = [_relative(named, project)]
    elif params.report == "department":
        asked = (*params.sources, *params.units, *(("--prior", *params.prior_sources) if params.prior_sources else ()))
    elif params.report == "trend":
        asked = ["--trend", params.code or params.department, "--level", params.level]
    else:
        asked = ["--overview", str(params.year)]
    return shlex.join(["budgetnb", "report", *asked, *options])


def _expectation(params: Params) -> Callable[[Mapping[str, Any]], str | None]:
    """Looks at a review and says what in it is not what was asked for."""
    asked = {"name": params.department, "year": params.year, "level": params.level, "code": params.code}

    def wrong(review: Mapping[str, Any]) -> str | None:
        read = review["reviews"][0]["disclosure"]
        found = {"year": read["year"], "level": read["level"], **read["department"]}
        for what, wanted in asked.items():
            if wanted and found[what] and wanted != found[what]:
                return text("cli.report.other", what=text(f"cli.report.{what}"), asked=wanted, read=found[what])
        return None

    return wrong
