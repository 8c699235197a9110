"""The documentation is built without a network and without a warning, leads nowhere wrong, and leaves nothing out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

import budgetnb
from budgetnb import cli
from budgetnb.checking.books import rule_book

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    """Every page by its path."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {"PATH": "", "NO_MKDOCS_2_WARNING": "1", "no_proxy": "*", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return {path.relative_to(folder).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "lxml") for path in folder.rglob("*.html")}


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site: dict[str, BeautifulSoup]):
    wrong = []
    for name, page in site.items():
        for link in page.select("article a[href]"):
            to, _, anchor = unquote(str(link["href"])).partition("#")
            if "://" in to or to.endswith(".json"):
                continue
            target = (Path(name).parent / to).as_posix() if to else name
            there = site.get(re.sub(r"[^/.]+/\.\./", "", target))
            if there is None or (anchor and not there.find(id=anchor)):
                wrong.append((name, str(link["href"])))
        wrong += [(name, str(one)) for one in page.select('script[src*="//"], link[rel=stylesheet][href*="//"], img[src*="//"]')]
    assert wrong == []


def test_every_public_name_is_described(site: dict[str, BeautifulSoup]):
    page = site["reference/python.html"]
    heads = {head.get_text().split("¶")[0].strip() for head in page.select("h2, h3, h4")}
    assert {f"bn.{name}" for name in budgetnb.__all__} <= heads
    for function in page.select("div.doc-function"):
        assert function.select_one("div.doc-contents p"), function.get_text()[:80]


def test_every_command_and_every_option_is_described(site: dict[str, BeautifulSoup]):
    said = site["reference/commands.html"].get_text()
    for name in cli.COMMANDS:
        from budgetnb.cli.parser import command_parser

        parser = command_parser(name)
        cli.command(name).add(parser)
        options = [option for action in parser._actions for option in action.option_strings]
        assert f"budgetnb {name}" in said
        assert not [option for option in options if option not in said]


def test_every_rule_form_and_key_is_listed(site: dict[str, BeautifulSoup]):
    rules = site["rules.html"].get_text()
    assert not [rule.id for rule in rule_book().rules if rule.id not in rules]
    forms = site["reference/forms.html"].get_text()
    assert all(form in forms for form in ("henan-2024", "shanghai-2023", "jiangsu-2017"))
    assert all(key in site["reference/params.html"].get_text() for key in ("sources", "prior_sources", "units", "revision"))
