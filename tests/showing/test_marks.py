"""What the findings make of each printed figure, and where the anchors lead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages import ids_of, runs_of, whole_report

import budgetnb as bn
from budgetnb.blocks_html import anchor
from budgetnb.checking.findings import Review
from budgetnb.showing.charts.bridges import bridges
from budgetnb.showing.charts.page import chart
from budgetnb.showing.marks import explained_at, marked, place_anchor

MARKS = {
    "收支总表/收入总计/金额": "ties",
    "收支总表/其中财政拨款/金额": "ties",
    "文/国有资产/通用设备/数额": "unchecked",
    "支出总表/2080505/基本支出": "blank",
    "财政拨款收支总表/本年支出合计/一般公共预算": "breaks",
    "一般公共预算支出表/合计/合计": "ties",  # the other side of that break ties with everything else
    "文/收支总体/收支总计/增减率": "breaks",
    "文/收支总体/收支总计/增减额": "unchecked",  # stands in the sentence that breaks; nothing confirms it
    "文/支出/基本支出/占比": "breaks",
    "文/支出/支出合计/数额": "ties",
    "文/一般公共预算支出/基本支出/占比": "ties",  # of two printings the one that the amounts give
}


@pytest.mark.parametrize("key", MARKS)
def test_a_figure_is_marked_by_the_gravest_thing_found_of_it(sample: Review, key: str):
    assert marked(sample).mark(key).outcome == MARKS[key]


def test_a_hint_marks_a_matter_of_the_last_digit_as_rounding_and_words_not_at_all(sample: Review):
    key = "文/收支总体/收支总计/增减率"
    finding = marked(sample).mark(key).finding
    assert finding is not None
    others = tuple(one for one in sample.findings if one.id != finding.id)
    asked = replace(sample, findings=(*others, replace(finding, severity="hint")))
    assert marked(asked).mark(key).outcome == "rounds"
    worded = replace(sample, findings=(*others, replace(finding, severity="hint", left=None, right=None)))
    assert marked(worded).mark(key).outcome == "unchecked"


def test_blank_cells_nobody_misses_have_no_mark(sample: Review):
    assert "支出总表/2120399/基本支出" not in marked(sample).marks


def test_every_figure_that_nothing_confirms_is_marked_so(sample: Review):
    asked = marked(sample)
    assert {asked.mark(figure.key).outcome for figure in sample.unchecked} == {"unchecked"}


def test_every_link_leads_somewhere_and_every_anchor_stands_once(sample: Review):
    blocks = (*whole_report(sample), *bn.show(sample, "差额").blocks)
    ids = ids_of(blocks)
    assert len(ids) == len(set(ids))
    assert all(id == anchor(id) for id in ids)
    assert {run.to for run in runs_of(blocks) if run.to} <= set(ids)


def test_a_problem_leads_to_its_findings_they_to_cells_and_sentences_and_these_back(sample: Review):
    problems, rules = bn.show(sample, "问题").blocks, bn.show(sample, "核对表").blocks
    tables, narrative = bn.show(sample, "预算表").blocks, bn.show(sample, "原文").blocks
    cell, sentence = "财政拨款收支总表/212/一般公共预算", "文/收支总体/收支总计/增减率"
    for key, page in ((cell, tables), (sentence, narrative)):
        finding = marked(sample).mark(key).finding
        assert finding is not None
        assert place_anchor(key) in {run.to for run in runs_of(problems)} & {run.to for run in runs_of(rules)} & set(ids_of(page))
        assert explained_at(finding) in {run.to for run in runs_of(page)} & set(ids_of(problems))


def test_every_explained_difference_has_its_bridge(sample: Review):
    shown = bn.show(sample, "差额").blocks
    assert [block for block in shown if getattr(block, "svg", "")] == [chart(bridge) for bridge in bridges(sample)]
