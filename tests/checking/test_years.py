"""A disclosure against the one of the year before: `years.yaml`, for analysts to read and add to, and real documents of three years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from years import HEAD, MORE, SAID, paper, real, reviewed

from budgetnb import cli
from budgetnb.amounts import rounded
from budgetnb.checking.bases import Printed, Told, told
from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Finding, Review
from budgetnb.checking.observing import Beside
from budgetnb.errors import BudgetnbError
from budgetnb.figures import Figure, Place, Statement
from budgetnb.season.register import Register, Registered
from budgetnb.season.years import WrongPrior, before_of, befores
from budgetnb.showing.report import read, review
from budgetnb.yamls import read_yaml

EXAMPLES: list[dict[str, Any]] = read_yaml(Path(__file__).parent / "years.yaml").content


def across(found: Review, outcome: str = "breaks") -> list[Finding]:
    return [one for one in found.findings if one.rule.startswith("Y-") and one.outcome == outcome]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['rule']} {example['shows']}")
def test_the_good_words_pass_and_the_bad_ones_do_not(example: dict[str, str], tmp_path: Path):
    assert [one.says for one in across(reviewed(tmp_path, example["good"], example["last"]))] == []
    found = across(reviewed(tmp_path, example["bad"], example.get("bad_last", example["last"])))
    assert any(example["finds"] in one.says for one in found if one.rule == example["rule"]), [one.says for one in found]
    assert {one.severity for one in found} == {next(rule.severity for rule in rule_book().rules if rule.id == example["rule"])}


def test_every_rule_across_years_has_an_example():
    assert {rule.id for rule in rule_book().rules if rule.id.startswith("Y-")} == {example["rule"] for example in EXAMPLES}


def test_without_last_years_disclosure_it_is_said_what_it_would_let_run(tmp_path: Path):
    change = MORE.format(before=2023, more="10.00", rate="10.00", reason="人员增加")
    found = check(paper(tmp_path, SAID.format(year=2024, total="110.00", change=change), 2024), rule_book())
    (one,) = across(found, "blank")
    assert (one.severity, one.problem) == ("", None)
    assert one.says == "没有给出上年的公开文本，与上年预算数比较的 1 处未与上年公开的核对"


WIDE = """{year}年部门一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t{heads}
\t合计\t{total}
2010101\t行政运行\t{total}
"""


@pytest.mark.parametrize(
    ("heads", "total", "last_heads", "last_total", "expected"),
    [
        ("上年预算数\t本年预算数", "50.00\t60.00", "上年预算数\t本年预算数", "40.00\t50.00", ["ties", "ties"]),
        ("上年预算数\t本年预算数", "51.00\t60.00", "上年预算数\t本年预算数", "40.00\t50.00", ["breaks", "breaks"]),
        ("2023年执行数\t2024年预算数", "51.00\t60.00", "2022年执行数\t2023年预算数", "40.00\t50.00", []),
        ("上年预算数\t本年预算数", "50.00\t60.00", "基本支出\t项目支出", "40.00\t10.00", ["blank"]),
    ],
    ids=["same", "other", "actual spending", "another column"],
)
def test_columns_of_last_years_budget_are_held_against_last_years_own(
    tmp_path: Path, heads: str, total: str, last_heads: str, last_total: str, expected: list[str]
):
    now, last = (
        WIDE.format(year=year, heads=words, total=sums) for year, words, sums in ((2024, heads, total), (2023, last_heads, last_total))
    )
    assert [one.outcome for one in reviewed(tmp_path, now, last).findings if one.rule == "Y-03"] == expected


def test_what_agrees_with_last_year_counts_as_covered(tmp_path: Path):
    change = MORE.format(before=2023, more="10.00", rate="10.00", reason="人员增加")
    now, last = (SAID.format(year=2024, total="110.00", change=change), SAID.format(year=2023, total="100.00", change=""))
    alone, beside = check(paper(tmp_path, now, 2024), rule_book()), reviewed(tmp_path, now, last)
    assert beside.coverage.printed == alone.coverage.printed  # last year's own figures are not this year's
    (ties,) = across(beside, "ties")
    assert (ties.left, ties.right, ties.unit) == (10, 10, "万元")
    assert [evidence.place.file for evidence in ties.evidence][-1] == "甲县民政局-2023.txt"


def test_a_wrong_change_is_corrected_to_what_follows_from_last_years_figure(tmp_path: Path):
    change = MORE.format(before=2023, more="12.00", rate="10.00", reason="人员增加")
    last = SAID.format(year=2023, total="100.00", change="")
    found = reviewed(tmp_path, SAID.format(year=2024, total="110.00", change=change), last)
    (one,) = across(found)
    assert one.suggestion is not None
    assert "各增加10.00万元，增长10.00%" in one.suggestion


def test_a_change_of_definition_that_the_text_explains_is_only_listed_as_not_checked(tmp_path: Path):
    change = MORE.format(before=2023, more="50.00", rate="83.33", reason="统计口径变化")
    found = reviewed(tmp_path, SAID.format(year=2024, total="110.00", change=change), SAID.format(year=2023, total="100.00", change=""))
    assert across(found) == []
    assert [one.says for one in across(found, "blank")] == ["写明了口径变化，上年数未与上年公开的核对"]


def test_where_most_bases_differ_last_year_was_restated_and_one_hint_says_so(tmp_path: Path):
    terms = ("“三公”经费", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
    now = "七、“三公”经费支出预算情况说明\n\n" + "\n\n".join(
        f"{place}.{term}{place}0.00万元，比2023年预算增加{place}.00万元，主要原因：任务增加。" for place, term in enumerate(terms, 3)
    )
    last = "七、“三公”经费支出预算情况说明\n\n" + "\n\n".join(f"{place}.{term}{place}.50万元。" for place, term in enumerate(terms, 3))
    (one,) = across(reviewed(tmp_path, now, last))
    assert (one.rule, one.severity) == ("Y-04", "hint")
    assert one.says.startswith("4 处上年数中有 4 处与上年公开的不同")


@pytest.mark.parametrize(
    ("name", "year", "words", "says"),
    [
        ("甲县民政局", 2022, "部门", "它是 2022 年的，应为 2023 年。"),
        ("甲县民政局", 2023, "单位", "它是单位预算，这一份是部门预算。"),
    ],
)
def test_a_disclosure_that_cannot_be_last_years_is_refused(tmp_path: Path, name: str, year: int, words: str, says: str):
    now = paper(tmp_path, SAID.format(year=2024, total="110.00", change=""), 2024)
    path = tmp_path / "last.txt"
    path.write_text(HEAD.format(year=year, name=name).replace("部门", words) + SAID.format(year=year, total="1.00", change=""), "utf-8")
    with pytest.raises(WrongPrior, match=says):
        befores([now], [read(path)])


def test_last_years_disclosure_is_known_by_code_by_name_and_by_the_registers_former_name(tmp_path: Path):
    now = paper(tmp_path, SAID.format(year=2024, total="110.00", change=""), 2024)
    same = paper(tmp_path, SAID.format(year=2023, total="100.00", change=""), 2023)
    other = paper(tmp_path, SAID.format(year=2023, total="100.00", change=""), 2023, "甲县社会局")
    register = Register("register.csv", (Registered("甲县民政局", "部门", former="甲县社会局"),))
    assert before_of(now, (other, same)) is same
    assert before_of(now, (other,)) is None
    assert before_of(now, (other,), register) is other


def test_check_takes_last_years_disclosure_and_finds_it_among_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    change = MORE.format(before=2023, more="9.00", rate="8.91", reason="人员增加")
    paper(tmp_path, SAID.format(year=2024, total="110.00", change=change), 2024)
    paper(tmp_path, SAID.format(year=2023, total="100.00", change=""), 2023)
    paper(tmp_path, SAID.format(year=2022, total="90.00", change=""), 2022)
    now, last, older = (str(tmp_path / f"甲县民政局-{year}.txt") for year in (2024, 2023, 2022))
    assert cli.main(["check", now, "--fail-on", "error"]) == 0
    assert "没有给出上年的公开文本，与上年预算数比较的 1 处未与上年公开的核对" in capsys.readouterr().out
    assert cli.main(["check", now, "--prior", last]) == 1
    assert "上年公开的是 100.00 万元" in capsys.readouterr().out
    assert cli.main(["check", last, now]) == 1
    assert cli.main(["check", now, "--prior", older]) == 2
    assert "它是 2022 年的，应为 2023 年" in capsys.readouterr().err


@pytest.mark.parametrize("year", [2018, 2019])
def test_the_clean_real_texts_agree_with_the_year_before(corpus: Path, year: int):
    found = real(corpus, "js-zhengxie-2017-2019", year)
    assert across(found) == []
    assert len(across(found, "ties")) > 25


@pytest.mark.parametrize(("year", "ties"), [(2024, 11), (2025, 11)])
def test_real_comparisons_with_actual_spending_are_not_held_against_last_years_budget(corpus: Path, year: int, ties: int):
    found = real(corpus, "sh-putuo-wanli-2023-2025", year)
    assert across(found) == []
    assert len(across(found, "ties")) == ties
    assert [one.says for one in across(found, "blank")] == (
        ["与上年执行数、决算数或调整预算数比较的 33 处，上年预算公开文本中没有这些数，未核对"] if year == 2024 else []
    )


def test_wrong_bases_of_real_texts_are_found(corpus: Path):
    found = {(one.rule, one.at): one.says for one in across(real(corpus, "js-jianchayuan-2017-2019", 2018))}
    assert set(found) == {
        ("Y-01", "文/三公经费/因公出国费#2/上年"),  # "相等" to 110
        *(("Y-02", f"文/{scope}/{scope}/上年") for scope in ("财政拨款收支", "财政拨款支出", "一般公共预算支出")),  # 3,958.98 for 3,959.28
        ("Y-04", "文/收支总体/基本支出/上年"),  # 2017 printed it in two ways
    }
    assert "12,323.46 万元" in found["Y-04", "文/收支总体/基本支出/上年"]
    assert "12,323.48 万元" in found["Y-04", "文/收支总体/基本支出/上年"]


def test_accounts_that_were_merged_under_one_code_are_followed(corpus: Path):
    """2018 puts four accounts of 2017 under 公诉、审判、侦查、执行等检察监督支出; 2019 gives that one another code."""
    for year, parts in ((2018, ["480.00", "150.00", "100.00", "1,299.00"]), (2019, ["1895.00"])):
        found = real(corpus, "js-jianchayuan-2017-2019", year)
        (one,) = [one for one in across(found, "ties") if "监督" in one.at]
        assert [evidence.printed for evidence in one.evidence][-len(parts) :] == parts


def test_what_rests_on_recognised_pages_of_last_years_document_is_at_most_a_hint(corpus: Path):
    found = real(corpus, "js-jianchayuan-2017-2019", 2018)
    assert found.prior is not None
    scanned = replace(found.prior, sources=tuple(replace(one, recognised=tuple(range(1, 99))) for one in found.prior.sources))
    again = check(found.disclosure, rule_book(), Beside(prior=scanned))
    assert {one.severity for one in across(found)} == {"error", "warning", "hint"}
    assert {one.severity for one in across(again)} == {"hint"}


@pytest.mark.parametrize("base", ["执行数", "决算数", "调整预算数", "年初调整后的预算"])
def test_other_figures_of_last_year_are_not_held_against_its_budget(tmp_path: Path, base: str):
    said = "七、“三公”经费支出预算情况说明\n\n{}年“三公”经费预算为{}万元{}"
    change = f"，比2023年{base}减少0.20万元，主要原因：压减接待。"
    found = reviewed(tmp_path, said.format(2024, "5.00", change), said.format(2023, "6.00", "。"))
    assert across(found) == across(found, "ties") == []
    assert [one.says for one in across(found, "blank")] == [
        "与上年执行数、决算数或调整预算数比较的 1 处，上年预算公开文本中没有这些数，未核对"
    ]


def test_of_a_volume_of_several_departments_the_right_one_is_taken_and_a_file_of_nobody_is_refused(tmp_path: Path):
    now = paper(tmp_path, SAID.format(year=2024, total="110.00", change=""), 2024)
    other = paper(tmp_path, SAID.format(year=2023, total="300.00", change=""), 2023, "甲县教育局")
    last = paper(tmp_path, SAID.format(year=2023, total="100.00", change=""), 2023)
    volume = replace(other, sources=last.sources)
    assert befores([now], [volume, last]) == (last,)
    with pytest.raises(WrongPrior, match=r"甲县教育局-2023\.txt .*没有它的下一年"):
        befores([now], [other, last])


def test_given_files_that_hold_no_budget_are_refused_in_a_sentence(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("会议通知", encoding="utf-8")
    paper(tmp_path, SAID.format(year=2024, total="110.00", change=""), 2024)
    with pytest.raises(BudgetnbError, match="没有找到预算公开文本应有的内容"):
        review(tmp_path / "甲县民政局-2024.txt", prior=tmp_path / "letter.txt")


YUAN = st.integers(min_value=0, max_value=10**12).map(Decimal)


def wan(amount: Decimal) -> Figure:
    """元 as printed in 万元 with two decimals."""
    value = rounded(amount / 10000, 2)
    return Figure("文/收支总体/收支总计/数额", value, str(value), "万元", Decimal("0.005"), Place("now.txt"))


def base_of(this: Decimal, last: Decimal, change: Decimal, rate: Decimal | None = None) -> Told | None:
    """What a sentence tells of last year that prints this year's amount and the change, or only its percentage."""
    printed = Figure("", rate, str(rate), "%", Decimal("0.005"), Place("now.txt")) if rate is not None else wan(abs(change))
    told_by = (("数额", wan(this)), ("增减率" if rate is not None else "增减额", printed))
    return told(Statement("收支总体", "收支总计", told_by, Place("now.txt"), direction=1 if change > 0 else -1), wan(this))


