"""Departments with units, invented: clean ones are quiet, and what is put between them is found.

`make bench-families` gives the figures; here only the smallest run is held.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WANTED = ((1, "henan", "text"), (5, "shanghai", "xlsx"))
"""Two departments with two units each."""


@pytest.fixture(scope="module", autouse=True)
def bench() -> Iterator[None]:
    """The bench stands beside the tests, not in the package."""
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """Each of them clean and with every kind of fault."""
    from faults.family_bench import run

    return list(run(1, WANTED))


def test_a_family_adds_up_by_itself():
    """Every total of the department is the sum of its units', in the ledger's own yuan."""
    from faults.families import ledgers

    for form in ("henan", "shanghai"):
        books = ledgers(1, 3, form, 2024)
        whole = books.this.sum(books.this.chosen(origin=("本年", "结转")))
        assert whole == sum(unit.sum(unit.chosen(origin=("本年", "结转"))) for unit in books.units) > 0
        assert len({unit.office.name for unit in books.units}) == len(books.units) >= 2


def test_the_same_seed_gives_the_same_family():
    from faults.families import family

    assert family(1, 5, "henan", 2024) == family(1, 5, "henan", 2024)
    assert family(1, 5, "henan", 2024) != family(2, 5, "henan", 2024)


def test_no_clean_family_has_a_finding_between_department_and_units(records: list[dict[str, Any]]):
    clean = [one for one in records if one["kind"].startswith("clean")]
    assert len(clean) == 2 * len(WANTED)
    assert [one["alarms"] for one in clean if one["alarms"]] == []


def test_every_fault_between_department_and_units_is_found_and_is_one_or_two_problems(records: list[dict[str, Any]]):
    faults = [one for one in records if not one["kind"].startswith("clean")]
    assert {one["kind"] for one in faults} == {"unit.total", "unit.budget", "unit.public", "row.lost", "unit.extra", "unit.missing"}
    assert [(one["form"], one["kind"], one["said"]) for one in faults if not one["found"]] == []
    assert max(one["problems"] for one in faults) <= 2
