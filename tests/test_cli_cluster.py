"""`budgetnb batch --cluster`, and projects at addresses: the same reports to the byte, whoever builds them and wherever they lie."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import clusters
import many
import pytest

import budgetnb

pytest.importorskip("distributed", reason="the extra cluster is not installed")
NAMES = (*many.NAMES, "丁县民政局", "戊县民政局")
HOME = "s3://season/2024"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this machine builds alone."""
    folder = many.build(tmp_path_factory.mktemp("alone"), NAMES)
    assert batch(folder, "params", "-j", "2").returncode == 0
    return many.tree(folder / "reports")


@pytest.fixture(scope="module")
def objects() -> Iterator[dict[str, str]]:
    with clusters.objects() as environment:
        yield environment


@pytest.fixture(scope="module")
def address(objects: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    source = str(Path(budgetnb.__file__).parents[1])
    with clusters.cluster(tmp_path_factory.mktemp("cluster"), PYTHONPATH=source, **objects) as found:
        yield found


def batch(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "budgetnb", "batch", *words, "--to", "html"]
    found = {"PYTHONPATH": str(folder)} | environment
    return subprocess.run(command, cwd=folder, env=os.environ | found, capture_output=True, encoding="utf-8", check=False)


def test_a_cluster_builds_what_one_machine_builds_to_the_byte(alone: dict[str, bytes], address: str, tmp_path: Path):
    folder = many.build(tmp_path, NAMES)
    document = folder / "documents" / "丁县民政局.txt"
    document.write_text("没有预算", encoding="utf-8")
    done = batch(folder, "params", "--cluster", address, "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, events[-1]["built"], events[-1]["failed"]) == (3, 5, 1), done.stderr  # and the overview
    (failed,) = (event for event in events if event["event"] == "failed")
    assert "NotABudget" in failed["why"]
    document.write_text(many.DISCLOSURE.format(name="丁县民政局"), encoding="utf-8")
    assert batch(folder, "params", "--cluster", address, "--failed").returncode == 0
    assert many.tree(folder / "reports") == alone


def test_no_cluster_at_an_address_is_said(tmp_path: Path):
    folder = many.build(tmp_path / "project", NAMES[:1])
    done = batch(folder, "params", "--cluster", "tcp://127.0.0.1:1")
    assert (done.returncode, "不能使用" in done.stderr) == (2, True), done.stderr


def test_workers_with_another_version_are_refused_before_anything_starts(address: str, tmp_path: Path):
    folder = many.build(tmp_path, NAMES[:1])
    (folder / "budgetnb").unlink()
    shutil.copytree(Path(budgetnb.__file__).parent, folder / "budgetnb", ignore=shutil.ignore_patterns("__pycache__"))
    changed = folder / "budgetnb" / "amounts.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# another version\n", encoding="utf-8")
    done = batch(folder, "params", "--cluster", address)
    assert (done.returncode, "安装的 budgetnb 与这里的不同" in done.stderr) == (2, True), done.stderr
    assert not list((folder / "reports").glob("20*"))


def upload(folder: Path, environment: dict[str, str]) -> None:
    store = _files(environment)
    for path in folder.rglob("*"):
        if path.is_file() and "budgetnb" not in path.relative_to(folder).parts:
            store.put_file(str(path), f"{HOME}/{path.relative_to(folder).as_posix()}")


def download(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    store = _files(environment)
    store.get(f"{HOME}/reports/", str(folder), recursive=True)
    return many.tree(folder)


def _files(environment: dict[str, str]):
    import s3fs

    store = s3fs.S3FileSystem(
        key=environment["AWS_ACCESS_KEY_ID"],
        secret=environment["AWS_SECRET_ACCESS_KEY"],
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        skip_instance_cache=True,
    )
    store.makedirs("season", exist_ok=True)
    return store


@pytest.mark.parametrize("way", ["alone", "cluster"])
def test_a_project_in_a_store_of_objects_gets_the_same_reports_there(
    way: str, alone: dict[str, bytes], objects: dict[str, str], address: str, tmp_path: Path
):
    pytest.importorskip("s3fs", reason="the package s3fs is not installed")
    folder = many.build(tmp_path / "project", NAMES)
    store = _files(objects)
    if store.exists(HOME):
        store.rm(HOME, recursive=True)
    upload(folder, objects)
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    found = {**objects, "BUDGETNB_MIRRORS": str(tmp_path / "mirrors"), "PYTHONPATH": str(folder)}
    chosen = ("--cluster", address) if way == "cluster" else ("-j", "2")
    first, again = (batch(empty, f"{HOME}/params", *chosen, **found) for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert f"要生成 0 份，已是最新 {len(NAMES)} 份" in again.stdout
    assert download(tmp_path / "got", objects) == alone
    assert not list(empty.iterdir())
