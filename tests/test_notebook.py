"""The department notebook, run by papermill on the bundled sample in an ordinary kernel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from pypdfium2 import PdfDocument

from budgetnb.rendering.model import Page, read_page
from budgetnb.rendering.pdf import page_pdf
from budgetnb.running.params import FOR_THE_NOTEBOOK
from budgetnb.running.run import Report
from budgetnb.texts import speak

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "department_report.ipynb"
ORDER = [
    "摘要",
    "问题与建议",
    "整改情况",
    "差额说明",
    "主要数字",
    "与上年比较",
    "预算情况说明",
    "公开原文与标记",
    "预算表",
    "核对表",
    "未读懂和未核对的事项",
    "依据",
]


@pytest.fixture(params=["zh", "en"])
def report(request: pytest.FixtureRequest, department_report: Callable[[str], Report]) -> Report:
    return department_report(request.param)


def page_of(report: Report) -> Page:
    notebook = nbformat.read(report.folder / "report.ipynb", 4)
    speak(notebook.metadata.budgetnb.lang)
    return read_page(notebook)


def test_it_runs_to_its_end_and_hands_over_the_review_and_the_workpaper(report: Report):
    assert {"report.html", "report.ipynb", "review.json", "workpaper.xlsx"} <= set(report.files)
    assert report.review is not None
    (review,) = report.review["reviews"]
    assert (review["disclosure"]["department"]["code"], review["disclosure"]["year"]) == ("310001", 2024)
    assert review["summary"]["problems"] > 0
    assert json.loads((report.folder / "review.json").read_text(encoding="utf-8")) == report.review


def test_nothing_failed_or_was_printed_aside(report: Report):
    notebook = nbformat.read(report.folder / "report.ipynb", 4)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert {output.output_type for output in outputs} == {"execute_result"}


def test_the_sections_come_in_the_order_of_a_report(report: Report):
    page = page_of(report)
    headings = [heading.text for heading in page.contents if heading.level == 2]
    assert len(headings) == len(ORDER)
    if page.title.endswith("审核报告"):
        assert headings == ORDER


def test_every_heading_stands_in_both_languages():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    written = [cell for cell in cells if cell["cell_type"] == "markdown"]
    for cell in written:
        chinese, english = "".join(cell["source"]), cell["metadata"]["budgetnb"]["en"]
        assert (chinese.split(" ")[0], english.isascii()) == (english.split(" ")[0], True)


def test_each_call_has_a_cell_of_its_own_with_a_stable_id():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert all(re.fullmatch(r"[a-z-]+", cell["id"]) for cell in cells)
    calls = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"][2:]
    assert all(re.fullmatch(r"bn\.(say|show|draw)\(review, \"\w+\"\)|bn\.(choose|hand_over)\(review\)", call) for call in calls)
    assert len([call for call in calls if call.startswith("bn.draw")]) >= 6


def test_its_parameters_are_those_of_a_params_file():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    (source,) = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    assert set(re.findall(r"^(\w+) = ", source, re.MULTILINE)) == set(FOR_THE_NOTEBOOK)


def test_the_page_is_titled_by_what_it_is_on_and_says_that_it_is_no_final_word(report: Report):
    page = page_of(report)
    assert page.title.startswith("洛阳市西工区社区治理和服务创新办公室")
    assert page.kicker in ("部门预算公开审核报告", "Review of a departmental budget disclosure")
    html = (report.folder / "report.html").read_text(encoding="utf-8")
    assert "程序初审，不代替财政部门审核结论。" in html or "A first check by program" in html


def test_the_report_is_small_enough_to_be_mailed(report: Report):
    made, missing = page_pdf(page_of(report))
    assert (report.folder / "report.html").stat().st_size <= 250_000
    assert len(made) <= 1_500_000
    assert missing == frozenset()


def test_the_pdf_has_no_page_lengthwise_where_every_table_can_be_read_upright(department_report: Callable[[str], Report]):
    document = PdfDocument(department_report("zh").folder / "report.pdf")
    assert all(document[at].get_width() < document[at].get_height() for at in range(len(document)))


def test_every_link_of_the_page_leads_to_something_on_it(report: Report):
    html = (report.folder / "report.html").read_text(encoding="utf-8")
    ids = re.findall(r' id="([^"]+)"', html)
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert len(links) > 500
    assert set(links) <= set(ids)
