"""A department against its units: what its lines say of them, what its tables add up, which units there are."""

from __future__ import annotations

from pathlib import Path

import families as papers
import pytest
from families import DEPARTMENT, OWN_OFFICE, SCHOOLS, changed

from budgetnb import cli
from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Finding, Review
from budgetnb.checking.observing import Beside
from budgetnb.season.family import families
from budgetnb.season.register import Register, Registered

DISTRICT = Registered("甲县教育局", "部门", "101")
OWN = Registered("甲县教育局", "单位", "101001", parent="101")
SCHOOL = Registered("甲县第一中学", "单位", "101002", parent="101")


def review(folder: Path, *texts: str, register: Register | None = None) -> Review:
    """The department's review beside the units that are there; it is the first text."""
    disclosures = papers.read(folder, *texts)
    return check(disclosures[0], rule_book(), Beside(families(disclosures, register)[0], register))


def broken(found: Review) -> dict[str, tuple[str, str]]:
    """What does not tie between department and units: rule and place, severity and both sides or words."""
    return {
        f"{one.rule} {one.at}": (one.severity, f"{one.left} / {one.right}" if one.left is not None else one.says)
        for one in found.findings
        if one.rule.startswith("U-") and one.outcome in ("breaks", "blank", "faulty")
    }


def of(found: Review, rule: str) -> list[Finding]:
    return [one for one in found.findings if one.rule == rule]


def test_a_department_and_its_units_that_agree_have_no_finding(tmp_path: Path):
    found = review(tmp_path, DEPARTMENT, OWN_OFFICE, SCHOOLS)
    assert broken(found) == {}
    assert [one.outcome for one in of(found, "U-12")] == ["ties", "ties"]
    assert [one.right for one in of(found, "U-22")] == [5, 0, 3, 2]


def test_without_units_their_rules_do_not_apply_and_say_why(tmp_path: Path):
    found = review(tmp_path, DEPARTMENT)
    assert {one.outcome for one in of(found, "U-12")} == {"not_applicable"}
    assert of(found, "U-12")[0].notes == ("没有给出所属单位的公开文本。",)
    assert of(found, "U-41") == []


def test_a_unit_that_published_another_total_is_found_on_its_line_and_in_the_sum(tmp_path: Path):
    school = changed(SCHOOLS, ("一、一般公共预算\t200.00", "一、一般公共预算\t210.00"), ("收入总计\t220.00", "收入总计\t230.00"))
    school = changed(school, ("\t合计\t220.00\t200.00", "\t合计\t230.00\t210.00"))
    found = review(tmp_path, DEPARTMENT, OWN_OFFICE, school)
    assert broken(found) == {
        "U-01 收入总表/101002/本年收入合计.一般公共预算": ("error", "200.00 / 210.00"),
        "U-02 收入总表/101002/合计": ("error", "220.00 / 230.00"),
        "U-02 收入总表/101002/本年收入合计": ("error", "220.00 / 230.00"),
        "U-11 收支总表/一般公共预算/金额": ("error", "300.00 / 310.00"),
        "U-12 收支总表/收入总计/金额": ("error", "320.00 / 330.00"),
    }
    (problem,) = [one for one in found.problems if any(id.startswith("U-") for id in one.findings)]
    assert len(problem.findings) == 5  # one difference, one problem
    evidence = of(found, "U-02")[2].evidence
    assert [(one.printed, one.place.table, one.place.file) for one in evidence][:2] == [
        ("220.00", "收入总表", "0.txt"),
        ("230.00", "甲县第一中学 收入总表", "2.txt"),
    ]


def test_three_public_expenses_of_a_unit_are_held_against_the_departments(tmp_path: Path):
    school = changed(SCHOOLS, ("1.00\t\t\t1.00", "1.50\t\t\t1.50"))
    assert broken(review(tmp_path, DEPARTMENT, OWN_OFFICE, school)) == {
        "U-22 三公经费表/合计/三公经费": ("error", "5.00 / 5.50"),
        "U-22 三公经费表/合计/公务接待费": ("error", "2.00 / 2.50"),
    }


def test_money_that_one_unit_gives_another_is_counted_once_where_it_is_printed(tmp_path: Path):
    """The school got 7.00 from its department: 227.00 of its own, 220.00 in the department's total."""
    school = changed(SCHOOLS, ("二、上级补助收入\t\t", "二、上级补助收入\t7.00\t"), ("本年收入合计\t220.00", "本年收入合计\t227.00"))
    school = changed(school, ("收入总计\t220.00", "收入总计\t227.00"), ("支出总计\t220.00", "支出总计\t227.00"))
    school = changed(school, ("\t合计\t220.00\t200.00\t\t", "\t合计\t227.00\t200.00\t7.00\t"))
    found = review(tmp_path, DEPARTMENT, OWN_OFFICE, school)
    assert broken(found) == {}
    assert [str(one.right) for one in of(found, "U-12")] == ["320.00", "320.00"]
    assert "上级补助收入" in {one.place.row for one in of(found, "U-12")[0].evidence if one.value} or any(
        one.printed == "7.00" for one in of(found, "U-12")[0].evidence
    )


