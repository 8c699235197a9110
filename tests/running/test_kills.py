"""Killed at any moment, a batch leaves nothing half-done, and running it again gives what an undisturbed run gives.

The reports are real ones: the notebook that ships, on the bundled sample under other codes.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import clusters
import many
import pytest

import budgetnb
from budgetnb.running.forking.parent import why_not

pytestmark = pytest.mark.skipif(why_not() is not None, reason="no kernel can be forked on this system")
COMMAND = [sys.executable, "-m", "budgetnb", "batch", "params", "--to", "html", "-j", "2"]
CODES = ("310001", "400001", "400002", "400003")
DEPTHS = {"batch": 0, "parent": 1, "kernel": 2}
PARAMS = "department: 洛阳市西工区社区治理和服务创新办公室\ncode: '{code}'\nlevel: 部门\nyear: 2024\nsources: documents/{code}.txt\n"
PARTS, KILLS = 5, 10
"""The long form kills each kind of process 50 times, in parts that can be run one by one."""
TRIES = 10
"""A run may be over before its victim is found; so many runs a kill are enough."""


def build(folder: Path) -> Path:
    """A project with the sample under several codes."""
    said = (Path(budgetnb.__file__).parent / "sample" / "disclosure.txt").read_text(encoding="utf-8")
    for part in ("params", "documents"):
        (folder / part).mkdir(parents=True)
    for code in CODES:
        (folder / "documents" / f"{code}.txt").write_text(said.replace("310001", code), encoding="utf-8")
        (folder / "params" / f"{code}.yaml").write_text(PARAMS.format(code=code), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What a run gives that nobody disturbs, and how many seconds it takes."""
    folder = build(tmp_path_factory.mktemp("undisturbed"))
    begun = time.monotonic()
    assert run(folder) == 0
    return many.tree(folder / "reports"), time.monotonic() - begun


def run(folder: Path, command: Sequence[str] = COMMAND) -> int:
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False).returncode


def environment() -> dict[str, str]:
    """Every process runs the code that is tested."""
    return {**os.environ, "PYTHONPATH": str(Path(budgetnb.__file__).parents[1])}


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


def disturb(folder: Path, whom: str, seconds: float) -> tuple[list[int], bool]:
    """Start a batch and kill one of its processes after some time, as soon as there is one; all pids, and whether one was killed."""
    with subprocess.Popen(COMMAND, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as batch:
        time.sleep(seconds)
        victims: list[int] = []
        found: list[tuple[int, int]] = []
        while batch.poll() is None and not victims:
            found = list(family(batch.pid))
            victims = [batch.pid] if whom == "batch" else [pid for pid, at in found if at == DEPTHS[whom]]
        for pid in victims[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert batch.wait(120) in (0, 3, -signal.SIGKILL)
    return [pid for pid, _ in found], bool(victims)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kills(folder: Path, undisturbed: tuple[dict[str, bytes], float], whom: Sequence[str], seed: int) -> None:
    """Kill each of these once, one run after the other; what each run leaves is whole, and a last run completes it."""
    chance, (expected, seconds) = random.Random(seed), undisturbed  # noqa: S311  which moment, no secret
    build(folder)
    for one in whom:
        for _ in range(TRIES):
            pids, killed = disturb(folder, one, chance.uniform(0.0, seconds))
            check_whole(folder, expected)
            check_gone(pids, one)
            give_work(folder, chance)
            if killed:
                break
        else:
            pytest.fail(f"no {one} was found to kill")
    assert run(folder) == 0
    assert many.tree(folder / "reports") == expected
    assert run(folder) == 0
    assert many.tree(folder / "reports") == expected


def check_whole(folder: Path, expected: dict[str, bytes]) -> None:
    """A report with a manifest is whole, to the byte."""
    for path in (folder / "reports").glob("2024/*-dept/manifest.json"):
        there = many.tree(path.parent)
        name = path.parent.relative_to(folder / "reports").as_posix()
        assert there == {file.removeprefix(f"{name}/"): content for file, content in expected.items() if file.startswith(f"{name}/")}


def check_gone(pids: list[int], whom: str) -> None:
    for _ in range(100):
        if not any(map(alive, pids)):
            return
        time.sleep(0.05)
    assert not [pid for pid in pids if alive(pid)], f"nobody outlives the {whom}"


def give_work(folder: Path, chance: random.Random) -> None:
    """Take manifests away, at least two, so that the next run has something to build: without one a report does not exist."""
    manifests = sorted((folder / "reports").glob("2024/*-dept/manifest.json"))
    for path in chance.sample(manifests, min(len(manifests), chance.randint(2, len(CODES)))):
        path.unlink()


def test_after_kills_running_again_completes_the_batch(undisturbed: tuple[dict[str, bytes], float], tmp_path: Path):
    kills(tmp_path, undisturbed, ("batch", "kernel", "parent"), seed=6)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("whom", DEPTHS)
def test_after_fifty_kills_running_again_completes_the_batch(
    whom: str, part: int, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
):
    kills(tmp_path, undisturbed, (whom,) * KILLS, seed=50 + part)


def kill_workers(folder: Path, undisturbed: tuple[dict[str, bytes], float], count: int, seed: int) -> None:
    """Kill workers of a cluster while they build, and now and then the batch that waits for them besides."""
    chance, (expected, seconds) = random.Random(seed), undisturbed  # noqa: S311  which moment, no secret
    build(folder)
    with clusters.cluster(folder, PYTHONPATH=environment()["PYTHONPATH"]) as address:
        command = [*COMMAND[:-2], "--cluster", address]
        for number in range(count):
            with subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as batch:
                time.sleep(chance.uniform(0.5, seconds))
                victims = [*clusters.workers(address)[:1], *((batch.pid,) if number % 5 == 4 else ())]
                for pid in victims:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                assert batch.wait(240) in (0, -signal.SIGKILL), "a worker that is lost is no failure"
            check_whole(folder, expected)
            if batch.returncode == 0:
                assert many.tree(folder / "reports") == expected
            give_work(folder, chance)
        assert run(folder, command) == 0
    assert many.tree(folder / "reports") == expected


def test_what_a_killed_worker_had_in_hand_is_done_by_another(undisturbed: tuple[dict[str, bytes], float], tmp_path: Path):
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    kill_workers(tmp_path, undisturbed, 1, seed=7)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_after_fifty_kills_of_workers_everything_is_whole(part: int, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path):
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    kill_workers(tmp_path, undisturbed, KILLS, seed=51 + part)
