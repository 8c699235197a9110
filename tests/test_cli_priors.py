"""The year before: found by `plan`, `report` and `batch`, part of what a report depends on, and held against this year's text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetnb import cli

TEXT = """{year}年{name}部门预算

第二部分 {name}{year}年部门预算情况说明

一、收入支出预算总体情况说明

{year}年收入总计{total}万元，支出总计{total}万元。{change}
"""
CHANGE = "与{before}年预算相比，收支总计各增加9.00万元，增长8.91%，主要原因：人员增加。"
NAME = "甲县民政局"


def paper(folder: Path, year: int, name: str = NAME, total: str = "100.00", change: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{year}.txt"
    path.write_text(TEXT.format(year=year, name=name, total=total, change=change), encoding="utf-8")
    return path


def two_years(folder: Path, once: str = NAME) -> None:
    paper(folder, 2023, once)
    paper(folder, 2024, total="110.00", change=CHANGE.format(before=2023))


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("once", "register", "said"),
    [
        (NAME, "", "   上年：甲县民政局-2023.txt\n"),
        ("甲县社会局", "名称,级次,承接\n甲县民政局,部门,甲县社会局\n", "   上年：甲县社会局-2023.txt（当时名称“甲县社会局”）\n"),
        ("甲县民政事务局", "", "   上年：甲县民政事务局-2023.txt（当时名称“甲县民政事务局”，相似度 83%）\n"),
        ("乙县教育局", "", ""),
    ],
    ids=["by name", "by the register", "by likeness", "nobody's"],
)
def test_plan_finds_the_year_before_and_says_how(project: Path, capsys: pytest.CaptureFixture[str], once: str, register: str, said: str):
    two_years(project / "documents", once)
    if register:
        (project / "params" / "register.csv").write_text(register, encoding="utf-8")
    assert cli.main(["plan", "documents", "--write", "written"]) == 0
    shown = capsys.readouterr().out
    assert said in shown
    assert ("上年" in shown) == bool(said)
    written = (project / "written" / "甲县民政局-dept-2024.yaml").read_text(encoding="utf-8")
    assert (f"- documents/{once}-2023.txt" in written) == bool(said)


def test_params_files_find_the_year_before_among_each_other(project: Path, capsys: pytest.CaptureFixture[str]):
    two_years(project / "documents", "甲县社会局")
    for name, year in (("甲县社会局", 2023), (NAME, 2024)):
        given = f"department: {name}\nlevel: 部门\nyear: {year}\nsources: documents/{name}-{year}.txt\n"
        (project / "params" / f"{year}.yaml").write_text(given, encoding="utf-8")
    assert cli.main(["plan", "params"]) == 0
    assert "上年" not in capsys.readouterr().out
    (project / "params" / "register.csv").write_text("名称,级次,承接\n甲县民政局,部门,甲县社会局\n", encoding="utf-8")
    assert cli.main(["plan", "params"]) == 0
    assert "上年：甲县社会局-2023.txt" in capsys.readouterr().out


def test_a_batch_compares_with_the_year_before_and_builds_again_when_that_changes(project: Path, capsys: pytest.CaptureFixture[str]):
    two_years(project / "documents")
    assert cli.main(["batch", "documents", "--to", "html", "--only", "year=2024"]) == 0
    folder = project / "reports" / "2024" / "甲县民政局-dept"
    review = json.loads((folder / "review.json").read_text(encoding="utf-8"))["reviews"][0]
    assert [(one["left"], one["right"]) for one in review["findings"] if one["rule"] == "Y-01"] == [("9.00", "10.00")]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [one["file"] for one in manifest["inputs"]["prior_sources"]] == ["documents/甲县民政局-2023.txt"]
    assert "--prior 'documents/甲县民政局-2023.txt'" in manifest["command"]
    paper(project / "documents", 2023, total="101.00")
    capsys.readouterr()
    assert cli.main(["plan", "documents", "--only", "year=2024"]) == 0
    assert "上年公开文本有变化" in capsys.readouterr().out


def test_a_params_file_with_prior_sources_of_another_year_fails_in_a_sentence(project: Path, capsys: pytest.CaptureFixture[str]):
    now, older = paper(project / "documents", 2024), paper(project / "documents", 2022)
    assert cli.main(["report", str(now), "--prior", str(older)]) == 2
    assert "它是 2022 年的，应为 2023 年" in capsys.readouterr().err