def test_a_difference_that_may_be_such_money_is_only_asked_about_where_the_form_does_not_print_it(tmp_path: Path):
    texts = [changed(words, ("二、上级补助收入\t\t", "二、财政专户管理资金\t\t")) for words in (DEPARTMENT, OWN_OFFICE, SCHOOLS)]
    texts[2] = changed(texts[2], ("收入总计\t220.00", "收入总计\t227.00"), ("支出总计\t220.00", "支出总计\t227.00"))
    found = review(tmp_path, *texts)
    assert broken(found) == {
        "U-14 收支总表/收入总计/金额": ("hint", "320.00 / 327.00"),
        "U-14 收支总表/支出总计/金额": ("hint", "320.00 / 327.00"),
    }
    assert "可能是单位之间的补助、上缴" in of(found, "U-14")[0].says
    (problem,) = [one for one in found.problems if any(id.startswith("U-") for id in one.findings)]
    assert (problem.severity, problem.action) == ("hint", "核实")


def test_a_department_that_has_more_than_its_units_together_is_wrong_in_any_form(tmp_path: Path):
    texts = [changed(words, ("二、上级补助收入\t\t", "二、财政专户管理资金\t\t")) for words in (DEPARTMENT, OWN_OFFICE, SCHOOLS)]
    texts[2] = changed(texts[2], ("收入总计\t220.00", "收入总计\t219.00"))
    assert broken(review(tmp_path, *texts)) == {"U-13 收支总表/收入总计/金额": ("error", "320.00 / 319.00")}


def test_a_unit_without_a_document_is_named_and_nothing_is_added_up(tmp_path: Path):
    found = review(tmp_path, DEPARTMENT, OWN_OFFICE)
    assert broken(found) == {"U-41 单位/甲县第一中学": ("warning", "没有见到所属单位“甲县第一中学”的公开文本")}
    assert of(found, "U-12")[0].notes == ("缺少所属单位的公开文本：甲县第一中学，不能相加核对。",)
    assert {one.outcome for one in of(found, "U-02")} == {"ties"}  # of the unit that is there


def test_a_secret_unit_is_not_asked_for(tmp_path: Path):
    secret = Registered("甲县第一中学", "单位", "101002", parent="101", secret=True)
    department = changed(DEPARTMENT, ("101002\t甲县第一中学\t220.00\t200.00\t\t20.00\n", ""))
    found = review(tmp_path, department, OWN_OFFICE, register=Register("register.csv", (DISTRICT, OWN, secret)))
    assert of(found, "U-41") == []
    assert of(found, "U-12")[0].outcome == "not_applicable"


def test_a_lost_line_is_named_and_the_totals_still_tie(tmp_path: Path):
    department = changed(DEPARTMENT, ("101002\t甲县第一中学\t220.00\t200.00\t\t20.00\n", ""))
    found = review(tmp_path, department, OWN_OFFICE, SCHOOLS)
    assert broken(found) == {
        "U-42 单位/甲县第一中学": ("error", "“甲县第一中学”有单位公开文本，部门的表没有列这个单位，总计中已包括"),
        "U-43 单位/甲县第一中学": ("warning", "概况列有预算单位“甲县第一中学”，收入总表没有这个单位的行"),
    }
    assert len([one for one in found.problems if any(id.startswith("U-4") for id in one.findings)]) == 1


def test_a_unit_that_the_department_left_out_altogether_is_named_once(tmp_path: Path):
    """The units it names still add up; the other is a matter of its own."""
    kindergarten = changed(SCHOOLS, *([("甲县第一中学", "甲县机关幼儿园")] * 2), ("101002", "101003"))
    found = review(tmp_path, DEPARTMENT, OWN_OFFICE, SCHOOLS, kindergarten)
    assert broken(found) == {
        "U-42 单位/甲县机关幼儿园": ("error", "“甲县机关幼儿园”有单位公开文本，部门的表没有列这个单位，总计中也没有包括")
    }
    assert [one.outcome for one in of(found, "U-12")] == ["ties", "ties"]


