"""Two years, invented: clean pairs are quiet, and a base that was never published is found by last year's disclosure alone.

`make bench-years` gives the figures; here only the smallest run is held.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WANTED = ((0, "henan", "text"), (1, "shanghai", "xlsx"), (2, "jiangsu", "html"))


@pytest.fixture(scope="module", autouse=True)
def bench() -> Iterator[None]:
    """The bench stands beside the tests, not in the package."""
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """Each pair clean and with every kind of fault."""
    from faults.year_bench import run

    return list(run(1, WANTED))


def test_no_clean_pair_of_years_has_a_finding_between_them(records: list[dict[str, Any]]):
    clean = [one for one in records if one["kind"] == "clean"]
    assert [one["alarms"] for one in clean] == [[]] * len(WANTED)
    assert min(one["ties"] for one in clean) >= 3


def test_every_wrong_base_is_found_and_nothing_in_the_document_itself_tells(records: list[dict[str, Any]]):
    faults = [one for one in records if one["kind"] != "clean"]
    assert {one["kind"] for one in faults} == {"base.digit_changed", "base.digits_swapped", "base.digit_dropped", "base.digit_added"}
    assert [(one["form"], one["said"]) for one in faults if not one["found"] or one["alone"]] == []
    assert {one["severity"] for one in faults} <= {"error", "warning"}
