"""One report from a params file, by a real run of papermill."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import specimen
from trust.attacks import WORDS, Attack

from budgetnb.blocks import FILES_MIMETYPE, REVIEW_MIMETYPE
from budgetnb.errors import ReportFailed, WrongNotebook
from budgetnb.running.batch import Ended, build
from budgetnb.running.kernels import PLAIN, Kernels
from budgetnb.running.notebooks import declared_names, prepare, read_notebook
from budgetnb.running.params import read_params
from budgetnb.running.plan import Planned
from budgetnb.running.run import Asked, Report, run_report

COMMAND = "budgetnb report params/departments/310001-2024.yaml"


def ask(folder: Path, *more: tuple[str, str]) -> Asked:
    params = read_params(specimen.build(folder, *more))
    return Asked(params, folder / "notebooks" / "specimen.ipynb", folder, folder / "reports", command=COMMAND, expect=lambda _: None)


def short(asked: Asked, source: str) -> Asked:
    """The same, with a notebook of one cell after the parameters."""
    made = notebook(specimen.PARAMETERS, "parameters")
    made.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(made, asked.notebook)
    return asked


def notebook(source: str, *tags: str) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return ask(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def report(asked: Asked) -> Report:
    return run_report(asked)


def test_a_report_has_all_its_files(report: Report, asked: Asked):
    assert report.folder == asked.project / "reports" / "2024" / "310001-dept"
    assert sorted(path.name for path in report.folder.iterdir()) == sorted(report.files)
    assert set(report.files) == {"report.html", "report.pdf", "report.ipynb", "workpaper.xlsx", "review.json", "manifest.json"}
    assert report.review == {"department": specimen.DEPARTMENT, "level": "部门", "year": 2024}
    assert report.missing_glyphs == ("U+1F600",)


def test_another_run_elsewhere_gives_the_same_bytes(report: Report, tmp_path: Path):
    again = run_report(ask(tmp_path))
    assert {name: (again.folder / name).read_bytes() for name in again.files} == {
        name: (report.folder / name).read_bytes() for name in report.files
    }


def test_nothing_of_this_machine_stands_in_a_report(report: Report, asked: Asked):
    for name in report.files:
        content = (report.folder / name).read_bytes()
        assert str(asked.project).encode() not in content, name
        assert str(Path.home()).encode() + b"/" not in content, name


def test_the_notebook_saved_was_really_run_by_papermill_and_holds_no_files(report: Report):
    notebook = nbformat.read(report.folder / "report.ipynb", 4)
    assert notebook.metadata.papermill.parameters.department == specimen.DEPARTMENT
    assert [cell.metadata.get("tags") for cell in notebook.cells[1:3]] == [["parameters"], ["injected-parameters"]]
    assert [cell.id for cell in notebook.cells[:2]] == ["cell-000", "cell-001"]
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")
    assert FILES_MIMETYPE not in json.dumps(notebook)


def test_the_manifest_names_every_input_and_output_and_no_time(report: Report, asked: Asked):
    manifest = json.loads((report.folder / "manifest.json").read_bytes())
    assert manifest["schema"] == "budgetnb.manifest/1"
    assert manifest["command"] == COMMAND
    source = hashlib.sha256((asked.project / "documents" / "310001.txt").read_bytes()).hexdigest()
    assert manifest["inputs"]["sources"] == [{"file": "documents/310001.txt", "sha256": source}]
    assert manifest["notebook"]["file"] == "notebooks/specimen.ipynb"
    assert manifest["versions"]["budgetnb"]
    outputs = {output["file"]: output["sha256"] for output in manifest["outputs"]}
    assert outputs == {
        name: hashlib.sha256((report.folder / name).read_bytes()).hexdigest() for name in report.files if name != "manifest.json"
    }


def test_a_failing_cell_leaves_the_notebook_and_the_reason_and_a_former_report_as_it_was(tmp_path: Path):
    asked = ask(tmp_path, ("code", "1 / 0"), ("markdown", "## 后面"))
    folder = tmp_path / "reports" / "2024" / "310001-dept"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(b"{}")
    with pytest.raises(ReportFailed, match=r"第 \d+ 个代码单元出错：ZeroDivisionError: division by zero"):
        run_report(asked)
    assert sorted(path.name for path in folder.iterdir()) == ["error.txt", "failed.ipynb", "manifest.json"]
    said = (folder / "error.txt").read_text(encoding="utf-8")
    assert "ZeroDivisionError: division by zero" in said
    assert "1 / 0" in said
    assert COMMAND in said
    assert "\x1b" not in said
    notebook = nbformat.read(folder / "failed.ipynb", 4)
    assert notebook.cells[-3].outputs[0].ename == "ZeroDivisionError"
    assert notebook.cells[-4].outputs, "what ran before is kept"
    assert not notebook.cells[-1].outputs


def test_a_report_that_succeeds_removes_what_a_failure_left_and_what_is_no_longer_asked_for(tmp_path: Path):
    asked = ask(tmp_path)
    folder = tmp_path / "reports" / "2024" / "310001-dept"
    folder.mkdir(parents=True)
    for name in ("error.txt", "failed.ipynb", "report.pdf", "mine.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "manifest.json").write_text('{"outputs": [{"file": "report.pdf"}]}', encoding="utf-8")
    run_report(replace(asked, to=("html",)))
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "mine.txt", "report.html", "report.ipynb", "review.json"]


@pytest.mark.parametrize(
    ("source", "kernels", "reason"),
    [
        ("import os; os._exit(3)", Kernels(), "DeadKernelError"),
        ("import time; time.sleep(60)", Kernels(cell_timeout=1), "CellTimeoutError"),
        ("raise SystemExit", Kernels(), "SystemExit"),
    ],
)
def test_a_kernel_that_dies_a_cell_that_does_not_end_and_an_early_exit_are_failures(
    source: str, kernels: Kernels, reason: str, tmp_path: Path
):
    with pytest.raises(ReportFailed, match=reason) as failed:
        run_report(short(ask(tmp_path), source), kernels)
    folder = Path(failed.value.folder)
    assert sorted(path.name for path in folder.iterdir()) == ["error.txt", "failed.ipynb"]
    assert source in (folder / "error.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("last", "expect", "reason"),
    [
        ("specimen.Handed(year=2023)", lambda review: f"审核的是 {review['year']} 年。", "审核的是 2023 年。"),
        ("'nothing'", lambda _: None, "笔记本没有给出审核结果。"),
    ],
)
def test_a_review_that_is_not_what_was_asked_for_is_a_failure(last: str, expect, reason: str, tmp_path: Path):
    asked = short(ask(tmp_path), f"import specimen\n{last}")
    with pytest.raises(ReportFailed, match=reason):
        run_report(replace(asked, expect=expect))


@pytest.mark.parametrize(
    ("source", "tags", "reason"),
    [
        (specimen.PARAMETERS, (), "没有带 parameters 标签的代码单元"),
        (specimen.PARAMETERS + "yaer = 1\n", ("parameters",), "“yaer”不是参数。是否想写“year”？"),
        (specimen.PARAMETERS.replace("year = None\n", ""), ("parameters",), "参数单元里没有“year”"),
        ("department = ", ("parameters",), "不是 Python 赋值语句（第 1 行）"),
        ("year = None\nprint(1)", ("parameters",), "不是 Python 赋值语句（第 2 行）"),
    ],
)
def test_a_notebook_that_would_silently_ignore_a_parameter_is_refused(source: str, tags: tuple[str, ...], reason: str, asked: Asked):
    with pytest.raises(WrongNotebook, match=reason.replace("（", "[（]").replace("？", "[？]")):
        prepare(notebook(source, *tags), asked.params, "mine.ipynb")


def test_two_parameters_cells_are_refused(asked: Asked):
    twice = notebook("year = None", "parameters")
    twice.cells *= 2
    with pytest.raises(WrongNotebook, match="只能有一个"):
        declared_names(twice, "mine.ipynb")


def test_a_notebook_of_ones_own_may_leave_out_what_is_not_given(asked: Asked):
    own = notebook("'''参数'''\ndepartment: str = ''\ncode = level = None\nyear = None\nsources = []", "parameters")
    with pytest.raises(WrongNotebook, match="不是 Python 赋值语句"):
        prepare(own, asked.params, "mine.ipynb")
    own.cells[0].source = own.cells[0].source.replace("code = level = None", "code = None\nlevel = None")
    ready = prepare(own, asked.params, "mine.ipynb")
    assert "department = " in ready.cells[1].source
    assert "lang" not in ready.cells[1].source


@pytest.mark.parametrize("attack", WORDS, ids=lambda attack: attack.name)
def test_a_parameter_is_data_whatever_it_holds(attack: Attack, asked: Asked):
    given = asked.params.model_copy(update={"department": attack.words, "sources": (attack.words, attack.words)})
    ready = prepare(notebook(specimen.PARAMETERS, "parameters"), given, "mine.ipynb")
    told: dict[str, object] = {}
    exec(ready.cells[1].source, told)  # noqa: S102  what the kernel will do
    assert (told["department"], told["sources"]) == (attack.words, [attack.words] * 2)


@pytest.mark.parametrize(("content", "reason"), [(None, "没有这个笔记本"), ("", "不是可读的"), ("{}", "不是可读的"), ("[1]", "不是可读的")])
def test_what_is_no_notebook_is_told_in_a_sentence(content: str | None, reason: str, tmp_path: Path):
    path = tmp_path / "mine.ipynb"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(WrongNotebook, match=reason):
        read_notebook(path)


def test_what_is_no_exception_fails_one_report_and_leaves_no_other_undone(tmp_path: Path):
    def panic(_: object) -> None:
        raise SystemExit("panic")  # as a panic of a library in Rust, which is no Exception either

    reviewed = f"from IPython.display import display\ndisplay({{{REVIEW_MIMETYPE!r}: {{}}}}, raw=True)"
    asked = replace(short(ask(tmp_path), reviewed), expect=panic, to=())
    told: list[object] = []
    assert build([Planned(asked, ("new",))] * 2, PLAIN, 1, told.append)
    assert [event.why for event in told if isinstance(event, Ended)] == ["SystemExit: panic"] * 2
    assert (asked.folder / "error.txt").is_file()