def test_the_units_told_the_units_printed_and_the_register_are_held_against_each_other(tmp_path: Path):
    department = changed(DEPARTMENT, ("共计2家", "共计3家"), ("、甲县第一中学。", "、甲县第一中学、甲县第二中学。"))
    register = Register("register.csv", (DISTRICT, OWN, SCHOOL, Registered("甲县机关幼儿园", "单位", "101003", parent="101")))
    found = review(tmp_path, department, OWN_OFFICE, SCHOOLS, register=register)
    assert broken(found) == {
        "U-41 单位/甲县机关幼儿园": ("warning", "没有见到所属单位“甲县机关幼儿园”的公开文本"),
        "U-43 单位/甲县第二中学": ("warning", "概况列有预算单位“甲县第二中学”，收入总表没有这个单位的行"),
        "U-44 单位/甲县机关幼儿园": ("warning", "单位名册中有本部门的单位“甲县机关幼儿园”，部门的表中没有列"),
    }
    assert [one.outcome for one in of(found, "U-12")] == ["ties", "ties"]  # those with a line of their own are all there


def test_fewer_units_listed_than_counted_is_said(tmp_path: Path):
    department = changed(DEPARTMENT, ("共计2家", "共计3家"))
    (found,) = broken(review(tmp_path, department)).items()
    assert found == ("U-45 文/概况/单位数", ("warning", "3 / 2"))


def test_a_department_that_names_no_unit_is_only_asked_about_sums(tmp_path: Path):
    """Nobody says how many units there are: one of them may be missing here."""
    lines = ("101001\t甲县教育局\t100.00\t100.00\t\t\n", "101002\t甲县第一中学\t220.00\t200.00\t\t20.00\n")
    told = "纳入本部门2024年部门预算编制范围的预算单位共计2家，具体包括：甲县教育局本级、甲县第一中学。"
    department = changed(DEPARTMENT, (lines[0], ""), (lines[1], ""), (told, "本部门预算包括各预算单位预算。"))
    found = broken(review(tmp_path, department, OWN_OFFICE))
    assert found["U-12 收支总表/收入总计/金额"] == ("hint", "320.00 / 100.00")
    assert {severity for severity, _ in found.values()} == {"hint"}


@pytest.mark.parametrize(
    ("project", "says"),
    [
        ("校舍维修\t甲县第一中学\t30.00", ""),
        ("校舍维修\t甲县第一中学\t35.00", "项目“校舍维修”在部门的表中是 35.00 万元，“甲县第一中学”公开的是 30.00 万元"),
        ("校舍改造\t甲县第一中学\t30.00", "部门的表中有“甲县第一中学”的项目“校舍改造”（30.00 万元），该单位公开的项目支出表中没有"),
    ],
)
def test_projects_are_held_against_those_of_their_unit(tmp_path: Path, project: str, says: str):
    table = "\n2024年{}项目支出预算表\n单位：万元\n项目名称\t项目单位\t合计\n合计\t\t30.00\n{}\n"
    department = DEPARTMENT + table.format("部门", project)
    school = SCHOOLS + table.format("单位", "校舍维修\t甲县第一中学\t30.00")
    found = of(review(tmp_path, department, OWN_OFFICE, school), "U-05")
    assert [one.says for one in found if one.outcome == "breaks"][:1] == ([says] if says else [])
    assert [one.outcome for one in found] == (["ties"] if not says else ["breaks"] * len(found))


def test_the_register_says_whose_unit_it_is_when_two_departments_are_given(tmp_path: Path):
    """The school's code would put it under 101; the register has moved it to 102."""
    other = changed(DEPARTMENT, ("101\t", "102\t"), ("101001", "102001"), ("101002\t甲县第一中学", "102002\t甲县体育学校"))
    other = other.replace("甲县教育局", "甲县体育局").replace("甲县第一中学", "甲县体育学校")
    disclosures = papers.read(tmp_path, DEPARTMENT, other, SCHOOLS)
    assert [len(units) for units in families(disclosures)] == [1, 0, 0]
    moved = Registered("甲县第一中学", "单位", "101002", parent="102")
    register = Register("register.csv", (DISTRICT, Registered("甲县体育局", "部门", "102"), moved))
    assert [len(units) for units in families(disclosures, register)] == [0, 1, 0]


def test_a_department_and_its_units_given_together_on_the_command_line_are_held_against_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    school = changed(SCHOOLS, ("1.00\t\t\t1.00", "1.50\t\t\t1.50"))
    names = [path.name for path in papers.written(tmp_path, school, DEPARTMENT, OWN_OFFICE)]
    assert cli.main(["check", *names]) == 1
    said = capsys.readouterr().out
    assert "U-22" in said
    assert "0.txt 第 22 行  甲县第一中学 三公经费表 · 合计：三公经费 1.50" in said
    assert "2.txt 第 22 行  甲县教育局（本级） 三公经费表 · 合计：三公经费 4.00" in said
    assert "成因" not in said  # either of the documents may be the wrong one
    assert cli.main(["check", *names[1:], "--fail-on", "warning"]) == 1
    assert "没有见到所属单位“甲县第一中学”的公开文本" in capsys.readouterr().out
