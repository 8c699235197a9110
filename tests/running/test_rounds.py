"""Drafts of one report: what the draft before said is kept, and a workpaper that was filled in is never overwritten."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from filled import COLUMNS, HEAD, fill_in
from workbooks import workbook

from budgetnb import cli

SAMPLE = (files("budgetnb") / "sample" / "disclosure.txt").read_text(encoding="utf-8")
PARAMS = """\
department: 洛阳市西工区社区治理和服务创新办公室
code: "310001"
level: 部门
year: 2024
sources: a.txt
"""
FOLDER = Path("reports/2024/310001-dept")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params").mkdir()
    (tmp_path / "a.txt").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "params" / "a.yaml").write_text(PARAMS, encoding="utf-8")
    return tmp_path


def test_a_season_of_one_department_keeps_its_rounds_and_its_decisions(project: Path, capsys: pytest.CaptureFixture[str]):
    report = ["report", "params/a.yaml", "--to", "html,xlsx"]
    assert cli.main(report) == 0
    first = json.loads((FOLDER / "review.json").read_bytes())
    assert first["reviews"][0]["drafts"] is None
    number = next(place for place, problem in enumerate(first["reviews"][0]["problems"], 1) if "86.93" in problem["title"])
    id = first["reviews"][0]["problems"][number - 1]["id"]

    # filled in and not taken over: nothing of the report is rewritten
    fill_in(FOLDER / "workpaper.xlsx", {number: {"ruling": "发出", "remark": "请于月底前更正"}})
    filled = (FOLDER / "workpaper.xlsx").read_bytes()
    assert cli.main(report) == 2
    assert "budgetnb decide reports/2024/310001-dept/workpaper.xlsx" in capsys.readouterr().err
    assert (FOLDER / "workpaper.xlsx").read_bytes() == filled

    # taken over: the same draft again, now with its decision
    assert cli.main(["decide", str(FOLDER)]) == 0
    assert "batch" not in capsys.readouterr().err
    cli.main(["plan", "params"])
    assert "处理决定有变化" in capsys.readouterr().out
    assert cli.main(report) == 0
    again = json.loads((FOLDER / "review.json").read_bytes())["reviews"][0]
    assert next(problem for problem in again["problems"] if problem["id"] == id)["decision"]["ruling"] == "发出"
    assert "请于月底前更正" in (FOLDER / "report.html").read_text(encoding="utf-8")
    cells = workbook((FOLDER / "workpaper.xlsx").read_bytes()).sheets["问题清单"]
    assert [cells[f"{COLUMNS[word]}{HEAD + number}"].value for word in ("ruling", "remark")] == ["发出", "请于月底前更正"]

    # a workpaper that nobody filled in changes nothing
    before = sorted((path, path.read_bytes()) for path in project.glob("params/decisions/*/*"))
    assert cli.main(["decide", "reports/2024"]) == 0
    assert "没有填写或改动，不必导入" in capsys.readouterr().out
    assert sorted((path, path.read_bytes()) for path in project.glob("params/decisions/*/*")) == before
    assert not (FOLDER / "rounds").exists()

    # the corrected draft: the review before is kept, what is gone is settled
    (project / "a.txt").write_text(SAMPLE.replace("下降86.93%", "下降89.68%"), encoding="utf-8")
    assert cli.main(report) == 0
    kept = json.loads((FOLDER / "rounds" / "1.json").read_bytes())["reviews"][0]
    assert kept == again
    after = json.loads((FOLDER / "review.json").read_bytes())["reviews"][0]
    assert [told["id"] for told in after["drafts"]["settled"]] == [id]
    assert [one["id"] for one in after["gone"]] == [id]
    (settled,) = after["drafts"]["settled"]  # as it was told then, so that the ledger can say where it stood
    assert (after["drafts"]["draft"], settled["draft"]) == (2, 1)
    assert settled["findings"] == [finding for finding in again["findings"] if finding["problem"] == id]
    assert "已整改 1 个" in (FOLDER / "report.html").read_text(encoding="utf-8")

    # a third draft still knows of it
    (project / "a.txt").write_text(SAMPLE.replace("下降86.93%", "下降89.68%") + "\n", encoding="utf-8")
    assert cli.main(report) == 0
    third = json.loads((FOLDER / "review.json").read_bytes())["reviews"][0]["drafts"]
    assert (third["draft"], third["settled"], third["earlier"]) == (3, [], after["drafts"]["settled"])

    # and that is the end of it: nothing changed, only the PDF was never asked for
    capsys.readouterr()
    cli.main(["plan", "params"])
    assert capsys.readouterr().out.splitlines()[0].endswith("部门：缺少要的格式")


def test_drafts_with_a_revision_follow_each_other_by_it(project: Path):
    for number, source in ((1, SAMPLE), (2, SAMPLE.replace("下降86.93%", "下降89.68%"))):
        (project / f"{number}.txt").write_text(source, encoding="utf-8")
        asked = PARAMS.replace("a.txt", f"{number}.txt") + f"revision: {number}\n"
        (project / "params" / "a.yaml").write_text(asked, encoding="utf-8")
        assert cli.main(["report", "params/a.yaml", "--to", "xlsx"]) == 0
    second = json.loads((project / "reports/2024/310001-dept-r2/review.json").read_bytes())["reviews"][0]
    assert len(second["drafts"]["settled"]) == 1
