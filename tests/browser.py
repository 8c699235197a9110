"""A real browser: Debian's Chromium, driven by playwright, and what a test asks of a page in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: it comes with the extra test")

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
MISSING = "no Chromium is installed (Debian: apt-get install chromium)"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
AXE = files("axe_playwright_python") / "axe.min.js"


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium; to be closed before anything else in the process wants an event loop."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, file: Path, **context: Any) -> Iterator[Page]:
    """A page shown from a file, as a colleague opens it from a mail."""
    tab = browser.new_context(**context)
    try:
        page = tab.new_page()
        page.goto(file.as_uri())
        yield page
    finally:
        tab.close()


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, each as the rule and the elements it speaks of; everything folded is opened first."""
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = {"runOnly": {"type": "tag", "values": list(WCAG)}, "resultTypes": ["violations"]}
    found = page.evaluate("asked => axe.run(document, asked)", asked)
    assert found["passes"], "axe looked at nothing"
    return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found["violations"]]
