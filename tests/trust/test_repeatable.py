"""The same inputs give the same bytes wherever, whenever and however a batch is run; `budgetnb verify` sees one changed byte."""

from __future__ import annotations

import json
import locale
import random
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping
from pathlib import Path

import many
import pytest
from trust.carriers import NAME, SAMPLE, params
from trust.corners import ALL, FIRST, LOCALES, OPPOSITE, Corner, make_locales
from trust.tampering import files_of, unnoticed, verify

import budgetnb as bn
from budgetnb.checking.findings import Decision
from budgetnb.deciding.decisions import Decided
from budgetnb.deciding.writing import decisions_yaml
from budgetnb.running.manifest import LIBRARIES

ROOT = Path(__file__).parents[2]
TIMES = ("run.jsonl", "changes.html")
KINDS = {".html", ".pdf", ".xlsx", ".docx", ".ipynb", ".json", ".parquet", ".z"}
ONE = {"310001": NAME}
OFFICES = {**ONE, "310002": "涧西区民政局"}


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locales")
    if why := make_locales(folder):
        pytest.skip(why)
    return folder


def project(folder: Path, offices: Mapping[str, str]) -> Path:
    """A project with these departments and a decision to send a problem of the first, so that every kind of file is made."""
    folder.mkdir(parents=True)
    for code, name in offices.items():
        document = folder / f"{code}.txt"
        document.write_text(SAMPLE.replace(NAME, name).replace("310001", code), encoding="utf-8")
        given = {"department": name, "code": code, "level": "部门", "year": 2024, "sources": document.name}
        params(folder / "params" / "departments" / f"{code}.yaml", **given)
    problem = bn.review(folder / "310001.txt").problems[0]
    kept = folder / "params" / "decisions" / "2024" / "310001-dept.yaml"
    kept.parent.mkdir(parents=True)
    kept.write_text(decisions_yaml(Decided(NAME, "310001", "部门", 2024, (Decision(problem.id, "发出"),))), encoding="utf-8")
    return folder


def built(
    corner: Corner, folder: Path, locales: Path, offices: Mapping[str, str] = OFFICES, python: str = sys.executable
) -> dict[str, bytes]:
    """Every file that a batch writes in a corner, but those that hold times."""
    home = project(folder / corner.folder, offices)
    command = [python, "-m", "budgetnb", "batch", "params", "--to", "html,pdf,xlsx,docx", "-j", corner.jobs, "--engine", corner.engine]
    done = subprocess.run(command, cwd=home, env=corner.environment(locales), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    files = {path.relative_to(home / "reports").as_posix(): path for path in (home / "reports").rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith((".store", ".lock", *TIMES))}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, locales: Path) -> dict[str, bytes]:
    return built(FIRST, tmp_path_factory.mktemp("first"), locales, ONE)


@pytest.fixture(scope="module")
def first_of_two(tmp_path_factory: pytest.TempPathFactory, locales: Path) -> dict[str, bytes]:
    """With an overview of both departments."""
    return built(FIRST, tmp_path_factory.mktemp("first"), locales)


def test_locales_are_really_in_force(locales: Path):
    for name in LOCALES[1:]:
        said = "import locale; print(locale.setlocale(locale.LC_ALL, ''))"
        env = Corner(locale=name).environment(locales)
        done = subprocess.run([sys.executable, "-c", said], env=env, capture_output=True, encoding="utf-8", check=True)
        assert done.stdout.strip() == name
    assert locale.getlocale(locale.LC_NUMERIC) == (None, None)


def test_two_opposite_corners_give_the_same_bytes(first: dict[str, bytes], tmp_path: Path, locales: Path):
    assert {Path(name).suffix for name in first} == KINDS
    assert differing(first, built(OPPOSITE, tmp_path, locales, ONE)) == []


@pytest.mark.long
@pytest.mark.parametrize("corner", [corner for corner in ALL if corner != FIRST], ids=lambda corner: corner.name)
def test_every_corner_gives_the_same_bytes(corner: Corner, first_of_two: dict[str, bytes], tmp_path: Path, locales: Path):
    assert differing(first_of_two, built(corner, tmp_path, locales)) == []


@pytest.mark.long
def test_two_clean_environments_made_from_the_lock_give_the_same_bytes(tmp_path: Path, locales: Path):
    trees = []
    for number in (1, 2):
        home = tmp_path / f"environment {number}"
        venv.create(home, with_pip=True)
        python = str(home / "bin" / "python")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        locked = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements.lock")]
        subprocess.run([*pip, *locked], check=True, capture_output=True)
        subprocess.run([*pip, "--no-build-isolation", str(ROOT)], check=True, capture_output=True)
        trees.append(built(Corner(engine="forked"), tmp_path / str(number), locales, python=python))
    assert differing(*trees) == []


def test_a_manifest_names_every_input_and_everything_that_may_change_a_byte(first: dict[str, bytes]):
    said = json.loads(first["2024/310001-dept/manifest.json"])
    assert [file["file"] for file in said["inputs"]["sources"]] == ["310001.txt"]
    assert said["asked_by"]["file"] == "params/departments/310001.yaml"
    assert set(said["depends"]) >= {"rules", "forms", "decisions", "program"}
    assert set(said["versions"]) == {"budgetnb", *LIBRARIES}
    assert all(said["versions"].values())
    assert "pylopdf-fonts-zh-cn" in said["versions"], "the fonts"
    assert said["command"] == "budgetnb report params/departments/310001.yaml --to html,pdf,xlsx,docx"
    assert f"重做这份报告：在项目文件夹里运行 {said['command']}" in first["2024/310001-dept/report.html"].decode()


@pytest.mark.long
def test_verify_says_a_finished_batch_of_a_hundred_is_identical_and_names_any_file_with_one_changed_byte(tmp_path: Path):
    names = tuple(f"{number:03}县民政局" for number in range(100))
    home = many.build(tmp_path / "project", names)
    lines = ("编码,名称,级次,上级,批复日期,公开日期,主送", *(f"{name[:3]}001,{name},部门,,2024-02-01,2024-02-10," for name in names))
    (home / "params" / "register.csv").write_text("\n".join(lines), encoding="utf-8")
    batch = [sys.executable, "-m", "budgetnb", "batch", "params", "--to", "html", "-j", "2"]
    assert subprocess.run(batch, cwd=home, capture_output=True, check=False).returncode == 0
    code, said = verify(home)
    assert (code, said.splitlines()[-1]) == (0, "共 101 份报告：一致 101 份，不一致 0 份；重做比对 101 份。")
    chance = random.Random(8)  # noqa: S311  which files, no secret
    assert unnoticed(home, sampled(files_of(home), home, chance)) == []


def sampled(files: Iterable[Path], home: Path, chance: random.Random) -> list[Path]:
    """Of each kind of file five, of those that there are."""
    kinds: dict[tuple[str, ...], list[Path]] = {}
    for path in files:
        kinds.setdefault((path.suffix, path.relative_to(home).parts[0], path.name if "reports" in path.parts else ""), []).append(path)
    return [path for found in kinds.values() for path in chance.sample(found, min(5, len(found)))]
