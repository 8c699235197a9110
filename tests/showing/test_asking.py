"""What an analyst asks in Python: find a figure, why it is so, try a rule, take everything along."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from figures_by_hand import disclosure, statement, table
from python_calamine import CalamineWorkbook

import budgetnb as bn
from budgetnb.checking.findings import Review
from budgetnb.errors import NoSuchTable, UnknownName, WrongRule
from budgetnb.figures import Disclosure
from budgetnb.showing.asking import NobodysFigure
from budgetnb.texts import speak

TIE = "收支总表[收入总计] = 收支总表[支出总计]"
ENTRY = """\
- id: M-1
  says: 收入总计等于支出总计
  formula: 收支总表[收入总计] = 收支总表[支出总计]
  basis: 本局要求
  dimension: 真实准确性
  severity: error
  action: 更正
"""


@pytest.fixture
def mixed() -> Disclosure:
    """Tables in 元, the narrative in 万元."""
    spending = """
        :               | 合计      | 基本支出
        合计            | 5,469,400 | 1412500
        类 208 社会保障 |   116,100 |
    """
    return disclosure(table("支出总表", spending, unit="元"), statement("支出", "支出合计", 1, 数额="546.94万元", 增减率="3.5%"))


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("5469400", ["支出总表/合计/合计"]),
        ("546.94", ["文/支出/支出合计/数额"]),
        ("546.94万元", ["支出总表/合计/合计", "文/支出/支出合计/数额"]),
        ("11.6 万元", ["支出总表/208/合计"]),
        ("3.5%", ["文/支出/支出合计/增减率"]),
        ("３.５", ["文/支出/支出合计/增减率"]),
        ("基本支出", ["支出总表/合计/基本支出"]),
        ("7", []),
        ("", []),
    ],
)
def test_a_figure_is_found_by_its_number_its_money_or_its_name(wanted: str, keys: list[str], mixed: Disclosure):
    assert [figure.key for figure in mixed.find(wanted)] == keys


def test_why_gives_every_rule_that_touches_a_figure_with_both_sides(sample: Review):
    found = bn.why(sample.find("支出总表/合计/合计")[0])
    assert {finding.rule for finding in found} == {
        one.rule for one in sample.findings if any(e.key == "支出总表/合计/合计" for e in one.evidence)
    }
    assert len(found) > 3
    assert all(finding.left is not None and finding.right is not None for finding in found if finding.outcome == "ties")
    assert "支出总表 · 合计" in repr(found)
    assert repr(found) == repr(bn.why(sample.disclosure.find("支出总表/合计/合计")[0]))
    assert bn.why(next(sample.disclosure.table("支出总表").figures()), sample)


def test_why_of_a_figure_that_is_nobodys_says_how_to_ask(sample: Review):
    with pytest.raises(NobodysFigure, match=r"请用 d\.find\(…\) 或 r\.find\(…\) 找到它"):
        bn.why(next(sample.disclosure.figures()))


def test_some_of_them_are_still_a_table_and_none_of_them_is_said(sample: Review):
    assert len(sample.findings[:3].to_frame()) == 3
    assert repr(sample.findings[:0]) == "没有规则用到这个数。"
    assert repr(sample.find("没有这样的词")) == "没有找到这样的数。"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_asked_shows_itself_in_words_and_as_a_page(lang: str, sample: Review):
    speak(lang)
    shown = (sample.disclosure, sample.disclosure.table("支出总表"), sample.find("361.39"), sample.findings, sample.problems, sample)
    for noun in (*shown, bn.try_rule(TIE, over=sample)):
        assert len(repr(noun)) < 30_000
        page = noun._repr_mimebundle_()["text/html"]
        assert "<table" in page or "<p" in page
        assert "object at 0x" not in repr(noun)


def test_every_table_becomes_a_workbook_with_numbers_as_numbers(sample: Review, tmp_path: Path):
    nouns = (sample.disclosure, sample.disclosure.table("支出总表"), sample.find("361.39"), sample.findings, sample.problems, sample)
    for place, noun in enumerate((*nouns, bn.try_rule(TIE, over=sample).hits)):
        path = noun.to_excel(tmp_path / f"{place}.xlsx")
        assert path.read_bytes() == noun.to_excel(tmp_path / "again.xlsx").read_bytes()
        assert CalamineWorkbook.from_path(path).sheet_names
    rows = CalamineWorkbook.from_path(tmp_path / "2.xlsx").get_sheet_by_index(0).to_python()
    assert rows[2][:3] == ["地址", "数值", "印的是"]
    assert rows[3][:3] == ["收支总表/上年结转结余/金额", 361.39, "361.39"]


def test_printed_words_never_become_formulas(tmp_path: Path):
    hostile = disclosure(table("支出总表", ": | 合计\n=1+1 | 3"))
    for name, noun in (("figures", hostile.find("3")), ("table", hostile.table("支出总表"))):
        with zipfile.ZipFile(noun.to_excel(tmp_path / f"{name}.xlsx")) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
            assert b"=1+1" in book.read("xl/sharedStrings.xml")


def test_a_formula_alone_or_an_entry_is_tried_and_lists_hits_and_misses(sample: Review):
    for rule in (TIE, ENTRY):
        trial = bn.try_rule(rule, over=[sample, sample.disclosure])
        assert (len(trial.hits), len(trial.misses), trial.elsewhere, trial.over) == (2, 0, 0, 2)
    wrong = bn.try_rule("收支总表[收入总计] = 收支总表[本年收入合计]", over=sample)
    assert list(wrong.misses.to_frame()[["organisation", "year", "left", "right", "difference"]].iloc[0]) == [
        *("洛阳市西工区社区治理和服务创新办公室", 2024, Decimal("546.94"), Decimal("185.55"), Decimal("361.39"))
    ]
    assert "不成立1处" in repr(wrong)


def test_a_wrong_rule_is_refused_with_the_nearest_word(sample: Review):
    with pytest.raises(WrongRule, match="收支总表"):
        bn.try_rule("收支表[收入总计] = 1", over=sample)
    with pytest.raises(WrongRule, match="一次试一条规则；这里写了2条"):
        bn.try_rule(ENTRY + ENTRY.replace("M-1", "M-2"), over=sample)


def test_a_rule_that_was_tried_is_saved_and_used(sample: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    mine = Path("params/rules/mine.yaml")
    trial = bn.try_rule(TIE, over=sample)
    with pytest.raises(WrongRule, match="basis"):
        trial.save(mine, id="M-1", says="总计相等")
    assert not mine.exists()
    more = {"basis": "本局要求", "dimension": "真实准确性", "severity": "error", "action": "更正"}
    assert trial.save(mine, id="M-1", says="总计相等", **more) == mine
    assert [one.outcome for one in bn.check(sample.disclosure).findings if one.rule == "M-1"] == ["ties"]
    mine.write_text("# 本局的规则\n" + mine.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(WrongRule, match="M-1"):
        trial.save(mine, id="M-1", says="总计相等", **more)
    bn.try_rule(ENTRY.replace("M-1", "M-2"), over=sample).save(mine)
    assert mine.read_text(encoding="utf-8").startswith("# 本局的规则\nname: mine\nrules:\n  - formula: ")
    assert {"M-1", "M-2"} <= {one.rule for one in bn.check(sample.disclosure).findings}


def test_a_chart_is_drawn_on_an_axes_of_ones_own(sample: Review):
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    drawn = bn.draw(sample, "支出按功能", ax=ax)
    assert drawn is ax
    assert isinstance(drawn, Axes)
    assert ax.texts
    with pytest.raises(UnknownName, match="支出按功能"):
        bn.draw(sample, "支出功能", ax=ax)


def test_a_table_that_is_not_there_is_refused_with_the_nearest_one(sample: Review):
    with pytest.raises(NoSuchTable, match="是不是想要“支出总表”"):
        sample.disclosure.table("支出表")


def test_frames_are_ordinary_frames(sample: Review):
    frame = sample.to_frame(exact=False)
    assert type(frame) is pd.DataFrame
    assert frame["left"].dtype == float
