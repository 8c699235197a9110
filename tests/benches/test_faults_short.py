"""The fault bench, short: invented disclosures that tie, faults put into them one at a time, what the review finds.

The long run (`make bench-faults`) gives the figures; here only lower bounds are held.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
OFFICES = 5
FAULTS = 10


@pytest.fixture(scope="module", autouse=True)
def bench() -> Iterator[None]:
    """The bench stands beside the tests, not in the package."""
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Five offices in each form, each format in turn, ten faults each."""
    from faults.bench import options_of, run

    count = str(3 * OFFICES)
    return list(run(options_of(["--disclosures", count, "--clean", count, "--faults", str(FAULTS), "--real", "0"])))


def test_the_invented_disclosures_come_from_nothing_of_ours() -> None:
    """Evidence that shares code with what it judges is none: only the bench itself may import the package."""
    judging = {"bench.py", "family_bench.py", "judging.py", "real.py", "year_bench.py"}
    for path in sorted((BENCHMARKS / "faults").rglob("*.py")):
        names = {
            name.name if isinstance(node, ast.Import) else node.module or ""
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        assert path.name in judging or not any(name.startswith("budgetnb") for name in names), path


@pytest.mark.parametrize("form", ["henan", "shanghai", "jiangsu"])
def test_the_same_seed_gives_the_same_paper(form: str) -> None:
    from faults.generator import disclosure

    assert disclosure(1, 5, form, 2024) == disclosure(1, 5, form, 2024)
    assert disclosure(1, 5, form, 2024) != disclosure(2, 5, form, 2024)


@pytest.mark.parametrize("format_", ["text", "docx", "xlsx", "pdf", "html"])
def test_the_same_paper_gives_the_same_words_in_every_format(format_: str, tmp_path: Path) -> None:
    """Two writings hold the same bytes, but for Word, whose packages carry the time."""
    from faults.generator import disclosure
    from faults.writing import write

    paper = disclosure(1, 2, "henan", 2024)
    first = [path.read_bytes() for path in write(paper, format_, tmp_path, "a")]
    second = [path.read_bytes() for path in write(paper, format_, tmp_path, "b")]
    assert all(first)
    assert first == second or format_ in ("docx", "xlsx")


def test_every_kind_of_fault_changes_the_paper() -> None:
    """What is put in is written down: what is printed now, and what was right."""
    from faults.draws import draw_for
    from faults.generator import disclosures
    from faults.injector import KINDS, inject

    found: Counter[str] = Counter()
    for number, paper in enumerate(disclosures(3, 2, (2023, 2024))):
        for kind in KINDS:
            done = inject(paper, kind, draw_for(number, kind))
            if done:
                assert done[0] != paper
                assert done[1].printed != done[1].right
                found[kind] += 1
    assert set(found) == set(KINDS)


def test_no_clean_disclosure_has_an_error(records: list[dict[str, Any]]) -> None:
    errors = [
        (one["disclosure"], alarm["says"])
        for one in records
        if one["what"] == "clean"
        for alarm in one["alarms"]
        if alarm["severity"] == "error"
    ]
    assert errors == []


def test_faults_in_numbers_that_something_covers_are_found(records: list[dict[str, Any]]) -> None:
    from faults.covering import HARD

    covered = [one for one in records if one["what"] == "fault" and one["covering"] in HARD]
    missed = [(one["disclosure"], one["kind"], one["place"], one["right"], one["printed"]) for one in covered if one["outcome"] != "found"]
    assert len(covered) >= 60
    assert len(missed) <= len(covered) * 0.05, missed


def test_causes_of_wrong_percentages_are_named(records: list[dict[str, Any]]) -> None:
    wrong = [one for one in records if one["what"] == "fault" and one["where"] == "percentage" and one["outcome"] == "found"]
    named = [one for one in wrong if set(one["causes"]) & set(one["named"]) and len(one["named"]) <= 2]
    assert len(named) >= len(wrong) * 0.9


def test_a_year_and_the_year_before_tie() -> None:
    """What a disclosure says of last year is what last year's disclosure printed."""
    from faults.generator import disclosure
    from faults.paper import Paper

    def total(paper: Paper) -> list[Any]:
        return [number.value for number in paper.numbers() if number.place == "收支总表/收入总计/金额"]

    for office in range(4):
        this, last = disclosure(1, office, "henan", 2025), disclosure(1, office, "henan", 2024)
        changes = [number.value for number in this.numbers() if number.place == "文/收支总体/收支总计/增减额"]
        assert all(abs(abs(total(this)[0] - total(last)[0]) - change) <= Decimal("0.01") for change in changes)
