"""The PDF: repeatable, searchable, its wide tables lengthwise with heads on every page, its texts only texts."""

from __future__ import annotations

import os
import subprocess
import sys

import nbformat
import pypdfium2
import pytest
from specimen import HOSTILE, executed

from budgetnb.blocks import (
    MIMETYPE,
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
    runs,
    to_json,
)
from budgetnb.rendering.model import Page
from budgetnb.rendering.paper import Pen, paper_json
from budgetnb.rendering.pdf import BudgetPDFExporter, page_pdf


@pytest.fixture(scope="module")
def made() -> bytes:
    return BudgetPDFExporter().from_notebook_node(executed())[0]


@pytest.fixture(scope="module")
def pages(made: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(made)
    return [_words(document[at]) for at in range(len(document))]


def test_the_same_notebook_gives_the_same_bytes(made: bytes):
    assert BudgetPDFExporter().from_notebook_node(executed())[0] == made


def test_it_is_an_archive_file_for_everybody(made: bytes):
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang" in made


def test_every_page_but_the_cover_says_which_it_is(pages: list[str]):
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1]
    assert all("2024 年部门预算核查报告" in page for page in pages[1:])


def test_the_cover_has_the_verdict_and_the_next_page_the_contents(pages: list[str]):
    assert "需更正后重新公开" in pages[0]
    assert "目录" in pages[1]
    assert "全部规则" in pages[1]


def test_there_are_bookmarks(made: bytes):
    titles = [bookmark.get_title() for bookmark in pypdfium2.PdfDocument(made).get_toc()]
    assert titles == [
        "问题与建议",
        "分节说明",
        "一、收支总体情况",
        "三、支出预算总体情况",
        "图",
        "各表",
        "一般公共预算支出表",
        "全部规则",
        "补充分析",
    ]


def test_a_wide_table_lies_lengthwise_with_its_heading_and_its_heads_on_every_page(made: bytes):
    document = pypdfium2.PdfDocument(made)
    lengthwise = [_words(document[at]) for at in range(len(document)) if document[at].get_width() > document[at].get_height()]
    assert len(lengthwise) == 2
    assert "一般公共预算支出表" in lengthwise[0]
    for page in lengthwise:
        assert "项目支出" in page
        assert "其中：政府购买" in page
    assert "98,765,432.10" in lengthwise[-1]


def test_a_long_table_repeats_its_heads(pages: list[str]):
    assert len([page for page in pages if "差额" in page and ("T9-1" in page or "T1-1 " in page)]) == 2


def test_words_can_be_searched(pages: list[str]):
    words = "".join(pages)
    for said in ("社区治理和服务创新办公室", "4,754.48", "社会保障和就业支出", "㐂、龘、〔U+1F600〕"):
        assert said in words
    assert "\ufffd" not in words


def test_characters_without_a_glyph_are_reported():
    assert BudgetPDFExporter().from_notebook_node(executed())[1]["missing_glyphs"] == ["U+1F600"]


def test_hostile_texts_are_printed_as_texts(pages: list[str]):
    words = "".join(pages)
    for said in (*HOSTILE[:4], "控制〔U+0007〕符〔U+202E〕倒序", "javascript:alert(1)"):
        assert said.replace(" ", "") in words.replace(" ", "")
    assert "root:" not in words


def test_links_lead_to_places_and_only_allowed_addresses(made: bytes):
    assert b"javascript:" not in made
    assert b"https://example.org/?a=1&b=2" in made
    assert made.count(b"/Subtype /Link") + made.count(b"/Subtype/Link") >= 10


def test_it_is_small(made: bytes):
    assert len(made) < 800_000


