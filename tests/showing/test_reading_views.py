"""The outputs of `budgetnb read`: JSON by its schema, parquet and workbook exact and repeatable, a page that shows what was understood."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from figures_by_hand import disclosure, statement, table
from jsonschema import Draft202012Validator
from workbooks import workbook

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.jsons import review_object
from budgetnb.cli import main
from budgetnb.figures import Aside, Disclosure, Passage, Place, Unread
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from budgetnb.showing.reading_views.laid import Laid, Piece, lay
from budgetnb.showing.reading_views.objects import figures_object
from budgetnb.showing.reading_views.page import figures_page
from budgetnb.showing.reading_views.parquet import figures_parquet
from budgetnb.showing.reading_views.workbook import figures_workbook
from budgetnb.texts import speak

DOCS = Path(__file__).parents[2] / "docs"
HOSTILE = "<script>alert(1)</script>&\"'\x07\u202e{{ 7*7 }}"


@pytest.fixture(scope="module")
def sample() -> Disclosure:
    with as_file(files("budgetnb.sample") / "disclosure.txt") as path:
        (read,) = recognise([read_document(path)])
    return read


def schema(name: str) -> Draft202012Validator:
    content: dict[str, Any] = json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


def printed(read: Disclosure) -> Any:
    return json.loads(json.dumps(figures_object([read], [("other.pdf", "why")])))


def test_figures_are_printed_by_their_schema(sample: Disclosure):
    assert not [error.message for error in schema("figures").iter_errors(printed(sample))]


def test_a_review_is_printed_by_its_schema(sample: Disclosure):
    review = check(sample, rule_book())
    for everything in (False, True):
        found = json.loads(json.dumps(review_object([review], [("other.pdf", "why")], everything)))
        assert not [error.message for error in schema("review").iter_errors(found)]


@pytest.mark.parametrize(
    "document", ["henan-xigong-2024/disclosure.txt", "sh-putuo-czj-2025/dept_budget.pdf", "sh-czj-final-2024/final_accounts.pdf"]
)
def test_real_documents_are_printed_by_the_schemas(corpus: Path, document: str):
    for read in recognise([read_document(corpus / document)]):
        assert not [error.message for error in schema("figures").iter_errors(printed(read))]
        found = json.loads(json.dumps(review_object([check(read, rule_book())], everything=True)))
        assert not [error.message for error in schema("review").iter_errors(found)]


def test_the_schemas_refuse_what_is_not_in_the_contract(sample: Disclosure):
    found = printed(sample)
    found["disclosures"][0]["figures"][0]["value"] = 185.55
    found["disclosures"][0]["figures"][1]["more"] = ""
    assert len(list(schema("figures").iter_errors(found))) == 2


def test_every_figure_is_printed_once_with_its_value_as_a_string_and_blanks_apart(sample: Disclosure):
    found = figures_object([sample])["disclosures"][0]
    assert len(found["figures"]) == found["disclosure"]["figures"]
    first = found["figures"][0]
    assert (first["key"], first["printed"], first["value"], first["half"]) == ("收支总表/一般公共预算/金额", "185.55", "185.55", "0.005")
    assert {"支出总表/2080505/基本支出"} <= {blank["key"] for blank in found["blanks"]}
    assert not {figure["key"] for figure in found["figures"]} & {blank["key"] for blank in found["blanks"]}


def test_statements_name_their_figures_by_key(sample: Disclosure):
    found = figures_object([sample])["disclosures"][0]
    change = next(one for one in found["statements"] if "增减率" in one["figures"])
    assert change["figures"]["增减率"] in {figure["key"] for figure in found["figures"]}
    assert (change["term"], change["direction"]) == ("收支总计", -1)


def test_parquet_holds_amounts_exactly_and_sums_them_exactly():
    spending = table("支出总表", ": | 合计\n类 208 社会保障 | 0.10\n类 210 卫生 | 0.20\n合计 |")
    rows = pq.read_table(io.BytesIO(figures_parquet([disclosure(spending, statement("支出", "支出合计", 增减率="3.5%"))])))
    columns = rows.to_pydict()
    assert dict(zip(columns["key"], columns["value"], strict=True)) == {
        "支出总表/208/合计": "0.10",
        "支出总表/210/合计": "0.20",
        "支出总表/合计/合计": None,
        "文/支出/支出合计/增减率": "3.5",
    }
    assert sum(yuan for yuan in columns["yuan"] if yuan) == Decimal(3000)
    assert columns["yuan"][2:] == [None, None]
    assert columns["key"] == sorted(columns["key"])


def test_an_amount_no_decimal_holds_stays_in_words():
    huge = table("支出总表", ": | 合计\n合计 | " + "9" * 24, unit="亿元")
    columns = pq.read_table(io.BytesIO(figures_parquet([disclosure(huge)]))).to_pydict()
    assert (columns["value"], columns["yuan"]) == (["9" * 24], [None])


def test_parquet_and_workbook_and_page_are_the_same_every_time_and_in_any_order_given(sample: Disclosure):
    other = disclosure(table("支出总表", ": | 合计\n合计 | 7"))
    assert figures_parquet([sample, other]) == figures_parquet([other, sample])
    assert figures_workbook([sample]) == figures_workbook([sample])
    assert figures_page([sample]) == figures_page([sample])


def test_of_nothing_there_is_an_empty_file():
    assert pq.read_table(io.BytesIO(figures_parquet([]))).num_rows == 0
    assert list(workbook(figures_workbook([])).sheets) == ["数"]


def test_the_workbook_lists_every_figure_and_has_the_tables_as_printed(sample: Disclosure):
    book = workbook(figures_workbook([sample]))
    assert list(book.sheets) == ["数", *(one.name for one in sample.tables)]
    assert len(book.column("数", "K", 4)) == sum(1 for _ in sample.figures())
    assert [book.sheets["数"][f"{letter}4"].value for letter in "CDEFGH"] == [
        "收支总表",
        "一、一般公共预算",
        "金额",
        "185.55",
        185.55,
        "万元",
    ]
    assert not list(book.formulas())


def test_paragraphs_are_cut_where_figures_stand():
    """What a number was read as stands with it; a claim without a number stands at the end of its sentence."""
    words = "2024年收入合计5万元，与上年持平。另有7个。"
    said = statement("收入", "收入合计", 数额="5万元")
    place = Place("by-hand.txt", section="一、收入", text=words, span=(9, 12))
    figure = replace(said.figures[0][1], place=place)
    nothing = replace(statement("收入", "三公经费", 0), direction_word="持平", sentence=replace(place, text=words[:19], span=(0, 19)))
    read = replace(
        disclosure(replace(said, figures=(("数额", figure),)), nothing),
        passages=(Passage("一、收入", "收入", words, replace(place, span=None)),),
        unread=(Unread("7", replace(place, span=(21, 22))),),
        asides=(Aside("年份", "2024", replace(place, span=(0, 4))),),
    )
    (laid,), lost = lay(read)
    assert isinstance(laid, Laid)
    assert [(piece.text, piece.role, piece.reads) for piece in laid.pieces if piece.role] == [
        ("2024", "aside", "年份"),
        ("5万元", "数额", "收入合计 数额"),
        ("", "said", "“三公”经费：持平"),
        ("7", "unread", "没有读懂"),
    ]
    assert "".join(piece.text for piece in laid.pieces) == words
    assert not lost


def test_a_figure_whose_sentence_is_in_no_paragraph_is_listed():
    (_, lost) = lay(disclosure(statement("收入", "收入合计", 数额="5万元")))
    assert [said for _, said in lost] == ["收入合计 数额"]
    assert "收入合计 数额" in figures_page([disclosure(statement("收入", "收入合计", 数额="5万元"))])


def test_a_number_read_as_two_things_says_both():
    figure = statement("收支总体", "收入总计", 数额="5万元").figures[0][1]
    placed = replace(figure, place=Place("by-hand.txt", section="一", text="收支总计5万元", span=(4, 7)))
    both = [replace(statement("收支总体", term), figures=(("数额", placed),)) for term in ("收入总计", "支出总计")]
    passage = Passage("一", "收支总体", "收支总计5万元", Place("by-hand.txt", section="一"))
    ((laid,), _) = lay(replace(disclosure(*both), passages=(passage,)))
    assert laid.pieces == (Piece("收支总计"), Piece("5万元", "数额", "收入总计 数额；支出总计 数额"))


def test_the_page_shows_recognised_names_beside_printed_ones_and_what_was_not_recognised(sample: Disclosure):
    strange = replace(sample.tables[0].lines[0], known=False)
    first = replace(sample.tables[0], lines=(strange, *sample.tables[0].lines[1:]))
    page = figures_page([replace(sample, tables=(first, *sample.tables[1:]))])
    assert '<th scope="row" class="unread">未识别</th>' in page
    assert '<th scope="row" class="reads">208 社会保障和就业支出 （类）</th>' in page
    assert "未识别的行和栏 1 处" in page
    assert page.count("<table>") == len(sample.tables)


def test_nothing_of_a_document_becomes_part_of_the_page(sample: Disclosure):
    lines = tuple(replace(line, label=HOSTILE, name=HOSTILE) for line in sample.tables[0].lines)
    tables = (replace(sample.tables[0], title=HOSTILE, lines=lines), *sample.tables[1:])
    passages = tuple(replace(passage, text=passage.text + HOSTILE) for passage in sample.passages)
    page = figures_page([replace(sample, name=HOSTILE, tables=tables, passages=passages, unread=(Unread(HOSTILE, Place(HOSTILE)),))])
    assert "<script" not in page
    assert "49" not in re.findall(r"alert\(1\)[^<]{0,60}", page)[0]
    assert "\x07" not in page
    assert "\u202e" not in page
    assert "〔U+202E〕" in page


def test_the_page_asks_for_nothing_and_runs_nothing(sample: Disclosure):
    page = figures_page([sample])
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|src=|url\(|https?://|\son\w+=", page)
    assert '<html lang="zh-CN">' in page


def test_the_page_speaks_english(sample: Disclosure):
    speak("en")
    page = figures_page([sample])
    assert '<html lang="en">' in page
    assert "recognised as" in page


@pytest.mark.parametrize("document", ["henan-xigong-2024/disclosure.txt", "js-jianchayuan-2017-2019/2018_dept_budget.pdf"])
def test_every_figure_of_real_documents_is_found_in_its_paragraph(corpus: Path, document: str):
    (read,) = recognise([read_document(corpus / document)])
    blocks, lost = lay(read)
    marked = [
        piece.text for block in blocks if isinstance(block, Laid) for piece in block.pieces if piece.role in ("数额", "增减率", "占比")
    ]
    assert not lost
    assert len(marked) > 20
    assert all(re.search(r"\d|[无零没未一二两三四五六七八九十]", piece) for piece in marked)


def test_read_writes_what_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with as_file(files("budgetnb.sample") / "disclosure.txt") as path:
        outputs = [str(tmp_path / name) for name in ("a.html", "a.xlsx", "a.parquet")]
        code = main(["read", str(path), "--json", "--html", outputs[0], "--xlsx", outputs[1], "--parquet", outputs[2]])
    assert code == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "budgetnb.figures/1"
    assert [Path(name).read_bytes()[:4] for name in outputs] == [b"<!DO", b"PK\x03\x04", b"PAR1"]
