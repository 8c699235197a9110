"""Decisions: typed into a workpaper, kept in the project, shown by the next run, lapsed when a figure changes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from filled import HEAD, fill_in
from workbooks import workbook

from budgetnb import cli

SAMPLE = (files("budgetnb") / "sample" / "disclosure.txt").read_text(encoding="utf-8")
KEPT = Path("params/decisions/2024/310001-dept.yaml")
TYPED = {
    2: {"ruling": "说明采纳", "explanation": "系统导出时四舍五入", "who": "张三", "date": "2024/3/5"},
    3: {"ruling": "发出", "remark": "第二次提醒"},
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with the sample and its workpaper, worked in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params").mkdir()
    (tmp_path / "a.txt").write_text(SAMPLE, encoding="utf-8")
    assert cli.main(["check", "a.txt", "--format", "xlsx", "-o", "w.xlsx", "--fail-on", "never"]) == 0
    return tmp_path


def reviewed(capsys: pytest.CaptureFixture[str], name: str = "a.txt") -> dict[str, Any]:
    capsys.readouterr()
    cli.main(["check", name, "--format", "json"])
    review: dict[str, Any] = json.loads(capsys.readouterr().out)["reviews"][0]
    return review


def place_of(review: dict[str, Any], problem: str) -> dict[str, Any]:
    """Where the first figure that a problem rests on is printed."""
    place: dict[str, Any] = next(one for one in review["findings"] if one["problem"] == problem)["evidence"][0]["place"]
    return place


def test_what_a_reviewer_types_is_shown_by_every_later_run(project: Path, capsys: pytest.CaptureFixture[str]):
    before = reviewed(capsys)
    fill_in(project / "w.xlsx", TYPED)
    assert cli.main(["decide", "w.xlsx"]) == 0
    assert capsys.readouterr().out.startswith(
        "w.xlsx：洛阳市西工区社区治理和服务创新办公室 2024年，处理决定 2 条 → params/decisions/2024/310001-dept.yaml"
    )
    after = reviewed(capsys)
    assert [problem["decision"] and problem["decision"]["ruling"] for problem in after["problems"][:4]] == [None, "说明采纳", "发出", None]
    assert after["problems"][1]["decision"] == {
        "ruling": "说明采纳",
        "explanation": "系统导出时四舍五入",
        "reason": None,
        "remark": None,
        "who": "张三",
        "date": "2024-03-05",
        "lapsed": False,
    }
    # accepted problems are counted apart, never hidden
    assert after["summary"]["problems"] == before["summary"]["problems"] - 1
    assert (before["summary"]["accepted"], after["summary"]["accepted"]) == (0, 1)
    assert len(after["problems"]) == len(before["problems"])


def test_the_next_workpaper_holds_every_decision_and_remark_and_gives_the_same_file_again(project: Path):
    fill_in(project / "w.xlsx", TYPED)
    cli.main(["decide", "w.xlsx"])
    first = KEPT.read_text(encoding="utf-8")
    cli.main(["check", "a.txt", "--format", "xlsx", "-o", "w.xlsx"])
    cli.main(["decide", "w.xlsx"])
    second = KEPT.read_text(encoding="utf-8")
    assert second.split("decisions:")[1] == first.split("decisions:")[1]
    assert "第二次提醒" in second


def test_a_decision_lapses_when_a_figure_it_rests_on_changes_and_only_then(project: Path, capsys: pytest.CaptureFixture[str]):
    wrong = next(problem for problem in reviewed(capsys)["problems"] if "86.93" in problem["title"])
    number = [problem["id"] for problem in reviewed(capsys)["problems"]].index(wrong["id"]) + 1
    fill_in(project / "w.xlsx", {number: {"ruling": "误报", "reason": "已口头核实"}})
    cli.main(["decide", "w.xlsx"])
    (project / "moved.txt").write_text("\n\n\n" + SAMPLE.replace("占93.73%", "占39.73%"), encoding="utf-8")
    (project / "changed.txt").write_text(SAMPLE.replace("下降86.93%", "下降86.39%"), encoding="utf-8")
    here, there = reviewed(capsys), reviewed(capsys, "moved.txt")
    assert place_of(there, wrong["id"])["line"] == place_of(here, wrong["id"])["line"] + 3  # a problem that moved keeps its id
    moved, changed = ({problem["id"]: problem for problem in review["problems"]} for review in (there, reviewed(capsys, "changed.txt")))
    assert moved[wrong["id"]]["decision"]["lapsed"] is False
    assert changed[wrong["id"]]["decision"]["lapsed"] is True


def test_a_lapsed_decision_stays_lapsed_until_it_is_taken_again(project: Path, capsys: pytest.CaptureFixture[str]):
    problems = reviewed(capsys)["problems"]
    number = next(place for place, problem in enumerate(problems, 1) if "86.93" in problem["title"])
    fill_in(project / "w.xlsx", {number: {"ruling": "误报", "reason": "已口头核实"}})
    cli.main(["decide", "w.xlsx"])
    (project / "a.txt").write_text(SAMPLE.replace("下降86.93%", "下降86.39%"), encoding="utf-8")
    cli.main(["check", "a.txt", "--format", "xlsx", "-o", "w.xlsx"])
    row = f"{HEAD + number}"
    cells = {at: cell.value for at, cell in workbook((project / "w.xlsx").read_bytes()).sheets["问题清单"].items()}
    assert "（原处理“误报”已失效：数有变动，请重新处理）" in str(cells["F" + row])
    assert (cells.get("O" + row) or "", cells["Q" + row]) == ("", "已口头核实")

    # the reviewer fills in another row and leaves this one for later
    fill_in(project / "w.xlsx", {1: {"ruling": "发出"}, number: {"remark": "待核"}})
    cli.main(["decide", "w.xlsx"])
    left = next(problem for problem in reviewed(capsys)["problems"] if problem["id"] == problems[number - 1]["id"])["decision"]
    assert (left["ruling"], left["lapsed"], left["remark"]) == ("误报", True, "待核")

    # and takes it again, on the figures as they are now
    fill_in(project / "w.xlsx", {number: {"ruling": "发出"}})
    cli.main(["decide", "w.xlsx"])
    taken = next(problem for problem in reviewed(capsys)["problems"] if problem["id"] == problems[number - 1]["id"])["decision"]
    assert (taken["ruling"], taken["lapsed"]) == ("发出", False)


def test_one_problem_in_two_rows_is_refused(project: Path, capsys: pytest.CaptureFixture[str]):
    id = reviewed(capsys)["problems"][0]["id"]
    fill_in(project / "w.xlsx", {2: {"problem": id}})
    assert cli.main(["decide", "w.xlsx"]) == 2
    assert f"“问题清单”B5：问题 {id} 已有决定，同一问题只能有一个。" in capsys.readouterr().err


def test_a_problem_that_is_gone_is_said_to_be_settled(project: Path, capsys: pytest.CaptureFixture[str]):
    problems = reviewed(capsys)["problems"]
    number = next(place for place, problem in enumerate(problems, 1) if "86.93" in problem["title"])
    fill_in(project / "w.xlsx", {number: {"ruling": "发出"}})
    cli.main(["decide", "w.xlsx"])
    (project / "b.txt").write_text(SAMPLE.replace("下降86.93%", "下降89.68%"), encoding="utf-8")
    after = reviewed(capsys, "b.txt")
    assert [one["id"] for one in after["gone"]] == [problems[number - 1]["id"]]


def test_an_emptied_cell_takes_its_decision_back_and_other_decisions_stay(project: Path):
    KEPT.parent.mkdir(parents=True)
    other = "{problem: P-00000000, ruling: 发出, title: 上一稿的问题}"
    KEPT.write_text(
        f"department: 洛阳市西工区社区治理和服务创新办公室\ncode: '310001'\nlevel: 部门\nyear: 2024\ndecisions:\n- {other}\n",
        encoding="utf-8",
    )
    fill_in(project / "w.xlsx", TYPED)
    cli.main(["decide", "w.xlsx"])
    assert "张三" in KEPT.read_text(encoding="utf-8")
    fill_in(project / "w.xlsx", {2: dict.fromkeys(TYPED[2], "")})
    cli.main(["decide", "w.xlsx"])
    kept = KEPT.read_text(encoding="utf-8")
    assert "张三" not in kept
    assert "P-00000000" in kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"ruling": "说明采用"},
            "“问题清单”O4：处理“说明采用”不在可选之列。是否想写“说明采纳”？可选：发出、说明采纳、说明不采纳、误报、已整改。",
        ),
        ({"ruling": "说明采纳"}, "“问题清单”P4：处理为“说明采纳”，请填写单位说明。"),
        ({"ruling": "误报"}, "“问题清单”Q4：处理为“误报”，请在理由一栏写明为什么。"),
        ({"ruling": "发出", "date": "三月五日"}, "“问题清单”T4：日期“三月五日”应当写作 2024-03-01。"),
        ({"problem": "P-1", "ruling": "发出"}, "“问题清单”B4：问题编号“P-1”不在这份底稿里。请恢复原来的编号。"),
    ],
)
def test_a_mistake_is_told_with_its_sheet_and_cell_and_nothing_is_taken_over(
    typed: dict[str, str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
):
    fill_in(project / "w.xlsx", {1: typed, 2: {"ruling": "不知道"}})
    assert cli.main(["decide", "w.xlsx"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "w.xlsx 没有导入" in err
    assert "“问题清单”O5：处理“不知道”不在可选之列。" in err  # all mistakes at once
    assert not KEPT.exists()


def test_a_workbook_that_is_no_workpaper_is_refused(project: Path, capsys: pytest.CaptureFixture[str]):
    cli.main(["read", "a.txt", "--xlsx", "figures.xlsx"])
    assert cli.main(["decide", "figures.xlsx"]) == 2
    assert "不是 budgetnb 的工作底稿" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- {problem: P-1, ruling: 采纳}", "第 6 行：处理“采纳”不在可选之列"),
        ("- {problem: P-1, rulings: 发出}", "第 6 行：不认识的键“rulings”。是否想写“ruling”？"),
        ("- {ruling: 发出}", "第 6 行：缺少“problem”。"),
        ("- {problem: P-1, ruling: 发出, date: 2024-02-30}", "第 6 行：日期“2024-02-30”应当写作 2024-03-01。"),
    ],
)
def test_a_file_written_by_hand_is_checked_with_its_lines(line: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]):
    KEPT.parent.mkdir(parents=True)
    KEPT.write_text(f"department: 甲\nlevel: 部门\nyear: 2024\ncode: '310001'\ndecisions:\n{line}\n", encoding="utf-8")
    assert cli.main(["check", "a.txt"]) == 2
    assert said in capsys.readouterr().err
