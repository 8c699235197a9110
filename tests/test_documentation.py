"""Documentation that cannot drift, because these tests read it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from budgetnb import __version__, cli
from budgetnb.cli.parser import command_parser
from budgetnb.texts import LANGUAGES, speak, text

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("docs/*/*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = (
    [PROJECT["project"]["dependencies"]],
    PROJECT["project"]["optional-dependencies"].values(),
    PROJECT["dependency-groups"].values(),
)
DECLARED = [re.split(r"[<>=!\[ ]", line)[0] for kind in GROUPS for group in kind for line in group]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str, lang: str):
    speak(lang)
    assert text(f"cli.{name}.brief")
    assert f"budgetnb {name} " in f"{text(f'cli.{name}.examples')} "
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help", "--lang", lang])
    assert end.value.code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_argument_of_a_command_says_what_it_is_for(name: str, lang: str):
    speak(lang)
    parser = command_parser(name)
    cli.command(name).add(parser)
    assert not [action.dest for action in parser._actions if not action.help]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_stands_in_the_readme(name: str):
    assert f"`budgetnb {name}" in README


def test_the_readme_names_no_command_that_there_is_not():
    listed = "".join(re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
    named = set(re.findall(r"`budgetnb ([a-z]+)", README)) | set(re.findall(r"^budgetnb ([a-z]+)", listed, re.MULTILINE))
    assert named <= set(cli.COMMANDS)


def test_every_make_command_in_our_pages_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)}
    assert named <= targets


def test_every_dependency_is_argued_for():
    argued = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert not [name for name in DECLARED if name not in argued]


def test_every_dependency_is_locked_with_hashes_and_no_index_is_named():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {name.lower() for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    unlocked = {re.split(r"[<>=! ]", line)[0] for line in PROJECT["project"]["optional-dependencies"]["ocr"]}
    assert {name.lower().replace("_", "-") for name in DECLARED if name not in unlocked} <= locked
    assert "://" not in lock
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S)", lock.strip()))


def test_the_changelog_begins_with_what_is_unreleased_or_with_this_version():
    first = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert first
    assert first[1] in ("Unreleased", __version__)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_of_ours_leads_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    made = re.findall(r"reference/\w+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))  # of the code, when pages are built
    ours = [link for link in links if "://" not in link and link.removeprefix("../") not in made]
    assert not [link for link in ours if not (page.parent / link).exists()]
