"""A params file is checked before anything starts; every mistake names file, line and the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb.errors import WrongParams
from budgetnb.project import project_folder, source_path
from budgetnb.running.params import KINDS, Params, check_params, parameters, params_markdown, params_schema, read_params
from budgetnb.texts import LANGUAGES, has_text, speak
from budgetnb.yamls import parse_yaml

GOOD = """\
department: 甲市财政局
code: 0310
level: 单位
year: 2024
sources: a.txt
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "params" / "departments").mkdir(parents=True)
    return tmp_path


def said(source: str, project: Path) -> list[str]:
    with pytest.raises(WrongParams) as wrong:
        check_params(parse_yaml(source, "params/x.yaml"), project)
    return list(wrong.value.mistakes)


def test_a_good_file_is_read_and_codes_stay_texts(project: Path):
    params = check_params(parse_yaml(GOOD, "x.yaml"), project)
    assert params == Params(department="甲市财政局", code="0310", level="单位", year=2024, sources=("a.txt",))
    assert params.name == "甲市财政局 2024 单位"


def test_the_project_folder_is_found_from_the_params_file_upwards(project: Path):
    path = project / "params" / "departments" / "x.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_params(path).sources == ("a.txt",)


@pytest.mark.parametrize(
    ("source", "mistakes"),
    [
        (
            GOOD + "yaer: 2024\n",
            [
                "params/x.yaml 第 6 行：不认识的键“yaer”。是否想写“year”？可用的键："
                "department、level、year、sources、code、prior_sources、former、units、revision、form、rules、notebook、title、lang、report。"
            ],
        ),
        (GOOD.replace("单位", "部门级"), ["params/x.yaml 第 3 行：“level”不能是“部门级”。是否想写“部门”？可用：部门、单位。"]),
        (GOOD.replace("2024", "今年"), ["params/x.yaml 第 4 行：“year”应当是整数，现在是“今年”。"]),
        (GOOD.replace("2024", "20240"), ["params/x.yaml 第 4 行：“year”应当在 1990 到 2100 之间，现在是“20240”。"]),
        (GOOD.replace("2024", ""), ["params/x.yaml 第 4 行：“year”没有填写（预算年度）。"]),
        (GOOD.replace("甲市财政局", '" "'), ["params/x.yaml 第 1 行：“department”没有填写（部门或单位名称，与公开文本一致）。"]),
        (GOOD + "title: [一]\n", ["params/x.yaml 第 6 行：“title”应当是一段文字。"]),
        (GOOD + "rules: {a: b}\n", ["params/x.yaml 第 6 行：“rules”应当是一个或几个文件。"]),
        (GOOD + "lang: fr\n", ["params/x.yaml 第 6 行：“lang”不能是“fr”。可用：zh、en。"]),
        (GOOD + "report: yearly\n", ["params/x.yaml 第 6 行：“report”不能是“yearly”。可用：department、trend、overview。"]),
        ("report: overview\n", ["params/x.yaml 第 1 行：缺少键“year”（预算年度）。"]),
        (
            "report: trend\ndepartment: 甲市财政局\nlevel: 部门\nyear: 2024\n",
            ["params/x.yaml 第 4 行：不认识的键“year”。可用的键：report、department、level、code、reports、notebook、title、lang。"],
        ),
        ("- a\n", ["params/x.yaml 第 1 行：参数文件应当是“键: 值”的形式。"]),
    ],
)
def test_a_mistake_is_told_with_its_line(source: str, mistakes: list[str], project: Path):
    assert said(source, project) == mistakes


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(project: Path):
    told = said("level: 部\nsources:\n  - b.txt\n  - /etc/passwd\nyear: x\n", project)
    assert [mistake.partition("：")[0] for mistake in told] == [f"params/x.yaml 第 {line} 行" for line in (1, 1, 3, 4, 5)]


def test_a_file_that_is_not_there_is_named_with_the_folder_it_was_looked_for(project: Path):
    assert said(GOOD.replace("a.txt", "b.txt"), project) == [
        f"params/x.yaml 第 5 行：“sources”中的文件“b.txt”不存在（从项目文件夹 {project} 找起）。"
    ]


def test_an_absolute_path_is_refused_because_it_would_stand_in_the_report(project: Path):
    assert said(GOOD.replace("a.txt", str(project / "a.txt")), project) == [
        f"params/x.yaml 第 5 行：“sources”中的“{project / 'a.txt'}”是绝对路径。请写相对于项目文件夹的路径。"
    ]


def test_the_notebook_is_told_plain_values(project: Path):
    told = parameters(check_params(parse_yaml(GOOD, "x.yaml"), project))
    assert told["sources"] == ["a.txt"]
    assert told["revision"] is None
    assert "title" not in told
    assert "notebook" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_is_described(lang: str):
    speak(lang)
    assert all(has_text(f"param.key.{name}") for kind in KINDS.values() for name in kind.model_fields)
    assert all(about["description"] for about in params_schema()["properties"].values())
    assert all(f"| `{name}` |" in params_markdown() for kind in KINDS.values() for name in kind.model_fields)


def test_the_schema_says_what_is_required():
    schema = params_schema()
    assert schema["required"] == ["department", "level", "year", "sources"]
    assert schema["additionalProperties"] is False


def test_a_source_is_found_from_the_working_folder_and_from_below(project: Path):
    below = project / "reports" / "scratch"
    below.mkdir(parents=True)
    assert source_path("a.txt", project) == project / "a.txt"
    assert source_path("a.txt", below) == project / "a.txt"
    assert project_folder(below) == project


def test_without_a_project_the_folder_itself_is_one(tmp_path: Path):
    lonely = tmp_path / "docs"
    lonely.mkdir()
    assert project_folder(lonely) in (lonely, *tmp_path.parents)
