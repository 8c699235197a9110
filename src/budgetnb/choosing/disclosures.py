"""The disclosures that a folder asks for a review of, each with the parameters of its report."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from budgetnb.cli.asking import notebook_for
from budgetnb.cli.beside import completed
from budgetnb.errors import BudgetnbError
from budgetnb.project import project_folder
from budgetnb.running.params import Params, read_params
from budgetnb.running.plan import params_files
from budgetnb.store import FOLDER

SCRATCH = "reports/scratch"
"""All that an open notebook may write to."""


def disclosures(folder: Path | None) -> tuple[tuple[Params, ...], tuple[str, ...]]:
    """What the params files in a folder ask for, or without any the documents in it, and what could not be used, a sentence each.

    Without a folder the project's params/, else its documents/.
    """
    project = project_folder(Path.cwd())
    written = params_files(folder or project / "params")
    if not written:
        return _of_documents(folder or project / "documents", project)
    found, refused = [], []
    for path in written:
        try:
            params = read_params(path, project)
        except BudgetnbError as wrong:
            refused.append(str(wrong))
            continue
        if isinstance(params, Params):
            found.append(params)
    return tuple(found), tuple(refused)


def as_reported(params: Params, everyone: Iterable[Params]) -> Params:
    """The parameters that the report on a disclosure is built with; its units are looked for among `everyone`."""
    project = project_folder(Path.cwd())
    return completed(params, project, notebook_for(params, project), everyone)


def _of_documents(folder: Path, project: Path) -> tuple[tuple[Params, ...], tuple[str, ...]]:
    """What documents say of themselves; each is read once, and what it said kept with the notebook's own files."""
    from budgetnb.cli.depends import register_of  # noqa: PLC0415  as above
    from budgetnb.cli.identifying import identify  # noqa: PLC0415  params files need no document read
    from budgetnb.cli.planning import passed_words  # noqa: PLC0415  as above
    from budgetnb.cli.priors import formerly_by  # noqa: PLC0415  as above
    from budgetnb.running.finding import find  # noqa: PLC0415  as above
    from budgetnb.texts import text  # noqa: PLC0415  as above

    os.environ.setdefault(FOLDER, str(project / SCRATCH / ".store"))
    gathered, passed = find(folder, identify, project / "reports", formerly_by(register_of(project))) if folder.is_dir() else ((), ())
    refused = (text("plan.passed_over", file=one.path.name, why=passed_words(one)) for one in passed)
    return tuple(Params(**one.params(project)) for one in gathered), tuple(refused)
