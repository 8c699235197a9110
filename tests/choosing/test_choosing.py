"""The chooser of department and year: what it lists, what a choice does to an open notebook, and that a batch never sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from collected_by_hand import collected, reviewed
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbconvert.preprocessors import ExecutePreprocessor
from traitlets.config import Config

import budgetnb as bn
from budgetnb import cli
from budgetnb.choosing import without_widgets
from budgetnb.choosing.page import Page
from budgetnb.choosing.subjects import subject_of
from budgetnb.choosing.turning import choice_now, follow, turn
from budgetnb.errors import NotFilledIn
from budgetnb.rendering.model import read_page
from budgetnb.showing.shown import plain_lines

widgets = pytest.importorskip("ipywidgets", reason="ipywidgets is not installed: it comes with the extra lab")
from budgetnb.choosing.chooser import MANY, Chooser  # noqa: E402  needs ipywidgets

Updates = Callable[[], list[tuple[str, str]]]
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
HOSTILE = "甲<img src=x onerror=alert(1)>县\u202e局"
PARAMS = "department: {name}\nlevel: 部门\nyear: {year}\nsources: documents/{file}\n"
DOCUMENT = """{year} 年{name}部门预算

收支总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、财政拨款收入\t{total}\t一、教育支出\t{total}
本年收入合计\t{total}\t本年支出合计\t{total}
收入总计\t{total}\t支出总计\t{total}
"""
THERE = (("甲县民政局", 2023, "210.00"), ("甲县民政局", 2024, "236.00"), ("乙县民政局", 2024, "99.00"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three disclosures of two departments, without params files."""
    (tmp_path / "params").mkdir()
    (tmp_path / "documents").mkdir()
    for name, year, total in THERE:
        words = DOCUMENT.format(name=name, year=year, total=total)
        (tmp_path / "documents" / f"{name}-{year}.txt").write_text(words, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BUDGETNB_STORE", raising=False)
    return tmp_path


def with_params(project: Path, *more: tuple[str, int, str]) -> Path:
    for name, year, file in (*((name, year, f"{name}-{year}.txt") for name, year, _ in THERE), *more):
        words = PARAMS.format(name=json.dumps(name), year=year, file=file)
        (project / "params" / f"{len(list((project / 'params').iterdir()))}.yaml").write_text(words, encoding="utf-8")
    return project


def variables(name: str = "甲县民政局", year: int = 2024) -> dict[str, Any]:
    """What a notebook has after its second cell."""
    given = {"department": name, "code": None, "level": "部门", "year": year, "sources": [f"documents/{name}-{year}.txt"]}
    given |= {"prior_sources": [], "former": [], "units": [], "revision": None, "rules": [], "lang": "zh"}
    return given | {"review": bn.review(given["sources"])}


@pytest.fixture
def updates(tmp_path: Path) -> Iterator[Updates]:
    """What a front end is told to show anew: display id and words. IPython itself publishes, into a list."""
    quiet = Config({"HistoryManager": {"enabled": False}})
    InteractiveShell.instance(config=quiet, ipython_dir=str(tmp_path / "ipython"))
    with capture_output() as told:
        yield lambda: [(one["transient"]["display_id"], one["data"]["text/plain"]) for one in told._outputs if one["update"]]
    InteractiveShell.clear_instance()


def test_departments_and_years_are_those_of_the_params_files(project: Path):
    found = subject_of(bn.review("documents/甲县民政局-2024.txt"), with_params(project) / "params")
    assert [(one.who, one.when) for one in found.choices] == [
        ("乙县民政局（部门）", "2024"),
        ("甲县民政局（部门）", "2023"),
        ("甲县民政局（部门）", "2024"),
    ]


def test_without_params_files_they_are_those_of_the_documents_and_only_the_scratch_folder_is_written_to(project: Path):
    found = subject_of(bn.review("documents/甲县民政局-2024.txt"), None)
    assert [one.named for one in found.choices] == ["乙县民政局（部门） 2024", "甲县民政局（部门） 2023", "甲县民政局（部门） 2024"]
    assert {path.relative_to(project).parts[:2] for path in (project / "reports").rglob("*") if path.is_file()} == {("reports", "scratch")}


def test_a_params_file_that_cannot_be_used_is_said_and_the_others_are_listed(project: Path):
    (with_params(project) / "params" / "wrong.yaml").write_text("department: 丙\nyaer: 2024\n", encoding="utf-8")
    found = subject_of(bn.review("documents/甲县民政局-2024.txt"), None)
    assert (len(found.choices), len(found.refused)) == (3, 1)
    assert "yaer" in found.refused[0]


def test_a_choice_sets_the_parameters_and_shows_every_part_of_the_page_anew(project: Path, updates: Updates):
    with_params(project)
    there = variables()
    page, other = Page(there, there["review"]), bn.review("documents/乙县民政局-2024.txt")
    page.show(bn.say(there["review"], "结论"))
    page.show(bn.show(there["review"], "收支总表"))
    page.show(bn.say(other, "摘要"))  # on something else: left alone
    chooser = Chooser(subject_of(there["review"], None), page)
    assert (chooser.who.value, chooser.when.value) == ("甲县民政局（部门）", "2024")
    chooser.when.value = "2023"
    assert [name for name, _ in updates()] == ["budgetnb/say/结论", "budgetnb/show/收支总表"]
    assert "2023年" in updates()[0][1]
    assert "210.00" in updates()[1][1]
    assert (there["year"], there["sources"], there["review"].disclosure.year) == (2023, ["documents/甲县民政局-2023.txt"], 2023)
    assert "下面各格现在是：甲县民政局（部门） 2023" in chooser.said.value
    chooser.who.value = "乙县民政局（部门）"  # has no 2023: its last year
    assert (chooser.when.value, there["department"], there["year"]) == ("2024", "乙县民政局", 2024)
    assert "99.00" in updates()[-1][1]


def test_where_a_choice_cannot_be_read_the_page_stays_and_the_chooser_says_why(project: Path, updates: Updates):
    with_params(project)
    there = variables()
    page = Page(there, there["review"])
    page.show(bn.say(there["review"], "结论"))
    chooser = Chooser(subject_of(there["review"], None), page)
    (project / "documents" / "乙县民政局-2024.txt").write_bytes(b"")
    chooser.who.value = "乙县民政局（部门）"
    assert (there["department"], there["review"].disclosure.name, updates()) == ("甲县民政局", "甲县民政局", [])
    assert (chooser.who.value, chooser.when.value) == ("甲县民政局（部门）", "2024")
    assert "没有显示乙县民政局（部门） 2024" in chooser.said.value
    assert "文件是空的" in chooser.said.value


def test_another_year_in_the_cell_of_parameters_is_followed_to_its_documents(project: Path):
    with_params(project)
    there = variables() | {"year": 2023}
    page, subject = Page(there, there["review"]), subject_of(there["review"], None)
    assert "已按它的参数文件换了公开文本" in "".join(plain_lines(follow(subject, page)))
    assert (there["review"].disclosure.year, there["sources"]) == (2023, ["documents/甲县民政局-2023.txt"])
    assert follow(subject, page) == ()


def test_a_year_nobody_has_a_document_of_is_a_contradiction_that_is_said(project: Path):
    with_params(project)
    there = variables() | {"year": 2019}
    page = Page(there, there["review"])
    said = "".join(plain_lines(follow(subject_of(there["review"], None), page)))
    assert "参数格写的是甲县民政局 部门 2019，读到的公开文本是甲县民政局 部门 2024" in said
    assert there["review"].disclosure.year == 2024


def test_a_name_is_text_whatever_it_holds(project: Path):
    words = DOCUMENT.format(name="丁县教育局", year=2024, total="1.00")
    (project / "documents" / "hostile.txt").write_text(words, encoding="utf-8")
    with_params(project, (HOSTILE, 2024, "hostile.txt"))
    there = variables()
    chooser = Chooser(subject_of(there["review"], None), Page(there, there["review"]))
    (shown,) = [label for label, name in chooser.who.options if "<img" in name]
    assert "\u202e" not in shown
    chooser.who.value = next(name for _, name in chooser.who.options if "<img" in name)
    assert there["department"] == HOSTILE
    assert "<img" not in chooser.said.value
    assert "&lt;img src=x" in chooser.said.value


def test_a_long_list_is_narrowed_by_words_without_choosing_anything(project: Path, updates: Updates):
    with_params(project, *((f"第{number}局", 2024, "乙县民政局-2024.txt") for number in range(MANY)))
    there = variables()
    chooser = Chooser(subject_of(there["review"], None), Page(there, there["review"]))
    chooser.words.value = "第2"
    assert [label for label, _ in chooser.who.options] == [
        "甲县民政局（部门）",
        *(f"第{number}局（部门）" for number in (*range(20, 30), 2)),
    ]
    assert (chooser.who.value, there["year"], updates()) == ("甲县民政局（部门）", 2024, [])


def test_years_and_organisations_of_collected_reports_are_the_choices_of_the_other_notebooks(project: Path):
    made = [reviewed(project, name, year, total) for name, year, total in THERE]
    collected(project / "reports", made)
    overview, years = bn.overview(2024), bn.trend("甲县民政局", "部门")
    of_years, of_organisations = subject_of(overview, None), subject_of(years, None)
    assert [one.named for one in of_years.choices] == ["2023", "2024"]
    assert [one.who for one in of_organisations.choices] == ["乙县民政局（部门）", "甲县民政局（部门）"]
    there: dict[str, Any] = {"overview": overview, "year": 2024, "level": None, "only": None, "lang": "en"}
    turn(of_years, Page(there, overview), of_years.choices[0])
    assert (there["year"], there["overview"].year, there["lang"]) == (2023, 2023, "en")
    there = {"years": years, "department": "甲县民政局", "level": "部门", "code": None, "reports": [], "lang": "zh"}
    assert choice_now(of_organisations, there) == of_organisations.choices[1]
    turn(of_organisations, Page(there, years), of_organisations.choices[0])
    assert (there["department"], there["years"].name) == ("乙县民政局", "乙县民政局")


def test_without_widgets_a_sentence_says_what_to_do():
    assert list(plain_lines(without_widgets(()).blocks)) == [
        "没有安装 ipywidgets，这里没有选择框。要换部门或年度，请改参数格，再运行全部单元格。"
    ]


def test_outside_a_notebook_there_is_no_chooser(project: Path):
    assert bn.choose(bn.review("documents/甲县民政局-2024.txt")) is None


@pytest.mark.parametrize(("notebook", "lacking"), [("department_report", "sources"), ("trend_report", "department"), ("overview", "year")])
def test_a_notebook_opened_by_hand_says_what_is_not_filled_in(notebook: str, lacking: str):
    cells = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    given, begin, *_ = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    with pytest.raises(NotFilledIn, match=f"没有写 {lacking}。请填写参数格"):
        exec(f"{given}\n{begin}", {})  # noqa: S102  our own notebook


def test_a_chooser_that_was_run_by_hand_stands_on_no_page():
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "VBox(children=())"}
    cell = nbformat.v4.new_code_cell(
        "bn.choose(review)", metadata={"tags": ["chooser"]}, outputs=[nbformat.v4.new_output("display_data", view)]
    )
    assert read_page(nbformat.v4.new_notebook(cells=[cell])).blocks == ()


