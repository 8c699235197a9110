"""Invented departments of several years, reviewed and collected, and the pages of the notebooks that tell of several."""

from __future__ import annotations

import ast
import atexit
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import nbformat
import pytest
from collected_by_hand import collected
from pages import in_language

from budgetnb.checking.findings import Review
from budgetnb.rendering.model import Page, read_page
from budgetnb.running.entry import history_page
from budgetnb.running.runlog import note
from budgetnb.showing import report
from budgetnb.store import REPORTS

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from faults.draws import draw_for  # noqa: E402  lies outside the tests
from faults.generator import disclosure  # noqa: E402
from faults.injector import inject  # noqa: E402
from faults.writing import write  # noqa: E402

YEARS = (2022, 2023, 2024)
THREE_YEARS = ("shanghai", 4)
"""Form and number of the department that has a document of each year, in 元."""
OTHERS = (0, 1, 2, 3, 5, 7)
"""Numbers of those of Henan, each with a name of its own."""
FAULTY = {1: "cell.digit_changed", 2: "percentage.wrong_base", 3: "total.digit_changed", 4: "percentage.wrong_base"}
"""What is wrong in the documents of the year, by the number of the department."""


@dataclass(frozen=True)
class Several:
    """A folder of collected data and the reviews it was made of."""

    home: Path
    reviews: tuple[Review, ...]

    def of(self, year: int) -> tuple[Review, ...]:
        """The reviews of a year."""
        return tuple(one for one in self.reviews if one.disclosure.year == year)

    @property
    def over_years(self) -> tuple[Review, ...]:
        """Those of the department with several years."""
        return tuple(one for one in self.reviews if one.disclosure.form == "shanghai-2023")


@cache
def several(lang: str) -> Several:
    """One department over three years; others of the last year, half of them of the year before as well; one is missing."""
    folder = Path(mkdtemp(prefix="several-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    asked = [(*THREE_YEARS, year) for year in YEARS]
    asked += [("henan", number, year) for number in OTHERS for year in YEARS[1:] if year == YEARS[-1] or number % 2]
    reviews = tuple(in_language(lang, lambda one=one: report.check(report.read(_written(folder, *one)))) for one in asked)
    gone = {"kind": "failed", "department": "示例县虚构档案局", "level": "部门", "year": YEARS[-1], "why": "内核没有启动"}
    return Several(in_language(lang, lambda: collected(folder / "reports", reviews, [gone])), reviews)


def _written(folder: Path, form: str, number: int, year: int) -> Path:
    paper = disclosure(1, number, form, year)
    if year == YEARS[-1] and number in FAULTY:
        paper, *_ = inject(paper, FAULTY[number], draw_for("several", number)) or (paper,)
    (file,) = write(paper, "text", folder, f"{form}-{number}-{year}")
    return file


@cache
def page_of_several(kind: str, lang: str) -> Page:
    """The page of the trend report or the overview in a language: its cells run here, its exporter's own page."""
    there = several(lang)
    name = there.over_years[0].disclosure.name
    asked = {"department": name, "level": there.over_years[0].disclosure.level} if kind == "trend" else {"year": YEARS[-1]}
    notebook = "trend_report" if kind == "trend" else kind
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(REPORTS, str(there.home))
        return in_language(lang, lambda: read_page(_run(ROOT / "notebooks" / f"{notebook}.ipynb", {**asked, "lang": lang})))


def changes_page(folder: Path, lang: str) -> Path:
    """What two runs changed: problems that came and went, a failure, reports for the first time."""
    for reasons, problems in ((["new"], {}), (["sources"], {"new": ["收支不等"], "gone": ["缺表"]})):
        for name in ("甲县民政局", "乙县民政局"):
            note(folder, "built", name=f"{name} 2024 部门", folder=f"2024/{name}-dept", reasons=reasons, problems=problems)
        note(folder, "failed", name="丙县民政局 2024 部门", folder="2024/丙-dept", reasons=["new"], why="内核没有启动")
        note(folder, "run", whole=True, built=2, failed=1, same=0)
    file = folder / f"changes-{lang}.html"
    file.write_bytes(in_language(lang, lambda: history_page(folder, ["2024/甲县民政局-dept"])))
    return file


def _run(path: Path, asked: Mapping[str, Any]) -> nbformat.NotebookNode:
    """The notebook with what its cells show, run one after the other with these parameters."""
    notebook = nbformat.read(path, 4)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        *before, last = ast.parse(cell.source).body
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(before, []), str(path), "exec"), names)  # noqa: S102  our own notebook
            shown = eval(compile(ast.Expression(last.value), str(path), "eval"), names)  # noqa: S307
            cell.outputs = [nbformat.v4.new_output("execute_result", shown._repr_mimebundle_())] if shown is not None else []
        else:
            exec(compile(cell.source, str(path), "exec"), names)  # noqa: S102
        if "parameters" in cell.metadata.get("tags", ()):
            names |= asked
    return notebook
