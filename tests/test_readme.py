"""Every command and every line of Python in the README is run, in order, in a new folder."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder

import budgetnb as bn
from budgetnb import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE, ENGLISH = README.split("## English")
BLOCKS = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED = {"check": 1}
"""The sample has errors in it."""
FASTER = {"batch": ("--to", "html", "-j", "1"), "open": ("--no-start",)}
"""What is added here: PDFs are made in tests of their own, JupyterLab is started in `test_lab.py`."""


def blocks(page: str, *kinds: str) -> list[tuple[str, str]]:
    return [(kind, content) for kind, content in BLOCKS.findall(page) if kind in kinds]


def run(page: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Do what a page says, in order; the commands that ran."""
    ran = []
    for kind, content in blocks(page, "console", "python"):
        if kind == "python":
            exec(compile(content, "page.md", "exec"), {})  # noqa: S102  our own page
            continue
        for words in map(shlex.split, content.splitlines()):
            if words[0] == "cd":
                monkeypatch.chdir(words[1])
                continue
            assert words[0] == "budgetnb"
            assert cli.main([*words[1:], *FASTER.get(words[1], ())]) == EXPECTED.get(words[1], 0), words
            ran.append(words[1])
    return ran


def test_every_command_and_every_line_of_python_of_readme_tutorial_and_recipes_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    assert {"new", "batch", "check", "plan", "open", "rules"} <= set(run(CHINESE, monkeypatch))
    assert Path("reports/index.html").is_file()
    for page in (ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "howto").glob("*.md"))):
        run(page.read_text(encoding="utf-8"), monkeypatch)
    assert Path("两张图.svg").is_file()


def test_every_command_of_the_english_part_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert {"new", "batch", "check", "plan", "open"} <= set(run(ENGLISH, monkeypatch))


def test_every_block_is_one_that_is_run_or_one_for_the_shell_of_the_source_folder():
    assert {kind for kind, _ in BLOCKS.findall(README)} == {"", "console", "python"}
    lines = [line.partition("#")[0].strip() for _, content in blocks(README, "") for line in content.splitlines()]
    assert [line for line in lines if not line.startswith((".venv/bin/", "make ", "python3 -m venv"))] == []


@pytest.mark.long
def test_the_pip_commands_set_up_a_copy_of_the_sources(tmp_path: Path):
    archive = Path(next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    folder = archive.with_suffix("").with_suffix("")
    (pip,) = [content for _, content in blocks(CHINESE, "") if "pip install" in content]
    for line in pip.splitlines():
        words = shlex.split(line)
        program = [sys.executable] if words[0] == "python3" else [str(folder / words[0])]
        more = ["--collect-only", "-q"] if "pytest" in words else []
        done = subprocess.run([*program, *words[1:], *more], cwd=folder, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, (line, done.stdout[-500:], done.stderr[-500:])
    assert (folder / "reports" / "2024" / "310001-dept" / "report.html").is_file()


def test_the_figures_of_the_comparison_are_those_that_were_measured():
    performance = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    (row,) = [line for line in performance.splitlines() if line.startswith("| batch -j 2 |")]
    assert [cell.strip() for cell in row.split("|")][4:6] == ["16.0", "7.7"]
    assert "快 16.0 倍" in CHINESE
    assert "CPU 少 7.7 倍" in CHINESE
    assert "16.0 times as fast a report and 7.7 times less CPU" in ENGLISH


def test_the_counts_of_the_sample_are_true():
    review = bn.check(bn.read(bn.SAMPLE))
    compared = sum(finding.outcome != "not_applicable" for finding in review.findings)
    assert "231 个数" in CHINESE
    assert sum(1 for _ in review.disclosure.figures()) == 231
    assert 550 < compared < 600
    assert "550 多处比较" in CHINESE
    assert "more than 550 comparisons" in ENGLISH
