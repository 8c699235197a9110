"""A disclosure against its line in the register: in time or not, and what was approved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Finding, Review
from budgetnb.checking.observing import Beside
from budgetnb.figures import Disclosure
from budgetnb.season.register import Approved, Register, Registered
from budgetnb.showing.report import read_all

NAME = "洛阳市西工区社区治理和服务创新办公室"


@pytest.fixture(scope="module")
def sample() -> Disclosure:
    return read_all(Path(str(files("budgetnb") / "sample" / "disclosure.txt")))[0]


def reviewed(sample: Disclosure, **line: object) -> Review:
    one = Registered(NAME, "部门", "310", **line)  # type: ignore[arg-type]
    return check(sample, rule_book(), Beside(register=Register("register.csv", (one,))))


def of(review: Review, rule: str) -> Finding:
    (found,) = [finding for finding in review.findings if finding.rule == rule]
    return found


def test_without_a_register_timeliness_is_not_checked_and_never_passed(sample: Disclosure):
    found = of(check(sample, rule_book()), "R-01")
    assert (found.outcome, found.severity, found.problem) == ("blank", "", None)
    assert found.says == "没有单位名册（params/register.csv），未核对公开是否及时"


@pytest.mark.parametrize(
    ("line", "outcome", "severity", "says"),
    [
        (
            {"approved": date(2024, 2, 9), "published": date(2024, 2, 29)},
            "ties",
            "",
            "2024-02-09 批复，2024-02-29 公开，为批复后第 20 日，未超过 20 日",
        ),
        (
            {"approved": date(2024, 2, 9), "published": date(2024, 3, 1)},
            "breaks",
            "error",
            "2024-02-09 批复，2024-03-01 公开，为批复后第 21 日，超过 20 日",
        ),
        (
            {"approved": date(2024, 2, 9), "published": date(2024, 2, 1)},
            "breaks",
            "warning",
            "公开日期 2024-02-01 早于批复日期 2024-02-09，请核实",
        ),
        ({"approved": date(2024, 2, 9)}, "blank", "", "单位名册中没有公开日期，未核对公开是否及时"),
        ({"published": date(2024, 2, 9)}, "blank", "", "单位名册中没有批复日期，未核对公开是否及时"),
        (
            {"approved": date(2023, 2, 9), "published": date(2023, 2, 19)},
            "blank",
            "",
            "单位名册的批复日期 2023-02-09 不在 2024 年，未核对公开是否及时",
        ),
        ({"secret": True}, "breaks", "hint", f"单位名册注明“{NAME}”涉密，却有公开文本，请核实"),
    ],
)
def test_the_twenty_day_rule(sample: Disclosure, line: dict[str, object], outcome: str, severity: str, says: str):
    found = of(reviewed(sample, **line), "R-01")
    assert (found.outcome, found.severity, found.says) == (outcome, severity, says)


def test_late_publication_is_a_problem_of_timeliness(sample: Disclosure):
    review = reviewed(sample, approved=date(2024, 2, 9), published=date(2024, 3, 9))
    (problem,) = [one for one in review.problems if one.dimension == "及时性"]
    assert (problem.severity, problem.action) == ("error", "说明")
    evidence = of(review, "R-01").evidence
    assert [(one.printed, one.place.file, one.place.column) for one in evidence] == [
        ("2024-02-09", "register.csv", "批复日期"),
        ("2024-03-09", "register.csv", "公开日期"),
    ]


def test_an_organisation_that_the_register_does_not_know_is_not_checked(sample: Disclosure):
    beside = Beside(register=Register("register.csv", (Registered("别的局", "部门"),)))
    assert of(check(sample, rule_book(), beside), "R-01").says == f"单位名册中没有“{NAME}”，未核对公开是否及时"


def approved(printed: str, unit: str = "万元") -> Approved:
    return Approved(Decimal(printed), unit, Decimal("0.005"), printed)


@pytest.mark.parametrize("total", [approved("546.94"), approved("5469400.00", "元"), approved("5469449.00", "元")])
def test_published_totals_are_the_approved_ones_to_the_coarser_precision(sample: Disclosure, total: Approved):
    """546.94 万元 were published; 5469449 元 are the same once rounded to two decimals of 万元."""
    found = of(reviewed(sample, totals=(("收入总计", total),), binding=True), "R-02")
    assert (found.outcome, found.left) == ("ties", Decimal("546.94"))


@pytest.mark.parametrize(("binding", "rule", "severity"), [(True, "R-02", "error"), (False, "R-03", "warning")])
def test_other_totals_than_approved_are_an_error_only_where_the_register_says_so(
    sample: Disclosure, binding: bool, rule: str, severity: str
):
    found = of(reviewed(sample, totals=(("收入总计", approved("546.95")),), binding=binding), rule)
    assert (found.outcome, found.severity, found.difference) == ("breaks", severity, Decimal("-0.01"))


def test_an_appropriation_may_be_approved_with_what_is_carried_over(sample: Disclosure):
    """185.55 of this year and 361.39 carried over are 546.94."""
    for printed in ("185.55", "546.94"):
        assert of(reviewed(sample, totals=(("财政拨款", approved(printed)),)), "R-03").outcome == "ties"
