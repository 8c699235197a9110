"""PDF files: what is printed is what is read, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_files import bare_pdf, pdf, picture

from budgetnb.errors import UnreadableFile
from budgetnb.reading.document import Document, Grid, Paragraph
from budgetnb.reading.pdf import read_pdf


def rows(grid: Grid) -> list[list[str | None]]:
    """The texts of a grid, row by row; None where a merged cell covers."""
    return [[cell.text if cell else None for cell in row] for row in grid.matrix()]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_table_with_merged_heads_keeps_their_spans_and_places(tmp_path: Path):
    document = read_pdf(
        pdf(
            tmp_path,
            """
            收支预算总表
            #table(columns: (100pt, 60pt, 60pt, 60pt), rows: 20pt, inset: 5pt,
              table.cell(rowspan: 2)[科目], table.cell(colspan: 3)[支出预算],
              [合计], [基本支出], [项目支出],
              [教育支出], [250,000], [], [250,000])
            注：金额为元。
            """,
        )
    )
    (grid,) = grids(document)
    assert rows(grid) == [
        ["科目", "支出预算", None, None],
        [None, "合计", "基本支出", "项目支出"],
        ["教育支出", "250,000", "", "250,000"],
    ]
    assert [(cell.text, cell.rowspan, cell.colspan) for cell in grid.cells[:2]] == [("科目", 2, 1), ("支出预算", 1, 3)]
    assert texts(document) == ["收支预算总表", "注：金额为元。"]
    x0, top, x1, bottom = grid.spot.box or (0, 0, 0, 0)
    assert (round(x1 - x0), round(bottom - top), grid.spot.page) == (280, 60, 1)
    assert grid.cells[0].spot.box == pytest.approx((x0, top, x0 + 100, top + 40), abs=1)


def test_blocks_stand_in_the_order_they_are_printed(tmp_path: Path):
    document = read_pdf(pdf(tmp_path, "一、上段\n#table(columns: 2, [甲], [1])\n二、中段\n#table(columns: 2, [乙], [2])\n三、下段"))
    assert [block.text if isinstance(block, Paragraph) else rows(block) for block in document.blocks] == [
        "一、上段",
        [["甲", "1"]],
        "二、中段",
        [["乙", "2"]],
        "三、下段",
    ]


def test_a_table_without_borders_at_its_sides_keeps_its_outer_columns(tmp_path: Path):
    lines = "stroke: (x, y) => (top: 1pt, bottom: 1pt, left: if x > 0 { 1pt } else { none })"
    document = read_pdf(pdf(tmp_path, f"#table(columns: (90pt, 90pt, 90pt), {lines}, [科目], [合计], [项目], [教育], [5], [6])"))
    assert rows(grids(document)[0]) == [["科目", "合计", "项目"], ["教育", "5", "6"]]


def test_a_frame_around_text_is_no_table(tmp_path: Path):
    document = read_pdf(pdf(tmp_path, "#rect(width: 200pt)[框中的文字]"))
    assert (grids(document), texts(document)) == ([], ["框中的文字"])


def test_a_coloured_row_makes_no_cells_of_its_own(tmp_path: Path):
    document = read_pdf(
        pdf(tmp_path, "#table(columns: (90pt, 90pt), fill: (x, y) => if y == 0 { gray }, inset: 8pt, [科目], [合计], [教育], [5])")
    )
    assert rows(grids(document)[0]) == [["科目", "合计"], ["教育", "5"]]


def test_lines_of_a_cell_become_one_text_and_stacked_numbers_stay_apart(tmp_path: Path):
    document = read_pdf(
        pdf(tmp_path, "#table(columns: (52pt, 90pt, 52pt), [机关事业单位养老保险], [1,200.00 \\ 300.00], [123,456,789,012.00])")
    )
    assert rows(grids(document)[0]) == [["机关事业单位养老保险", "1,200.00\n300.00", "123,456,789,012.00"]]


def test_a_text_that_runs_over_its_cell_stays_whole(tmp_path: Path):
    document = read_pdf(
        pdf(tmp_path, "#table(columns: (60pt, 60pt), [#box(width: 0pt, height: 8pt, place(box(width: 90pt)[一般公共预算支出]))], [])")
    )
    assert rows(grids(document)[0]) == [["一般公共预算支出", ""]]


def test_a_table_printed_sideways_is_read_upright_and_placed_as_displayed(tmp_path: Path):
    document = read_pdf(
        pdf(tmp_path, "#rotate(-90deg, reflow: true)[财政拨款收支预算总表 #table(columns: (80pt, 60pt), [科目], [合计], [教育], [5])]")
    )
    assert rows(grids(document)[0]) == [["科目", "合计"], ["教育", "5"]]
    assert texts(document) == ["财政拨款收支预算总表"]
    first, second = grids(document)[0].cells[:2]
    assert first.spot.box
    assert second.spot.box
    assert second.spot.box[3] == pytest.approx(first.spot.box[1], abs=1)  # the next column stands above on the displayed page


@pytest.mark.parametrize(
    ("turn", "box"), [(0, (20, 20, 180, 60)), (90, (240, 20, 280, 180)), (180, (220, 240, 380, 280)), (270, (20, 220, 60, 380))]
)
def test_a_page_turned_by_the_viewer_is_read_as_displayed(tmp_path: Path, turn: int, box: tuple[float, ...]):
    content = b"20 240 160 40 re 100 240 m 100 280 l S BT /F 10 Tf 30 255 Td (AA) Tj 80 0 Td (55) Tj ET"
    document = read_pdf(bare_pdf(tmp_path, content, b"/Rotate %d" % turn))
    assert rows(grids(document)[0]) == [["AA", "55"]]
    assert grids(document)[0].spot.box == pytest.approx(box, abs=1)


def test_a_landscape_page_stored_upright_is_read_as_displayed(tmp_path: Path):
    content = b"20 20 40 160 re 20 100 m 60 100 l S BT /F 10 Tf 0 1 -1 0 45 30 Tm (AA) Tj 0 1 -1 0 45 110 Tm (55) Tj ET"
    document = read_pdf(bare_pdf(tmp_path, content, b"/Rotate 90"))
    assert rows(grids(document)[0]) == [["AA", "55"]]
    assert grids(document)[0].spot.box == pytest.approx((20, 20, 180, 60), abs=1)


def test_a_cropped_page_is_measured_from_its_visible_corner(tmp_path: Path):
    content = b"20 240 160 40 re 100 240 m 100 280 l S BT /F 10 Tf 30 255 Td (AA) Tj 80 0 Td (55) Tj 0 -250 Td (cut) Tj ET"
    document = read_pdf(bare_pdf(tmp_path, content, b"/CropBox[10 20 390 290]"))
    assert grids(document)[0].spot.box == pytest.approx((10, 10, 170, 50), abs=1)
    assert [doubt.text for doubt in document.doubts] == ["cut"]


def test_the_order_of_the_text_layer_does_not_matter(tmp_path: Path):
    content = b"BT /F 10 Tf 1 0 0 1 60 200 Tm (second) Tj 1 0 0 1 20 200 Tm (first) Tj 1 0 0 1 20 260 Tm (above) Tj ET"
    assert texts(read_pdf(bare_pdf(tmp_path, content))) == ["above", "first second"]


def test_type_printed_twice_to_look_bold_is_read_once(tmp_path: Path):
    content = b"BT /F 10 Tf 1 0 0 1 20 200 Tm (1,100.00) Tj 1 0 0 1 20.4 200 Tm (1,100.00) Tj ET"
    assert texts(read_pdf(bare_pdf(tmp_path, content))) == ["1,100.00"]


def test_letter_spaced_text_is_closed_up(tmp_path: Path):
    assert texts(read_pdf(pdf(tmp_path, "#text(tracking: 5pt)[预算17981.68万元，财政拨款]"))) == ["预算17981.68万元，财政拨款"]


def test_a_wide_gap_stays_a_blank(tmp_path: Path):
    assert texts(read_pdf(pdf(tmp_path, "编制部门：财政局#h(150pt)单位：元"))) == ["编制部门：财政局 单位：元"]


def test_radicals_that_look_like_characters_are_those_characters(tmp_path: Path):
    assert texts(read_pdf(pdf(tmp_path, "收⼊⽀出总表，⼈⺠政府部⻔"))) == ["收入支出总表，人民政府部门"]


def test_broken_lines_become_paragraphs_even_over_a_page_break(tmp_path: Path):
    long = "财政拨款支出预算中，一般公共预算拨款支出预算比上年增加，政府性基金拨款支出预算与上年持平。" * 14
    document = read_pdf(
        pdf(
            tmp_path,
            f"#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n{long}\n\n第二段由此开始，说明支出的主要内容。",
        )
    )
    assert texts(document) == [long, "第二段由此开始，说明支出的主要内容。"]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert {spot.page for _, spot in first.marks} == {1, 2}


def test_a_quotation_mark_stands_behind_the_sign_it_is_set_over(tmp_path: Path):
    """Typesetters push the empty half of an opening mark over what stands before it."""
    assert texts(read_pdf(pdf(tmp_path, "10.“其他支出（类）”科目200.05万元。"))) == ["10.“其他支出（类）”科目200.05万元。"]


def test_a_heading_under_a_full_line_of_text_is_no_part_of_it(tmp_path: Path):
    full = "（二）为完成特定任务在基本支出之外编制的年度支出计划。"  # to the right margin, four times
    content = f"#set page(width: {len(full)}em + 40pt, margin: 20pt)\n#set par(spacing: 0.65em)\n" + "\n\n".join(
        [*[full] * 4, "2024年部门预算编制说明", "2024年收入预算1.00万元。"]
    )
    assert texts(read_pdf(pdf(tmp_path, content)))[-2:] == ["2024年部门预算编制说明", "2024年收入预算1.00万元。"]


def test_page_numbers_and_running_heads_are_kept_apart(tmp_path: Path):
    body = "#pagebreak()".join(f"第{n}页的正文从这里开始，到这里结束。" for n in "一二三")
    document = read_pdf(pdf(tmp_path, f'#set page(header: [上海市某局部门预算], numbering: "- 1 -")\n{body}'))
    assert texts(document) == [f"第{n}页的正文从这里开始，到这里结束。" for n in "一二三"]
    assert [text for text, _ in document.margins] == [text for n in (1, 2, 3) for text in (f"- {n} -", "上海市某局部门预算")]


def test_a_watermark_across_the_page_is_kept_apart(tmp_path: Path):
    mark = "#place(center + horizon, rotate(-45deg, text(size: 30pt, gray)[征求意见稿]))"
    document = read_pdf(
        pdf(tmp_path, f"{mark}\n第一段正文。\n\n#table(columns: (150pt, 150pt), rows: 60pt, [教育], [250,000], [合计], [250,000])")
    )
    assert texts(document) == ["第一段正文。"]
    assert rows(grids(document)[0]) == [["教育", "250,000"], ["合计", "250,000"]]
    assert [text for text, _ in document.margins] == ["征求意见稿"]


def test_a_number_within_the_text_is_no_page_number(tmp_path: Path):
    assert read_pdf(pdf(tmp_path, "机关运行经费预算\n\n229.43\n\n万元")).margins == ()


def test_text_cut_off_by_its_window_or_the_page_is_a_doubt(tmp_path: Path):
    window = b"q 0 150 400 150 re W n BT /F 10 Tf 1 0 0 1 20 200 Tm (seen) Tj 1 0 0 1 20 100 Tm (cut) Tj ET Q"
    content = window + b" BT /F 10 Tf 1 0 0 1 20 -50 Tm (below) Tj ET"
    document = read_pdf(bare_pdf(tmp_path, content))
    assert texts(document) == ["seen"]
    assert [(doubt.text, doubt.why, doubt.spot.page) for doubt in document.doubts] == [("cutbelow", "outside_page", 1)]


def test_text_without_ink_is_a_doubt(tmp_path: Path):
    document = read_pdf(bare_pdf(tmp_path, b"BT /F 10 Tf 20 200 Td (seen) Tj 3 Tr 0 -20 Td (ghost) Tj ET"))
    assert texts(document) == ["seen"]
    assert [(doubt.text, doubt.why) for doubt in document.doubts] == [("ghost", "invisible")]


def test_a_block_printed_again_after_a_page_break_is_read_once(tmp_path: Path):
    block = "7.“社会保障和就业支出”87.36万元，主要用于缴纳职业年金支出。\n\n8.“卫生健康支出”78.21万元，主要用于基本医疗保险费。"
    document = read_pdf(pdf(tmp_path, f"上文到此为止。\n\n{block}\n#pagebreak()\n{block}\n\n下文由此开始。"))
    assert texts(document) == ["上文到此为止。", *block.split("\n\n"), "下文由此开始。"]
    (doubt,) = document.doubts
    assert (doubt.why, doubt.spot.page, doubt.text) == ("printed_twice", 2, block.replace("\n\n", ""))


def test_a_scan_is_refused_as_such(tmp_path: Path):
    picture(tmp_path)
    with pytest.raises(UnreadableFile, match="扫描件"):
        read_pdf(pdf(tmp_path, '#place(dx: -30pt, dy: -30pt, image("picture.png", width: 400pt, height: 300pt))'))


def test_a_page_that_is_a_picture_is_a_doubt(tmp_path: Path):
    picture(tmp_path)
    text = "这是有文字的一页，写明了部门的主要职责和机构设置情况，共有三十多个字以上。"
    document = read_pdf(
        pdf(tmp_path, f'{text}\n#pagebreak()\n#place(dx: -30pt, dy: -30pt, image("picture.png", width: 400pt, height: 300pt))')
    )
    assert [(doubt.why, doubt.spot.page) for doubt in document.doubts] == [("picture", 2)]


def test_a_page_of_drawings_alone_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="没有文字"):
        read_pdf(bare_pdf(tmp_path, b"20 20 100 100 re S"))


def test_a_font_that_does_not_say_what_it_means_is_refused(tmp_path: Path):
    font = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[65/uniE001/uniE002]>>>>>>>>"
    with pytest.raises(UnreadableFile, match="乱码"):
        read_pdf(bare_pdf(tmp_path, b"BT /F 10 Tf 20 200 Td (ABABABABABABABABAB) Tj ET", font))


def test_a_protected_file_is_refused_as_such(tmp_path: Path):
    key = b"<" + b"00" * 32 + b">"
    path = bare_pdf(tmp_path, b"", trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O" + key + b"/U" + key + b">>")
    with pytest.raises(UnreadableFile, match="密码"):
        read_pdf(path)


def test_half_a_file_is_broken(tmp_path: Path):
    path = pdf(tmp_path, "正文")
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(UnreadableFile, match="损坏"):
        read_pdf(path)


def test_a_page_full_of_crossing_lines_is_read_without_end(tmp_path: Path):
    mesh = b"".join(b"%d 0 m %d 300 l 0 %d m 400 %d l S " % (x, x, x, x) for x in range(0, 400)) * 8
    document = read_pdf(bare_pdf(tmp_path, mesh + b"BT /F 10 Tf 20 200 Td (text) Tj ET"))
    assert document.pages == 1
