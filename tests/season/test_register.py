"""params/register.csv: read as text, every mistake at once; from it who belongs to whom and who was late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from budgetnb.errors import UnreadableFile, WrongRegister
from budgetnb.season.filing import Filed, season
from budgetnb.season.reading import columns, find_register, read_register

REGISTER = """编码,名称,级次,上级,承接,涉密,批复日期,公开日期,网址,主送,批复收入总计,批复支出总计（元）,批复数须一致
0310,甲区财政局,部门,,甲区财政委员会,否,2024-02-05,2024年2月25日,https://example.org/a,甲区财政局,"1,234.50",12345000.00,是
0310001,甲区财政局,单位,0310,,,2024/2/10,2024-03-05,,,,,
0310002,甲区国库支付中心,单位,甲区财政局,,,20240210,,,,,,
0311,甲区保密局,部门,,,是,,,,,,,
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def wrong(path: Path, words: str) -> list[str]:
    path.write_text(words, encoding="utf-8")
    with pytest.raises(WrongRegister) as refused:
        read_register(path)
    return list(refused.value.mistakes)


def test_codes_keep_their_zeros_and_dates_may_be_written_in_four_ways(register: Path):
    lines = read_register(register).lines
    assert [one.code for one in lines] == ["0310", "0310001", "0310002", "0311"]
    assert [one.approved for one in lines] == [date(2024, 2, 5), date(2024, 2, 10), date(2024, 2, 10), None]
    assert lines[0].published == date(2024, 2, 25)
    assert (lines[0].former, lines[0].addressee, lines[3].secret) == ("甲区财政委员会", "甲区财政局", True)


def test_approved_totals_are_in_ten_thousand_unless_the_head_says_yuan(register: Path):
    revenue, spending = read_register(register).lines[0].totals
    assert (revenue[0], revenue[1].amount, revenue[1].unit) == ("收入总计", Decimal("1234.50"), "万元")
    assert (spending[0], spending[1].amount, spending[1].unit) == ("支出总计", Decimal("12345000.00"), "元")


def test_the_twentieth_calendar_day_is_in_time_and_the_twenty_fourth_is_late(register: Path):
    department, unit, undated, secret = read_register(register).lines
    assert (department.days, department.late) == (20, False)
    assert (unit.days, unit.late) == (24, True)
    assert (undated.days, undated.late, secret.late) == (None, False, False)


def test_units_stand_under_the_department_named_by_code_or_name(register: Path):
    found = read_register(register)
    department, own, centre, _ = found.lines
    assert found.units(department) == (own, centre)
    assert found.parent(own) == found.parent(centre) == department


def test_a_department_and_its_own_office_of_one_name_are_told_apart_by_level(register: Path):
    found = read_register(register)
    assert found.find("甲区财政局", None, "部门", 2024) == found.lines[0]
    assert found.find("甲区财政局（本级）", None, "单位", 2024) == found.lines[1]
    assert found.find("甲区财政局", "0310001", "部门", 2024) == found.lines[0]
    assert found.find("甲区财政局", "0999", "部门", 2024) is None


def test_a_line_with_a_year_speaks_of_that_year_only(tmp_path: Path):
    (tmp_path / "register.csv").write_text("年度,名称,级次\n2023,甲局,部门\n2024,甲局,部门\n", encoding="utf-8")
    found = read_register(tmp_path / "register.csv")
    assert found.find("甲局", None, "部门", 2024) == found.lines[1]
    assert found.find("甲局", None, "部门", 2025) is None


def test_a_byte_order_mark_and_english_heads_are_understood(tmp_path: Path):
    path = tmp_path / "register.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "Name,Level,Secret,Approved\r\n甲局,department,no,2024-02-05\r\n".encode())
    (line,) = read_register(path).lines
    assert (line.name, line.level, line.secret, line.approved) == ("甲局", "部门", False, date(2024, 2, 5))