@pytest.mark.parametrize("notebook", ["department_report", "trend_report", "overview"])
def test_every_notebook_has_a_chooser_that_no_page_shows(notebook: str):
    cells = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [cell["metadata"].get("tags") for cell in cells if "".join(cell["source"]).startswith("bn.choose(")] == [["chooser"]]


def test_a_scheduler_finds_its_parameters_and_kernel_and_gets_a_notebook_without_widgets(project: Path):
    """As jupyter-scheduler does it: a cell of its own after the one tagged parameters, nbconvert's preprocessor, widget state kept."""
    notebook = nbformat.read(NOTEBOOKS / "department_report.ipynb", 4)
    tagged = [at for at, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    written = {"department": "甲县民政局", "level": "部门", "year": 2024, "sources": "documents/甲县民政局-2024.txt"}
    given = nbformat.v4.new_code_cell("\n".join(f"{name} = {value!r}" for name, value in written.items()))
    given.metadata["tags"] = ["injected-parameters"]
    notebook.cells = [*notebook.cells[: tagged[0] + 1], given, *notebook.cells[tagged[0] + 1 : tagged[0] + 5]]
    (project / "budgetnb").symlink_to(Path(bn.__file__).parent)  # the kernel works there: it finds the code that is tested
    runner = ExecutePreprocessor(kernel_name=notebook.metadata.kernelspec["name"], store_widget_state=True)
    done, _ = runner.preprocess(notebook, {"metadata": {"path": str(project)}})
    by_id = {cell["id"]: cell for cell in done.cells if cell.cell_type == "code"}
    assert by_id["choose"].outputs == []
    assert "甲县民政局2024年" in by_id["conclusion"].outputs[0].data["text/plain"]
    assert "widgets" not in done.metadata
    assert "ipywidgets" not in json.dumps(done)


def test_a_copy_is_opened_in_its_language_with_what_its_report_would_be_built_with(project: Path):
    with_params(project)
    assert cli.main(["open", "params/1.yaml", "--no-start", "--lang", "en"]) == 0  # 2024, and the documents of 2023 are there
    cells = json.loads((project / "reports" / "scratch" / "1.ipynb").read_text(encoding="utf-8"))["cells"]
    assert cells[0]["source"] == "# Review of a departmental budget disclosure"
    assert "prior_sources = ['documents/甲县民政局-2023.txt']" in cells[1]["source"]


def test_an_overview_is_opened_as_deep_as_its_report_lies_so_that_its_links_lead_there(project: Path):
    (project / "params" / "all.yaml").write_text("report: overview\nyear: 2024\n", encoding="utf-8")
    assert cli.main(["open", "params/all.yaml", "--no-start"]) == 0
    assert (project / "reports" / "scratch" / "all" / "all.ipynb").is_file()
