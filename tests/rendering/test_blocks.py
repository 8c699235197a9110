"""Blocks survive JSON and become HTML that is correct, readable without colours, and harmless."""

from __future__ import annotations

import json

import pytest
import specimen
from specimen import HOSTILE

from budgetnb.blocks import (
    BodyCell,
    BodyRow,
    Callout,
    Chart,
    Facts,
    HeadCell,
    Heading,
    Listing,
    Paragraph,
    Run,
    Table,
    from_json,
    runs,
    to_json,
)
from budgetnb.blocks_html import head_rows, html, notebook_html
from budgetnb.texts import speak

SHOWN = (
    specimen.opening("甲市", 2024),
    specimen.problems(),
    specimen.narrative(),
    specimen.small_table(),
    specimen.wide_table(),
    specimen.chart(),
    specimen.rules(),
    specimen.hostile(),
)
HEAD = (
    (HeadCell("科目", rowspan=2), HeadCell("基本支出", colspan=2), HeadCell("合计", rowspan=2)),
    (HeadCell("人员"), HeadCell("公用")),
)


@pytest.mark.parametrize("shown", SHOWN)
def test_blocks_survive_json(shown: specimen.Shown):
    assert from_json(json.loads(json.dumps(to_json(shown.blocks)))) == shown.blocks


def test_json_of_another_kind_is_refused():
    with pytest.raises(ValueError, match=r"budgetnb.blocks/9"):
        from_json({"schema": "budgetnb.blocks/9", "blocks": []})


def test_every_head_cell_knows_its_column():
    assert [[(cell.text, at) for cell, at in row] for row in head_rows(HEAD)] == [
        [("科目", 0), ("基本支出", 1), ("合计", 3)],
        [("人员", 1), ("公用", 2)],
    ]


def test_a_table_says_what_heads_what():
    rows = (BodyRow((BodyCell(runs("民政")), *(BodyCell(runs("1.00")) for _ in range(3))), indent=1),)
    made = html([Table("支出", HEAD, rows, ("left", "right", "right", "right"), "万元", "资料来源：第 3 页", "t")])
    assert '<caption><span>支出</span> <span class="unit">单位：万元</span></caption>' in made
    assert '<th scope="col" rowspan="2" class="w2">科目</th>' in made
    assert '<th scope="colgroup" colspan="2" class="c">基本支出</th>' in made
    assert '<th scope="col" class="r">公用</th>' in made
    assert '<tr><th scope="row" class="i1">民政</th><td>1.00</td>' in made
    assert 'role="region" aria-label="支出" tabindex="0"' in made
    assert '<p class="note">资料来源：第 3 页</p>' in made


@pytest.mark.parametrize(
    ("align", "made"),
    [
        (("left", "right", "right", "left"), '<td class="r">1.00</td><td class="r">2.00</td><td>相符</td>'),
        (("left", "right", "right", "right"), "<td>1.00</td><td>2.00</td><td>相符</td>"),
        (("right", "right", "right", "left"), '<td>1.00</td><td>2.00</td><td class="l">相符</td>'),
    ],
)
def test_where_most_columns_are_numbers_only_the_others_say_on_which_side_they_stand(align: tuple[str, ...], made: str):
    cells = tuple(BodyCell(runs(words)) for words in ("民政", "1.00", "2.00", "相符"))
    assert made in html([Table("", (), (BodyRow(cells),), align)])


def test_an_empty_head_cell_is_no_head():
    assert '<thead><tr><td></td><th scope="col" class="r">数额</th></tr></thead>' in html(
        [Table("", ((HeadCell(""), HeadCell("数额")),), (), ("left", "right"))]
    )


def test_a_mark_is_told_by_more_than_its_colour():
    made = html([Paragraph((Run("86.93%", mark="breaks"), Run("1.00", mark="ties"), Run("2.00", mark="unheard-of")))])
    assert made == '<p><span class="m breaks">86.93%<span class="sr">（不符）</span></span><span class="m ties">1.00</span>2.00</p>\n'


def test_a_chart_says_what_it_shows():
    data = Table("", ((HeadCell("a"),),), (), ("left",))
    made = html([Chart("九成", '多的 "一半"', '<svg width="9" height="9"><rect width="3"/></svg>', "注", "f", data)])
    assert '<figure class="chart" id="f"><figcaption>九成</figcaption>' in made
    assert '<svg role="img" aria-label="多的 &#34;一半&#34;"' in made
    assert "<details><summary>图中数据</summary>" in made


def test_a_chart_that_is_none_is_told_in_words():
    assert "<p>此图无法显示。图的内容：多的一半</p>" in html([Chart("九成", "多的一半", "<svg")])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand(words: str):
    cell = BodyCell((Run(words),), id=words)
    blocks = (
        Heading(words, 2, words),
        Paragraph((Run(words, True, "breaks", words, words),)),
        Paragraph(runs(words), words),
        Listing(((Paragraph(runs(words)),),)),
        Table(words, ((HeadCell(words),),), (BodyRow((cell,), words),), (words,), words, words, words),
        Facts(((words, words, words, words),)),
        Callout(runs(words), (Paragraph(runs(words), "plain"),), words, words),
        Chart(words, words, f"<svg>{words}</svg>", words, words),
    )
    made = html(blocks)
    assert "<script" not in made
    assert "<img" not in made
    assert "</style" not in made
    assert "\x07" not in made
    assert "\u202e" not in made


@pytest.mark.parametrize(
    ("to", "href"),
    [
        ("t-1", "#t-1"),
        ("#t-1", "#t-1"),
        ("T1-4@收支总表/收入总计", "#T1-4@收支总表/收入总计"),
        ("a b", "#a-b"),
        ("https://www.mof.gov.cn/?a=1&b=2", "https://www.mof.gov.cn/?a=1&amp;b=2"),
        ("mailto:czj@example.org", "mailto:czj@example.org"),
        ("javascript:alert(1)", "#javascript:alert(1)"),
        (" JavaScript:alert(1)", "#JavaScript:alert(1)"),
        ("data:text/html,x", "#data:text/html,x"),
        ("//example.org", "#//example.org"),
        ("file:///etc/passwd", "#file:///etc/passwd"),
    ],
)
def test_a_link_leads_to_an_anchor_to_the_web_or_to_a_mailbox(to: str, href: str):
    assert html([Paragraph((Run("x", to=to),))]) == f'<p><a href="{href}">x</a></p>\n'


def test_in_a_notebook_blocks_carry_their_style():
    made = notebook_html(specimen.small_table().blocks)
    assert made.startswith('<div class="budgetnb"><style>.budgetnb{')
    assert len(made) < 5_000


def test_words_around_the_content_follow_the_language():
    speak("en")
    assert "Unit: CNY 10,000" in html([Table("支出", (), (), (), "万元")])
