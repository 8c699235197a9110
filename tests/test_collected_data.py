"""The data of all reports: exact, sorted, the same bytes for the same reports, and every column explained."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import many
import pandas as pd
import pytest

from budgetnb import cli
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


def test_the_order_in_which_reports_were_built_does_not_matter():
    blank = dict.fromkeys(TABLES["problems"])
    rows = [
        [{**blank, "organisation_code": code, "year": 2024, "number": 1}[name] for name in TABLES["problems"]] for code in ("2", "1", None)
    ]
    one, other = (parquet_files([("2024/x-dept", None, {"problems": [row]}) for row in order]) for order in (rows, rows[::-1]))
    assert one == other
    assert list(one) == [f"{name}.parquet" for name in TABLES]


def test_what_was_lost_of_the_data_is_made_again_to_the_byte(data: Path, project: Path):
    before = many.tree(project / "reports")
    shutil.rmtree(data)
    assert cli.main(["batch", "params", "--to", "html"]) == 0
    assert many.tree(project / "reports").keys() == before.keys()
    assert (data / "figures.parquet").read_bytes() == before["data/figures.parquet"]


def test_a_report_that_is_gone_is_gone_from_data_and_entry_page(data: Path, project: Path):
    (project / "params" / "departments" / "甲县民政局.yaml").unlink()
    shutil.rmtree(project / "reports" / "2024" / "甲县民政局-dept")
    assert cli.main(["batch", "params", "--to", "html"]) == 0
    assert "甲县民政局" not in set(pd.read_parquet(data / "figures.parquet")["organisation"])
    assert "甲县民政局" not in (project / "reports" / "index.html").read_text(encoding="utf-8")


def test_the_entry_page_leads_to_every_report_and_loads_nothing(data: Path):
    from urllib.parse import unquote

    page = (data.parent / "index.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]
    assert links
    assert all((data.parent / link).is_file() for link in links)
    assert "default-src 'none'" in page
    assert "<script" not in page


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_in_the_data_dictionary(name: str):
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    common, own = page.partition("## figures")[0], page.partition(f"## {name}.parquet")[2].partition("\n## ")[0]
    columns = [*TABLES[name], REPORT, *(["yuan"] if name == "figures" else [])]
    assert not [column for column in columns if f"`{column}`" not in common + own]
