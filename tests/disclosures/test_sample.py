"""The sample: 洛阳市西工区社区治理和服务创新办公室, 2024; the bundled text and the published one give the same."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from truth_files import figure_lines, finding_lines, read

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Finding, Review

TRUTH = Path(__file__).parent / "henan-sample"
BUNDLED = Path(str(files("budgetnb") / "sample" / "disclosure.txt"))


@pytest.fixture(scope="module", params=["bundled", "published"])
def review(request: pytest.FixtureRequest) -> Review:
    """The review of the bundled sample, and of the published text where there is one."""
    if request.param == "bundled":
        return check(read(BUNDLED), rule_book())
    corpus = request.getfixturevalue("corpus")
    return check(read(corpus / "henan-xigong-2024" / "disclosure.txt"), rule_book())


def lines_of(name: str) -> list[str]:
    """The lines of a truth file."""
    return (TRUTH / name).read_text(encoding="utf-8").splitlines()


def findings_of(review: Review, rule: str) -> list[Finding]:
    """The findings of one rule that are no ties."""
    return [finding for finding in review.findings if finding.rule == rule and finding.problem]


def test_whose_budget_it_is_stands_in_the_document(review: Review) -> None:
    found = review.disclosure
    assert (found.kind, found.level, found.code, found.year, found.form) == ("budget", "部门", "310001", 2024, "henan-2024")
    assert found.name == "洛阳市西工区社区治理和服务创新办公室"


def test_every_cell_of_all_nine_tables_is_the_printed_one(review: Review) -> None:
    cells = [line for line in figure_lines(review.disclosure) if not line.startswith("文/")]
    assert cells == [line for line in lines_of("figures.txt") if not line.startswith("文/")]


def test_both_texts_state_the_same_amounts_in_every_section(review: Review) -> None:
    money = ("万元", "%")
    stated = {
        line
        for line in figure_lines(review.disclosure)
        if line.startswith("文/") and any(unit in line for unit in money) and " 0" not in line
    }
    assert stated == {
        line for line in lines_of("figures.txt") if line.startswith("文/") and any(unit in line for unit in money) and " 0" not in line
    }


def test_both_texts_have_the_same_findings_about_figures(review: Review) -> None:
    expected = [line for line in lines_of("findings.txt") if not line.split(" | ")[2].startswith(("N-17", "C-", "T6-5", "ALL-2"))]
    assert list(finding_lines(review, about_words=False)) == expected


def test_a_decrease_of_86_93_percent_was_reckoned_on_this_years_figure_with_the_point_moved(review: Review) -> None:
    (finding,) = [finding for finding in findings_of(review, "N-02") if finding.left == Decimal("86.93")]
    assert (finding.right, finding.difference, finding.severity) == (Decimal("89.68"), Decimal("-2.75"), "error")
    assert finding.cause is not None
    assert finding.cause.kind == "base_this_year_and_decimal_slip"
    assert finding.suggestion is not None
    assert "下降89.68%" in finding.suggestion.replace(" ", "")


def test_an_increase_of_13_27_percent_was_reckoned_on_this_years_figure(review: Review) -> None:
    (finding,) = [finding for finding in findings_of(review, "N-02") if finding.left == Decimal("13.27")]
    assert (finding.right, finding.cause and finding.cause.kind) == (Decimal("15.31"), "base_this_year")


def test_the_carry_over_361_39_is_one_problem_traced_to_its_source_and_its_two_parts(review: Review) -> None:
    rules = ("X-09", "X-10", "X-11", "X-14")
    problems = {finding.problem for rule in rules for finding in findings_of(review, rule)}
    assert len(problems) == 1
    (problem,) = [problem for problem in review.problems if problem.id in problems]
    assert problem.severity == "error"
    for words in ("361.39", "上年结转结余", "84.39 + 277.00"):
        assert words in problem.title


def test_no_other_problem_is_an_error_and_no_finding_is_in_two_problems(review: Review) -> None:
    assert len(review.problems_of("error")) == 3
    listed = [id for problem in review.problems for id in problem.findings]
    assert len(listed) == len(set(listed))


def test_nine_tenths_of_the_printed_figures_are_tied_down(review: Review) -> None:
    assert review.coverage.share >= Decimal("0.90")


HOLDS = """
    T1-1 T1-3 T1-4 T1-5 T1-6 T2-1 T2-2 T2-4 T2-5a T3-3 T4-1 T4-2 T4-3 T4-4
    T4-5 T4-5a T4-6 T4-7 T5-1 T5-2 T5-3 T5-4d T6-1 T6-2 T9-1 T9-2 X-01 X-02
    X-03 X-04 X-05 X-06 X-07 X-08 X-15 X-15a X-16 X-17 X-19 X-19a X-20 X-21
    X-24 X-25 N-01 N-01a N-04 N-05 N-07 N-08 N-08a N-09 N-10
