"""The calls a notebook makes: what they take, what they give, what they refuse."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pages import SAMPLE, in_language, lines

import budgetnb as bn
from budgetnb.blocks import FILES_MIMETYPE, REVIEW_MIMETYPE, ROWS_MIMETYPE, Chart
from budgetnb.checking.findings import Review
from budgetnb.checking.jsons import review_object
from budgetnb.errors import BudgetnbError, NotABudget, SeveralDisclosures, UnknownName, UnreadableFile, WrongRule
from budgetnb.showing.charts.catalogue import OF_ONE
from budgetnb.showing.report import SAYABLE, SHOWABLE
from budgetnb.showing.workpaper import workpaper

RULE = """\
name: 本地
rules:
  - id: LOCAL-1
    says: 收入总计不大于本年收入合计
    formula: "收支总表[收入总计] <= 收支总表[本年收入合计]"
    basis: 本地规定
    dimension: 真实准确性
    severity: warning
    action: 说明
"""


def test_reading_and_checking_in_one_gives_what_the_two_steps_give(sample: Review):
    assert bn.check(bn.read(SAMPLE)) == sample


def test_sources_are_looked_for_from_the_project_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Review):
    (tmp_path / "params").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "disclosure.txt").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert bn.review("documents/disclosure.txt") == bn.review(["documents/disclosure.txt"]) == sample


def test_a_project_adds_its_own_rules(tmp_path: Path):
    rules = tmp_path / "mine.yaml"
    rules.write_text(RULE, encoding="utf-8")
    mine = [finding for finding in bn.review(SAMPLE, rules=[rules]).findings if finding.rule == "LOCAL-1"]
    assert [(finding.outcome, finding.severity) for finding in mine] == [("breaks", "warning")]
    rules.write_text(RULE.replace("收支总表[收入总计]", "收支总表[收入总和]"), encoding="utf-8")
    with pytest.raises(WrongRule, match="收入总和"):
        bn.review(SAMPLE, rules=rules)


def test_files_that_are_no_disclosure_or_several_are_refused_in_a_sentence(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("各位同事：明天下午开会。\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(
        SAMPLE.read_text(encoding="utf-8").replace("2024", "2025").replace("2023", "2024"), encoding="utf-8"
    )
    with pytest.raises(NotABudget, match=r"letter\.txt"):
        bn.read(tmp_path / "letter.txt")
    with pytest.raises(UnreadableFile, match="文件不存在"):
        bn.read(tmp_path / "missing.txt")
    with pytest.raises(SeveralDisclosures, match="2025"):
        bn.read(SAMPLE, tmp_path / "other.txt")
    assert [one.year for one in bn.read_all(SAMPLE, tmp_path / "other.txt")] == [2024, 2025]


def test_the_prior_year_is_refused_as_long_as_it_is_not_compared():
    with pytest.raises(BudgetnbError, match="上一年"):
        bn.review(SAMPLE, prior=SAMPLE)
    with pytest.raises(BudgetnbError, match="上一年"):
        bn.check(bn.read(SAMPLE), prior=bn.read(SAMPLE))


@pytest.mark.parametrize(
    ("call", "wrong", "nearest"),
    [(bn.say, "收支总休", "收支总体"), (bn.show, "核对", "核对表"), (bn.show, "支出总", "支出总表"), (bn.draw, "收入来原", "收入来源")],
)
def test_a_wrong_name_is_answered_with_the_nearest_and_all_that_are_allowed(sample: Review, call, wrong: str, nearest: str):
    with pytest.raises(UnknownName) as refused:
        call(sample, wrong)
    said, _, allowed = str(refused.value).partition("可用")
    assert f"“{wrong}”" in said
    assert f"“{nearest}”" in said
    assert nearest in allowed


def test_a_language_we_do_not_speak_is_refused():
    with pytest.raises(UnknownName, match="zh, en"):
        bn.review(SAMPLE, lang="fr")


@pytest.mark.parametrize("name", OF_ONE)
def test_every_chart_of_the_catalogue_can_be_drawn(sample: Review, name: str):
    (chart,) = bn.draw(sample, name).blocks
    assert isinstance(chart, Chart)
    assert (chart.id.startswith("chart-"), "<svg" in chart.svg) == (True, True)


def test_what_is_handed_over_is_the_review_and_the_workpaper_and_is_not_laid_out(sample: Review):
    bundle = bn.hand_over(sample)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", REVIEW_MIMETYPE, FILES_MIMETYPE, ROWS_MIMETYPE}
    assert json.loads(json.dumps(bundle[REVIEW_MIMETYPE])) == review_object([sample])
    assert base64.b64decode(bundle[FILES_MIMETYPE]["workpaper.xlsx"]) == workpaper(sample)


def test_every_page_shows_itself_in_a_plain_shell_without_filling_it(sample: Review):
    for shown in (*(bn.say(sample, name) for name in SAYABLE), *(bn.show(sample, name) for name in SHOWABLE)):
        assert repr(shown).splitlines() == "\n".join(lines(shown)).splitlines()
    assert len(repr(bn.show(sample, "核对表")).splitlines()) < 30


def test_english_says_everything_in_english_but_names_and_quotations(english_sample: Review):
    said = in_language("en", lambda: repr(bn.say(english_sample, "摘要")))
    assert said.startswith("In 2024, 洛阳市西工区社区治理和服务创新办公室 has a total revenue of CNY 546.94 ten thousand")


def test_importing_the_package_loads_nothing_and_says_what_it_offers():
    script = "import sys, budgetnb as bn; print([name for name in dir(bn) if name in bn.__all__], 'yaml' in sys.modules); bn.nothing"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    names = "SAMPLE check choose draw hand_over load overview read read_all review say show trend try_rule why"
    offered = names.split()
    assert done.stdout.strip() == f"{offered} False"
    assert "has no attribute 'nothing'" in done.stderr
