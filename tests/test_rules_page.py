"""docs/rules.md is what `budgetnb rules --markdown` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetnb import cli

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
CATALOGUE = {"T1": 6, "T2": 5, "T3": 5, "T4": 7, "T5": 5, "T6": 5, "T7": 2, "T8": 5, "T9": 2, "X": 25, "N": 18}


def test_the_page_is_current(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["rules", "--markdown"]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8"), "run: budgetnb rules --markdown > docs/rules.md"


def test_nine_tenths_of_the_identities_of_the_catalogue_are_rules():
    from budgetnb.checking.books import rule_book

    ids = {rule.id for rule in rule_book().rules}
    wanted = [
        f"{group}-{number:02d}" if group in "XN" else f"{group}-{number}"
        for group, count in CATALOGUE.items()
        for number in range(1, count + 1)
    ]
    missing = [id for id in wanted if not any(own == id or own.rstrip("abcdefghij") == id for own in ids)]
    assert len(missing) <= len(wanted) // 10, missing


def test_no_rule_names_a_province():
    from budgetnb.checking.books import rule_book

    for rule in rule_book().rules:
        assert not any(name in rule.says + rule.source for name in ("河南", "上海", "江苏", "洛阳", "普陀"))
