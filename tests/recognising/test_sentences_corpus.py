"""The narratives of real documents: nearly every number is read, and the wrong percentages in them are the known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from budgetnb.recognising.statements import Claim, Reading, read_section

Section = tuple[str, list[str]]

TITLE = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*、[^，。；]{2,45}(?:说明|情况|预算|概况|解释|概述|职责|职能|设置|依据|主体|方案|周期|安排|目标|任务)"
    r"|第[一二三四五六]部分.*|(?:\d{4}\s*年)?部门预算编制说明|其他相关情况说明|项目经费情况说明|.*机构设置|.{0,30}名词解释)\s*"
)
ANEW = re.compile(r"\s*(?:[一二三四五六七八九十]+\s*、|[（(]\s*(?:[一二三四五六七八九十]+|\d{1,2})\s*[)）]|\d{1,2}\s*[、.．](?!\d))")
PAGE_NUMBER = re.compile(r"\s*-?\s*\d{1,3}\s*-?\s*")

DOCUMENTS = {
    # document: (budget year, figures read at least, numbers left over at most)
    "henan-xigong-2024/disclosure.txt": (2024, 64, 2),
    "sh-putuo-wanli-2023-2025/2023_dept_budget.pdf": (2023, 185, 0),
    "sh-putuo-wanli-2023-2025/2024_dept_budget.pdf": (2024, 185, 0),
    "sh-putuo-wanli-2023-2025/2025_dept_budget.pdf": (2025, 95, 0),
    "sh-putuo-czj-2025/dept_budget.pdf": (2025, 70, 0),
    "js-jianchayuan-2017-2019/2017_dept_budget.pdf": (2017, 78, 0),
    "js-jianchayuan-2017-2019/2018_dept_budget.pdf": (2018, 104, 0),
    "js-jianchayuan-2017-2019/2019_dept_budget.pdf": (2019, 111, 0),
    "js-zhengxie-2017-2019/2017_narrative.pdf": (2017, 180, 0),
    "js-zhengxie-2017-2019/2018_narrative.pdf": (2018, 122, 0),
    "js-zhengxie-2017-2019/2019_narrative.pdf": (2019, 130, 0),
}
WRONG_RATES = {
    # the percentages of the documents that their own amounts do not give (more than 0.02 off), and what they give
    "henan-xigong-2024/disclosure.txt": {("收支总计", "86.93", "89.68"), ("一般公共预算收支", "13.27", "15.31")},
    "sh-putuo-wanli-2023-2025/2023_dept_budget.pdf": {
        ("一般行政管理事务（项）", "314.82", "289.12"),
        ("职业年金缴费支出（项）", "60.54", "232.79"),
    },
    "sh-putuo-wanli-2023-2025/2024_dept_budget.pdf": {("住房公积金（项）", "0.53", "1.19")},
    "js-jianchayuan-2017-2019/2017_dept_budget.pdf": {("机关运行经费", "129.97", "129.29")},
    "js-jianchayuan-2017-2019/2018_dept_budget.pdf": {
        ("收支总计", "21.95", "22.00"),
        ("一般行政管理事务（项）", "0.06", "0.60"),
        ("检察监督支出（项）", "0.66", "6.60"),
        ("社会保障和就业支出（类）", "9.1", "9.15"),
        ("机关运行经费", "54.9", "54.87"),
    },
    "js-jianchayuan-2017-2019/2019_dept_budget.pdf": {("收支总计", "10.06", "10.09"), ("项目支出", "13.22", "22.21")},
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nearly_every_number_of_a_narrative_is_read(corpus: Path, document: str) -> None:
    year, figures, left = DOCUMENTS[document]

    readings = [read_section(title, paragraphs, year) for title, paragraphs in sections(corpus / document)]

    assert sum(len(claim.numbers) for reading in readings for claim in reading.claims) >= figures
    assert sum(len(reading.loose) for reading in readings) <= left


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_digit_of_a_narrative_is_in_one_place(corpus: Path, document: str) -> None:
    for title, paragraphs in sections(corpus / document):
        reading = read_section(title, paragraphs, DOCUMENTS[document][0])
        spans = [number for claim in reading.claims for number in claim.numbers] + [*reading.nonfigures, *reading.loose]
        for place, paragraph in enumerate(paragraphs):
            covered = [
                at
                for thing in spans
                if thing.paragraph == place
                for at in range(*thing.span)
                if paragraph[at].isascii() and paragraph[at].isdigit()
            ]
            assert sorted(covered) == [at for at, char in enumerate(paragraph) if char.isascii() and char.isdigit()], paragraph


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_rates_that_do_not_follow_are_the_known_ones(corpus: Path, document: str) -> None:
    readings = [read_section(title, paragraphs, DOCUMENTS[document][0]) for title, paragraphs in sections(corpus / document)]

    wrong = {found for reading in readings for claim in reading.claims if (found := wrong_rate(claim, reading))}

    known = WRONG_RATES.get(document, set())
    assert {(printed, right) for _, printed, right in wrong} == {(printed, right) for _, printed, right in known}
    assert all(any(term.endswith(ending) for term, printed, _ in wrong if printed == expected) for ending, expected, _ in known)


def wrong_rate(claim: Claim, reading: Reading) -> tuple[str, str, str] | None:
    """The term, the printed and the right percentage where they are more than 0.02 apart."""
    rate, change, prior = claim.number("增减率"), claim.number("增减额"), claim.number("上年")
    amount = claim.number("数额") or next((other.number("数额") for side in claim.sides for other in reading.claims_of(side)), None)
    if rate is None or rate.unit != "%" or amount is None or not claim.direction:
        return None
    base = prior.value if prior else amount.value - claim.direction * change.value if change else None
    if not base:
        return None
    right = (change.value if change else abs(amount.value - base)) / base * 100
    rounded = right.quantize(Decimal("0.01"))
    return (claim.term, str(rate.value), str(rounded)) if abs(right - rate.value) > Decimal("0.02") else None


def sections(document: Path) -> Iterator[Section]:
    """Title and paragraphs of each section of the narrative; a quick extraction of our own, tables left out."""
    title, group = "", []
    for line in lines(document):
        if TITLE.fullmatch(line):
            yield title, group
            title, group = line.strip(), []
        elif group and not ANEW.match(line) and not group[-1].endswith(("。", "；", "：", ";", ":")):
            group[-1] += line.strip()
        elif line.strip():
            group.append(line.strip())
    yield title, group


def lines(document: Path) -> Iterator[str]:
    if document.suffix == ".txt":
        yield from document.read_text(encoding="utf-8").split("附件：2024年")[0].splitlines()
        return
    for page in pypdfium2.PdfDocument(document):
        width, height = page.get_size()
        printed = page.get_textpage().get_text_bounded(0, 0, width, height).replace("\r", "")
        if narrative(printed):
            begun = re.search(r"第三部分.{0,40}说明", printed)
            printed = printed[begun.start() :] if begun and re.search(r"\d\.\d\d\s*\n", printed[: begun.start()]) else printed
            yield from (
                line
                for line in re.sub(r"(?<=[。；])[ \t]+(?=[一二三四五六七八九十]+、|第四部分)", "\n", printed).split("\n")
                if not PAGE_NUMBER.fullmatch(line)
            )


def narrative(printed: str) -> bool:
    """Whether a page holds sentences rather than a table."""
    body = re.sub(r"\s", "", printed)
    sentences, digits = body.count("。"), sum(char.isdigit() for char in body)
    prose = sentences + body.count("；") >= 3 and sentences * 60 > digits * 0.8
    return "填报表" not in body and (prose or ("说明" in body and "单位：" not in body and sentences > 0))
