"""One department over its years, and all departments of a year: what is compared, what is not, and that both are said."""

from __future__ import annotations

import ast
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from collected_by_hand import collected, reviewed

import budgetnb as bn
from budgetnb.checking.findings import Review
from budgetnb.showing.collection import NothingCollected
from budgetnb.showing.many.lines import moved, over_years
from budgetnb.showing.many.overview import NothingOfThatYear, overview_of
from budgetnb.showing.many.parts import parts_of
from budgetnb.showing.many.stated import said
from budgetnb.showing.many.years import NobodyOfThatName, years_of
from budgetnb.showing.measures import why_apart
from budgetnb.showing.recalled import recalled_of

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
MORE = "与 {before} 年相比，支出总计增加 20.00 万元，增长 {rate}%，主要原因是{reason}。"
NAME = "甲县教育局"


def three_years(folder: Path) -> list[Review]:
    """2021, 2022 and 2024: the text of 2022 is right about 2021."""
    return [
        reviewed(folder, NAME, 2021, "100.00", basic="80.00", project="20.00"),
        reviewed(
            folder, NAME, 2022, "120.00", basic="80.00", project="40.00", said=MORE.format(before=2021, rate="20.00", reason="新建校舍")
        ),
        reviewed(folder, NAME, 2024, "90.00"),
    ]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of one department, one year of two others, and one that could not be built."""
    folder = tmp_path_factory.mktemp("documents")
    others = [reviewed(folder, "乙县教育局", 2022, "300.00"), reviewed(folder, "丙县教育局", 2022, "50.00", spent="51.00")]
    missing = {"kind": "failed", "department": "丁县教育局", "level": "部门", "year": 2022, "why": "内核没有启动"}
    return collected(tmp_path_factory.mktemp("reports"), [*three_years(folder), *others], [missing])


def cells(name: str, years: Any) -> list[list[str]]:
    table = next(block for block in bn.show(years, name).blocks if type(block).__name__ == "Table")
    return [["".join(run.text for run in cell.text) for cell in row.cells] for row in table.rows]


def test_the_collected_data_are_frames_with_exact_amounts_or_floats(home: Path):
    found = bn.load(home)
    totals = found.figures[found.figures["key"] == "收支总表/支出总计/金额"]
    assert totals["value"].sum() == Decimal("661.00")
    assert totals["yuan"].sum() == Decimal("6610000")
    assert bn.load(home, exact=False).figures["value"].dtype == float
    assert len(found.disclosures) == 5
    assert set(found.problems["organisation"]) <= set(found.disclosures["organisation"])
    assert {"ties", "breaks"} <= set(found.findings["outcome"])
    assert set(found.statements["year"]) == {2021, 2022, 2024}


def test_without_collected_data_it_is_said_what_to_run(tmp_path: Path):
    with pytest.raises(NothingCollected, match="请先运行 budgetnb batch"):
        bn.load(tmp_path)


def test_a_review_recalled_has_the_figures_statements_and_problems_it_had(home: Path, tmp_path: Path):
    review = three_years(tmp_path)[1]
    recalled, known = bn.trend(NAME, folder=home).of(2022), recalled_of(review)
    assert recalled
    tables = [
        [[figure and (figure.key, figure.value, figure.unit) for figure in line.figures] for line in table.lines]
        for table in known.disclosure.tables
    ]
    assert [
        [[figure and (figure.key, figure.value, figure.unit) for figure in line.figures] for line in table.lines]
        for table in recalled.disclosure.tables
    ] == tables
    assert [(one.term, one.direction, [figure.value for _, figure in one.figures]) for one in recalled.disclosure.statements] == [
        (one.term, one.direction, [figure.value for _, figure in one.figures]) for one in known.disclosure.statements
    ]
    assert ([problem.id for problem in recalled.problems], dict(recalled.tally)) == (
        [problem.id for problem in known.problems],
        dict(known.tally),
    )


def test_a_year_without_a_document_is_a_gap_and_no_zero(home: Path):
    years = bn.trend(NAME, folder=home)
    assert (years.years, years.of(2023)) == ((2021, 2022, 2023, 2024), None)
    assert "2023年没有收入公开文本，图中留空，不当作零" in repr(bn.say(years, "摘要"))
    (chart,) = bn.draw(years, "总量").blocks
    assert "2023 无文本" in chart.alt
    assert "2024 90.00" in chart.alt
    assert "2024 90.00（" not in chart.alt  # no change across the gap


def test_lines_are_matched_by_code_and_a_line_that_is_not_there_is_no_zero(tmp_path: Path):
    before = reviewed(tmp_path, NAME, 2023, "10.00", code="2050201", account="学前教育")
    now = reviewed(tmp_path, NAME, 2024, "30.00", code="2050202", account="小学教育")
    rows = {row[0]: row[2:] for row in cells("支出科目", years_of([before, now]))}
    assert rows["205"] == ["10.00", "30.00", "+200.00%"]
    assert rows["2050201"] == ["10.00", "无此行", ""]
    assert rows["2050202"] == ["无此行", "30.00", ""]


def test_a_code_that_stands_for_something_else_is_not_compared(tmp_path: Path):
    before = reviewed(tmp_path, NAME, 2023, "10.00", account="公诉和审判监督")
    now = reviewed(tmp_path, NAME, 2024, "30.00", account="检察监督")
    (row,) = (row for row in cells("支出科目", years_of([before, now])) if row[0] == "2050201")
    assert row[1:] == ["检察监督（2023 年称公诉和审判监督）", "10.00", "30.00", "≠"]


def test_an_account_that_moved_to_another_code_makes_its_classes_incomparable(tmp_path: Path):
    before = reviewed(tmp_path, NAME, 2023, "10.00", code="2080101", account="住房公积金")
    now = reviewed(tmp_path, NAME, 2024, "30.00", code="2210201", account="住房公积金")
    table = over_years(years_of([before, now]), ("支出总表",), ("类", "款", "项"))
    assert table
    (one,) = moved(table)
    assert (one.name, one.before, one.after, one.year) == ("住房公积金", "2080101", "2210201", 2024)


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ("与 2023 年相比，支出总计增加 20.00 万元，增长 20.00%，主要原因是扩班。", "ties"),
        ("与 2023 年相比，支出总计增加 20.30 万元，增长 20.36%，主要原因是扩班。", "breaks"),
        ("与 2023 年执行数相比，支出总计增加 33.00 万元，增长 37.93%，主要原因是扩班。", "actual"),
        ("与 2023 年相比，支出总计增加 33.00 万元，增长 37.93%，主要原因是统计口径不同。", "definition"),
    ],
)
def test_what_a_text_says_of_the_year_before_is_set_against_its_document(told: str, outcome: str, tmp_path: Path):
    years = years_of([reviewed(tmp_path, NAME, 2023, "100.00"), reviewed(tmp_path, NAME, 2024, "120.00", said=told)])
    assert [one.outcome for one in said(years)] == [outcome]


def test_a_text_that_says_its_definition_changed_stops_the_comparison(tmp_path: Path):
    before = reviewed(tmp_path, NAME, 2023, "100.00")
    now = reviewed(tmp_path, NAME, 2024, "120.00", said=MORE.format(before=2023, rate="20.00", reason="统计口径不同"))
    assert why_apart("支出总计", before.disclosure, now.disclosure) == "text"
    years = years_of([before, now])
    assert "2024 120.00（≠）" in bn.draw(years, "总量").blocks[0].alt
    assert cells("可比性", years)[0][2] == "2024 年的文字说明口径与上年不同"


def test_real_texts_of_three_years_are_set_against_each_other(corpus: Path):
    """By hand: 2018 tells of 17,981.98 where 2017 prints 17,981.68, three times, and of travel abroad unchanged at 100 where it was 110."""
    files = [corpus / "js-jianchayuan-2017-2019" / f"{year}_dept_budget.pdf" for year in (2017, 2018, 2019)]
    years = years_of(bn.review([file]) for file in files)
    found = list(said(years))
    assert [(one.year, one.statement.term) for one in found if one.outcome == "breaks"] == [
        *((2018, term) for term in ("财政拨款收支", "财政拨款支出", "一般公共预算支出", "因公出国费"))
    ]
    assert Counter(one.outcome for one in found)["ties"] > 30
    assert why_apart("机关运行经费", years.seen[0].disclosure, years.seen[1].disclosure) == "text"


def test_nobody_of_a_name_and_nothing_of_a_year_are_said(home: Path):
    with pytest.raises(NobodyOfThatName, match="没有“戊局”"):
        bn.trend("戊局", folder=home)
    with pytest.raises(NothingOfThatYear, match="没有 1999 年"):
        bn.overview(1999, folder=home)


def test_an_overview_lists_everybody_with_most_to_correct_first_and_who_is_absent(home: Path):
    overview = bn.overview(2022, folder=home)
    rows = cells("部门一览", overview)
    assert rows[0][0] == "丙县教育局"  # revenue and expenditure differ
    assert sorted(row[0] for row in rows) == sorted(["丙县教育局", "乙县教育局", NAME])
    assert next(row for row in rows if row[0] == NAME)[-2:] == ["120.00", "+20.00%"]
    assert next(row for row in rows if row[0] == "乙县教育局")[-1] == "无上年文本"
    assert cells("没有列入", overview) == [["丁县教育局（部门）", "报告没有生成", "内核没有启动"]]


def test_an_overview_of_a_choice_has_only_those_chosen(home: Path):
    assert [one.disclosure.name for one in bn.overview(2022, only="乙县", folder=home).seen] == ["乙县教育局"]
    assert len(bn.overview(2022, only="*教育局", folder=home).seen) == 3


def test_the_last_of_several_drafts_counts(tmp_path: Path):
    from dataclasses import replace

    review = reviewed(tmp_path, NAME, 2024, "100.00")
    drafts = [replace(review, disclosure=replace(review.disclosure, revision=draft)) for draft in ("2", None, "10")]
    (kept,) = overview_of(2024, drafts).seen
    assert kept.disclosure.revision == "10"


def test_departments_and_units_are_never_added_up(tmp_path: Path):
    from dataclasses import replace

    review = reviewed(tmp_path, NAME, 2024, "100.00")
    unit = replace(review, disclosure=replace(review.disclosure, level="单位"))
    overview = overview_of(2024, [review, unit])
    captions = [chart.caption for chart in bn.draw(overview, "部门排序").blocks]
    assert [caption[:4] for caption in captions] == ["1 个部", "1 个单"]
    assert "200" not in repr(bn.say(overview, "摘要"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("notebook", ["trend_report", "overview"])
def test_everything_a_notebook_asks_for_is_told_in_both_languages(notebook: str, lang: str, home: Path):
    subject = bn.trend(NAME, folder=home, lang=lang) if notebook == "trend_report" else bn.overview(2022, folder=home, lang=lang)
    asked = [call for call in _calls(NOTEBOOKS / f"{notebook}.ipynb") if call[0] in ("say", "show", "draw")]
    parts = parts_of(subject)
    assert {name for _, name in asked} == {*parts.said, *parts.shown, *parts.drawn}
    for function, name in asked:
        blocks = getattr(bn, function)(subject, name)
        assert blocks._repr_mimebundle_()["text/html"]


def _calls(path: Path) -> list[tuple[str, str]]:
    """The calls of a notebook with the name they ask for."""
    source = "\n".join(
        "".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"
    )
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and len(node.args) == 2]
    return [
        (call.func.attr, ast.literal_eval(call.args[1]))
        for call in calls
        if isinstance(call.func, ast.Attribute) and isinstance(call.args[1], ast.Constant)
    ]
