"""docs/trust.md tells the truth: its counts are those of the tables."""

from __future__ import annotations

import re
from pathlib import Path

from trust import attacks, corners, faults
from trust.test_repeatable import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "trust.md").read_text(encoding="utf-8")


def test_the_counts_on_the_page_are_those_of_the_tables():
    counts = [int(count) for count in re.findall(r"\| (\d+) (?:corners|kinds|attacks|faults) \|", PAGE)]
    tables = (corners.ALL, KINDS, *attacks.TABLES.values(), faults.AROUND, faults.IN_A_REPORT, faults.ELSEWHERE)
    assert counts == [len(table) for table in tables]


def test_every_test_it_names_is_there():
    named = set(re.findall(r"`(tests/trust/\w+\.py)`", PAGE))
    assert len(named) >= 6
    assert not [name for name in named if not (Path(__file__).parents[2] / name).is_file()]
