"""Faults brought about for real: a clear sentence, the exit code, nothing lost of what was finished, and the next run completes it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import many
import pytest
from trust.faults import AROUND, BATCH, ELSEWHERE, IN_A_REPORT, ONE, Around, InAReport, revised

from budgetnb.running.forking.parent import why_not

TESTS = Path(__file__).parents[1]
FORKED = ("batch", "params", "-j", "1", "--to", "html")
NAMES = "丁丙乙壬己庚戊甲"
"""Departments of the faults in a report, in the order in which a batch builds them."""
SOUND = ("〇县民政局", "龙县民政局")
HIDE = """
from importlib.machinery import PathFinder
find = PathFinder.find_spec
def find_spec(name, *more):
    return None if name.partition(".")[0] in {hidden} else find(name, *more)
PathFinder.find_spec = find_spec
"""
_DROP, _OVERRIDE, _SEARCH = 24, 1, 2
"""prctl's PR_CAPBSET_DROP, CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights, signals and mounts of Unix")


def like_anybody() -> None:
    """From here on, and in what is started, files without rights cannot be read or written, even by the superuser."""
    if os.geteuid() == 0:
        for right in (_OVERRIDE, _SEARCH):
            ctypes.CDLL(None).prctl(_DROP, right, 0, 0, 0)


def budgetnb(project: Path, *words: str, around: str = '"$@"', hidden: tuple[str, ...] = ()) -> tuple[int, str]:
    """The exit code of a command and all it prints."""
    env = dict(os.environ)
    if hidden:
        hide = project.parent / "hide"
        hide.mkdir()
        (hide / "sitecustomize.py").write_text(HIDE.format(hidden=hidden), encoding="utf-8")
        env["PYTHONPATH"] = str(hide)
    command = ["sh", "-c", around, "sh", sys.executable, "-m", "budgetnb", *words]
    if "mount" in around:
        command = ["unshare", "--mount", *command]
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, encoding="utf-8", check=False, preexec_fn=like_anybody)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose reports are all built."""
    project = many.build(tmp_path_factory.mktemp("finished") / "project")
    assert budgetnb(project, *BATCH)[0] == 0
    return project


@pytest.fixture(scope="module")
def undisturbed(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run gives after a new draft when nothing disturbs it."""
    project = tmp_path_factory.mktemp("undisturbed") / "project"
    shutil.copytree(finished, project, symlinks=True)
    revised(project)
    assert budgetnb(project, *BATCH)[0] == 0
    return many.tree(project / "reports")


def mounting() -> bool:
    """Whether a command can be given a file system of its own here."""
    tried = ["unshare", "--mount", "sh", "-c", "mkdir /tmp/$$ && mount -t tmpfs none /tmp/$$ && umount /tmp/$$; rmdir /tmp/$$"]
    return bool(shutil.which("unshare")) and subprocess.run(tried, capture_output=True, check=False).returncode == 0


def reports(project: Path) -> Mapping[str, dict[str, bytes]]:
    """The files of each department's report."""
    return {path.name: many.tree(path) for path in (project / "reports" / "2024").glob("*-dept")}


@pytest.mark.parametrize("fault", [pytest.param(fault, marks=pytest.mark.long if fault.long else (), id=fault.name) for fault in AROUND])
def test_a_fault_around_a_command_is_said_and_costs_nothing_that_was_finished(fault: Around, finished: Path, tmp_path: Path):
    if "mount" in fault.around and not mounting():
        pytest.skip("no file system can be mounted here: that takes the superuser and a system with name spaces")
    project = tmp_path / "project"
    shutil.copytree(finished, project, symlinks=True)
    fault.before(project)
    code, said = budgetnb(project, *fault.command, around=fault.around, hidden=fault.hidden)
    restore(project)
    assert (code, fault.said in said, "Traceback" in said) == (fault.code, True, False), said
    was, now = reports(finished), reports(project)
    for name in sorted(was):
        whole = {path: content for path, content in now[name].items() if path not in ("error.txt", "failed.ipynb")}
        assert was[name].items() <= whole.items() or (name == f"{ONE}-dept" and not fault.code)


