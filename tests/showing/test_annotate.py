"""The published narrative with every figure marked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pages import review_of, runs_of

import budgetnb as bn
from budgetnb.blocks import Paragraph
from budgetnb.checking.findings import Evidence, Review
from budgetnb.showing.annotate import NARRATIVE
from budgetnb.showing.marks import place_anchor, words_anchor


def paragraphs(review: Review) -> list[Paragraph]:
    """Without the line that says what the marks mean."""
    return [block for block in bn.show(review, "原文").blocks[1:] if isinstance(block, Paragraph)]


def test_the_text_is_as_it_was_published(sample: Review):
    shown = ["".join(run.text for run in block.text) for block in paragraphs(sample)]
    shown = [re.sub(r"(（见问题\d+）)+$", "", words) for words in shown]
    assert shown == [passage.text for passage in sample.disclosure.passages if passage.kind in NARRATIVE]


def test_every_stated_figure_is_marked_where_it_stands(sample: Review):
    stated = [figure for statement in sample.disclosure.statements for _, figure in statement.figures]
    marked = {run.id: run for block in paragraphs(sample) for run in block.text if run.id}
    assert {figure.key: marked[place_anchor(figure.key)].text for figure in stated} == {figure.key: figure.printed for figure in stated}
    assert all(run.mark in ("ties", "rounds", "breaks", "unchecked") for id, run in marked.items() if id.startswith("c-"))


def test_a_sentence_shows_which_of_its_figures_break(tmp_path: Path):
    review = review_of(tmp_path, "2025年收入总计300万元，支出总计300万元。与2024年预算相比，收支总计各减少100万元，下降20%。")
    sentence = paragraphs(review)[-1]
    assert [(run.text, run.mark) for run in sentence.text if run.mark] == [
        ("300万元", "unchecked"),  # nothing else prints it: there are no tables
        ("300万元", "unchecked"),
        ("100万元", "unchecked"),
        ("20%", "breaks"),
    ]
    assert [run.to for run in sentence.text if run.mark == "breaks"] == [review.problems[0].id]


def test_words_that_a_finding_points_at_are_marked_too(tmp_path: Path):
    review = review_of(tmp_path, "2025年收入总计300万元。与2024年相比，收入总计增加（减少）0万元。")
    (words,) = [run for block in paragraphs(review) for run in block.text if run.text == "增加（减少）"]
    assert words.mark == "breaks"
    assert words.to in {problem.id for problem in review.problems}


def test_a_problem_of_a_whole_passage_is_named_after_it(sample: Review):
    cover = next(passage for passage in sample.disclosure.passages if passage.kind in NARRATIVE)
    evidence = (Evidence(cover.text, None, cover.place),)
    words = {"id": "N-17@封面", "outcome": "breaks", "severity": "warning", "left": None, "right": None, "problem": "P-9"}
    finding = replace(sample.findings[0], proof=evidence, **words)
    problem = replace(sample.problems[0], id="P-9", findings=(finding.id,), suggestion=None)
    review = replace(sample, findings=(*sample.findings, finding), problems=(*sample.problems, problem))
    shown = "".join(run.text for run in paragraphs(review)[0].text)
    assert shown == f"{cover.text}（见问题{len(review.problems)}）"
    (reference,) = [run for run in paragraphs(review)[0].text if run.to]
    assert (reference.to, reference.id) == ("P-9", words_anchor(cover.place))
    assert reference.id in {run.to for run in runs_of(bn.show(review, "问题").blocks)}
