"""A project with a register: who has not filed, who was late, and which reports a changed line makes out of date."""

from __future__ import annotations

import json
from pathlib import Path

import many
import pandas as pd
import pytest

from budgetnb import cli
from budgetnb.season.reading import columns
from budgetnb.showing.registers import COLUMNS

ROOT = Path(__file__).parents[1]
REGISTER = """编码,名称,级次,上级,涉密,批复日期,公开日期,批复收入总计
,甲县民政局,部门,,,2024-02-05,2024-02-20,946.94
,乙县民政局,部门,,,2024-02-05,2024-03-20,
0313,丁县民政局,部门,,,2024-02-05,,
0313001,丁县救助站,单位,0313,,,,
0314,戊县保密局,部门,,是,,,
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(many.build(tmp_path))
    (tmp_path / "params" / "register.csv").write_text(REGISTER, encoding="utf-8")
    return tmp_path


def plan(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capsys.readouterr()
    assert cli.main(["plan", "params", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_plan_says_who_is_missing_and_who_was_late(project: Path, capsys: pytest.CaptureFixture[str]):
    assert plan(capsys)[-5:] == [
        "2024 年单位名册：应公开 4 份，已有 2 份，未见 2 份；涉密不公开 1 份，超过 20 日公开 1 份。",
        "   未见公开文本：丁县民政局（部门），最迟应于 2024-02-25 公开",
        "   未见公开文本：丁县救助站（单位）",
        "   公开超期：乙县民政局（部门），2024-02-05 批复，2024-03-20 公开，第 44 日",
        "   名册中没有：丙县民政局（部门）",
    ]


def test_the_whole_season_is_held_against_the_register_whatever_is_chosen(project: Path, capsys: pytest.CaptureFixture[str]):
    assert "未见 2 份" in plan(capsys, "--only", "甲县")[2]


def test_a_wrong_register_stops_before_anything_starts(project: Path, capsys: pytest.CaptureFixture[str]):
    (project / "params" / "register.csv").write_text("名称,级次\n甲县民政局,局\n", encoding="utf-8")
    assert cli.main(["batch", "params"]) == 2
    assert "register.csv 第 2 行：“级次”不能是“局”" in capsys.readouterr().err
    assert not (project / "reports").exists()


def test_a_batch_reports_timeliness_collects_the_register_and_is_redone_where_a_line_changed(
    project: Path, capsys: pytest.CaptureFixture[str]
):
    assert cli.main(["batch", "params", "--to", "html", "-j", "2"]) == 0
    assert "公开超期：乙县民政局（部门）" in capsys.readouterr().out
    (review,) = json.loads((project / "reports" / "2024" / "乙县民政局-dept" / "review.json").read_text(encoding="utf-8"))["reviews"]
    assert [one["title"] for one in review["problems"] if one["dimension"] == "及时性"] == [
        "2024-02-05 批复，2024-03-20 公开，为批复后第 44 日，超过 20 日"
    ]
    table = pd.read_parquet(project / "reports" / "data" / "register.parquet").set_index("name")
    assert list(table.columns) == [name for name in COLUMNS if name != "name"]
    assert list(table.index) == ["甲县民政局", "乙县民政局", "丁县民政局", "丁县救助站", "戊县保密局", "丙县民政局"]
    assert list(table.index[table["missing"]]) == ["丁县民政局", "丁县救助站"]
    assert list(table.index[table["late"].fillna(False)]) == ["乙县民政局"]
    assert (table.loc["丁县救助站", "parent"], table.loc["丁县救助站", "parent_code"]) == ("丁县民政局", "0313")
    assert str(table.loc["甲县民政局", "approved_revenue"]) == "9469400.00000000"

    path = project / "params" / "register.csv"
    path.write_text(REGISTER.replace("2024-02-20", "2024-02-21"), encoding="utf-8")
    assert [line for line in plan(capsys) if "单位名册有变化" in line] == ["甲县民政局 2024 部门：单位名册有变化、缺少要的格式"]

    path.unlink()
    assert cli.main(["batch", "params", "--to", "html", "-j", "2"]) == 0
    assert not (project / "reports" / "data" / "register.parquet").exists()


def test_every_head_and_every_column_is_described():
    page = (ROOT / "docs" / "register.md").read_text(encoding="utf-8")
    assert not [words[0] for words in columns().values() if words[0] not in page]
    own = (ROOT / "docs" / "data.md").read_text(encoding="utf-8").partition("## register.parquet")[2]
    assert not [column for column in COLUMNS if f"`{column}`" not in own]
