"""`budgetnb open` in real JupyterLab, driven by Chromium: Run All, and everything stands on the page."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import SAMPLE

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "department_report.ipynb"
PARAMS = """\
department: 洛阳市西工区社区治理和服务创新办公室
code: "310001"
level: 部门
year: 2024
sources: documents/disclosure.txt
"""
BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(prompt => prompt.textContent.replace(/\\D/g, ''))"
WRONG = "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error']"
NUMBERS, WORDS = ".r, .num td:not(.l, .c)", "table:not(.num) td:not(.r, .c), td.l"
SIDE = (
    "([where, side]) => [...document.querySelectorAll(`.budgetnb :is(${where})`)].every(cell => getComputedStyle(cell).textAlign === side)"
)
TOO_WIDE = "[...document.querySelectorAll('.jp-OutputArea .budgetnb')].filter(shown => shown.scrollWidth > shown.clientWidth + 1).length"

pytestmark = pytest.mark.long


@pytest.fixture
def driver() -> Any:
    """playwright; the test is skipped where it, JupyterLab or a browser is missing."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium is installed: JupyterLab cannot be driven")
    return pytest.importorskip("playwright.sync_api", reason="playwright is not installed: JupyterLab cannot be driven")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for name in ("documents", "params", "notebooks"):
        (folder / name).mkdir(parents=True)
    shutil.copy(SAMPLE, folder / "documents" / "disclosure.txt")
    shutil.copy(NOTEBOOK, folder / "notebooks" / NOTEBOOK.name)
    (folder / "params" / "sample.yaml").write_text(PARAMS, encoding="utf-8")
    return folder


@pytest.fixture
def lab(project: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a Lab that `budgetnb open` started, on loopback, with folders of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: tmp_path / name for name in ("CONFIG", "DATA", "RUNTIME")}
    settings = tmp_path / "settings"
    tracker = settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text('{"windowingMode": "none"}', encoding="utf-8")  # every cell is there, also those out of sight
    own["CONFIG"].mkdir()
    server = {"open_browser": False, "allow_root": True, "ip": "127.0.0.1", "port": port, "port_retries": 0}
    config = {"ServerApp": server, "LabApp": {"open_browser": False}, "IdentityProvider": {"token": ""}}
    (own["CONFIG"] / "jupyter_lab_config.json").write_text(json.dumps(config), encoding="utf-8")
    folders = {f"JUPYTER_{name}_DIR": str(folder) for name, folder in own.items()}
    folders |= {
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    with (tmp_path / "lab.log").open("wb") as log:
        command = [sys.executable, "-m", "budgetnb", "open", "params/sample.yaml"]
        running = subprocess.Popen(command, cwd=project, env=os.environ | folders, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api", running)
            yield f"http://127.0.0.1:{port}/lab/tree/sample.ipynb"
        finally:
            os.killpg(running.pid, 15)
            running.wait(timeout=30)


def test_run_all_in_lab_shows_tables_charts_and_prose_without_an_error(driver: Any, lab: str, project: Path):
    before = {path for path in project.rglob("*") if "scratch" not in path.parts}
    with driver.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 1200})
        outside: list[str] = []
        page.on("request", lambda request: outside.append(request.url) if not _is_ours(request.url) else None)
        page.goto(lab)
        cells = _run_all(page)
        assert cells > 25
        assert page.locator(WRONG).count() == 0
        assert page.locator(".jp-OutputArea .budgetnb").count() == cells - 3  # parameters, reading and handing over show nothing
        assert page.locator(".jp-OutputArea svg[role=img]:visible").count() >= 8
        assert page.locator(".jp-OutputArea .budgetnb table:visible").count() > 15
        assert page.evaluate(SIDE, [NUMBERS, "right"])
        assert page.evaluate(SIDE, [WORDS, "left"])
        assert page.evaluate(TOO_WIDE) == 0
        assert page.get_by_text("需更正后重新公开").first.is_visible()
        if pictures := os.environ.get("BUDGETNB_PICTURES"):  # to be looked at
            _take_pictures(page, Path(pictures))
        browser.close()
    assert outside == []
    assert {path for path in project.rglob("*") if "scratch" not in path.parts} == before


def _run_all(page: Any) -> int:
    """Run all cells by the menu; how many code cells ran."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    if page.get_by_role("button", name="No", exact=True).count():
        page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(f"{PROMPTS}.length > 0 && {PROMPTS}.every(number => number)", timeout=120_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    return len(page.evaluate(PROMPTS))


def _take_pictures(page: Any, folder: Path) -> None:
    scroller = "document.querySelector('.jp-WindowedPanel-outer')"
    for number in range(page.evaluate(f"{scroller}.scrollHeight") // 1000 + 1):
        page.evaluate(f"{scroller}.scrollTop = {number * 1000}")
        page.screenshot(path=str(folder / f"lab-{number:02d}.png"))


def _is_ours(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def _wait_for(url: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert running.poll() is None, "JupyterLab ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310  our own server on loopback
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("JupyterLab did not answer within a minute")
