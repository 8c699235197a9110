"""A notebook made ready for one report and run by papermill."""

from __future__ import annotations

import ast
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb import __version__
from budgetnb.errors import WrongNotebook, nearest
from budgetnb.running.files import digest
from budgetnb.running.kernels import Kernels
from budgetnb.running.params import Asking, for_the_notebook, parameters
from budgetnb.store import keep, kept, store
from budgetnb.texts import text

if TYPE_CHECKING:
    from nbformat import NotebookNode

TAG = "parameters"


class RunFailed(Exception):
    """A run that did not reach the end, with the notebook as far as it came."""

    def __init__(self, notebook: NotebookNode, why: str, source: str, trace: str) -> None:
        self.notebook = notebook
        self.why = why
        self.source = source
        self.trace = trace
        super().__init__(why)


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in a file; WrongNotebook when there is none."""
    import nbformat  # noqa: PLC0415  with what it brings, most of what a run takes that finds nothing to do

    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise WrongNotebook([text("run.notebook.missing", notebook=path)]) from None
    except Exception as wrong:  # a third-party parser: whatever it stumbles over, the file is no notebook
        what = str(wrong).splitlines()[0] if str(wrong) else type(wrong).__name__
        raise WrongNotebook([text("run.notebook.broken", notebook=path, what=what)]) from None
    return notebook


def prepare(notebook: NotebookNode, params: Asking, name: str) -> NotebookNode:
    """The notebook with its parameters injected; `name` is what messages call it.

    papermill only warns of a parameter it does not know, and keeps the notebook's own values
    where no cell is tagged; both are refused here (WrongNotebook). A key left at its default need
    not be declared.
    """
    declared = declared_names(notebook, name)
    if mistakes := mistakes_with(declared, params, name):
        raise WrongNotebook(mistakes)
    told = {key: value for key, value in parameters(params).items() if key in declared}
    ready: NotebookNode = _papermill().execute_notebook(notebook, None, told, prepare_only=True, progress_bar=False)
    ready.metadata.papermill["input_path"] = None  # else it holds the whole notebook once more
    ready.metadata["budgetnb"] = {"lang": params.lang} | ({"title": params.title} if params.title else {})
    return ready


def mistakes_with(declared: tuple[str, ...], params: Asking, name: str) -> tuple[str, ...]:
    """Why a notebook that declares these names cannot be run with these parameters, a sentence each."""
    allowed = for_the_notebook(type(params))
    return (*_unknown(declared, allowed, name), *_lacking(declared, params, name))


def declared_in(path: Path) -> tuple[str, ...]:
    """The parameters that the notebook in a file declares; found out once for each content of it."""
    folder = store()
    if folder is None or not path.is_file():
        return declared_names(read_notebook(path), path.name)
    key = ("declared", __version__, digest(path.read_bytes()))
    known = kept(folder, *key)
    found = tuple(json.loads(known)) if known else declared_names(read_notebook(path), path.name)
    if not known:
        keep(folder, json.dumps(found).encode(), *key)
    return found


def declared_names(notebook: NotebookNode, name: str) -> tuple[str, ...]:
    """The parameters that a notebook declares in its cell tagged `parameters`."""
    tagged = [cell for cell in notebook.cells if cell.cell_type == "code" and TAG in cell.metadata.get("tags", ())]
    if len(tagged) != 1:
        raise WrongNotebook([text("run.notebook.tagged_twice" if tagged else "run.notebook.untagged", notebook=name)])
    try:
        lines = ast.parse(tagged[0].source).body
    except SyntaxError as wrong:
        raise WrongNotebook([text("run.notebook.no_python", notebook=name, line=wrong.lineno or 1)]) from None
    return tuple(target for line in lines for target in _assigned(line, name))


SAID = {"DeadKernelError": "dead", "CellTimeoutError": "slow", "MemoryError": "memory"}
"""What ends a report that does nothing wrong but takes too much, and what is said of it."""


def execute(prepared: NotebookNode, folder: Path, kernels: Kernels) -> NotebookNode:
    """The prepared notebook after a run in `folder`; RunFailed has it as far as it came.

    A kernel that does not start is started once more: its ports may have been taken in between.
    """
    for last in (False, True):
        begun: dict[int, NotebookNode] = {}
        try:
            return _executed(prepared, folder, kernels, begun)
        except RunFailed:
            if begun or last:
                raise
    raise AssertionError("unreachable")


def _executed(prepared: NotebookNode, folder: Path, kernels: Kernels, begun: dict[int, NotebookNode]) -> NotebookNode:
    """One attempt by papermill's engine; `begun` receives the cells that began, by their number.

    `papermill.execute_notebook` would do the same and then turn the whole notebook into JSON to write it nowhere,
    which costs more than all its messages.
    """
    papermill = _papermill()
    engines, ready = papermill.engines.papermill_engines, papermill.iorw.load_notebook_node(prepared)

    def remember(cell: NotebookNode, cell_index: int) -> None:
        begun[cell_index] = cell

    try:
        done: NotebookNode = engines.execute_notebook_with_engine(
            None,
            ready,
            kernel_name=engines.nb_kernel_name(None, ready),
            progress_bar=False,
            log_output=False,
            on_cell_start=remember,
            **kernels.keywords(folder),
        )
    except Exception as error:  # around one report: a dead kernel, a cell that took too long, a kernel that did not start
        kind = type(error).__name__
        said = text(f"run.{SAID[kind]}") if kind in SAID else str(error)
        raise _failed(prepared, begun, f"{kind}: {said}", "") from error
    for cell in done.cells:  # an error ends a notebook early, and so does exit(), which papermill calls a success
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                said = output.evalue or (text(f"run.{SAID[output.ename]}") if output.ename in SAID else "")
                raise _failed(prepared, begun, f"{output.ename}: {said}", "\n".join(output.traceback))
    return done


def _papermill() -> Any:
    """papermill, loaded only when a report is built; what it would log stands in our error."""
    import papermill.engines  # type: ignore[import-untyped]  # noqa: PLC0415
    import papermill.iorw  # type: ignore[import-untyped]  # noqa: PLC0415

    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    return papermill


def _assigned(line: ast.stmt, name: str) -> Iterator[str]:
    targets = line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    if len(names) != 1 and not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)):
        raise WrongNotebook([text("run.notebook.no_python", notebook=name, line=line.lineno)])
    yield from names


def _unknown(declared: Iterable[str], allowed: Sequence[str], name: str) -> Iterator[str]:
    for word in declared:
        if word not in allowed:
            near = nearest(word, allowed)
            hint = text("param.near", word=near) if near else ""
            yield text("run.notebook.unknown_name", notebook=name, name=word, near=hint, allowed=text("run.comma").join(allowed))


def _lacking(declared: Iterable[str], params: Asking, name: str) -> Iterator[str]:
    for key in params.model_dump(exclude_defaults=True):
        if key in for_the_notebook(type(params)) and key not in declared:
            yield text("run.notebook.lacks_name", notebook=name, name=key)


def _failed(prepared: NotebookNode, begun: dict[int, NotebookNode], said: str, trace: str) -> RunFailed:
    """The half-run notebook: cells that began as they were left, the others as they were to be."""
    prepared.cells = [begun.get(at, cell) for at, cell in enumerate(prepared.cells)]
    code = [at for at, cell in enumerate(prepared.cells) if cell.cell_type == "code"]
    ran = [at for at in code if at in begun]
    first, trace = said.strip().partition("\n")[0], trace or said
    if not ran:
        return RunFailed(prepared, text("run.why.run", error=first), "", trace)
    why = text("run.why.cell", cell=code.index(ran[-1]) + 1, error=first)
    return RunFailed(prepared, why, prepared.cells[ran[-1]].source, trace)