""".split()  # noqa: SIM905  a list of ids reads best as words


@pytest.mark.parametrize("rule", HOLDS)
def test_identities_that_hold_are_reported_as_ties(review: Review, rule: str) -> None:
    outcomes = {finding.outcome for finding in review.findings if finding.rule == rule}
    assert outcomes <= {"ties", "rounds", "not_applicable"}
    assert outcomes & {"ties", "rounds"}


def test_every_known_error_and_warning_of_the_published_text_is_found(corpus: Path) -> None:
    review = check(read(corpus / "henan-xigong-2024" / "disclosure.txt"), rule_book())
    records = [json.loads(line) for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    known = [record["quote"] for record in records if record["doc"].startswith("henan") and record["severity"] in ("error", "warn")]
    found = dict(zip(known, [_found(review, quote) for quote in known], strict=True))
    assert [quote for quote, rules in found.items() if not rules] == []


RULES_OF = {  # the rule that must speak of it, and words or numbers of the quote it must show
    "86.93": "N-02",
    "13.27": "N-02",
    "25.82": "N-15",
    "185.55 / 546.94": "X-10",
    "153.33": "X-24a",
    "361.39 / 空": "X-09",
    "2080505": "T3-2",
    "津贴补贴": "T6-5",
    "全表空": "C-01",
    "××": "C-11",
    "如果": "C-12",
    "增加（减少）": "C-13",
    "0车0辆": "C-14",
    "办公室局": "N-17",
    "社区社区": "N-17",
    "上年结转结余361.39": "N-05c",
    "创新部门": "N-17",
    "单位预算情况说明": "N-17a",
}


def _found(review: Review, quote: str) -> list[str]:
    """The findings that show the words of a known defect under the rule it belongs to."""
    (mark,) = [mark for mark in RULES_OF if mark in quote][:1]
    return [finding.id for finding in findings_of(review, RULES_OF[mark]) if _shows(finding, mark)]


def _shows(finding: Finding, mark: str) -> bool:
    if mark in ("全表空", "2080505"):
        return finding.at.startswith(("三公经费表", "支出总表/2080505"))
    shown = "".join(evidence.printed + (evidence.place.text or "") for evidence in finding.evidence)
    return mark.split(" ", maxsplit=1)[0].replace("上年结转结余", "") in "".join(shown.split())


def test_the_money_carried_out_is_moved_into_this_years_spending(review: Review) -> None:
    """361.39 moves from 年终结转结余 into 本年支出 (城乡社区 +84.39, 住房保障 +277.00), and all that rests on it ties on a copy."""
    problem = next(problem for problem in review.problems if "X-10@财政拨款收支总表/本年支出合计/一般公共预算" in problem.findings)
    (correction,) = problem.corrections
    assert {
        change.figure.key.removeprefix("财政拨款收支总表/"): (change.figure.printed, change.right) for change in correction.changes
    } == {
        "212/一般公共预算": ("153.33", "237.72"),
        "212/合计": ("153.33", "237.72"),
        "221/一般公共预算": ("10.36", "287.36"),
        "221/合计": ("10.36", "287.36"),
        "本年支出合计/一般公共预算": ("185.55", "546.94"),
        "本年支出合计/合计": ("185.55", "546.94"),
        "年终结转结余/一般公共预算": ("361.39", "0.00"),
        "年终结转结余/合计": ("361.39", "0.00"),
        "年终结转结余/其中财政拨款": ("361.39", "0.00"),
        "支出总计/其中财政拨款": ("546.94", "185.55"),
    }
    assert correction.settles == frozenset(problem.findings)
    assert "全部相符" in problem.tried[0]