HEAD = ((HeadCell("甲", rowspan=3), HeadCell("乙", colspan=2)), (HeadCell("丙"),))


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Paragraph(runs("没有标题")),),
        (Heading("只有标题", 2, "h"),),
        (Table("空表", (), (), ()),),
        (Table("", HEAD, (BodyRow((BodyCell(runs("长短不一")),)), BodyRow(tuple(BodyCell(runs(str(n))) for n in range(5)))), ("left",)),),
        (Table("只有头", HEAD, (), ("left", "right", "right")),),
        (
            Table(
                "很宽",
                (tuple(HeadCell(f"第{n}栏") for n in range(34)),),
                (BodyRow(tuple(BodyCell(runs("98,765,432.10")) for _ in range(34))),),
                ("right",) * 34,
            ),
        ),
        (Chart("坏图", "说明", "<svg"), Chart("", "", "<svg/>")),
        (Facts(()), Listing(()), Paragraph(())),
        (Paragraph((Run(" ", to="https://a.cn/"), Run("", to="x", id="x"))), Paragraph((Run("去", to="x"),))),
        (Listing(((Heading("里面的标题", 2, "in"), Table("内表", (), (BodyRow((BodyCell(runs("1")),)),), ("right",))),)),),
        (Paragraph(runs("很长的一段" * 3000)),),
    ],
)
def test_whatever_stands_on_a_page_can_be_printed(blocks: tuple):
    output = nbformat.v4.new_output("display_data", {MIMETYPE: to_json(blocks)})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])
    made, resources = BudgetPDFExporter().from_notebook_node(notebook)
    assert made.startswith(b"%PDF")
    assert resources["missing_glyphs"] == []


def test_narrow_columns_are_as_wide_as_their_numbers_and_letters_shrink_before_anything_is_cut():
    wide = Table("", (), (BodyRow(tuple(BodyCell(runs("98,765,432.10")) for _ in range(20))),), ("right",) * 20)
    said = paper_json(Page("t", "", (wide,)), Pen(frozenset(map(ord, "t98,765,432.10"))))
    (table,) = said["opening"]
    assert table["size"] == 4.5
    assert set(table["widths"]) == {8.18}  # eight comma-parted digits and what stands beside them, no less


def _one_row(*cells: str, heads: tuple[str, ...], align: tuple[str, ...]) -> Table:
    return Table("", (tuple(map(HeadCell, heads)),), (BodyRow(tuple(BodyCell(runs(words)) for words in cells)),), align)


def test_columns_that_are_blank_throughout_leave_their_room_to_words_and_stay_upright():
    name = "甲市示范区社区治理和服务创新办公室"
    filled, blank = ("总计", "本年收入合计", "一般公共预算"), ("政府性基金预算", "国有资本经营预算", "财政专户管理资金收入") * 4
    cells = ("310001", name, "546.94", "185.55", "361.39", *("",) * 12)
    table = _one_row(*cells, heads=("编码", "项目", *filled, *blank), align=("left", "left", *("right",) * 15))
    (section,) = paper_json(Page("t", "", (Heading("一", 2, "a"), table)), Pen(frozenset(range(0x20, 0xFFFF))))["sections"]
    shown = section["blocks"][1]
    assert (section["wide"], shown["size"] >= 7) == (False, True)
    assert shown["widths"][1] >= 9
    assert all(width <= 2 for width in shown["widths"][5:])


def test_a_number_and_a_word_of_a_head_are_never_broken():
    table = _one_row("x" * 60, "1,234,567.89", heads=("Name", "Government-managed funds"), align=("left", "right"))
    (shown,) = paper_json(Page("t", "", (table,)), Pen(frozenset(range(0x20, 0xFFFF))))["opening"]
    assert shown["widths"][1] >= 0.56 * len("Government-managed")


def test_what_is_short_is_not_torn_over_pages():
    rows = tuple(BodyRow((BodyCell(runs(f"第{n}行")),)) for n in range(10))
    torn = [Callout(runs(f"问题{n}"), (Table("", (), rows, ("left",)),), "error", f"p-{n}") for n in range(6)]
    document = pypdfium2.PdfDocument(page_pdf(Page("t", "", (Heading("一", 2, "a"), *torn)))[0])
    pages = [_words(document[at]).replace(" ", "") for at in range(2, len(document))]
    assert sum(page.count("问题") for page in pages) == 6
    assert all(page.count("第0行") == page.count("第9行") == page.count("问题") for page in pages)


def test_the_rows_of_a_group_never_begin_on_the_page_after_its_name():
    rows = [row for n in range(60) for row in (_group(f"组{n}。"), BodyRow((BodyCell(runs(f"行{n}。")), BodyCell(()))))]
    table = Table("", ((HeadCell("甲"), HeadCell("乙")),), tuple(rows), ("left", "left"))
    document = pypdfium2.PdfDocument(page_pdf(Page("t", "", (Heading("一", 2, "a"), table)))[0])
    pages = [_words(document[at]).replace(" ", "") for at in range(2, len(document))]
    assert sum(page.count("组") for page in pages) == 60
    assert len(pages) > 1
    assert all((f"组{n}。" in page) == (f"行{n}。" in page) for page in pages for n in range(60))


