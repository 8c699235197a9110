"""One report: a params file's parameters, one run by papermill, HTML, PDF and what the notebook handed over."""

from __future__ import annotations

import base64
import json
import os
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.blocks import FILES_MIMETYPE, REVIEW_MIMETYPE, ROWS_MIMETYPE
from budgetnb.characters import escaped, visible
from budgetnb.errors import BudgetnbError, ReportFailed, UnreadableFile
from budgetnb.running.collect import part_of
from budgetnb.running.files import MANIFEST, digest, report_folder, sha256, write_report, write_whole
from budgetnb.running.kernels import PLAIN, Kernels
from budgetnb.running.manifest import asked_by, inputs_of, manifest, outputs_of, read_manifest
from budgetnb.running.notebooks import RunFailed, declared_names, execute, prepare, read_notebook
from budgetnb.running.params import Asking
from budgetnb.running.rounds import keep_round, with_former
from budgetnb.running.settle import settle
from budgetnb.texts import text

if TYPE_CHECKING:
    from nbformat import NotebookNode

FORMATS = ("html", "pdf", "xlsx")
HANDED = ("xlsx", "docx")
"""Files that a notebook hands over and that are written only when asked for."""
WORKPAPER = "workpaper.xlsx"
PAGES = ("report.html", "report.pdf", WORKPAPER)
FAILED = ("failed.ipynb", "error.txt")
_COMPACT: dict[str, Any] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_FILE_NAME = re.compile(r"[\w-]+\.[a-z]{2,5}")


class EditedWorkpaper(BudgetnbError):
    """A workpaper that was filled in and not taken over yet: it is never overwritten."""

    key = "decide.edited"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be built: parameters, the notebook, the project folder they are relative to, where to and as what.

    `command` is what a person types to repeat it, `asked_by` the params file that asks for it, if there is one, from the
    project folder. `expect` looks at the review the notebook showed
    and returns what is wrong with it, or None; `brief` makes of that review the few words the manifest keeps.
    `depends` are digests of what the report depends on besides, by name; `taken_over` those of filled-in
    workpapers whose content was taken over.
    """

    params: Asking
    notebook: Path
    project: Path
    out: Path
    to: tuple[str, ...] = FORMATS
    command: str = ""
    asked_by: str = ""
    expect: Callable[[Mapping[str, Any]], str | None] | None = None
    brief: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    depends: Mapping[str, str] = field(default_factory=dict)
    taken_over: frozenset[str] = frozenset()

    @property
    def folder(self) -> Path:
        """Where the report belongs."""
        return report_folder(self.out, self.params)


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report: its folder, the files in it, the review, and characters the PDF has no glyph for.

    `brief` is what the manifest keeps of the review, `former` what it kept of the report that was there before (None: there was none).
    """

    folder: Path
    files: tuple[str, ...]
    review: Mapping[str, Any] | None
    missing_glyphs: tuple[str, ...]
    brief: Mapping[str, Any] = field(default_factory=dict)
    former: Mapping[str, Any] | None = None


def run_report(asked: Asked, kernels: Kernels = PLAIN) -> Report:
    """Build one report.

    WrongNotebook or EditedWorkpaper before anything starts; ReportFailed when the run or the pages failed, with
    failed.ipynb and error.txt left in the report's folder and a former report untouched.
    """
    folder, notebook = asked.folder, read_notebook(asked.notebook)
    _refuse_edited(asked)
    try:
        _inputs(asked, notebook)  # no round is kept for a draft that cannot be read
        keep_round(asked)
        asked = with_former(asked, declared_names(notebook, asked.notebook.name))
        prepared = prepare(notebook, asked.params, asked.notebook.name)
        prepared.metadata["budgetnb"] |= {"command": asked.command} if asked.command else {}
        inputs = _inputs(asked, prepared)
        executed = execute(prepared, asked.project, kernels)
        review, handed = _handed_over(executed, asked)
        settled = settle(executed)
        contents = {"report.ipynb": notebook_bytes(settled), **handed}
        if review is not None:
            contents["review.json"] = (escaped(json.dumps(review, ensure_ascii=False, indent=1)) + "\n").encode()
        pages, missing = _pages(settled, asked)
        _refuse_changed(inputs, asked, executed)
    except RunFailed as failed:
        raise left_behind(asked, failed) from failed
    contents |= pages
    before = read_manifest(folder)
    former = (*outputs_of(before), *PAGES)  # a killed run leaves files without a manifest
    gone = (*FAILED, *(name for name in former if name not in contents))
    rows = _last(executed, ROWS_MIMETYPE)
    kept = None
    if rows is not None:
        part, content = part_of(asked.out, folder), base64.b64decode(rows)
        write_whole(part.parent, {part.name: content})
        kept = digest(content)
    brief = asked.brief(review) if asked.brief and review is not None else {}
    said = manifest(inputs | {"to": list(asked.to), "rows": kept, "brief": brief}, asked.command, contents, missing)
    write_report(folder, contents, said, gone)
    return Report(folder, (*contents, MANIFEST), review, missing, brief, before.get("brief") if before else None)


