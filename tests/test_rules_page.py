"""docs/rules.md is what `budgetnb rules --markdown` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb import cli
from budgetnb.checking.books import rule_book

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
CATALOGUE = {
    "T1": 6,
    "T2": 5,
    "T3": 5,
    "T4": 7,
    "T5": 5,
    "T6": 5,
    "T7": 2,
    "T8": 5,
    "T9": 2,
    "T10": 1,
    "T11": 1,
    "ALL": 2,
    "X": 25,
    "N": 18,
}
"""How many identities the catalogue of the field has, in tables, between tables and of the text against tables."""


def test_the_page_is_current(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["rules", "--markdown"]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8"), "run: budgetnb rules --markdown > docs/rules.md"


def test_every_identity_of_the_catalogue_is_a_rule_and_nine_tenths_are_formulas():
    """The others are Python functions, each in the page with the reason why no formula says it."""
    wanted = [
        f"{group}-{number:02d}" if group in "XN" else f"{group}-{number}"
        for group, count in CATALOGUE.items()
        for number in range(1, count + 1)
    ]
    rules = rule_book().rules
    written = {id: [rule for rule in rules if rule.id.rstrip("abcdefghij") == id] for id in wanted}
    assert [id for id, found in written.items() if not found] == []
    others = [id for id, found in written.items() if all(rule.check for rule in found)]
    assert len(others) <= len(wanted) // 10, others
    reasons = PAGE.read_text(encoding="utf-8").partition("为什么公式写不了")[2]
    assert all(f"| {rule.id} | `{rule.check}` |" in reasons for id in others for rule in written[id])


def test_no_rule_names_a_province():
    for rule in rule_book().rules:
        assert not any(name in rule.says + rule.source for name in ("河南", "上海", "江苏", "洛阳", "普陀"))
