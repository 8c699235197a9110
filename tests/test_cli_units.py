"""A project of a department and its units: the plan finds which documents belong together, and a report is held against them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import families as papers
import many
import pytest

import budgetnb
from budgetnb import cli
from budgetnb.yamls import read_yaml

CELLS = (
    many.CELLS[0] + "\nunits = []",
    "import budgetnb as bn\n\nreview = bn.review(sources, units=units, rules=rules, lang=lang)\nbn.hand_over(review)",
)
PARAMS = 'department: {name}\ncode: "{code}"\nlevel: {level}\nyear: 2024\nsources: documents/{file}\nnotebook: small.ipynb\n'
DEPARTMENT, OFFICE, SCHOOL = ("部门.txt", "本级.txt", "一中.txt")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents and a notebook, no params file."""
    for part in ("documents", "params/departments"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "budgetnb").symlink_to(Path(budgetnb.__file__).parent)
    many.notebook(tmp_path / "small.ipynb", CELLS)
    school = papers.changed(papers.SCHOOLS, ("1.00\t\t\t1.00", "1.50\t\t\t1.50"))
    for name, words in ((DEPARTMENT, papers.DEPARTMENT), (OFFICE, papers.OWN_OFFICE), (SCHOOL, school)):
        (tmp_path / "documents" / name).write_text(words, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def with_params(project: Path, department: str = "101") -> Path:
    for name, code, level, file in (
        ("甲县教育局", department, "部门", DEPARTMENT),
        ("甲县教育局", "101001", "单位", OFFICE),
        ("甲县第一中学", "101002", "单位", SCHOOL),
    ):
        words = PARAMS.format(name=name, code=code, level=level, file=file)
        (project / "params" / "departments" / f"{code}-{level}.yaml").write_text(words, encoding="utf-8")
    return project


def plan(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capsys.readouterr()
    assert cli.main(["plan", *words]) == 0
    return capsys.readouterr().out.splitlines()


def broken(project: Path) -> list[str]:
    """The rules on units that the department's report breaks."""
    path = project / "reports" / "2024" / "101-dept" / "review.json"
    (review,) = json.loads(path.read_text(encoding="utf-8"))["reviews"]
    return [one["rule"] for one in review["findings"] if one["rule"].startswith("U-") and one["outcome"] == "breaks"]


def test_units_are_found_by_code_and_a_report_is_the_same_alone_and_in_a_batch(project: Path, capsys: pytest.CaptureFixture[str]):
    with_params(project)
    assert "   所属单位：本级.txt、一中.txt" in plan(capsys, "params")
    assert cli.main(["report", "params/departments/101-部门.yaml", "--to", "html"]) == 0
    assert broken(project) == ["U-22", "U-22"]
    alone = many.tree(project / "reports" / "2024" / "101-dept")
    assert cli.main(["batch", "params", "--to", "html", "-j", "2"]) == 0
    assert many.tree(project / "reports" / "2024" / "101-dept") == alone

    path = project / "documents" / SCHOOL
    path.write_text(papers.SCHOOLS, encoding="utf-8")
    lines = [line for line in plan(capsys, "params") if line.startswith("甲县")]
    assert lines[0].startswith("甲县教育局 2024 部门：所属单位的公开文本有变化")


def test_the_register_is_asked_before_codes(project: Path, capsys: pytest.CaptureFixture[str]):
    with_params(project)
    register = "编码,名称,级次,上级\n101,甲县教育局,部门,\n102,甲县体育局,部门,\n101001,甲县教育局,单位,101\n101002,甲县第一中学,单位,102\n"
    (project / "params" / "register.csv").write_text(register, encoding="utf-8")
    assert "   所属单位：本级.txt" in plan(capsys, "params")


def test_units_named_in_a_params_file_stand(project: Path, capsys: pytest.CaptureFixture[str]):
    with_params(project)
    path = project / "params" / "departments" / "101-部门.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"units: [documents/{SCHOOL}]\n", encoding="utf-8")
    assert "   所属单位：一中.txt" in plan(capsys, "params")


def test_a_notebook_that_takes_no_units_is_not_given_those_that_were_found(project: Path, capsys: pytest.CaptureFixture[str]):
    with_params(project)
    many.notebook(project / "small.ipynb", many.CELLS)
    assert not [line for line in plan(capsys, "params") if "所属单位" in line]
    path = project / "params" / "departments" / "101-部门.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"units: [documents/{SCHOOL}]\n", encoding="utf-8")
    assert cli.main(["plan", "params"]) == 2
    assert "参数单元里没有“units”" in capsys.readouterr().err


def test_in_a_folder_of_documents_units_are_found_by_what_the_department_says_and_written_down(
    project: Path, capsys: pytest.CaptureFixture[str]
):
    """Without codes: the department's revenue table and its narrative name the units."""
    for file in (project / "documents").iterdir():
        words = file.read_text(encoding="utf-8")
        for code in ("101001\t", "101002\t", "101\t"):
            words = words.replace(code, "\t")
        file.write_text(words, encoding="utf-8")
    assert "   所属单位：本级.txt、一中.txt" in plan(capsys, "documents", "--write", "params/departments")
    assert read_yaml(project / "params" / "departments" / "甲县教育局-dept-2024.yaml").content["units"] == [
        "documents/本级.txt",
        "documents/一中.txt",
    ]


def test_documents_named_together_are_reported_together(project: Path, capsys: pytest.CaptureFixture[str]):
    names = [f"documents/{name}" for name in (DEPARTMENT, OFFICE, SCHOOL)]
    assert cli.main(["report", *names, "--notebook", "small.ipynb", "--to", "html"]) == 0
    assert broken(project) == ["U-22", "U-22"]
    manifest = json.loads((project / "reports" / "2024" / "101-dept" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["params"]["units"] == names[1:]
    assert shlex.split(manifest["command"]) == ["budgetnb", "report", *names, "--to", "html"]
