"""Batches against the stock commands and a loop of papermill's API: the same notebook and inputs, an empty store, everything included.

The ways take turns within one run, several rounds; what counts is the median of the ratios of a round. Then one batch
of each size named: cost of its first and its last part, memory and descriptors of the driving process, processes left
behind, and a second run with nothing to do. Last, the plan of 10,000 departments.

bench_batch.py ROUNDS REPORTS GROWTH...        (default 3 20 10 100 1000; 1 4 10 is a try of a few minutes; 0 0 1000 measures growth only)
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import clusters  # noqa: E402  the cluster of the tests

BIN = Path(sys.executable).parent
SAMPLE = ROOT / "src" / "budgetnb" / "sample" / "disclosure.txt"
NOTEBOOK = ROOT / "notebooks" / "department_report.ipynb"
NAME = "洛阳市西工区社区治理和服务创新办公室"
NAIVE_REPORTS = 3
"""How many the stock commands build in a round: each costs the same."""
PLANNED = 10_000
FIRST = 400_000
DEFAULT = ("3", "20", "10", "100", "1000")
LOOP = """
import json, sys
import nbformat, papermill
from nbconvert.exporters import HTMLExporter
notebook, given, out = sys.argv[1:]
exporter = HTMLExporter()
for number, params in enumerate(json.loads(given)):
    done = papermill.execute_notebook(notebook, f"{out}/{number}.ipynb", params, progress_bar=False)
    with open(f"{out}/{number}.html", "w") as page:
        page.write(exporter.from_notebook_node(done)[0])
