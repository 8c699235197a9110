"""Kernels forked from a warm parent: fresh, alike to ordinary ones, and never left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import many
import nbformat
import papermill
import pytest
import specimen
from nbclient import NotebookClient

from budgetnb.errors import ReportFailed
from budgetnb.running.forking import parent
from budgetnb.running.forking.parent import CannotFork, warm_parent, why_not
from budgetnb.running.kernels import FORKED, PLAIN, Kernels, can_limit
from budgetnb.running.notebooks import RunFailed, execute
from budgetnb.running.params import read_params
from budgetnb.running.run import Asked, run_report

WARM = "budgetnb.showing.warm:warm"
can_fork = pytest.mark.skipif(why_not() is not None, reason="no kernel can be forked on this system")


@pytest.fixture(scope="module", autouse=True)
def end_parents() -> Iterator[None]:
    """No warm parent outlives these tests."""
    yield
    parent.close_parents()


def ask(folder: Path, *more: tuple[str, str]) -> Asked:
    params = read_params(specimen.build(folder, *more))
    return Asked(params, folder / "notebooks" / "specimen.ipynb", folder, folder / "reports", expect=lambda _: None)


def told(source: str, folder: Path, kernels: Kernels = FORKED) -> str:
    """What a cell prints in a kernel of its own."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    done = execute(notebook, folder, kernels)
    return "".join(output.text for output in done.cells[0].outputs if output.output_type == "stream").strip()


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def gone(pid: int) -> bool:
    """Whether a process ends within some seconds."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


@can_fork
def test_a_forked_and_an_ordinary_kernel_give_the_same_report(tmp_path: Path):
    folders = []
    for name, kernels in (("forked", FORKED), ("plain", PLAIN)):
        (tmp_path / name).mkdir()
        folders.append(run_report(ask(tmp_path / name), kernels).folder)
    assert told("import os; print(os.getppid())", tmp_path) == str(warm_parent(WARM).process.pid), "it was forked"
    names = [sorted(path.name for path in folder.iterdir()) for folder in folders]
    assert names[0] == names[1]
    assert all((folders[0] / name).read_bytes() == (folders[1] / name).read_bytes() for name in names[0])


@can_fork
@pytest.mark.parametrize(
    "source",
    [
        "import matplotlib; print(sorted(matplotlib.rcParams.items()))",
        "import sys; print(sys.path, sys.argv[0].rpartition('/')[2][:18], __name__, sys.modules['__main__'].__name__)",
        "import os; print(sorted(name for name in os.environ if name != 'JPY_PARENT_PID'), os.getcwd())",
        "import os; print(os.getsid(0) == os.getpid())",
        "import signal; print(signal.getsignal(signal.SIGINT))",
        "import pandas; print(pandas.DataFrame({'科目': ['民政', None], '数额': [1.5, 2]}))",
        "import pyarrow; print(pyarrow.__name__)",
    ],
)
def test_a_cell_sees_the_same_in_a_forked_kernel_as_in_an_ordinary_one(source: str, tmp_path: Path):
    assert told(source, tmp_path) == told(source, tmp_path, PLAIN) != ""


@can_fork
def test_no_kernel_sees_what_another_one_did(tmp_path: Path):
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    assert told(draw, tmp_path) != told(draw, tmp_path)
    told("import matplotlib, os, sys; matplotlib.rcParams['font.size'] = 99; os.environ['X'] = 'x'; sys.leaked = 1", tmp_path)
    assert told(
        "import matplotlib, os, sys; print(matplotlib.rcParams['font.size'], 'X' in os.environ, hasattr(sys, 'leaked'))", tmp_path
    ) == ("10.0 False False")


@can_fork
def test_kernels_that_run_at_once_read_fonts_of_the_parent_without_disturbing_each_other(tmp_path: Path):
    source = (
        "import budgetnb.showing.style as style\n"
        "words = [chr(point) for point in range(0x4e00, 0x9fa5, 3)]\n"
        "print(sum(map(style.width_of, words)), style.width_of('龘1'))"
    )
    with ThreadPoolExecutor(3) as threads:
        said = list(threads.map(lambda kernels: told(source, tmp_path, kernels), (FORKED, FORKED, PLAIN)))
    assert said[0] == said[1] == said[2] != ""


@can_fork
def test_a_forked_kernel_has_no_descriptor_of_its_parent(tmp_path: Path):
    source = "from pathlib import Path; print(sum('pidfd' in str(fd.resolve()) for fd in Path('/proc/self/fd').iterdir()))"
    assert told(source, tmp_path) == "0"


@can_fork
def test_the_warm_parent_runs_a_single_thread_and_starts_kernels_in_no_time(tmp_path: Path):
    told("1", tmp_path)
    assert len(list(Path(f"/proc/{warm_parent(WARM).process.pid}/task").iterdir())) == 1


@can_fork
def test_many_kernels_leave_no_descriptor_and_no_process_behind(tmp_path: Path):
    kernel = int(told("import os; print(os.getpid())", tmp_path))
    before = descriptors()
    for _ in range(3):
        kernel = int(told("import os; print(os.getpid())", tmp_path))
    assert descriptors() == before
    assert gone(kernel)


@can_fork
@pytest.mark.parametrize("last", ["import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "import os; os._exit(0)"])
def test_a_forked_kernel_that_dies_is_a_failure_of_its_report_alone(last: str, tmp_path: Path):
    asked = ask(tmp_path, ("code", last))
    with pytest.raises(ReportFailed, match="DeadKernelError"):
        run_report(asked, FORKED)
    assert told("print('好')", tmp_path) == "好"


@can_fork
def test_when_the_warm_parent_is_killed_its_kernels_end_and_the_next_one_gets_a_new_parent(tmp_path: Path):
    old = warm_parent(WARM)
    running = old.fork(["-f", str(tmp_path / "connection.json")], dict(os.environ), str(tmp_path))
    old.process.send_signal(signal.SIGKILL)
    assert gone(running.pid)
    running.close()
    assert told("print('好')", tmp_path) == "好"
    assert warm_parent(WARM) is not old


@can_fork
def test_when_whoever_asked_is_gone_the_parent_kills_its_kernels_and_ends(tmp_path: Path):
    script = (
        "import json, os, sys, time; from budgetnb.running.forking.parent import warm_parent\n"
        "made = warm_parent(''); kernel = made.fork(['-f', 'connection.json'], dict(os.environ), os.getcwd())\n"
        "print(json.dumps([made.process.pid, kernel.pid]), flush=True); time.sleep(60)"
    )
    import subprocess

    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=tmp_path) as asking:
        assert asking.stdout
        pids = json.loads(asking.stdout.readline())
        asking.kill()
    assert all(map(gone, pids))


@pytest.mark.parametrize("hidden", ["fcntl", "resource"])
def test_where_forking_is_missing_an_ordinary_kernel_is_started(hidden: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, hidden, None)
    monkeypatch.setattr(parent, "_PARENTS", {})
    with pytest.raises(CannotFork):
        warm_parent(WARM)
    assert told("print('好')", tmp_path) == "好"


@pytest.mark.skipif(not can_limit(), reason="this system cannot limit what a process uses")
@pytest.mark.parametrize("kernels", [pytest.param(FORKED, id="forked"), pytest.param(PLAIN, id="plain")])
def test_what_uses_more_memory_than_allowed_fails_in_its_cell_and_leaves_no_trace_elsewhere(kernels: Kernels, tmp_path: Path):
    limited = replace(kernels, memory_limit=1500, time_limit=60)
    with pytest.raises(RunFailed, match="MemoryError"):
        told("whole = bytearray(2 * 2**30)", tmp_path, limited)
    with pytest.raises(RunFailed, match="用完了内存"):
        told("import os; os.abort()", tmp_path, limited)
    asked = "import resource as r; print(r.getrlimit(r.RLIMIT_AS)[1] // 2**20, r.getrlimit(r.RLIMIT_CPU)[1])"
    assert told(asked, tmp_path, limited) == "1500 120"
    assert told("print('resource' in globals())", tmp_path, limited) == "False"


@can_fork
def test_anybodys_notebook_runs_in_a_forked_kernel_by_the_name_of_its_kernelspec(tmp_path: Path):
    """As `docs/batch.md` says: papermill and nbclient, as they come."""
    cells = [nbformat.v4.new_code_cell(source) for source in ("year = 0", "import sys; print(year, 'pandas' in sys.modules)")]
    cells[0].metadata["tags"] = ["parameters"]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}})
    done = papermill.execute_notebook(notebook, None, {"year": 2024}, kernel_name="budgetnb-forked", progress_bar=False)
    assert done.cells[-1].outputs[0].text == "2024 True\n"
    done = NotebookClient(notebook, kernel_name="budgetnb-forked", resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert done.cells[-1].outputs[0].text == "0 True\n"


AS_ON_WINDOWS = """
import fcntl, os, sys
from budgetnb.running import lock
lock._take = lambda file, real=fcntl: real.flock(file, real.LOCK_EX | real.LOCK_NB)
for name in ("fcntl", "resource"):
    sys.modules[name] = None
