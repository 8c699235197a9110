"""The notice to a department: only what was decided to be sent, every problem with place, print, basis, right figure and demand."""

from __future__ import annotations

import io
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import docx
import pytest

import budgetnb as bn
from budgetnb.checking.findings import Decision, Review
from budgetnb.season.settings import Settings, WrongSettings, find_settings
from budgetnb.showing.notice import notice

SAMPLE = Path(str(files("budgetnb") / "sample" / "disclosure.txt"))
SETTINGS = Settings("甲区财政局", "甲财预审〔2024〕1号", "2024-03-05", "2024-03-20", "预算股 12345678")


@pytest.fixture(scope="module")
def review() -> Review:
    """The sample with one problem sent, one explained, one sent on figures that have changed since, the others undecided."""
    found = bn.review(SAMPLE)
    wrong = next(problem for problem in found.problems if "86.93" in problem.title)
    other, lapsed = [problem for problem in found.problems if problem is not wrong][:2]
    rulings = {
        wrong.id: Decision(wrong.id, "发出"),
        other.id: Decision(other.id, "说明采纳", explanation="见附件"),
        lapsed.id: Decision(lapsed.id, "发出", lapsed=True),
    }
    return replace(found, problems=tuple(replace(problem, decision=rulings.get(problem.id)) for problem in found.problems))


def lines(content: bytes | None) -> list[str]:
    assert content is not None
    document = docx.Document(io.BytesIO(content))
    return [paragraph.text for paragraph in document.paragraphs] + [
        " | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows
    ]


def test_a_notice_holds_what_was_decided_to_be_sent_and_nothing_else(review: Review):
    said = lines(notice(review, SETTINGS, "甲区某局"))
    assert said[:3] == ["关于洛阳市西工区社区治理和服务创新办公室\n2024年部门预算公开情况的审核意见", "甲财预审〔2024〕1号", "甲区某局："]
    assert [line for line in said if line[:2] in ("一、", "二、", "三、", "四、", "五、")] == [
        "一、基本情况",
        "二、审核依据",
        "三、审核结论",
        "四、存在问题",
        "五、整改要求及时限",
    ]
    assert "经审核，共有1个问题需要你部门处理：需更正1个。请修改后再行公开。" in said
    assert "位置：一、收入支出预算总体情况说明 · 收支总计 · 增减百分比（disclosure.txt 第 56 行）。" in said
    assert "原文：86.93%。" in said
    assert "应为：89.68%。" in said
    assert any(line.startswith("依据：增减百分比等于增减额除以上年数；") for line in said)
    assert any(line.startswith("整改建议：") and "下降89.68%" in line for line in said)
    assert "，并于2024年3月20日前，" in "".join(said)
    assert "甲区财政局" in said
    assert "2024年3月5日" in said
    assert [line.split(" | ")[0] for line in said if " | " in line] == ["序号", "1"]


def test_without_anything_to_send_there_is_no_notice(review: Review):
    assert notice(replace(review, problems=()), SETTINGS) is None


def test_the_same_review_gives_the_same_bytes(review: Review):
    assert notice(review, SETTINGS) == notice(review, SETTINGS)


def test_what_a_bureau_did_not_say_is_left_blank_to_be_filled_in(review: Review):
    said = lines(notice(review, Settings()))
    assert "（审核单位）" in said
    assert "　　年　　月　　日" in said
    assert "洛阳市西工区社区治理和服务创新办公室：" in said


def test_words_of_a_document_are_only_words(review: Review):
    hostile = replace(review, disclosure=replace(review.disclosure, name="甲{0}局<w:p>\x07&"))
    assert lines(notice(hostile, SETTINGS))[0].replace("\n", "").startswith("关于甲{0}局<w:p>〔U+0007〕&2024年")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("offise: 甲", "第 1 行：不认识的键“offise”。是否想写“office”？"),
        ("office: 甲\nkind: 意见", "第 2 行：文种“意见”应当是：审核意见、整改通知。"),
        ("deadline: 三月", "第 1 行：日期“三月”应当写作 2024-03-01。"),
        ("- a", "应当是“键: 值”的形式。"),
    ],
)
def test_wrong_settings_are_refused_with_their_line(source: str, said: str, tmp_path: Path):
    (tmp_path / "params" / "season").mkdir(parents=True)
    (tmp_path / "params" / "season" / "2024.yaml").write_text(source, encoding="utf-8")
    with pytest.raises(WrongSettings) as refused:
        find_settings(tmp_path, 2024)
    assert said in str(refused.value)
