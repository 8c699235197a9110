"""`budgetnb plan` and `budgetnb batch`: what is built and why, what is not built again, what a failure leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import many
import pytest
from jupyter_core.utils import ensure_event_loop
from trust.tampering import files_of, unnoticed, verify

from budgetnb import cli
from budgetnb.running.lock import locked

ONE = "甲县民政局"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(many.build(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose reports are all built, as HTML."""
    folder = many.build(tmp_path_factory.mktemp("finished"))
    assert run(folder, "-j", "2").returncode == 0
    return folder


@pytest.fixture
def built(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be changed."""
    import shutil

    copy = tmp_path / "project"
    shutil.copytree(finished, copy, symlinks=True)
    monkeypatch.chdir(copy)
    return copy


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "budgetnb", "batch", "params", "--to", "html", *words]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), cwd=folder, capture_output=True, encoding="utf-8", check=False)


def plan(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """The lines of the plan but the last."""
    capsys.readouterr()
    assert cli.main(["plan", "params", *words]) == 0
    return capsys.readouterr().out.splitlines()[:-1]


def test_a_new_project_is_all_new(project: Path, capsys: pytest.CaptureFixture[str]):
    assert plan(capsys) == [f"{name} 2024 部门：新" for name in sorted(many.NAMES)]


def test_a_batch_builds_all_and_a_second_one_nothing(finished: Path):
    folders = sorted(path.name for path in (finished / "reports" / "2024").iterdir())
    assert folders == sorted(["overview", "整改台账.xlsx", *(f"{name}-dept" for name in many.NAMES)])
    begun = time.monotonic()
    again = run(finished)
    assert (again.returncode, again.stdout.splitlines()[0]) == (0, "共 3 份报告：要生成 0 份，已是最新 3 份。")
    assert time.monotonic() - begun < 10


def test_one_report_is_the_same_from_a_batch_and_on_its_own(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(many.build(tmp_path, (ONE,)))
    assert cli.main(["report", f"params/departments/{ONE}.yaml", "--to", "html"]) == 0
    alone, among = (folder / "reports" / "2024" / f"{ONE}-dept" for folder in (tmp_path, finished))
    assert many.tree(alone) == many.tree(among)


def test_a_batch_started_where_jupyter_already_keeps_an_event_loop_builds_all(project: Path):
    """As in a notebook, or after a report was built in the same process: no two threads can run one loop."""
    ensure_event_loop()
    assert cli.main(["batch", "params", "--to", "html", "-j", "2"]) == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda folder: (folder / "documents" / f"{ONE}.txt").write_text(many.DISCLOSURE.format(name=ONE) + "\n", encoding="utf-8"),
            "公开文本有变化",
        ),
        (lambda folder: append(folder / "params" / "departments" / f"{ONE}.yaml", "title: 别的标题\n"), "参数有变化"),
        (lambda folder: (folder / "reports" / "2024" / f"{ONE}-dept" / "report.html").unlink(), "文件不全"),
        (lambda folder: (folder / "reports" / "2024" / f"{ONE}-dept" / "manifest.json").write_text("{}"), "新"),
        (lambda folder: (folder / "reports" / "2024" / f"{ONE}-dept" / "error.txt").write_text("x"), "上次没有生成"),
    ],
)
def test_what_changed_for_one_report_is_said(change, why, built: Path, capsys: pytest.CaptureFixture[str]):
    change(built)
    (line,) = plan(capsys, "--only", ONE)
    assert why in line


def test_one_byte_changed_in_any_file_of_a_finished_batch_is_said_and_named(built: Path):
    assert verify(built, "--quick")[0] == 0
    files = files_of(built)
    kinds = {"report.html", "review.json", "report.ipynb", "manifest.json", "figures.parquet", "index.html", "changes.html", f"{ONE}.yaml"}
    assert kinds | {f"{ONE}.txt", f"{ONE}-dept.json.z", "small.ipynb", "整改台账.xlsx"} <= {path.name for path in files}
    assert unnoticed(built, files) == []


@pytest.mark.parametrize(
    ("file", "why"),
    [("small.ipynb", "笔记本有变化"), ("params/rules/county.yaml", "规则有变化"), ("params/forms/county.yaml", "表样有变化")],
)
def test_what_all_reports_depend_on_makes_all_of_them_out_of_date(file: str, why: str, built: Path):
    (built / file).parent.mkdir(parents=True, exist_ok=True)
    append(built / file, "\n")
    said = subprocess.run(
        [sys.executable, "-m", "budgetnb", "plan", "params"], cwd=built, capture_output=True, encoding="utf-8", check=True
    )
    assert said.stdout.count(why) == len(many.NAMES)


def append(path: Path, words: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(words)


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("甲县", {"甲县民政局"}),
        ("department=*民政局", set(many.NAMES)),
        ("year=2023", set()),
        ("year=2024,department=[甲乙]*", {"甲县民政局", "乙县民政局"}),
    ],
)
def test_only_what_meets_the_conditions_is_planned(only: str, names: set[str], project: Path, capsys: pytest.CaptureFixture[str]):
    assert {line.partition(" ")[0] for line in plan(capsys, "--only", only)} == names


def test_a_condition_on_what_there_is_not_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["plan", "params", "--only", "yaer=2024"]) == 2
    assert "没有“yaer”。是否想写“year”？" in capsys.readouterr().err


def test_everything_wrong_with_any_params_file_is_said_at_once_and_nothing_starts(project: Path, capsys: pytest.CaptureFixture[str]):
    (project / "params" / "departments" / "甲县民政局.yaml").write_text("department: 甲\n", encoding="utf-8")
    append(project / "params" / "departments" / "乙县民政局.yaml", "yaer: 2024\n")
    (project / "params" / "departments" / "丁.yaml").write_text(many.PARAMS.format(name="丙县民政局"), encoding="utf-8")
    assert cli.main(["batch", "params"]) == 2
    said = capsys.readouterr().err
    assert "甲县民政局.yaml 第 1 行：缺少键“level”" in said
    assert "乙县民政局.yaml 第 6 行：不认识的键“yaer”" in said
    assert "是同一份报告" in said
    assert not (project / "reports").exists()


def test_a_notebook_that_cannot_take_the_parameters_is_refused_before_anything_starts(project: Path, capsys: pytest.CaptureFixture[str]):
    many.notebook(project / "small.ipynb", ("department = ''", *many.CELLS[1:]))
    assert cli.main(["batch", "params"]) == 2
    assert "参数单元里没有“year”" in capsys.readouterr().err


def test_a_failed_report_says_how_to_repeat_it_and_disturbs_no_other(project: Path):
    (project / "documents" / f"{ONE}.txt").write_text("没有预算", encoding="utf-8")
    done = run(project, "-j", "2", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert sorted(event["event"] for event in events) == ["built", "built", "built", "failed", "plan", "plan", "run"]
    failed = next(event for event in events if event["event"] == "failed")
    assert failed["folder"] == f"2024/{ONE}-dept"
    assert "NotABudget" in failed["why"]
    assert sorted(path.name for path in (project / "reports" / failed["folder"]).iterdir()) == ["error.txt", "failed.ipynb"]
    assert failed["command"] in (project / "reports" / failed["folder"] / "error.txt").read_text(encoding="utf-8")
    assert events[-1] == {**events[-1], "built": 3, "failed": 1, "left": 0, "whole": True}
    log = [json.loads(line) for line in (project / "reports" / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in log] == [event["event"] for event in events if event["event"] != "plan"]
    assert all(line["at"] for line in log)

    (project / "documents" / f"{ONE}.txt").write_text(many.DISCLOSURE.format(name=ONE), encoding="utf-8")
    again = run(project, "--failed", "--json")
    assert (again.returncode, json.loads(again.stdout.splitlines()[0])["build"]) == (0, 1)
    assert not (project / "reports" / failed["folder"] / "error.txt").exists()


def test_a_report_that_takes_too_long_is_given_up(project: Path):
    many.notebook(project / "small.ipynb", (many.CELLS[0], "import time\ntime.sleep(60)"))
    begun = time.monotonic()
    done = run(project, "--only", ONE, "--time-limit", "1")
    assert (done.returncode, "CellTimeoutError" in done.stderr) == (3, True)
    assert time.monotonic() - begun < 40


def test_two_runs_do_not_meet(project: Path, capsys: pytest.CaptureFixture[str]):
    with locked(project / "reports"):
        assert cli.main(["batch", "params"]) == 2
    assert "另一次运行正在写这个文件夹" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize(("number", "times"), [(signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGINT, 2)])
def test_an_interrupted_run_ends_with_130_and_the_next_one_completes_it(number: int, times: int, finished: Path, project: Path):
    slow = (many.CELLS[0], "import time\ntime.sleep(1.5)", *many.CELLS[1:])
    many.notebook(project / "small.ipynb", slow)
    with subprocess.Popen(command("-j", "1"), cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as batch:
        assert batch.stdout
        assert batch.stderr
        batch.stdout.readline()
        batch.stdout.readline()  # the first report is there
        for _ in range(times):
            batch.send_signal(number)
            time.sleep(0.5)
        said = batch.communicate(timeout=60)
    assert batch.returncode == 130
    assert "不再开始新的报告" in said[1]
    assert not list((project / "reports").rglob("failed.ipynb"))
    many.notebook(project / "small.ipynb", many.CELLS)
    assert run(project).returncode == 0
    assert many.tree(project / "reports") == many.tree(finished / "reports")