for name in ("fork", "pidfd_open", "forkpty", "register_at_fork", "setsid", "killpg", "sched_getaffinity"):
    if hasattr(os, name) and name != "register_at_fork":
        delattr(os, name)
from budgetnb.running.forking import manager, parent, provisioner, server  # all can be imported
from budgetnb.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_where_fork_fcntl_and_resource_are_missing_a_batch_gives_the_same_reports(tmp_path: Path):
    """As on Windows; the lock alone still needs `fcntl` here, so it is that of this system."""
    trees = []
    for program in ((sys.executable, "-m", "budgetnb"), (sys.executable, "-c", AS_ON_WINDOWS)):
        folder = many.build(tmp_path / str(len(trees)), many.NAMES[:2])
        done = subprocess.run([*program, "batch", "params", "-j", "2"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        trees.append(many.tree(folder / "reports"))
    assert "不能限制报告使用的内存" in done.stderr
    assert trees[0] == trees[1]


@can_fork
def test_a_parent_that_cannot_warm_up_is_not_started_again_and_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    for _ in range(2):
        with pytest.raises(CannotFork, match="broken"):
            warm_parent("budgetnb.no_such_module:warm")
    assert capfd.readouterr().err.count("Traceback") == 1


def test_a_kernel_that_does_not_start_is_started_once_more(tmp_path: Path):
    calls = tmp_path / "calls.py"
    manager = replace(PLAIN, manager="calls.FailsOnce")
    calls.write_text(
        "from jupyter_client.manager import AsyncKernelManager\n"
        "class FailsOnce(AsyncKernelManager):\n"
        "    failed = False\n"
        "    async def start_kernel(self, **kw):\n"
        "        if not FailsOnce.failed:\n"
        "            FailsOnce.failed = True\n"
        "            raise RuntimeError('ports taken')\n"
        "        await super().start_kernel(**kw)\n",
        encoding="utf-8",
    )
    sys.path.insert(0, str(tmp_path))
    try:
        assert told("print('好')", tmp_path, manager) == "好"
    finally:
        sys.path.remove(str(tmp_path))
        sys.modules.pop("calls", None)