def _group(words: str) -> BodyRow:
    return BodyRow((BodyCell(runs(words), colspan=2),), "group")


def test_on_paper_what_has_links_says_the_pages_they_lead_to():
    page_full = Paragraph(runs("很长的一段" * 330))
    far = (page_full, Heading("甲处", 2, "a"), page_full, Heading("乙处", 2, "b"), page_full, page_full, page_full, Heading("丙处", 2, "c"))
    said = Paragraph((Run("见"), Run("甲", to="a"), Run("546.94", mark="ties", to="b"), Run("和", to="c"), Run("网", to="https://a.cn/")))
    row = (BodyCell((Run("乙", to="b"),)), BodyCell((Run("1.00", to="c"),)), BodyCell((Run("2.00", mark="breaks", to="c"),)))
    table = Table("表", (), (BodyRow(row),), ("left", "right", "right"))
    back = Paragraph((Run("回", to="near"), Run("此", to="c")))
    document = pypdfium2.PdfDocument(page_pdf(Page("t", "", (Heading("近处", 2, "near"), said, table, *far, back)))[0])
    words = ["".join(_words(document[at]).split()) for at in range(len(document))]
    a, b, c = (next(n for n, on_page in enumerate(words, 1) if n > 2 and place in on_page) for place in ("甲处", "乙处", "丙处"))
    assert 3 < a == b - 1 < c - 2
    assert f"见甲546.94和网〔第{a}–{b}、{c}页〕" in words[2]
    assert f"乙〔第{b}、{c}页〕1.00×2.00带标记的数在第{c}页说明。" in words[2]
    assert "回此〔第3页〕" in words[-1]  # not the page it stands on itself


def test_a_heading_goes_with_the_wide_table_below_it():
    wide = Table("宽", (), (BodyRow(tuple(BodyCell(runs("98,765,432.10")) for _ in range(9))),), ("right",) * 9, wide=True)
    said = paper_json(
        Page("t", "", (Heading("一", 2, "a"), Paragraph(runs("x")), Heading("二", 2, "b"), wide, Heading("三", 2, "c"))), Pen(frozenset())
    )
    assert [(section["wide"], [block["kind"] for block in section["blocks"]]) for section in said["sections"]] == [
        (False, ["heading", "paragraph"]),
        (True, ["heading", "table"]),
        (False, ["heading"]),
    ]


def test_a_page_in_english_numbers_its_pages_in_english():
    exporter = BudgetPDFExporter(lang="en")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Report\n\n## Part")])
    document = pypdfium2.PdfDocument(exporter.from_notebook_node(notebook)[0])
    assert "Page 3 of 3" in _words(document[2])


def test_a_page_may_be_printed_without_a_notebook():
    made, missing = page_pdf(Page("标题", "", (Paragraph(runs("雨")),)))
    assert made.startswith(b"%PDF")
    assert missing == frozenset()


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited as on Linux")
def test_a_typesetter_that_gets_no_threads_raises_an_error_that_a_batch_can_catch():
    """typst panics then; what Python gets is no Exception and once ended a batch with reports undone."""
    script = (
        "import resource\nfrom budgetnb.blocks import Paragraph, runs\nfrom budgetnb.rendering.model import Page\n"
        "from budgetnb.rendering import pdf\npdf._fonts(), pdf.glyphs()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**30,) * 2)\n"
        "try:\n    pdf.page_pdf(Page('t', '', (Paragraph(runs('x')),)))\nexcept RuntimeError as wrong:\n    print(wrong)"
    )
    wanted = os.environ | {"RAYON_NUM_THREADS": "10000"}  # 20 GB of stacks
    said = subprocess.run([sys.executable, "-c", script], env=wanted, capture_output=True, encoding="utf-8", check=True).stdout
    assert "thread pool" in said


def _words(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_bounded().replace("\r\n", "").replace("\u2060", "")