@pytest.mark.long
@pytest.mark.parametrize("fault", [fault for fault in AROUND if fault.command == BATCH], ids=lambda fault: fault.name)
def test_after_a_fault_the_next_run_completes_the_batch(fault: Around, finished: Path, undisturbed: dict[str, bytes], tmp_path: Path):
    test_a_fault_around_a_command_is_said_and_costs_nothing_that_was_finished(fault, finished, tmp_path)
    assert budgetnb(tmp_path / "project", *BATCH)[0] == 0
    same = documents(tmp_path / "project") == documents(finished)
    assert many.tree(tmp_path / "project" / "reports") == (many.tree(finished / "reports") if same else undisturbed)


def documents(project: Path) -> dict[str, bytes]:
    return many.tree(project / "documents")


def restore(project: Path) -> None:
    """Give rights back that a fault took."""
    for path in ((project / "reports"), *(project / "reports").rglob("*"), project / "params" / "departments" / f"{ONE}.yaml"):
        path.chmod(0o755)


@pytest.mark.skipif(why_not() is not None, reason="the limits of a kernel and its fork need Linux")
def test_a_fault_in_a_report_is_said_and_disturbs_no_other(tmp_path: Path):
    names = {f"{stem}县民政局": fault for stem, fault in zip(NAMES, IN_A_REPORT, strict=True)}
    cells = "\n".join(f'if department == "{name}":\n    {fault.cell}' for name, fault in names.items())
    first = f'if department == "{SOUND[0]}":\n    Path("documents/{gone(names)}.txt").unlink()'
    imports = "import os\nfrom pathlib import Path\nimport budgetnb as bn"
    project = many.build(tmp_path / "project", (*SOUND, *names), (many.CELLS[0], f"{imports}\n{first}\n{cells}", many.CELLS[1]))
    for name, fault in names.items():
        fault.before(project / "documents" / f"{name}.txt")
    code, said = budgetnb(project, *FORKED, "--time-limit", "4", "--memory-limit", "3000")
    assert (code, "Traceback" in said) == (3, False), said
    for name, fault in names.items():
        (line,) = [line for line in said.splitlines() if line.startswith(f"{name} 2024")]
        assert fault.said in line
        folder = project / "reports" / "2024" / f"{name}-dept"
        assert sorted(path.name for path in folder.iterdir()) == ["error.txt", "failed.ipynb"]
        assert fault.said in (folder / "error.txt").read_text(encoding="utf-8")
    for name in SOUND:
        assert (project / "reports" / "2024" / f"{name}-dept" / "report.html").is_file()


@pytest.mark.long
@pytest.mark.skipif(why_not() is not None, reason="the limits of a kernel and its fork need Linux")
def test_after_faults_in_reports_the_next_run_completes_the_batch(tmp_path: Path):
    test_a_fault_in_a_report_is_said_and_disturbs_no_other(tmp_path)
    project = tmp_path / "project"
    many.notebook(project / "small.ipynb", many.CELLS)
    documents = sorted(project.glob("params/departments/*.yaml"))
    for name in (path.stem for path in documents):
        (project / "documents" / f"{name}.txt").unlink(missing_ok=True)
        (project / "documents" / f"{name}.txt").write_text(many.DISCLOSURE.format(name=name), encoding="utf-8")
    assert budgetnb(project, *BATCH)[0] == 0
    assert not list(project.rglob("error.txt"))
    assert len(list(project.glob("reports/2024/*-dept/report.html"))) == len(documents)


def gone(names: Mapping[str, InAReport]) -> str:
    """The department whose document another one takes away."""
    return next(name for name, fault in names.items() if fault.name == "file gone between plan and run")


def test_what_is_brought_about_elsewhere_is_there():
    for fault in ELSEWHERE:
        assert f"def test_{fault.test}(" in (TESTS / fault.file).read_text(encoding="utf-8"), fault.name


def test_no_clock_is_asked_but_for_the_log():
    """Whatever time it is, the same inputs give the same bytes: times stand in run.jsonl alone."""
    package = TESTS.parent / "src" / "budgetnb"
    asking = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for word in ("datetime.now", "date.today", "time.time(", "utcnow", "localtime", "strftime", "getmtime")
        if word in path.read_text(encoding="utf-8")
    }
    assert asking == {"running/runlog.py"}