def test_a_file_in_gbk_is_refused_and_what_to_do_is_said(tmp_path: Path):
    path = tmp_path / "register.csv"
    path.write_bytes(REGISTER.encode("gbk"))
    with pytest.raises(WrongRegister, match=r"register.csv 第 1 行：不是 UTF-8 编码（可能是 GBK）。在 Excel 中另存为“CSV UTF-8"):
        read_register(path)


def test_everything_wrong_is_said_at_once_each_with_its_line(tmp_path: Path):
    lines = (
        "编码,名称,级次,上级,涉密,批复日期,公开日期,批复收入总计,网址",
        "0310,甲区财政局,部,,不知道,2024-02-30,昨天,一百,www.example.org",
        "3.1E+05,,部门,,,,,,",
        "0310001,甲区财政局,单位,,,,,,,多",
        "0310001,甲区财政局,单位,,,,,,",
    )
    said = wrong(tmp_path / "register.csv", "\n".join(lines))
    assert said == [
        "register.csv 第 2 行：“公开日期”的“昨天”不是日期，请写成 2024-02-05。",
        "register.csv 第 2 行：“批复收入总计”的“一百”不是金额。",
        "register.csv 第 2 行：“批复日期”的“2024-02-30”不是日期，请写成 2024-02-05。",
        "register.csv 第 2 行：“涉密”不能是“不知道”，可用：是、否。",
        "register.csv 第 2 行：“级次”不能是“部”，可用：部门、单位。",
        "register.csv 第 2 行：“网址”的“www.example.org”不是网址，应以 http:// 或 https:// 开头。",
        "register.csv 第 3 行：“名称”没有填写。",
        "register.csv 第 3 行：“编码”写成了“3.1E+05”，编码被电子表格改成了数字；请把该栏设为文本后重填。",
        "register.csv 第 4 行：有 10 格，表头只有 9 栏；含逗号的内容请加引号。",
        "register.csv 第 5 行：“甲区财政局”（单位）在第 4 行已经有了。",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("名称,编码\n", "缺少“级次”栏"),
        ("名称,级次,批复日起\n", "不认识的表头“批复日起”。是否想写“批复日期”？"),
        ("名称,级次,单位名称\n", "表头“单位名称”所指的一栏已经有了"),
        ("", "缺少“名称”栏"),
        (
            "名称,级次,上级\n甲区财政局,部门,\n甲中心,单位,甲区财攻局\n",
            "的上级“甲区财攻局”在名册中没有（应为一个部门的编码或名称）。是否想写“甲区财政局”？",
        ),
    ],
)
def test_a_mistake_names_the_nearest_right_word(words: str, said: str, tmp_path: Path):
    assert said in "\n".join(wrong(tmp_path / "register.csv", words))


def test_a_picture_is_no_register(tmp_path: Path):
    path = tmp_path / "register.csv"
    path.write_bytes(b"GIF89a\0\0\0")
    with pytest.raises(UnreadableFile):
        read_register(path)


def test_a_project_without_a_register_has_none(tmp_path: Path):
    assert find_register(tmp_path) is None


def test_no_head_means_two_columns():
    heads = [word.casefold() for words in columns().values() for word in words]
    assert len(heads) == len(set(heads))


def test_who_has_not_filed_and_who_need_not(register: Path):
    """The department has filed, its own office has not as a unit; nothing is expected of a secret one."""
    now = season(read_register(register), [Filed("甲区财政局", "0310001", "部门", 2024), Filed("乙局", None, "部门", 2024)])
    assert [(one.registered.code, one.due) for one in now.missing] == [("0310001", date(2024, 3, 1)), ("0310002", date(2024, 3, 1))]
    assert [one.registered.code for one in now.late] == ["0310001"]
    assert [one.name for one in now.unregistered] == ["乙局"]
    assert (len(now.filings), len(now.expected)) == (4, 3)


def test_last_years_disclosures_do_not_count_as_filed_this_year(register: Path):
    now = season(read_register(register), [Filed("甲区财政局", None, "部门", 2023), Filed("甲区国库支付中心", None, "单位", 2024)])
    assert (now.year, [one.registered.code for one in now.missing]) == (2024, ["0310", "0310001"])
