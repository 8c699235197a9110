"""The pages that lead to all reports: who is listed, what the last runs changed; any words are only words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from budgetnb.running.collect import Kept
from budgetnb.running.entry import entry_page, history_page
from budgetnb.running.overall import Missing
from budgetnb.running.runlog import NAME, note
from budgetnb.texts import speak

SUMMARY = {"errors": 2, "warnings": 1, "hints": 0, "coverage": 0.987}


def kept(folder: str, name: str = "甲县民政局", files: tuple[str, ...] = ("report.html",), **more: Any) -> Kept:
    """A finished report as its manifest tells it."""
    params = {"report": "department", "department": name, "code": None, "level": "部门", "year": int(folder[:4]), "revision": None}
    brief = {"summary": SUMMARY, "rules": {"T1-4": "收入总计等于本年收入合计加上年结转结余"}}
    said = {"params": params | more, "brief": brief, "outputs": [{"file": file} for file in files]}
    return Kept(folder, said, Path())


def rows(page: bytes) -> list[str]:
    """The rows of the table, words only."""
    body = page.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.strip().split("\n")]


def test_every_report_has_a_row_the_latest_year_first_with_its_problems_and_all_its_files():
    page = entry_page([kept("2023/甲-dept"), kept("2024/甲-dept", files=("report.html", "report.pdf", "workpaper.xlsx"))])
    assert rows(page) == ["2024 甲县民政局 部门 2 1 0 98.7% PDF XLSX", "2023 甲县民政局 部门 2 1 0 98.7%"]
    assert 'href="2024/%E7%94%B2-dept/workpaper.xlsx"' in page.decode()


def test_who_is_missing_has_a_row_too_with_the_reason():
    page = entry_page([kept("2024/甲-dept")], missing=[Missing("failed", "乙县民政局", None, "部门", 2024, why="内核没有启动")])
    assert rows(page)[0] == "2024 乙县民政局 部门 报告没有生成。内核没有启动"


def test_overviews_and_trends_are_linked():
    overview = kept("2024/overview", report="overview", level=None, only=None)
    trend = Kept(
        "trends/甲-dept", {"params": {"report": "trend", "reports": ["2024/甲-dept"]}, "outputs": [{"file": "report.html"}]}, Path()
    )
    page = entry_page([kept("2024/甲-dept")], [overview, trend]).decode()
    assert '<a href="2024/overview/report.html">2024 年总览</a>' in page
    assert '<a href="trends/%E7%94%B2-dept/report.html">各年</a>' in page


def test_rules_that_are_broken_can_be_chosen_by_what_they_say():
    page = entry_page([kept("2024/甲-dept"), kept("2024/乙-dept")]).decode()
    assert '<option value="T1-4">T1-4 收入总计等于本年收入合计加上年结转结余（2 份）</option>' in page


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '" onclick="x', "甲\u202e乙"])
def test_a_name_stays_a_name(name: str):
    page = entry_page([kept("2024/x-dept", name)], missing=[Missing("refused", file=name, why=name)]).decode()
    assert name not in page
    assert page.count("<script") == 1


def test_the_same_reports_give_the_same_bytes():
    assert entry_page([kept("2024/甲-dept"), kept("2023/乙-dept")]) == entry_page([kept("2023/乙-dept"), kept("2024/甲-dept")])


def test_what_changed_says_which_problems_came_and_went_and_what_failed(tmp_path: Path):
    note(
        tmp_path,
        "built",
        name="甲县民政局 2024 部门",
        folder="2024/甲-dept",
        reasons=["sources"],
        problems={"new": ["收支不等"], "gone": ["缺表"]},
    )
    note(tmp_path, "built", name="丙县民政局 2024 部门", folder="2024/丙-dept", reasons=["new"])
    note(tmp_path, "failed", name="乙县民政局 2024 部门", folder="2024/乙-dept", reasons=["new"], why="内核没有启动")
    note(tmp_path, "run", whole=True, built=2, failed=1, same=0)
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", history_page(tmp_path, ["2024/甲-dept"]).decode().partition("<main")[2]))
    assert "乙县民政局 2024 部门 没有生成：内核没有启动" in said
    assert "甲县民政局 2024 部门 原因：公开文本有变化 新出现的问题 1 个： 收支不等 不再出现的问题 1 个： 缺表" in said
    assert "（新）：1 份 丙县民政局 2024 部门" in said
    assert said.index("乙县") < said.index("甲县") < said.index("丙县")


def test_the_latest_run_comes_first_and_a_line_that_a_kill_cut_off_is_passed_over(tmp_path: Path):
    for name in ("一", "二"):
        note(tmp_path, "failed", name=name, folder="x", reasons=[], why="")
        note(tmp_path, "run", whole=True, built=0, failed=1, same=0)
    with (tmp_path / NAME).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"event": "built"})[:-3])
    said = history_page(tmp_path, []).decode()
    assert said.index("<h3>二") < said.index("<h3>一")


def test_both_pages_speak_english(tmp_path: Path):
    speak("en")
    assert "Department or unit" in entry_page([kept("2024/甲-dept")]).decode()
    assert "No run is recorded yet." in history_page(tmp_path, []).decode()
