"""Drawing any number of rows, names of any length, any amounts: no words on each other, none cut, always the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from pictures_by_hand import HARD, LONG, amounts, bars, boxes, drawn, flow, outside, overlapping, ranked
from several import YEARS, several

from budgetnb.blocks import Chart, Table
from budgetnb.checking.findings import Review
from budgetnb.showing.charts.catalogue import OF_MANY, OF_ONE, picture
from budgetnb.showing.charts.page import KINDS, chart, draw_on
from budgetnb.showing.charts.pictures import Picture, Row
from budgetnb.showing.many.overview import overview_of
from budgetnb.showing.many.parts import parts_of
from budgetnb.showing.many.years import years_of
from budgetnb.svg import clean_svg
from budgetnb.texts import speak

NUMBER = re.compile(r"[-+]?\d[\d,]*\.\d+%?|(?<!\S)[-+]?\d[\d,]*(?!\S)")
MOST_BYTES = 15_000

every_picture = pytest.mark.parametrize("picture", HARD.values(), ids=HARD.keys())


@every_picture
def test_no_two_labels_overlap(picture: Picture):
    assert overlapping(drawn(picture)) == []


def test_every_kind_of_chart_is_among_the_hard_pictures():
    assert {type(picture) for picture in HARD.values()} == set(KINDS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_chart_of_the_notebooks_has_its_words_apart_and_whole(lang: str, sample: Review, english_sample: Review):
    """Of the sample, of a department over three years, of several departments."""
    review, many = (sample if lang == "zh" else english_sample), several(lang).reviews
    subjects = (years_of(several(lang).over_years), overview_of(YEARS[-1], many, many))
    speak(lang)
    made = [picture(review, name) for name in OF_ONE]
    made += [one for subject in subjects for draw in parts_of(subject).drawn.values() for one in _each(draw(subject))]
    assert {one.name for one in made} >= {*OF_ONE, *(set(OF_MANY) - {"趋势"})}
    assert {one.name: overlapping(drawn(one)) for one in made if overlapping(drawn(one))} == {}
    assert {one.name: outside(drawn(one)) for one in made if outside(drawn(one))} == {}


@every_picture
def test_no_label_is_cut_at_the_edge(picture: Picture):
    ax = drawn(picture)
    assert outside(ax) == []


@every_picture
def test_the_same_picture_gives_the_same_bytes(picture: Picture):
    assert chart(picture) == chart(picture)


@every_picture
def test_a_chart_is_small(picture: Picture):
    assert len(chart(picture).svg.encode()) <= MOST_BYTES


@every_picture
def test_every_number_drawn_is_said_in_the_alternative_text(picture: Picture):
    said = chart(picture).alt
    shown = {number for words, _ in boxes(drawn(picture)) for number in NUMBER.findall(words)}
    assert {number for number in shown if number not in said} == set()


@every_picture
def test_a_drawing_fills_the_width_it_is_given_and_brings_no_style(picture: Picture):
    root = ElementTree.fromstring(chart(picture).svg)  # noqa: S314  our own drawing
    assert set(root.attrib) == {"viewBox", "font-family"}
    assert root.get("viewBox").startswith("0 0 480 ")
    assert not re.search(r"<style|clip-?path|<metadata|url\(", chart(picture).svg, re.IGNORECASE)


@every_picture
def test_a_page_that_cleans_the_drawing_keeps_all_of_it(picture: Picture):
    svg = chart(picture).svg
    assert _texts(clean_svg(svg).standalone()) == _texts(svg)


@every_picture
def test_words_stay_words(picture: Picture):
    assert _texts(chart(picture).svg) == [words for words, _ in boxes(drawn(picture))]


@pytest.mark.parametrize("name", ["60 bars", "four series", "bridge", "far out", "huge, tiny, nil, blank, negative"])
def test_an_axes_of_ones_own_is_drawn_on_as_it_is(name: str):
    figure = Figure(figsize=(11, 9), dpi=100)
    left, right = figure.subplots(1, 2)
    assert draw_on(HARD[name], right) is right
    assert overlapping(right) == []
    assert outside(right) == []
    assert list(left.texts) == []


def test_on_an_axes_the_length_of_a_bar_is_its_amount():
    ax = drawn(bars(Row("上年结转结余", amounts("361.39")), Row("一般公共预算", amounts("185.55"))))
    assert [round(patch.get_width(), 2) for patch in ax.patches] == [361.39, 185.55]
    assert ax.patches[0].get_x() == 0


def test_a_blank_is_never_drawn_and_a_printed_nil_is():
    picture = bars(Row("事业收入", amounts("")), Row("经营收入", amounts("0.00")), Row("其他收入", amounts("3.50")))
    block = chart(picture)
    assert "事业收入" not in _texts(block.svg)
    assert "0.00" in _texts(block.svg)
    assert block.note == "空白（没有印出数字，不画）：事业收入。"
    assert _cells(block) == [["事业收入", "空白"], ["经营收入", "0.00"], ["其他收入", "3.50"]]


def test_many_nils_are_named_in_the_note_instead():
    picture = bars(Row("甲", amounts("3")), *(Row(f"零{place}", amounts("0")) for place in range(4)))
    assert chart(picture).note == "为零（不画）：零0、零1、零2、零3。"
    assert not any(words.startswith("零") for words in _texts(chart(picture).svg))


def test_beyond_twenty_rows_the_smallest_become_one_and_the_table_has_all():
    block = chart(ranked(60))
    rest = sum(row.total for row in ranked(60).rows[19:])
    assert "其余 41 项" in _texts(block.svg)
    assert f"{rest:,.2f}" in _texts(block.svg)
    assert len(block.data.rows) == 60
    assert block.note == "最小的 41 项合为一行，全部见图中数据。"


def test_of_many_steps_the_smallest_become_one_and_the_table_has_all():
    block = chart(HARD["bridge of sixty steps"])
    assert "其余 49 项" in _texts(block.svg)
    assert len(block.data.rows) == 60 + 3
    assert "最小的 49 项合为一行，全部见图中数据。" in block.note


def test_twenty_rows_are_all_drawn():
    assert not any(words.startswith("其余") for words in _texts(chart(ranked(20)).svg))


def test_a_name_that_is_cut_stands_in_full_in_the_table():
    block = chart(bars(Row(LONG, amounts("1"))))
    assert any(words.endswith("…") for words in _texts(block.svg))
    assert _cells(block)[0][0] == LONG


def test_words_of_a_document_are_never_a_formula_nor_markup():
    words = _texts(chart(bars(Row("$x^2$ <b>&amp;", amounts("1")), Row("第\x07\u202e栋", amounts("2")))).svg)
    assert "$x^2$ <b>&amp;" in words
    assert "第〔U+0007〕〔U+202E〕栋" in words


def test_an_amount_too_small_to_see_is_still_drawn():
    ax = drawn(bars(Row("甲", amounts("999999999.00")), Row("乙", amounts("0.01"))))
    pixels = [patch.get_window_extent().width for patch in ax.patches]
    assert pixels[1] >= 0.79


def test_a_flow_names_what_it_cannot_draw():
    note = chart(replace(flow(2, 2), uses=(("教育", Decimal("5.00")), ("预备费", None), ("冲减", Decimal("-2.00"))))).note
    assert "空白（没有印出数字，不画）：预备费。" in note
    assert "为负（不画）：冲减 -2.00。" in note
    assert "两边合计不等" in note


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.text("城乡社区事务ab c（）、。，0123", min_size=1, max_size=70), st.decimals(-(10**9), 10**9, places=2)),
        min_size=1,
        max_size=25,
    )
)
def test_no_bars_make_labels_overlap(rows: list[tuple[str, Decimal]]):
    ax = drawn(bars(*(Row(name, (value,)) for name, value in rows)))
    assert overlapping(ax) == []
    assert outside(ax) == []


def _each(made: Picture | tuple[Picture, ...]) -> tuple[Picture, ...]:
    return made if isinstance(made, tuple) else (made,)


def _texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314  our own drawing
    return [element.text or "" for element in root.iter() if element.tag.endswith("text")]


def _cells(block: Chart) -> list[list[str]]:
    table: Table = block.data
    return [["".join(run.text for run in cell.text) for cell in row.cells] for row in table.rows]
