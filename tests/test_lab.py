"""`budgetnb open` in real JupyterLab, driven by Chromium: Run All, another year, and everything stands on the page."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from collected_by_hand import collected, reviewed, written
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import start_new_kernel
from nbconvert.exporters import get_export_names
from pages import SAMPLE

from budgetnb import __version__, cli
from budgetnb.showing.report import review

pytest.importorskip("jupyterlab", reason="JupyterLab is not installed: it comes with the extra lab")
from browser import CHROMIUM, MISSING, launched
from lab import WRONG, Lab, choose, menu, run_all, started

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAME = "洛阳市西工区社区治理和服务创新办公室"
PARAMS = "department: {name}\ncode: {code}\nlevel: 部门\nyear: {year}\nsources: documents/{name}-{year}.txt\n"
OTHER = "甲县民政局"
NUMBERS, WORDS = ".r, .num td:not(.l, .c)", "table:not(.num) td:not(.r, .c), td.l"
SIDE = (
    "([where, side]) => [...document.querySelectorAll(`.jp-OutputArea .budgetnb :is(${where})`)]"
    ".every(cell => getComputedStyle(cell).textAlign === side)"
)
TOO_WIDE = "[...document.querySelectorAll('.jp-OutputArea .budgetnb')].filter(shown => shown.scrollWidth > shown.clientWidth + 1).length"
TITLE = ".jp-OutputArea .budgetnb h2"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of 2024 and an invented disclosure of 2023, and what a batch would have collected of another department's two years."""
    folder = tmp_path_factory.mktemp("lab") / "project"
    for name in ("documents", "params"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(Path(__file__).parents[1] / "notebooks", folder / "notebooks")
    shutil.copy(SAMPLE, folder / "documents" / f"{NAME}-2024.txt")
    written(folder / "documents", NAME, 2023, "601.00", basic="150.00", project="451.00")
    for year in (2023, 2024):
        words = PARAMS.format(name=NAME, code='"310001"' if year == 2024 else "", year=year)
        (folder / "params" / f"sample-{year}.yaml").write_text(words.replace("code: \n", ""), encoding="utf-8")
    (folder / "params" / "years.yaml").write_text(f"report: trend\ndepartment: {OTHER}\nlevel: 部门\n", encoding="utf-8")
    (folder / "params" / "all.yaml").write_text("report: overview\nyear: 2024\n", encoding="utf-8")
    made = [reviewed(folder.parent, OTHER, year, total) for year, total in ((2023, "210.00"), (2024, "236.00"))]
    collected(folder / "reports", [review(SAMPLE), *made])
    return folder


@pytest.fixture(scope="module")
def lab(project: Path) -> Iterator[Lab]:
    """One Lab and one browser for all that is tried in them; what is written outside the scratch folder is looked at at the end."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    before = _outside_scratch(project)
    with launched() as browser, started(project, project.parent, "params/sample-2024.yaml", browser) as lab:
        yield lab
    assert lab.outside == []
    assert _outside_scratch(project) == before


@pytest.mark.long
def test_run_all_and_another_year_show_tables_charts_and_prose_without_an_error(lab: Lab):
    with lab.notebook("reports/scratch/sample-2024.ipynb") as page:
        cells = run_all(page)
        assert cells > 25
        assert _is_sound(page)
        assert page.locator(".jp-OutputArea > .jp-OutputArea-child .jp-RenderedHTMLCommon .budgetnb").count() >= cells - 4
        assert page.locator(".jp-OutputArea svg[role=img]:visible").count() >= 8
        assert page.locator(".jp-OutputArea .budgetnb table:visible").count() > 15
        assert page.get_by_text("需更正后重新公开").first.is_visible()
        assert "2024年" in page.locator(TITLE).first.inner_text()
        choose(page, 1, "2023")
        assert "2023年" in page.locator(TITLE).first.inner_text()
        assert page.get_by_text("601.00").first.is_visible()
        assert page.get_by_text("546.94").count() == 0  # nothing of the year before is left
        assert _is_sound(page)
        _picture(page, "department")


@pytest.mark.long
def test_another_year_in_the_cell_of_parameters_is_what_run_all_shows(lab: Lab, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(lab.project)
    assert cli.main(["open", "params/sample-2024.yaml", "--no-start"]) == 0
    with lab.notebook("reports/scratch/sample-2024-2.ipynb") as page:
        run_all(page)
        cell = page.locator(".jp-CodeCell .cm-content").first
        changed = cell.inner_text().replace("year = 2024", "year = 2023")
        cell.click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(changed)
        run_all(page)
        assert page.get_by_text("已按它的参数文件换了公开文本").is_visible()
        assert "2023年" in page.locator(TITLE).first.inner_text()
        assert page.get_by_text("546.94").count() == 0
        assert _is_sound(page)


@pytest.mark.long
@pytest.mark.parametrize(("params", "label", "said"), [("years", f"310001 {NAME}（部门）", NAME), ("all", "2023", "2023年")])
def test_the_other_notebooks_run_and_turn_to_another_department_or_year(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, params: str, label: str, said: str
):
    monkeypatch.chdir(lab.project)
    assert cli.main(["open", f"params/{params}.yaml", "--no-start"]) == 0
    with lab.notebook(f"reports/scratch/{params}/{params}.ipynb") as page:
        run_all(page)
        assert page.locator(".jp-OutputArea svg[role=img]:visible").count() >= 2
        assert page.locator(".jp-OutputArea .budgetnb table:visible").count() >= 3
        assert _is_sound(page)
        assert said not in page.locator(TITLE).first.inner_text()
        choose(page, 0, label)
        assert said in page.locator(TITLE).first.inner_text()
        assert _is_sound(page)
        _picture(page, params)


@pytest.mark.long
def test_our_exporters_stand_in_the_export_menu_and_our_kernel_in_the_launcher(lab: Lab):
    with lab.notebook("reports/scratch/sample-2024.ipynb") as page:
        menu(page, "File", "Save and Export Notebook As")
        for name in ("Budgetnb-html", "Budgetnb-pdf"):
            page.locator(".lm-Menu-item", has_text=name).wait_for()
        _picture(page, "export")
        page.keyboard.press("Escape")
        page.goto(f"{lab.address}/lab/workspaces/empty")
        card = page.locator(".jp-LauncherCard[data-category='Notebook']", has_text="部门预算审核 (budgetnb)")
        card.wait_for()
        assert card.locator("img").evaluate("img => img.complete && img.naturalWidth > 0")
        _picture(page, "launcher")


def test_our_exporters_are_in_the_list_of_nbconvert():
    assert {"budgetnb-html", "budgetnb-pdf"} <= set(get_export_names())


def test_the_kernel_of_the_launcher_has_the_library_at_hand():
    found = KernelSpecManager().get_kernel_spec("budgetnb")
    assert (Path(found.resource_dir) / "logo-svg.svg").is_file()
    manager, client = start_new_kernel(kernel_name="budgetnb")
    try:
        answer = client.execute_interactive("None", user_expressions={"v": "bn.__version__"}, timeout=60)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert re.findall(r"[\d.]+", answer["content"]["user_expressions"]["v"]["data"]["text/plain"]) == [__version__]


def _is_sound(page: Page) -> bool:
    """Whether no cell failed or warned, numbers stand right and words left, and nothing is wider than its place."""
    assert page.locator(WRONG).all_inner_texts() == []
    assert page.evaluate(SIDE, [NUMBERS, "right"])
    assert page.evaluate(SIDE, [WORDS, "left"])
    return bool(page.evaluate(TOO_WIDE) == 0)


def _outside_scratch(project: Path) -> set[Path]:
    return {path for path in project.rglob("*") if "scratch" not in path.relative_to(project).parts}


def _picture(page: Page, name: str) -> None:
    """Pictures to be looked at, where BUDGETNB_PICTURES says so."""
    if folder := os.environ.get("BUDGETNB_PICTURES"):
        page.evaluate("for (const all of document.querySelectorAll('.jp-WindowedPanel-outer')) all.scrollTop = 0")
        page.screenshot(path=str(Path(folder) / f"lab-{name}.png"))