def _inputs(asked: Asked, notebook: NotebookNode) -> dict[str, Any]:
    try:
        return inputs_of(asked.params, asked.notebook, asked.project, asked.depends) | asked_by(asked.project, asked.asked_by)
    except UnreadableFile as wrong:  # gone since it was planned
        raise RunFailed(notebook, str(wrong), "", "") from wrong


def _refuse_changed(before: Mapping[str, Any], asked: Asked, executed: NotebookNode) -> None:
    """Refuse a report of which nobody knows what it was made from: a file was written to while it was built."""
    files, now = _files(before), _files(_inputs(asked, executed))
    for name, content in files.items():
        if now.get(name) != content:
            raise RunFailed(executed, text("run.why.changed", file=name), "", "")


def _files(inputs: Mapping[str, Any]) -> dict[str, str]:
    listed = (inputs["notebook"], *(file for files in inputs["inputs"].values() for file in files))
    return {file["file"]: file["sha256"] for file in listed}


def _refuse_edited(asked: Asked) -> None:
    """Refuse to overwrite a workpaper that somebody has filled in since it was written."""
    path = asked.folder / WORKPAPER
    said = {output["file"]: output["sha256"] for output in (read_manifest(asked.folder) or {"outputs": ()})["outputs"]}
    if WORKPAPER in said and path.is_file() and sha256(path) not in {said[WORKPAPER], *asked.taken_over}:
        raise EditedWorkpaper(command=shlex.join(["budgetnb", "decide", Path(os.path.relpath(path)).as_posix()]))


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """A notebook as it is saved: a line for each cell, so that two versions can be compared, and no more space than is needed."""
    head = escaped(json.dumps({key: value for key, value in notebook.items() if key != "cells"}, **_COMPACT))
    cells = ",\n".join(escaped(json.dumps(cell, **_COMPACT)) for cell in notebook.cells)
    return f'{{"cells":[\n{cells}\n],\n{head[1:]}\n'.encode(errors="replace")


def _handed_over(executed: NotebookNode, asked: Asked) -> tuple[Mapping[str, Any] | None, dict[str, bytes]]:
    """The review and the files the notebook showed last; RunFailed when they are not what was asked for."""
    review = _last(executed, REVIEW_MIMETYPE)
    why = None
    if asked.expect:
        why = text("run.why.no_review") if review is None else asked.expect(review)
    files = _last(executed, FILES_MIMETYPE) or {}
    for name in files:
        if not _FILE_NAME.fullmatch(name) or name in (MANIFEST, "report.ipynb", "review.json", "report.html", "report.pdf"):
            why = text("run.why.file_name", name=name)
    if why:
        raise RunFailed(executed, why, "", "")
    wanted = {
        name: content for name, content in files.items() if name.rpartition(".")[2] not in HANDED or name.rpartition(".")[2] in asked.to
    }
    return review, {name: base64.b64decode(content) for name, content in sorted(wanted.items())}


def _last(executed: NotebookNode, mimetype: str) -> Any:
    outputs = (output for cell in reversed(executed.cells) for output in reversed(cell.get("outputs", [])))
    return next((output["data"][mimetype] for output in outputs if mimetype in output.get("data", {})), None)


def _pages(settled: NotebookNode, asked: Asked) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """HTML and PDF by our nbconvert exporters, and the characters the PDF could not draw."""
    pages: dict[str, bytes] = {}
    missing: tuple[str, ...] = ()
    named = {"metadata": {"name": asked.params.name}}
    try:
        if "html" in asked.to:
            pages["report.html"] = _exporter("html").from_notebook_node(settled, named)[0].encode(errors="replace")
        if "pdf" in asked.to:
            pages["report.pdf"], resources = _exporter("pdf").from_notebook_node(settled, named)
            missing = tuple(resources["missing_glyphs"])
    except BudgetnbError:
        raise
    except Exception as error:  # around one report
        raise RunFailed(settled, text("run.why.page", error=f"{type(error).__name__}: {error}"), "", "") from error
    return pages, missing


@cache
def _exporter(kind: str) -> Any:
    """One exporter serves all reports of a process; loaded only when asked for."""
    if kind == "html":
        from budgetnb.rendering.html import BudgetHTMLExporter as Exporter  # noqa: PLC0415
    else:
        from budgetnb.rendering.pdf import BudgetPDFExporter as Exporter  # type: ignore[assignment]  # noqa: PLC0415
    return Exporter()  # type: ignore[no-untyped-call]


def left_behind(asked: Asked, failed: RunFailed) -> ReportFailed:
    """Leave the half-run notebook and the reason in the folder; a former report there stays as it is."""
    folder = asked.folder
    said = text(
        "run.error_txt",
        name=asked.params.name,
        why=failed.why,
        command=asked.command,
        source=failed.source,
        trace=_ANSI.sub("", failed.trace),
    )
    write_whole(folder, {"failed.ipynb": notebook_bytes(settle(failed.notebook)), "error.txt": (visible(said).rstrip() + "\n").encode()})
    return ReportFailed(asked.params.name, failed.why, str(folder))
