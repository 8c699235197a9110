"""What holds for any narrative: no digit is lost or counted twice, blanks mean nothing, nothing crashes or hangs."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sentences_shown import shown

from budgetnb.recognising.statements import Reading, read_claims, read_section
from budgetnb.yamls import read_yaml

SENTENCES = read_yaml(Path(__file__).with_name("sentences.yaml")).content
TEMPLATES = (
    "2024年会议费预算{}万元，与上年持平。",
    "甲局2024年收入总计{}万元，其中：事业收入3万元；其他收入5万元。",
    "“教育支出（类）普通教育（款）小学教育（项）”{}元，主要用于办学。",
    "会议费比上年增加{}万元，增长2%。",
    "会议费7万元，比上年增加2万元，增长{}%。",
    "基本支出7万元，占{}%。",
    "会议费7万元，较2023年预算数{}万元减少2万元。",
    "（一）公务接待费{}亿元。",
)
FRAGMENTS = (
    *"，。；：（）()“”《》、,.%％ 　+-年月日的为是占比与各其",
    *("2024年", "2023年预算", "上年", "增加", "减少", "（减少）", "持平", "其中：", "万元", "元", "个百分点", "倍", "辆", "台（套）", "名"),
    *(
        "收入总计",
        "支出总计",
        "基本支出",
        "“三公”经费",
        "教育支出（类）",
        "（款）",
        "行政运行（项）",
        "主要原因是",
        "一是",
        "分别为",
        "包括：",
        "无",
        "1.",
        "（1）",
    ),
    *("0", "7", "12.5", "1,234.56", "１２", "2080505", "〔2023〕5号", "50万元以上", "12,3", "1.2.3", "①", "²", "٣", "\n", "\u200b"),
)
amounts = st.tuples(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(["plain", "grouped", "full", "blank"]))


def formatted(amount: tuple[int, int, str]) -> tuple[str, Decimal]:
    digits, places, style = amount
    value = Decimal(digits).scaleb(-places)
    printed = f"{value:,f}" if style == "grouped" else f"{value:f}"
    if style == "full":
        printed = printed.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789.,"})
    return (" ".join(printed) if style == "blank" else printed), value


@given(st.sampled_from(TEMPLATES), amounts)
def test_any_number_however_printed_is_found_exactly_once(template: str, amount: tuple[int, int, str]) -> None:
    printed, value = formatted(amount)
    paragraph = template.format(printed)

    reading = read_claims(paragraph, "会议费", 2024)

    at = template.index("{}")
    found = [number for claim in reading.claims for number in claim.numbers if number.span[0] == at]
    assert [number.value for number in found] == [value]
    assert found[0].printed.startswith(printed)
    assert not reading.loose


@given(st.sampled_from(SENTENCES), st.data())
def test_blanks_change_nothing(sentence: dict[str, str], data: st.DataObject) -> None:
    text = re.sub(r"\s", "", sentence["text"])
    places = data.draw(st.sets(st.integers(0, len(text)), max_size=12))
    spaced = "".join(
        (data.draw(st.sampled_from([" ", "\u3000", "\n", "  "])) if place in places else "") + char for place, char in enumerate(text)
    )

    assert unspaced(read_claims(spaced, sentence["scope"])) == unspaced(read_claims(text, sentence["scope"]))


def unspaced(reading: Reading) -> list[str]:
    claims, aside, loose = shown(reading)
    return [re.sub(r"\s", "", words) for words in (*claims, *claims.values(), aside, loose)]


@given(
    st.lists(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join), max_size=4),
    st.sampled_from(["一、收支预算", "“三公”经费", "", "五、政府采购"]),
)
def test_every_digit_is_in_exactly_one_place(paragraphs: list[str], title: str) -> None:
    reading = read_section(title, paragraphs, 2024)

    assert_every_digit_once(paragraphs, reading)


def assert_every_digit_once(paragraphs: list[str], reading: Reading) -> None:
    """Each decimal digit of the paragraphs stands in one figure, one named non-figure or one loose number."""
    taken: list[list[int]] = [[0] * len(paragraph) for paragraph in paragraphs]
    numbers = [number for claim in reading.claims for number in claim.numbers]
    for thing in (*numbers, *reading.nonfigures, *reading.loose):
        for place in range(*thing.span):
            taken[thing.paragraph][place] += 1
    for paragraph, counts in zip(paragraphs, taken, strict=True):
        for char, count in zip(paragraph, counts, strict=True):
            if "0" <= unicodedata.normalize("NFKC", char) <= "9" and char not in "①²":
                assert count == 1, (paragraph, char)


def test_long_hostile_text_is_read_in_little_time() -> None:
    for piece in ("（", "与上年", "9", "1,111", "占", "增加", "“", "（类）", "1、", "；1、支出2万元", "主要原因是", "A、", "支出1万元，"):
        read_claims(piece * (20_000 // len(piece)) + "5万元", "收支总体", 2024)
