"""A batch against the stock commands: `papermill`, then `jupyter nbconvert`, one report after the other.

The same notebook and the same inputs, an empty store, HTML only, everything included (starting Python, warming
up). The ways take turns within one run, several rounds; what counts is the median of the ratios of a round.
`bench_batch.py ROUNDS REPORTS GROWTH...` (default 3, 20, 10 100).
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
SAMPLE = ROOT / "src" / "budgetnb" / "sample" / "disclosure.txt"
NOTEBOOK = ROOT / "notebooks" / "department_report.ipynb"
NAIVE_REPORTS = 3
"""How many the stock commands build in a round: each costs the same."""

Cost = tuple[float, float]
"""Wall-clock and CPU seconds a report."""


def main() -> int:
    rounds, reports, *growth = (int(word) for word in (*sys.argv[1:], *("3", "20", "10", "100")[len(sys.argv) - 1 :]))
    with TemporaryDirectory() as name:
        folder = Path(name)
        _project(folder, max(reports, *growth))
        ways: dict[str, Callable[[], Cost]] = {
            "stock commands": lambda: _naive(folder),
            "batch -j 1 --engine plain": lambda: _batch(folder, reports, "-j", "1", "--engine", "plain"),
            "batch -j 1": lambda: _batch(folder, reports, "-j", "1"),
            "batch -j 2": lambda: _batch(folder, reports, "-j", "2"),
        }
        costs: dict[str, list[Cost]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, run in ways.items():
                costs[way].append(run())
        _say(costs)
        for count in growth:
            _grow(folder, count)
    return 0


def _say(costs: dict[str, list[Cost]]) -> None:
    base = next(iter(costs.values()))
    print("| way | wall s a report | CPU s a report | wall, times faster | CPU, times less |\n|---|---|---|---|---|")
    for way, found in costs.items():
        wall, cpu = (median(cost[at] for cost in found) for at in (0, 1))
        faster, less = (median(one[at] / other[at] for one, other in zip(base, found, strict=True)) for at in (0, 1))
        print(f"| {way} | {wall:.2f} | {cpu:.2f} | {faster:.1f} | {less:.1f} |", flush=True)


def _grow(folder: Path, count: int) -> None:
    """Cost of the first and the last tenth of a batch, memory and descriptors of the driving process, and a second run."""
    shutil.rmtree(folder / "reports", ignore_errors=True)
    command = [BIN / "budgetnb", "batch", folder / "params", "--to", "html", "-j", "2", "--json", "--only", _first(count)]
    ended, measured = [], []
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as batch:
        for line in batch.stdout or ():
            if json.loads(line)["event"] == "built":
                ended.append(time.monotonic())
                measured.append((_memory(batch.pid), len(list(Path(f"/proc/{batch.pid}/fd").iterdir()))))
    tenth = max(2, count // 10)
    first, last = ((times[-1] - times[0]) / (len(times) - 1) for times in (ended[2 : 2 + tenth], ended[-tenth:]))
    begun = time.monotonic()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    again = time.monotonic() - begun
    (mb, fds), (mb_end, fds_end) = measured[min(len(measured) - 1, 9)], measured[-1]
    print(
        f"{count} reports: {first:.2f} s a report in the first tenth, {last:.2f} s in the last; "
        f"memory {mb} -> {mb_end} MB, descriptors {fds} -> {fds_end} (10th report -> last); a second run with nothing to do {again:.2f} s"
    )


def _first(count: int) -> str:
    """A condition that the first reports meet: 10 -> codes 40000?, 100 -> 4000??."""
    return "code=4" + "0" * (5 - len(str(count - 1))) + "?" * len(str(count - 1))


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def _batch(folder: Path, reports: int, *words: str) -> Cost:
    shutil.rmtree(folder / "reports", ignore_errors=True)
    command = [BIN / "budgetnb", "batch", folder / "some", "--to", "html", "-o", folder / "reports", *words]
    return _cost(lambda: _run(command, folder), reports)


def _naive(folder: Path) -> Cost:
    out = folder / "naive"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()

    def build() -> None:
        for number in range(NAIVE_REPORTS):
            given, executed = folder / "some" / f"{400000 + number}.yaml", out / f"{number}.ipynb"
            _run([BIN / "papermill", NOTEBOOK, executed, "-f", given, "--cwd", folder], folder)
            _run([BIN / "jupyter", "nbconvert", "--to", "html", executed], folder)

    return _cost(build, NAIVE_REPORTS)


def _cost(work: Callable[[], None], reports: int) -> Cost:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    work()
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall / reports, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / reports


def _run(command: list[str | Path], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ})


def _project(folder: Path, count: int) -> None:
    """Departments with the sample's figures, each under a code of its own; `some` has the params of a round."""
    said = SAMPLE.read_text(encoding="utf-8")
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    for name in ("params", "documents", "some"):
        (folder / name).mkdir()
    for code in range(400000, 400000 + count):
        (folder / "documents" / f"{code}.txt").write_text(said.replace("310001", str(code)), encoding="utf-8")
        params = (
            f'department: 洛阳市西工区社区治理和服务创新办公室\ncode: "{code}"\nlevel: 部门\nyear: 2024\nsources: [documents/{code}.txt]\n'
        )
        (folder / "params" / f"{code}.yaml").write_text(params, encoding="utf-8")
        if code < 400000 + rounds:
            (folder / "some" / f"{code}.yaml").write_text(params, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
