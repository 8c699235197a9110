"""What tests share: the real documents, and a language that no test leaves behind."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from budgetnb.texts import speak

if TYPE_CHECKING:
    from budgetnb.running.run import Report

ROOT = Path(__file__).parents[1]

PARAMS = """\
department: 洛阳市西工区社区治理和服务创新办公室
code: "310001"
level: 部门
year: 2024
sources: documents/disclosure.txt
lang: {lang}
"""

settings.register_profile(  # how busy the machine is says nothing of the code
    "repeatable", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real published documents, which are not part of the project."""
    folder = Path(os.environ.get("BUDGETNB_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip("no corpus of real documents: set BUDGETNB_CORPUS to the folder that holds them")
    return folder


@pytest.fixture(scope="session")
def department_report(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Report]:
    """The report on the bundled sample in a language, built once by papermill in an ordinary kernel."""
    from budgetnb.running.params import read_params
    from budgetnb.running.run import Asked, run_report

    project = tmp_path_factory.mktemp("project")
    (project / "params").mkdir()
    (project / "documents").mkdir()
    shutil.copy(ROOT / "src" / "budgetnb" / "sample" / "disclosure.txt", project / "documents")

    @cache
    def built(lang: str) -> Report:
        params = project / "params" / f"{lang}.yaml"
        params.write_text(PARAMS.format(lang=lang), encoding="utf-8")
        notebook = ROOT / "notebooks" / "department_report.ipynb"
        return run_report(Asked(read_params(params), notebook, project, project / f"reports-{lang}", ("html", "pdf", "xlsx")))

    return built


@pytest.fixture(scope="session")
def department_page(department_report: Callable[[str], Report]) -> Callable[[str], Path]:
    """The HTML page of that report."""
    return lambda lang: department_report(lang).folder / "report.html"


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese."""
    speak("zh")
    yield
    speak("zh")


@pytest.fixture(autouse=True)
def plain_installation() -> Iterator[None]:
    """Every test runs as where the extra `ocr` is not installed, but those of recognition itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "rapidocr", None)
        yield
