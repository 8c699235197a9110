"""The data of all reports: exact, sorted, the same bytes for the same reports, and every column explained."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import many
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import budgetnb as bn
from budgetnb import cli
from budgetnb.showing import collecting
from budgetnb.showing.collected import REPORT, TABLES
from budgetnb.showing.collecting import parquet_files

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many.build(tmp_path_factory.mktemp("project"))


@pytest.fixture
def data(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    assert cli.main(["batch", "params", "--to", "html"]) == 0
    return project / "reports" / "data"


def test_money_of_all_departments_is_summed_exactly(data: Path):
    figures = pd.read_parquet(data / "figures.parquet")
    incomes = figures[figures["key"] == "收支总表/收入总计/金额"]
    assert list(incomes["organisation"]) == sorted(many.NAMES)
    assert incomes["yuan"].sum() == 3 * Decimal("9469400")
    assert set(incomes["value"]) == {"946.94"}


def test_findings_and_problems_of_all_reports_are_there(data: Path):
    findings, problems = (pd.read_parquet(data / f"{name}.parquet") for name in ("findings", "problems"))
    assert set(findings["organisation"]) == set(problems["organisation"]) == set(many.NAMES)
    listed = {id for ids in problems["findings"] for id in ids.split(" ")}
    assert listed <= set(findings["id"])
    assert {"ties", "breaks"} <= set(findings["outcome"])


def rows_of_problems(year: int, count: int) -> dict[str, list[list[object]]]:
    blank = dict.fromkeys(TABLES["problems"])
    return {"problems": [[{**blank, "year": year, "number": number}[name] for name in TABLES["problems"]] for number in range(count)]}


def test_however_many_row_groups_there_are_the_order_is_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(collecting, "ROW_GROUP", 4)
    made = parquet_files((f"2024/{count}-dept", None, rows_of_problems(2024, count)) for count in (3, 0, 7, 2))
    assert list(made) == [f"{name}.parquet" for name in TABLES]
    read = pd.read_parquet(BytesIO(made["problems.parquet"]))
    assert list(read["number"]) == [*range(3), *range(7), *range(2)]
    assert list(read["report"].unique()) == ["2024/3-dept", "2024/7-dept", "2024/2-dept"]


@pytest.mark.parametrize("times", [5, pytest.param(500, marks=pytest.mark.long)])
def test_from_a_million_rows_on_a_table_has_a_file_for_each_year_that_is_read_as_one(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert collecting.PARTITIONED == 1_000_000
    monkeypatch.setattr(collecting, "PARTITIONED", times * 2000)
    reports = [(f"{year}/x-dept", None, rows_of_problems(year, 1000)) for _ in range(times) for year in (2024, 2023)]
    made = parquet_files(iter(reports))
    names = [name for name in made if name.startswith("problems")]
    assert names == ["problems.parquet/2023.parquet", "problems.parquet/2024.parquet"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(made[name])
    read = pd.read_parquet(tmp_path / "problems.parquet", columns=["year", "number"])
    assert read.groupby("year").size().to_dict() == {2023: times * 1000, 2024: times * 1000}
    one_less = parquet_files(iter([*reports[1:], ("2023/x-dept", None, rows_of_problems(2023, 999))]))
    assert "problems.parquet" in one_less


def test_what_was_lost_of_the_data_is_made_again_to_the_byte(data: Path, project: Path):
    before = many.tree(project / "reports")
    shutil.rmtree(data)
    assert cli.main(["batch", "params", "--to", "html"]) == 0
    assert many.tree(project / "reports").keys() == before.keys()
    assert (data / "figures.parquet").read_bytes() == before["data/figures.parquet"]


def test_a_report_that_is_gone_is_gone_from_data_and_entry_page(data: Path, project: Path):
    params = (project / "params" / "departments" / "甲县民政局.yaml").read_bytes()
    (project / "params" / "departments" / "甲县民政局.yaml").unlink()
    shutil.rmtree(project / "reports" / "2024" / "甲县民政局-dept")
    assert cli.main(["batch", "params", "--to", "html"]) == 0
    assert "甲县民政局" not in set(pd.read_parquet(data / "figures.parquet")["organisation"])
    assert "甲县民政局" not in (project / "reports" / "index.html").read_text(encoding="utf-8")
    (project / "params" / "departments" / "甲县民政局.yaml").write_bytes(params)  # the other tests have all three


def test_the_entry_page_leads_to_every_report_and_loads_nothing(data: Path):
    from urllib.parse import unquote

    page = (data.parent / "index.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall(r'href="([^#"][^"]*)"', page)]
    assert links
    assert all((data.parent / link).is_file() for link in links)
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|src=", page)


def test_a_rule_is_tried_on_all_reports_as_on_the_documents(data: Path):
    over = bn.load(data.parent)
    trial = bn.try_rule("收支总表[收入总计] = 收支总表[本年收入合计]", over=over)
    assert (len(trial.hits), len(trial.misses), trial.elsewhere, trial.over) == (0, 3, 0, 3)
    read = [bn.read(data.parents[1] / "documents" / f"{name}.txt") for name in many.NAMES]
    alone = bn.try_rule("收支总表[收入总计] = 收支总表[本年收入合计]", over=read)
    assert sorted(str(one.finding.difference) for one in trial.misses) == sorted(str(one.finding.difference) for one in alone.misses)
    assert set(trial.misses.to_frame()["report"]) == {f"2024/{name}-dept" for name in many.NAMES}


def test_the_data_become_a_workbook_in_which_words_stay_words(data: Path, tmp_path: Path):
    book = CalamineWorkbook.from_path(bn.load(data.parent).to_excel(tmp_path / "all.xlsx", "problems", "figures"))
    assert book.sheet_names == ["问题", "数"]
    rows = book.get_sheet_by_name("数").to_python()
    assert rows[2][:4] == ["编码", "部门（单位）", "级次", "年度"]
    figures = bn.load(data.parent).figures
    assert len(rows) == len(figures) + 3
    assert {type(value) for value in figures["value"]} == {Decimal, type(None)}
    with pytest.raises(AttributeError):
        bn.load(data.parent).to_excel(tmp_path / "all.xlsx", "figure")


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_in_the_data_dictionary(name: str):
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    common, own = page.partition("## figures")[0], page.partition(f"## {name}.parquet")[2].partition("\n## ")[0]
    columns = [*TABLES[name], REPORT, *(["yuan"] if name == "figures" else [])]
    assert not [column for column in columns if f"`{column}`" not in common + own]
