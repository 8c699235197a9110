"""Whole sections: headings, numbered lists and broken paragraphs carry what a sentence leaves unsaid."""

from __future__ import annotations

from budgetnb.recognising.statements import Reading, read_section


def parts(reading: Reading) -> list[tuple[str, str]]:
    return [(claim.term, claim.of) for claim in reading.claims]


def test_numbered_paragraphs_are_parts_of_the_paragraph_that_announced_them() -> None:
    reading = read_section(
        "一、收支预算总体情况说明",
        [
            "甲厅2018年度收入、支出预算总计900万元，与上年相比收、支预算总计各增加90万元，增长11.11%。其中：",
            "（一）收入预算总计900万元。包括：",
            "1．财政拨款收入预算总计880万元。",
            "（1）一般公共预算收入预算880万元，与上年相比增加90万元。",
            "2．其他资金收入预算总计20万元。与上年数一致。",
            "（二）支出预算总计900万元。包括：",
            "1．教育（类）支出900万元，主要用于办学。",
            "此外，基本支出预算数为600万元。与上年相比增加90万元，增长17.65%。",
        ],
    )

    assert parts(reading) == [
        ("收支总计", ""),
        ("收入总计", ""),
        ("财政拨款收入", "收入总计"),
        ("一般公共预算", "财政拨款收入"),
        ("其他资金", "收入总计"),
        ("支出总计", ""),
        ("教育支出（类）", "支出总计"),
        ("基本支出", ""),
    ]


def test_unnumbered_lines_after_an_announcement_are_its_entries() -> None:
    reading = read_section(
        "三、支出预算情况说明", ["甲厅本年支出预算合计900万元，其中：", "基本支出600万元，占66.67%；", "项目支出300万元，占33.33%。"]
    )

    assert parts(reading) == [("本年支出合计", ""), ("基本支出", "本年支出合计"), ("项目支出", "本年支出合计")]
    assert [claim.whole for claim in reading.claims] == ["", "本年支出合计", "本年支出合计"]


def test_headings_complete_the_names_of_accounts() -> None:
    reading = read_section(
        "五、财政拨款支出预算情况说明",
        [
            "甲厅2018年财政拨款预算支出900万元，占本年支出合计的100%。其中：",
            "（一）教育支出（类）",
            "普通教育（款）: 2018年预算支出合计700万元。其中：",
            "1．小学教育（项）支出400万元，与上年相比增加40万元，增长11.11%。",
            "2．初中教育（项）:支出300万元。",
            "（二）住房保障支出（类）",
            "1．住房改革支出（款）住房公积金（项）支出200万元，与上年数一致。",
        ],
    )

    assert parts(reading) == [
        ("财政拨款支出", ""),
        ("教育支出（类）普通教育（款）", "财政拨款支出"),
        ("教育支出（类）普通教育（款）小学教育（项）", "教育支出（类）普通教育（款）"),
        ("教育支出（类）普通教育（款）初中教育（项）", "教育支出（类）普通教育（款）"),
        ("住房保障支出（类）住房改革支出（款）住房公积金（项）", "财政拨款支出"),
    ]


def test_one_total_listed_twice_makes_two_lists() -> None:
    reading = read_section(
        "2024年部门预算编制说明",
        [
            "支出预算90万元，其中：财政拨款支出预算90万元。财政拨款支出预算中，一般公共预算拨款支出预算90万元；政府性基金拨款支出预算0万元。",
            "财政拨款支出主要内容如下：",
            "1. “教育支出（类）普通教育（款）小学教育（项）”60万元，主要用于办学。",
            "2. “教育支出（类）普通教育（款）初中教育（项）”30万元，主要用于办学。",
        ],
    )

    lists = {claim.listing: [] for claim in reading.claims if claim.of == "财政拨款支出"}
    for claim in reading.claims:
        if claim.of == "财政拨款支出":
            lists[claim.listing].append(str(claim.numbers[0].value))
    assert list(lists.values()) == [["90", "0"], ["60", "30"]]


def test_a_list_restated_below_belongs_to_the_same_whole() -> None:
    reading = read_section(
        "九、一般公共预算“三公”经费支出预算情况说明",
        [
            "甲厅2018年度“三公”经费预算支出中，因公出国（境）费支出60万元，占“三公”经费的60%；公务接待费支出40万元，占“三公”经费的40%。具体情况如下：",
            "1．因公出国（境）费预算支出60万元，与上年预算数相等。",
            "2．公务接待费预算支出40万元，比上年预算减少5万元。",
            "甲厅2018年度一般公共预算拨款安排的会议费预算支出30万元，与上年持平。",
        ],
    )

    assert [(claim.term, claim.ordinal, claim.of) for claim in reading.claims] == [
        ("因公出国费", 1, "三公经费"),
        ("公务接待费", 1, "三公经费"),
        ("因公出国费", 2, "三公经费"),
        ("公务接待费", 2, "三公经费"),
        ("会议费", 1, ""),
    ]


def test_a_paragraph_broken_after_a_sentence_goes_on_with_its_term() -> None:
    reading = read_section(
        "编制说明",
        [
            "1. “教育支出（类）普通教育（款）小学教育（项）”60万元，主要用于办学。",
            "2022年当年预算执行数为50万元，2023年预算安排60万元，比2022年预算执行数增加20%。",
        ],
    )

    assert {claim.term for claim in reading.claims} == {"教育支出（类）普通教育（款）小学教育（项）"}
    assert [number.role for number in reading.claims[1].numbers] == ["上年", "数额", "增减率"]


def test_headings_within_a_section_change_the_scope() -> None:
    reading = read_section(
        "十、其他重要事项情况说明",
        [
            "（一）机关运行经费支出预算情况",
            "甲办公室2024年机构运行经费支出预算8.00万元。",
            "（二）政府采购支出预算情况",
            "2024年预算安排5万元，其中：货物5万元。",
        ],
    )

    assert [(claim.scope, claim.term) for claim in reading.claims] == [
        ("机关运行经费", "机关运行经费"),
        ("政府采购", "政府采购"),
        ("政府采购", "政府采购货物"),
    ]


def test_a_heading_names_what_the_next_paragraph_speaks_of() -> None:
    reading = read_section(
        "二、“三公”经费",
        ["（一）因公出国（境）经费", "2024年预算安排40万元，较2023年预算下降20%。", "（二）公务接待费", "2024年预算安排10万元。"],
        2024,
    )

    assert [(claim.term, str(claim.numbers[0].value)) for claim in reading.claims] == [("因公出国费", "40"), ("公务接待费", "10")]


def test_a_reason_of_its_own_sentence_is_given_to_what_it_names() -> None:
    reading = read_section(
        "编制说明",
        [
            "收入预算90万元，其中：财政拨款收入90万元，比上年增加10万元。",
            "支出预算90万元。",
            "财政拨款收入支出增加的主要原因是人员增加3人。",
        ],
    )

    assert [(claim.term, claim.reason) for claim in reading.claims if claim.reason] == [("财政拨款收入", "人员增加3人")]


def test_the_budget_year_tells_last_years_numbers_from_this_years() -> None:
    sentence = "2023年会议费预算5万元。"

    assert read_section("会议费", [sentence], 2023).claims[0].numbers[0].role == "数额"
    assert read_section("会议费", [sentence], 2024).claims[0].numbers[0].role == "上年"
