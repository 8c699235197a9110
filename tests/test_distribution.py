"""What is handed out: a wheel that lacks nothing, a source archive that gives the same wheel, a bundle that needs no network."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from budgetnb import __version__
from budgetnb.yamls import read_yaml

ROOT = Path(__file__).parents[1]
CORPUS_FREE = "documents/310001-2024.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])))


def test_the_wheel_has_every_file_of_the_package_and_the_notebooks(wheel: Path):
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name and ".data/" not in name}
    package = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*") if path.is_file()}
    notebooks = {f"budgetnb/notebooks/{path.name}" for path in (ROOT / "notebooks").iterdir() if path.is_file()}
    assert names == {name for name in package if "__pycache__" not in name} | notebooks


def test_the_source_archive_gives_the_same_wheel_to_the_byte(wheel: Path, tmp_path: Path):
    archive = Path(next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    unpacked = tmp_path / f"budgetnb-{__version__}"
    again = Path(next(WheelBuilder(str(unpacked)).build(directory=str(tmp_path / "again"), versions=["standard"])))
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()
    assert {"Makefile", "requirements.lock", "tests", "docs", "CHANGELOG.md"} <= {path.name for path in unpacked.iterdir()}


def test_the_wheel_says_what_it_is_and_what_it_needs(wheel: Path):
    with zipfile.ZipFile(wheel) as packed:
        said = packed.read(f"budgetnb-{__version__}.dist-info/METADATA").decode()
        points = packed.read(f"budgetnb-{__version__}.dist-info/entry_points.txt").decode()
    assert f"Version: {__version__}" in said
    assert "Requires-Python: >=3.11" in said
    assert "budgetnb = budgetnb.cli:main" in points
    assert "://" not in "".join(line for line in said.partition("\n\n")[0].splitlines() if line.startswith("Requires-Dist"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of a new environment, made of the offline bundle and nothing else."""
    folder = tmp_path_factory.mktemp("bundle")
    made = subprocess.run(["make", "offline-bundle"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S607
    if made.returncode:
        pytest.skip(f"the wheels of the lock cannot be fetched here: {made.stderr[-300:]}")
    bundle = next((ROOT / "dist").glob("*-offline-*.zip"))
    with zipfile.ZipFile(bundle) as packed:
        packed.extractall(folder)  # noqa: S202  we have just made it
    installer = folder / bundle.stem / "install.py"
    subprocess.run([sys.executable, str(installer), str(folder / "env")], env=bare(folder), check=True, capture_output=True)
    return folder / "env" / "bin"


def bare(folder: Path, commands: Path | None = None) -> dict[str, str]:
    """An environment with no cache, no settings of pip, no fonts of the system, no browser and no TeX on its path."""
    home, empty = folder / "home", folder / "empty"
    for one in (home, empty):
        one.mkdir(exist_ok=True)
    (empty / "fonts.conf").write_text("<fontconfig/>", encoding="utf-8")
    path = os.pathsep.join(filter(None, (commands and str(commands), str(empty))))
    return {"HOME": str(home), "PATH": path, "FONTCONFIG_FILE": str(empty / "fonts.conf"), "PIP_CONFIG_FILE": os.devnull, "LANG": "C.UTF-8"}


def run(commands: Path, where: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [str(commands / words[0]), *words[1:]]
    return subprocess.run(command, cwd=where, env=bare(commands.parents[1], commands), capture_output=True, encoding="utf-8", check=False)


@pytest.mark.long
@pytest.mark.parametrize(("lang", "made", "found"), [("zh", "已新建", "问题 12 个"), ("en", "is made", "problems: 12")])
def test_a_new_user_gets_reports_from_the_bundle_at_first_try(lang: str, made: str, found: str, installed: Path, tmp_path: Path):
    said = ("--lang", lang)
    new = run(installed, tmp_path, "budgetnb", "new", "demo", *said)
    assert made in new.stdout
    batch = run(installed, tmp_path / "demo", "budgetnb", "batch", "params", *said)
    assert (batch.returncode, batch.stderr) == (0, "")
    assert found in batch.stdout
    check = run(installed, tmp_path / "demo", "budgetnb", "check", CORPUS_FREE, *said)
    assert (check.returncode, check.stderr) == (1, "")
    report = tmp_path / "demo" / "reports" / "2024" / "310001-dept"
    here = tmp_path / "here"
    shutil.copytree(tmp_path / "demo", here, ignore=shutil.ignore_patterns("reports"))
    command = [sys.executable, "-m", "budgetnb", "batch", "params", *said]
    subprocess.run(command, cwd=here, check=True, capture_output=True)
    theirs = here / "reports" / "2024" / "310001-dept"
    for name in ("report.html", "report.pdf", "review.json", "workpaper.xlsx"):
        assert (report / name).read_bytes() == (theirs / name).read_bytes(), name


@pytest.mark.long
def test_every_command_and_the_python_interface_work_from_the_bundle(installed: Path, tmp_path: Path):
    run(installed, tmp_path, "budgetnb", "new", "demo")
    demo = tmp_path / "demo"
    commands = (
        ("read", CORPUS_FREE, "--json"),
        ("plan", "documents"),
        ("report", "params/departments/310001-2024.yaml", "--to", "html"),
        ("verify", "reports/2024/310001-dept"),
        ("rules", "T1-4"),
        ("params",),
        ("doctor",),
    )
    for command in commands:
        done = run(installed, demo, "budgetnb", *command)
        assert done.returncode == 0, (command, done.stderr)
    code = 'import budgetnb as bn; r = bn.check(bn.read(bn.SAMPLE)); r.to_excel("r.xlsx"); print(len(bn.why(r.find("361.39")[0])))'
    done = run(installed, demo, "python", "-c", code)
    assert (done.stdout, done.stderr) == ("2\n", "")


def test_the_version_stands_in_one_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/budgetnb/__init__.py"
    places = [path for path in (ROOT / "src").rglob("*.py") if "__version__ =" in path.read_text(encoding="utf-8")]
    assert [path.name for path in places] == ["__init__.py"]


def test_every_hook_runs_something_that_is_there():
    hooks = read_yaml(ROOT / ".pre-commit-config.yaml").content["repos"][0]["hooks"]
    assert {hook["id"] for hook in hooks} >= {"format", "lint", "thin-notebooks", "whitespace"}
    declared = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for hook in hooks:
        assert hook["language"] == "system"  # nothing is fetched
        for word in hook["entry"].split():
            assert not word.startswith("tests/") or (ROOT / word).is_file()
            assert not word.startswith(".venv/bin/ruff") or "\nruff==" in declared


@pytest.mark.parametrize("name", ["wrong-finding", "unread", "rule"])
def test_every_form_for_issues_asks_in_both_languages(name: str):
    form = read_yaml(ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").content
    asked = [field["attributes"]["label"] for field in form["body"]]
    assert len(asked) >= 4
    assert all(" · " in words for words in (form["name"], *asked))


def test_a_bundle_for_another_system_has_what_is_needed_there(tmp_path: Path):
    bundle = runpy.run_path(str(ROOT / "tools" / "bundle.py"))
    needed = "Requires-Dist: plain>=1\nRequires-Dist: only-windows; sys_platform == 'win32'\nRequires-Dist: not-there; os_name != 'nt'\n"
    with zipfile.ZipFile(tmp_path / "thing-1.0-py3-none-any.whl", "w") as packed:
        packed.writestr("thing-1.0.dist-info/METADATA", f"Name: thing\n{needed}Requires-Dist: Extra.Part[x]; extra == 'lab'\n")
    asked = [
        {need for extra in ("", "lab") for need in bundle["needs"](tmp_path, "thing", extra, bundle["worlds_of"](platform, "3.12"))}
        for platform in ("win_amd64", "macosx_11_0_arm64")
    ]
    lab = {("plain", ""), ("extra-part", ""), ("extra-part", "x")}
    assert asked == [{*lab, ("only-windows", "")}, {*lab, ("not-there", "")}]