@given(this=YUAN, last=YUAN)
def test_rounding_never_makes_a_base_another_than_the_one_published(this: Decimal, last: Decimal):
    assume(wan(this - last).value)
    found, printed = base_of(this, last, this - last), wan(last)
    assert found is not None
    assert found.meets(Printed(printed.value or Decimal(0), printed.half, (printed,), "文", same=True))


@given(this=YUAN, last=YUAN.filter(lambda amount: amount > 10**6))
def test_rounding_never_does_so_where_only_a_percentage_is_printed(this: Decimal, last: Decimal):
    rate = rounded(abs(this - last) * 100 / last, 2)
    assume(rate and (this > last or rate < 99))
    found, printed = base_of(this, last, this - last, rate), wan(last)
    assert found is not None
    assert found.meets(Printed(printed.value or Decimal(0), printed.half, (printed,), "文", same=True))


@given(this=YUAN, last=YUAN, wrong=st.integers(min_value=301, max_value=10**9))
def test_a_base_beyond_rounding_never_passes(this: Decimal, last: Decimal, wrong: int):
    assume(wan(this - last).value)
    found, printed = base_of(this, last, this - last), wan(last + wrong)
    assert found is not None
    assert not found.meets(Printed(printed.value or Decimal(0), printed.half, (printed,), "文", same=True))
