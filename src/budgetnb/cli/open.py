"""`budgetnb open`: a filled copy of the notebook in JupyterLab."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from budgetnb.errors import BudgetnbError
from budgetnb.texts import text


class NoLab(BudgetnbError):
    """JupyterLab is not installed."""

    key = "cli.open.no_lab"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("params", type=Path, metavar=text("cli.file"), help=text("cli.open.params"))
    parser.add_argument("--notebook", type=Path, metavar=text("cli.file"), help=text("cli.report.notebook"))
    parser.add_argument("--no-start", action="store_true", help=text("cli.open.no_start"))


def run(args: Namespace) -> int:
    """Write the copy and start JupyterLab on it."""
    copy = _copy(args)
    print(text("cli.open.copied", copy=copy), flush=True)
    if args.no_start:
        return 0
    if find_spec("jupyterlab") is None:
        raise NoLab(copy=copy)
    import subprocess

    from budgetnb.project import project_folder

    project = project_folder(args.params.absolute().parent)
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={project}", str(copy)]
    return subprocess.call(command)  # noqa: S603  our own interpreter, a path we made


def _copy(args: Namespace) -> Path:
    """A filled copy that nothing was ever written to."""
    from budgetnb.cli.asking import in_language, notebook_for
    from budgetnb.cli.beside import completed
    from budgetnb.project import project_folder
    from budgetnb.running.files import write_whole
    from budgetnb.running.notebooks import prepare, read_notebook
    from budgetnb.running.params import Params, read_params
    from budgetnb.running.run import notebook_bytes

    params = in_language(read_params(args.params), args.lang)
    project = project_folder(args.params.absolute().parent)
    notebook = notebook_for(params, project, args.notebook)
    if isinstance(params, Params):
        params = completed(params, project, notebook)
    filled = _by_hand(prepare(read_notebook(notebook), params, notebook.name))
    folder = project / "reports" / "scratch"
    if not isinstance(params, Params):
        folder /= args.params.stem  # as deep as their reports lie, so that the links to the reports of departments lead there
    name = next(name for name in _names(args.params.stem) if not (folder / name).exists())
    write_whole(folder, {name: notebook_bytes(filled)})
    return folder / name


def _by_hand(filled: Any) -> Any:
    """The notebook in its language, with one cell of parameters written to be changed.

    papermill escapes Chinese and leaves the unusable defaults above.
    """
    import ast

    (cell,) = [cell for cell in filled.cells if "injected-parameters" in cell.metadata.get("tags", ())]
    (defaults,) = [cell for cell in filled.cells if "parameters" in cell.metadata.get("tags", ())]
    told = {line.targets[0].id: line.value for line in ast.parse(cell.source).body if isinstance(line, ast.Assign)}  # type: ignore[attr-defined]
    comments = [line for line in defaults.source.splitlines() if line.startswith("#")]
    defaults.source = "\n".join([*comments, *(f"{name} = {ast.literal_eval(value)!r}" for name, value in told.items())])
    filled.cells = [kept for kept in filled.cells if kept is not cell]
    for written in filled.cells:
        if words := written.metadata.get("budgetnb", {}).get(filled.metadata.budgetnb.lang):
            written.source = words
    return filled


def _names(stem: str) -> Iterator[str]:
    yield f"{stem}.ipynb"
    yield from (f"{stem}-{number}.ipynb" for number in count(2))
