"""`budgetnb plan` and `budgetnb batch` on a folder of documents: whose they are, which belong together, which year came before."""

from __future__ import annotations

from pathlib import Path

import many
import pytest
import yaml

from budgetnb import cli
from budgetnb.running.params import read_params

TABLES, NARRATIVE = "tables.txt", "narrative.txt"
SAID = "2024 年{name}部门预算\n\n一、收入支出预算总体情况\n\n2024 年收入总计 546.94 万元，支出总计 546.94 万元。\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".budgetnb").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "budgetnb").symlink_to(Path(many.budgetnb.__file__).parent)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(project: Path, file: str, name: str, year: int = 2024, form: str = many.DISCLOSURE) -> Path:
    path = project / "documents" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(form.format(name=name).replace("2024", str(year)), encoding="utf-8")
    return path


def plan(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[list[str], str]:
    capsys.readouterr()
    assert cli.main(["plan", "documents", *words]) == 0
    said = capsys.readouterr()
    return said.out.splitlines(), said.err


def test_tables_and_narrative_in_two_files_are_one_report(project: Path, capsys: pytest.CaptureFixture[str]):
    put(project, "甲/" + TABLES, "甲县民政局")
    put(project, "甲/" + NARRATIVE, "甲县民政局", form=SAID)
    assert plan(capsys)[0] == [
        "甲县民政局 2024 部门：新（documents/甲/narrative.txt、documents/甲/tables.txt）",
        "共 1 份报告：要生成 1 份，已是最新 0 份。",
    ]


def test_the_year_before_is_found_and_also_under_a_former_name(project: Path, capsys: pytest.CaptureFixture[str]):
    put(project, "a.txt", "甲县民政局")
    put(project, "b.txt", "甲县民政局", 2023)
    put(project, "c.txt", "甲县文化和旅游局")
    put(project, "d.txt", "甲县文化旅游局", 2023)
    lines = plan(capsys)[0]
    assert lines[lines.index("甲县民政局 2024 部门：新（documents/a.txt）") + 1] == "   上年：b.txt"
    assert (
        lines[lines.index("甲县文化和旅游局 2024 部门：新（documents/c.txt）") + 1]
        == "   上年：d.txt（当时名称“甲县文化旅游局”，相似度 93%）"
    )


def test_what_is_not_used_is_said_with_the_reason(project: Path, capsys: pytest.CaptureFixture[str]):
    put(project, "a.txt", "甲县民政局")
    put(project, "copy.txt", "甲县民政局")
    put(project, "draft.txt", "甲县民政局", form=many.DISCLOSURE + "\n第二稿\n")
    put(project, "letter.txt", "甲县民政局", form="你好\n")
    put(project, "nobody.txt", "", form=many.DISCLOSURE.partition("\n")[2])
    (project / "documents" / "empty.txt").write_text("", encoding="utf-8")
    (project / "documents" / "~$a.docx").write_text("lock", encoding="utf-8")
    _, said = plan(capsys)
    reasons = {line.split("：")[1]: line.split("：", 2)[2] for line in said.splitlines()}
    assert set(reasons) == {f"documents/{name}.txt" for name in ("copy", "draft", "letter", "nobody", "empty")}
    assert reasons["documents/copy.txt"] == "与 a.txt 内容相同"
    assert reasons["documents/draft.txt"].startswith("与 a.txt 是同一部门同一年度的另一稿")
    assert "没有读出部门名称" in reasons["documents/nobody.txt"]


def test_a_folder_in_which_nothing_can_be_read_is_no_success(project: Path, capsys: pytest.CaptureFixture[str]):
    put(project, "letter.txt", "甲县民政局", form="你好\n")
    assert cli.main(["plan", "documents"]) == cli.main(["batch", "documents"]) == 2
    assert "letter.txt" in capsys.readouterr().err


def test_params_files_are_written_once_and_can_be_read(project: Path, capsys: pytest.CaptureFixture[str]):
    put(project, "a.txt", "甲县民政局", form=many.DISCLOSURE.replace("单位：万元", "编制部门：{name}　单位：万元"))
    put(project, "b.txt", "乙县民政局")
    assert plan(capsys, "--write", "params/departments")[0][-1] == "写了 2 个参数文件，在 params/departments；已有的 0 个没有改动。"
    path = project / "params" / "departments" / "甲县民政局-dept-2024.yaml"
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["sources"] == ["documents/a.txt"]
    assert read_params(path).department == "甲县民政局"
    path.write_text(path.read_text(encoding="utf-8") + "title: 我的\n", encoding="utf-8")
    assert plan(capsys, "--write", "params/departments")[0][-1].startswith("写了 0 个")
    assert read_params(path).title == "我的"


def test_a_batch_of_documents_builds_their_reports_and_does_not_read_them_as_documents(project: Path, capsys: pytest.CaptureFixture[str]):
    put(project, "a.txt", "甲县民政局")
    many.notebook(project / "small.ipynb", many.CELLS)
    for built in (1, 0):
        assert cli.main(["batch", ".", "--notebook", "small.ipynb", "--to", "html"]) == 0
        assert f"生成 {built} 份，没有生成 0 份" in capsys.readouterr().out
    assert (project / "reports" / "2024" / "甲县民政局-dept" / "report.html").exists()
