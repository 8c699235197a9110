"""A project's own rules and forms, used as an analyst would use them: files put into params/rules and params/forms."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import budgetnb
from budgetnb.cli import main

SAMPLE = Path(budgetnb.__file__).parent / "sample" / "disclosure.txt"
RULES = """name: 甲县补充规则
rules:
  - id: T10
    off: 本县没有国有资本经营预算
  - id: C-01
    override: 本县按错误处理
    severity: error
  - id: 甲-01
    says: 项目支出不超过总支出的七成
    formula: "支出总表[合计].项目支出 <= 支出总表[合计].合计 * 0.7"
    basis: 甲县部门预算编制通知
    dimension: 真实准确性
    severity: warning
    action: 说明
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with the bundled sample and one file of rules, as the working folder."""
    (tmp_path / "params" / "rules").mkdir(parents=True)
    (tmp_path / "params" / "rules" / "甲县.yaml").write_text(RULES, encoding="utf-8")
    shutil.copy(SAMPLE, tmp_path / "disclosure.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rules_of_the_project_add_change_and_switch_off(project: Path) -> None:
    review = budgetnb.check(budgetnb.read("disclosure.txt"))
    broken = {finding.rule: finding.severity for finding in review.findings if finding.outcome == "breaks"}
    assert broken["甲-01"] == "warning"
    assert broken["C-01"] == "error"
    assert "T10" not in broken
    assert review.rules_off == (("T10", "本县没有国有资本经营预算"),)
    assert review.rules_changed == (("C-01", "本县按错误处理"),)


def test_what_was_switched_off_or_changed_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "disclosure.txt"])
    said = capsys.readouterr().out
    assert "T10 已停用：本县没有国有资本经营预算" in said
    assert "C-01 已作本地改动：本县按错误处理" in said

    main(["check", "disclosure.txt", "--format", "json"])
    rules = json.loads(capsys.readouterr().out)["reviews"][0]["rules"]
    assert rules["off"] == [{"id": "T10", "why": "本县没有国有资本经营预算"}]
    assert rules["changed"] == [{"id": "C-01", "why": "本县按错误处理"}]
    assert rules["books"][-1] == "甲县补充规则"

    main(["rules", "T10"])
    assert capsys.readouterr().out == "T10 已停用：本县没有国有资本经营预算\n"


def test_a_rule_changed_without_a_reason_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "params" / "rules" / "乙.yaml").write_text("name: 乙\nrules:\n  - id: T10\n    severity: error\n", encoding="utf-8")
    assert main(["check", "disclosure.txt"]) == 2
    assert "乙.yaml 第 3 行" in capsys.readouterr().err


def test_a_form_of_the_project_says_which_tables_are_asked_for(project: Path) -> None:
    shipped = Path(budgetnb.__file__).parent / "recognising" / "forms" / "henan-2024.yaml"
    own = shipped.read_text(encoding="utf-8").replace("form: henan-2024", "form: 甲县-2024")
    more = "  - {table: 政府采购表, titles: [政府采购预算表]}\nsections:"
    (project / "params" / "forms").mkdir()
    (project / "params" / "forms" / "甲县.yaml").write_text(own.replace("sections:", more), encoding="utf-8")

    review = budgetnb.check(budgetnb.read("disclosure.txt"))

    assert review.disclosure.form == "甲县-2024"
    assert [finding.says for finding in review.findings if finding.rule == "C-20"] == [
        "没有政府采购表；表样中的表，没有数据也应列出空表并说明"
    ]