"""

Cost = tuple[float, float]
"""Wall-clock and CPU seconds a report."""


def main() -> int:
    rounds, reports, *growth = map(int, sys.argv[1:] if len(sys.argv) > 3 else (*sys.argv[1:], *DEFAULT[len(sys.argv) - 1 :]))
    with TemporaryDirectory() as name:
        folder = Path(name)
        _project(folder, max(reports, *growth))
        if rounds:
            _compare(folder, rounds, reports)
        for count in growth:
            _grow(folder, count)
        if rounds:
            _plan(folder)
    return 0


def _compare(folder: Path, rounds: int, reports: int) -> None:
    """The ways in turn, so that each round has the same machine."""
    with clusters.cluster(folder, 2) as address:
        ways: dict[str, Callable[[], Cost]] = {
            "stock commands": lambda: _naive(folder),
            "loop of papermill's API": lambda: _loop(folder),
            "batch -j 1 --engine plain": lambda: _batch(folder, reports, "-j", "1", "--engine", "plain"),
            "batch -j 1": lambda: _batch(folder, reports, "-j", "1"),
            "batch -j 2": lambda: _batch(folder, reports, "-j", "2"),
            "batch -j 2, HTML and PDF": lambda: _batch(folder, reports, "-j", "2", "--to", "html,pdf"),
            "batch, Dask with two workers": lambda: (_batch(folder, reports, "--cluster", address)[0], float("nan")),
        }
        costs: dict[str, list[Cost]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, run in ways.items():
                costs[way].append(run())
    _say(costs)


def _say(costs: dict[str, list[Cost]]) -> None:
    base = next(iter(costs.values()))
    print(f"load {os.getloadavg()[0]:.1f}\n")
    print("| way | wall s a report | CPU s a report | wall, times faster | CPU, times less |\n|---|---|---|---|---|")
    for way, found in costs.items():
        wall, cpu = (median(cost[at] for cost in found) for at in (0, 1))
        faster, less = (median(one[at] / other[at] for one, other in zip(base, found, strict=True)) for at in (0, 1))
        print(f"| {way} | {wall:.2f} | {cpu:.2f} | {faster:.1f} | {less:.1f} |", flush=True)


def _grow(folder: Path, count: int) -> None:
    """What reports cost at the beginning and at the end of a batch; nothing must grow with their number."""
    shutil.rmtree(folder / "reports", ignore_errors=True)
    command = [BIN / "budgetnb", "batch", folder / "params", "--to", "html", "-j", "2", "--json", "--only", _first(count)]
    measured: list[tuple[float, float, int, int]] = []
    seen: set[int] = set()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as batch:
        for line in batch.stdout or ():
            if json.loads(line)["event"] == "built":
                family = list(_family(batch.pid))
                seen.update(family)
                cpu = sum(map(_processor_time, family[:2]))  # the batch and its warm parent, each with the children it has buried
                measured.append((time.monotonic(), cpu, _memory(batch.pid), len(list(Path(f"/proc/{batch.pid}/fd").iterdir()))))
                if len(measured) % 100 == 0:  # a run that is ended from outside has said so much at least
                    _say_part(measured[-100:], len(measured))
    part = max(2, min(100, count // 10 * 3))
    reports = measured[:count]  # what follows them is the overview, for which the data of all is collected
    (wall, cpu), (wall_end, cpu_end) = (_each(some) for some in (reports[: part + 1], reports[-part - 1 :]))
    again, seconds, others = _again(command, folder)
    (_, _, mb, fds), (_, _, mb_last, fds_last), (_, _, mb_end, fds_end) = measured[min(len(measured) - 1, 9)], reports[-1], measured[-1]
    left = [pid for pid in seen if Path(f"/proc/{pid}").exists()]
    print(
        f"{count} reports: first {part} {wall:.2f} s, {cpu:.2f} CPU s each, last {part} {wall_end:.2f} s, {cpu_end:.2f} CPU s each "
        f"(CPU {100 * (cpu_end / cpu - 1):+.1f} %); memory {mb} -> {mb_last} -> {mb_end} MB, descriptors {fds} -> {fds_last} -> {fds_end} "
        f"(10th report -> last report -> overview); "
        f"processes left {len(left)}; a second run with {again} to build {seconds:.2f} s, {others} processes started; "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _again(command: list[str | Path], folder: Path) -> tuple[int, float, int]:
    """A second run: how many reports it found to build, how long it took, how many processes it started."""
    begun, seen = time.monotonic(), set[int]()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as batch:
        while batch.poll() is None:
            seen.update(_family(batch.pid))
            time.sleep(0.02)
        seconds = time.monotonic() - begun
        return json.loads(batch.stdout.readline() if batch.stdout else "{}")["build"], seconds, len(seen - {batch.pid})


def _say_part(part: list[tuple[float, float, int, int]], count: int) -> None:
    wall, cpu = _each(part)
    print(
        f"{count} reports: the last 100 {wall:.2f} s, {cpu:.3f} CPU s each, {part[-1][2]} MB, {part[-1][3]} descriptors",
        file=sys.stderr,
        flush=True,
    )


def _each(measured: list[tuple[float, float, int, int]]) -> Cost:
    first, last = measured[0], measured[-1]
    return (last[0] - first[0]) / (len(measured) - 1), (last[1] - first[1]) / (len(measured) - 1)


def _plan(folder: Path) -> None:
    """What it takes to plan many departments: new ones, from params files and from the documents alone."""
    home = folder / "many"
    _project(home, PLANNED, "2024 年{name}部门预算\n\n一、收入支出预算总体情况\n\n2024 年收入总计 546.94 万元，支出总计 546.94 万元。\n")
    for what in ("params", "documents", "documents"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        _run([BIN / "budgetnb", "plan", what], home)
        wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"plan of {PLANNED} departments from {what}: {wall:.1f} s, {cpu:.1f} CPU s", flush=True)


def _first(count: int) -> str:
    """A condition that the first reports meet: 10 -> codes 40000?, 100 -> 4000??."""
    return "code=4" + "0" * (5 - len(str(count - 1))) + "?" * len(str(count - 1))


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="utf-8").split():
                yield from _family(int(child))


def _processor_time(pid: int) -> float:
    """CPU seconds of a process and of the children it has buried."""
    said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, said[11:15])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def _batch(folder: Path, reports: int, *words: str) -> Cost:
    shutil.rmtree(folder / "reports", ignore_errors=True)
    formats = () if "--to" in words else ("--to", "html")
    command = [BIN / "budgetnb", "batch", folder / "some", *formats, "-o", folder / "reports", *words]
    return _cost(lambda: _run(command, folder), reports)


def _naive(folder: Path) -> Cost:
    out = _emptied(folder / "naive")

    def build() -> None:
        for number in range(NAIVE_REPORTS):
            given, executed = folder / "some" / f"{FIRST + number}.yaml", out / f"{number}.ipynb"
            _run([BIN / "papermill", NOTEBOOK, executed, "-f", given, "--cwd", folder], folder)
            _run([BIN / "jupyter", "nbconvert", "--to", "html", executed], folder)

    return _cost(build, NAIVE_REPORTS)


def _loop(folder: Path) -> Cost:
    """One process, which imports once and starts a kernel for each report."""
    out = _emptied(folder / "naive")
    codes = [str(FIRST + number) for number in range(NAIVE_REPORTS)]
    given = [{"department": NAME, "code": code, "level": "部门", "year": 2024, "sources": [f"documents/{code}.txt"]} for code in codes]
    return _cost(lambda: _run([sys.executable, "-c", LOOP, NOTEBOOK, json.dumps(given), out], folder), NAIVE_REPORTS)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _cost(work: Callable[[], None], reports: int) -> Cost:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    work()
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall / reports, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / reports


def _run(command: list[str | Path], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _project(folder: Path, count: int, form: str = "") -> None:
    """Departments with the sample's figures, each under a code of its own; `some` has the params of a round."""
    said = SAMPLE.read_text(encoding="utf-8")
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else int(DEFAULT[1])
    for name in ("params", "documents", "some"):
        (folder / name).mkdir(parents=True)
    for code in range(FIRST, FIRST + count):
        name = "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(code)) + "县民政局" if form else NAME
        document = form.format(name=name) if form else said.replace("310001", str(code))
        (folder / "documents" / f"{code}.txt").write_text(document, encoding="utf-8")
        params = f'department: {name}\ncode: "{code}"\nlevel: 部门\nyear: 2024\nsources: [documents/{code}.txt]\n'
        (folder / "params" / f"{code}.yaml").write_text(params, encoding="utf-8")
        if code < FIRST + rounds:
            (folder / "some" / f"{code}.yaml").write_text(params, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
