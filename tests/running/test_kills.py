"""Killed at any moment, a batch leaves nothing half-done, and running it again gives what an undisturbed run gives."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import clusters
import many
import pytest

import budgetnb
from budgetnb.running.forking.parent import why_not

pytestmark = pytest.mark.skipif(why_not() is not None, reason="no kernel can be forked on this system")
NAMES = (*many.NAMES, "丁县民政局", "戊县民政局")
COMMAND = [sys.executable, "-m", "budgetnb", "batch", "params", "--to", "html", "-j", "2"]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run gives that nobody disturbs."""
    folder = many.build(tmp_path_factory.mktemp("undisturbed"), NAMES)
    assert run(folder) == 0
    return many.tree(folder / "reports")


def run(folder: Path) -> int:
    return subprocess.run(COMMAND, cwd=folder, capture_output=True, check=False).returncode


def family(pid: int) -> Iterator[tuple[int, int]]:
    """The processes below one, each with its depth: the warm parent 1, its kernels 2."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(path.parent.name))

    def below(number: int, depth: int) -> Iterator[tuple[int, int]]:
        for child in children.get(number, ()):
            yield child, depth
            yield from below(child, depth + 1)

    return below(pid, 1)


def disturb(folder: Path, whom: str, seconds: float) -> list[int]:
    """Start a batch and kill one of its processes after some time; the pids there were."""
    with subprocess.Popen(COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as batch:
        time.sleep(seconds)
        found = list(family(batch.pid))
        depth = {"batch": 0, "parent": 1, "kernel": 2}[whom]
        victims = [batch.pid] if depth == 0 else [pid for pid, at in found if at == depth]
        for pid in victims[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert batch.wait(60) in (0, 3, -signal.SIGKILL)
    return [pid for pid, _ in found]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kills(folder: Path, undisturbed: dict[str, bytes], count: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  which moment, no secret
    many.build(folder, NAMES)
    for number in range(count):
        whom = ("batch", "kernel", "parent")[number % 3]
        pids = disturb(folder, whom, chance.uniform(1.0, 8.0))
        for path in (folder / "reports").glob("2024/*-dept/manifest.json"):
            name = path.relative_to(folder / "reports").as_posix()
            assert many.tree(path.parent)["manifest.json"] == undisturbed[name], "a report with a manifest is whole"
        for _ in range(100):
            if not any(map(alive, pids)):
                break
            time.sleep(0.05)
        assert not [pid for pid in pids if alive(pid)], f"nobody outlives the {whom}"
        if number % 2:
            for folder_of_one in list((folder / "reports").glob("2024/*"))[: chance.randint(0, 3)]:
                (folder_of_one / "manifest.json").unlink(missing_ok=True)  # so that there is work again
    assert run(folder) == 0
    assert many.tree(folder / "reports") == undisturbed
    assert run(folder) == 0


def test_after_five_kills_running_again_completes_the_batch(undisturbed: dict[str, bytes], tmp_path: Path):
    kills(tmp_path, undisturbed, 5, seed=6)


@pytest.mark.long
def test_after_fifty_kills_running_again_completes_the_batch(undisturbed: dict[str, bytes], tmp_path: Path):
    kills(tmp_path, undisturbed, 50, seed=50)


def kill_workers(folder: Path, scratch: Path, undisturbed: dict[str, bytes], count: int, seed: int) -> None:
    """Kill workers of a cluster while they build, and now and then the batch that waits for them."""
    chance = random.Random(seed)  # noqa: S311  which moment, no secret
    many.build(folder, NAMES)
    with clusters.cluster(scratch, PYTHONPATH=str(Path(budgetnb.__file__).parents[1])) as address:
        command = [*COMMAND[:-2], "--cluster", address]
        for number in range(count):
            with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as batch:
                time.sleep(chance.uniform(1.0, 6.0))
                victims = [batch.pid] if number % 5 == 4 else clusters.workers(address)[:1]
                for pid in victims:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                assert batch.wait(120) in (0, -signal.SIGKILL), "a worker that is lost is no failure"
            if batch.returncode == 0:
                assert many.tree(folder / "reports") == undisturbed
            for manifest in list((folder / "reports").glob("2024/*/manifest.json"))[: chance.randint(1, 5)]:
                manifest.unlink()  # so that there is work again
        assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    assert many.tree(folder / "reports") == undisturbed


def test_what_a_killed_worker_had_in_hand_is_done_by_another(undisturbed: dict[str, bytes], tmp_path: Path):
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    kill_workers(tmp_path / "project", tmp_path, undisturbed, 2, seed=7)


@pytest.mark.long
def test_after_fifty_kills_of_workers_everything_is_whole(undisturbed: dict[str, bytes], tmp_path: Path):
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    kill_workers(tmp_path / "project", tmp_path, undisturbed, 50, seed=51)
