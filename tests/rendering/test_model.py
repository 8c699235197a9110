"""A notebook becomes a page: our blocks as they are, an analyst's own outputs as well as can be."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from budgetnb.blocks import (
    FILES_MIMETYPE,
    MIMETYPE,
    REVIEW_MIMETYPE,
    Block,
    Callout,
    Chart,
    Heading,
    Listing,
    Paragraph,
    Run,
    Table,
    runs,
    to_json,
)
from budgetnb.rendering.markdown import markdown_blocks
from budgetnb.rendering.model import linked, read_page
from budgetnb.rendering.outputs import html_blocks

PANDAS = """<div><style scoped>.x{color:red}</style><table border="1" class="dataframe">
<thead><tr><th></th><th colspan="2">支出</th></tr><tr><th>科目</th><th>基本</th><th>项目</th></tr></thead>
<tbody><tr><th rowspan="2">民政</th><td>1,024.50</td><td>文字</td></tr><tr><td>-3.00</td><td>NaN</td></tr></tbody></table>
<p>2 rows × 3 columns</p></div>"""


WRITTEN = """## 一 **粗**

甲 *乙* [丙](https://x.cn/) <b>丁</b>

- 子
  1. 孙

> 引

<script>1</script>

| a | b |
|---|--:|
| 1 | 2 |
"""


def cell(*outputs: dict[str, Any], tags: tuple[str, ...] = (), source: str = "x") -> Any:
    made = nbformat.v4.new_code_cell(source, outputs=[nbformat.from_dict(output) for output in outputs], execution_count=3)
    made.metadata["tags"] = list(tags)
    return made


def shown(*blocks: Block, **data: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {MIMETYPE: to_json(blocks), "text/html": "<p>anders</p>", **data}}


def data(**forms: Any) -> dict[str, Any]:
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {name.replace("__", "/").replace("_", "+"): form for name, form in forms.items()},
    }


def page(*cells: Any, **metadata: Any) -> Any:
    return read_page(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata), "文件名")


def words(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return "".join(run.text for run in block.text)


def test_blocks_are_taken_and_html_beside_them_is_not():
    assert page(cell(shown(Paragraph(runs("一"))))).blocks == (Paragraph(runs("一")),)


def test_parameters_and_source_are_not_shown():
    assert page(cell(shown(Paragraph(runs("一"))), tags=("parameters",)), cell(source="code")).blocks == ()


def test_source_is_shown_on_request():
    made = read_page(nbformat.v4.new_notebook(cells=[cell(source="bn.show(1)")]), code=True)
    assert made.blocks == (Paragraph(runs("bn.show(1)"), "plain"),)


def test_the_title_is_the_one_shown_and_the_one_written_stands_above_it():
    made = page(nbformat.v4.new_markdown_cell("# 核查报告"), cell(shown(Heading("甲局 2024 年", 1), Heading("乙", 1))))
    assert (made.title, made.kicker) == ("甲局 2024 年", "核查报告")
    assert made.blocks == (Heading("乙", 2, "乙"),)


def test_a_title_that_was_asked_for_comes_first_and_a_file_name_last():
    assert page(nbformat.v4.new_markdown_cell("# 写的"), budgetnb={"title": "要的"}).title == "要的"
    assert page().title == "文件名"


def test_headings_have_ids_of_their_own_and_skip_no_level():
    made = page(nbformat.v4.new_markdown_cell("## 一\n\n#### 二\n\n## 一\n\n###### 三"))
    assert made.blocks == (Heading("一", 2, "一"), Heading("二", 3, "二"), Heading("一", 2, "一-2"), Heading("三", 3, "三"))


def test_what_stands_before_the_first_heading_is_the_opening():
    made = page(cell(shown(Paragraph(runs("结论"), "verdict"), Heading("一"), Paragraph(runs("后")))))
    assert made.opening == (Paragraph(runs("结论"), "verdict"),)
    assert made.body == (Heading("一", 2, "一"), Paragraph(runs("后")))


def test_links_that_lead_nowhere_and_ids_given_twice_are_mended():
    blocks = (Paragraph((Run("一", id="a"), Run("二", id="a"), Run("三", to="a"), Run("四", to="b"), Run("五", to="https://x.cn/"))),)
    assert linked(blocks) == (Paragraph((Run("一", id="a"), Run("二"), Run("三", to="a"), Run("四"), Run("五", to="https://x.cn/"))),)


def test_blocks_in_which_every_link_leads_somewhere_are_left_alone():
    blocks = (Heading("一", 2, "a"), Paragraph((Run("三", to="#a"),)))
    assert linked(blocks) is blocks


def test_markdown_becomes_blocks_and_its_html_stays_text():
    made = markdown_blocks(WRITTEN)
    assert made[0] == Heading("一 粗", 2)
    assert made[1] == Paragraph(
        (Run("甲 "), Run("乙", True), Run(" "), Run("丙", to="https://x.cn/"), Run(" "), Run("<b>"), Run("丁"), Run("</b>"))
    )
    assert made[2] == Listing(((Paragraph(runs("子")), Listing(((Paragraph(runs("孙")),),), True)),))
    assert made[3] == Paragraph(runs("引"), "quote")
    assert made[4] == Paragraph(runs("<script>1</script>"))
    assert isinstance(made[5], Table)
    assert made[5].align == ("left", "right")


def test_a_pandas_table_becomes_a_table_and_its_remark_a_note():
    table, note = html_blocks(PANDAS)
    assert isinstance(table, Table)
    assert [[head.text for head in row] for row in table.head] == [["", "支出"], ["科目", "基本", "项目"]]
    assert table.head[0][1].colspan == 2
    assert [["".join(run.text for run in cell.text) for cell in row.cells] for row in table.rows] == [
        ["民政", "1,024.50", "文字"],
        ["", "-3.00", "NaN"],
    ]
    assert (table.align, table.head_columns) == (("left", "right", "left"), 1)
    assert words(note) == "2 rows × 3 columns"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (data(text__plain="3.14"), "3.14"),
        (data(text__plain=["a\n", "b"]), "a\nb"),
        (data(text__html="<p>甲<script>alert(1)</script></p>", text__plain="x"), "甲"),
        (data(text__html="<img src=x onerror=alert(1)>", text__plain="<IPython.HTML>"), "<IPython.HTML>"),
        (data(text__markdown="**粗**"), "粗"),
        ({"output_type": "stream", "name": "stdout", "text": "\x1b[31m红\x1b[0m\n"}, "红"),
    ],
)
def test_other_outputs_are_shown_as_text(output: dict[str, Any], said: str):
    (block,) = page(cell(output)).blocks
    assert words(block) == said


def test_warnings_and_errors_are_not_dropped():
    aside, failed = page(
        cell(
            {"output_type": "stream", "name": "stderr", "text": "注意"},
            {"output_type": "error", "ename": "ValueError", "evalue": "坏", "traceback": []},
        )
    ).blocks
    assert isinstance(aside, Callout)
    assert isinstance(failed, Callout)
    assert (aside.tone, failed.tone) == ("hint", "error")
    assert words(failed.blocks[0]) == "ValueError: 坏"


def test_a_picture_is_a_chart_with_the_words_given_to_it():
    output = data(image__svg_xml="<svg/>") | {"metadata": {"image/svg+xml": {"alt": "两根柱"}}}
    assert page(cell(output)).blocks == (Chart("", "两根柱", "<svg/>"),)
    assert page(cell(data(image__svg_xml="<svg/>"))).blocks == (Chart("", "没有文字说明的图", "<svg/>"),)


def test_what_is_only_for_the_runner_is_not_shown():
    review = {"output_type": "display_data", "metadata": {}, "data": {REVIEW_MIMETYPE: {}, FILES_MIMETYPE: {}, "text/plain": "review"}}
    assert page(cell(review)).blocks == ()
