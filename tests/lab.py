"""JupyterLab as `budgetnb open` starts it, and what a person does in it: run all cells, choose from a list, look at the menus."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IDLE = "Python 3 (ipykernel) | Idle"
PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(at => at.textContent)"
WRONG = "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error']"
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is there, also those out of sight
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
QUIET = {"open_browser": False, "allow_root": True, "ip": "127.0.0.1", "port_retries": 0}


@dataclass(frozen=True, slots=True)
class Lab:
    """A Lab on loopback: its address, its project folder, and what the browser asked elsewhere for."""

    address: str
    project: Path
    browser: Browser
    outside: list[str]

    @contextmanager
    def notebook(self, path: str) -> Iterator[Page]:
        """A notebook of the project in a window of its own, its kernel ready."""
        page = self.browser.new_page(viewport={"width": 1400, "height": 1200})
        page.on("request", lambda request: None if _is_ours(request.url) else self.outside.append(request.url))
        page.goto(f"{self.address}/lab/workspaces/{Path(path).stem}/tree/{path}")
        try:
            page.get_by_text(IDLE).wait_for(timeout=60_000)
            yield page
        finally:
            page.close()


@contextmanager
def started(project: Path, own: Path, params: str, browser: Browser) -> Iterator[Lab]:
    """`budgetnb open` of a params file; what Jupyter keeps for itself goes to `own`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (own / "lab.log").open("wb") as log:
        command = [sys.executable, "-m", "budgetnb", "open", params]
        environment = os.environ | _folders(own, port)
        running = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api", running)
            yield Lab(f"http://127.0.0.1:{port}", project, browser, [])
        finally:
            os.killpg(running.pid, 15)
            running.wait(timeout=30)


def run_all(page: Page) -> int:
    """Run all cells by the menu; how many code cells ran."""
    ran = page.evaluate(PROMPTS)
    menu(page, "Run", "Run All Cells")
    page.wait_for_function(
        f"before => {{ const now = {PROMPTS}; return now.every((at, cell) => /\\d/.test(at) && at !== before[cell]) }}", arg=ran
    )
    page.get_by_text(IDLE).wait_for(timeout=60_000)
    return len(ran)


def menu(page: Page, *path: str) -> None:
    """Go through the menus."""
    for name in path:
        page.locator(".lm-MenuBar-item, .lm-Menu-item", has_text=re.compile(rf"^\s*{re.escape(name)}\s*(\t|Ctrl|$)")).first.click()


def choose(page: Page, number: int, label: str) -> None:
    """Choose from one of the chooser's lists, and wait until the page is on it."""
    page.locator(".jp-OutputArea select").nth(number).select_option(label=label)
    page.get_by_text("下面各格现在是").wait_for(timeout=60_000)


def _folders(own: Path, port: int) -> dict[str, str]:
    config = {"ServerApp": QUIET | {"port": port}, "LabApp": {"open_browser": False}, "IdentityProvider": {"token": ""}}
    for name in ("CONFIG", "DATA", "RUNTIME"):
        (own / name).mkdir()
    (own / "CONFIG" / "jupyter_lab_config.json").write_text(json.dumps(config), encoding="utf-8")
    for name, content in SETTINGS.items():
        path = own / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    others = {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython"}
    return {f"JUPYTER_{name}_DIR": str(own / name) for name in ("CONFIG", "DATA", "RUNTIME")} | {
        name: str(own / folder) for name, folder in others.items()
    }


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
