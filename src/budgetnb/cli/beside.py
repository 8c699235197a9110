"""The documents a report is held against where its params file names none: those of the units, and of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetnb.running.params import Params

Found = Mapping["Params", tuple[str, ...]]
"""Files by the parameters of the report that they stand beside."""


def with_others(params: Params, units: Found, priors: Found, notebook: Path) -> Params:
    """The parameters with the documents of the units and of the year before, where they name none and the notebook takes them."""
    takes = declared(notebook)
    found = {"units": units.get(params, ()), "prior_sources": priors.get(params, ())}
    lacking = {key: files for key, files in found.items() if files and not getattr(params, key) and key in takes}
    return params.model_copy(update=lacking) if lacking else params


def completed(params: Params, project: Path, notebook: Path, everyone: Iterable[Params] | None = None) -> Params:
    """The parameters as the report is built with them: with those documents, and told of the review of the draft before.

    The documents are looked for among `everyone`, else among all params files of the project.
    """
    from budgetnb.cli.depends import register_of
    from budgetnb.cli.priors import priors_found
    from budgetnb.cli.units import params_beside, units_found
    from budgetnb.running.params import Params
    from budgetnb.running.rounds import with_former
    from budgetnb.running.run import Asked

    register, beside = register_of(project), {*(params_beside(project) if everyone is None else everyone), params}
    found = with_others(params, units_found(beside, register), priors_found(beside, register), notebook)
    told = with_former(Asked(found, notebook, project, project / "reports"), declared(notebook)).params
    return told if isinstance(told, Params) else found


def declared(notebook: Path) -> tuple[str, ...]:
    """The parameters that a notebook takes; none where it cannot be read."""
    return _read(notebook, notebook.stat().st_mtime_ns) if notebook.is_file() else ()


@cache
def _read(notebook: Path, _changed: int) -> tuple[str, ...]:
    from budgetnb.errors import WrongNotebook
    from budgetnb.running.notebooks import declared_names, read_notebook

    try:
        return declared_names(read_notebook(notebook), notebook.name)
    except WrongNotebook:  # said when the report is planned
        return ()
