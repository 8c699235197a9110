"""A season from an empty folder to notices, ledger and the chief's page, by the commands of docs/season.md."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import season
from workbooks import workbook

from budgetnb import cli
from budgetnb.showing.ledger import reviewed_in
from budgetnb.showing.many.chief import counted, to_correct
from budgetnb.showing.many.overview import overview

BATCH = ["batch", "params", "--to", "html,xlsx,docx", "-j", "2"]
LEDGER = Path("reports/2024/整改台账.xlsx")
SHORT = 6
LONG = 60
FILED = len(season.departments(SHORT))
"""Departments and the units of some."""


def run(folder: Path, count: int) -> Path:
    """First drafts, decisions, notices, second drafts."""
    before = Path.cwd()
    folder.mkdir()
    try:
        os.chdir(folder)
        departments = season.begin(folder, count)
        assert cli.main(BATCH) == 0
        for review in sorted(folder.glob("reports/2024/*-*/review.json")):
            season.decide(review.parent / "workpaper.xlsx", len(problems(review)))
        assert cli.main(["decide", "reports/2024"]) == 0
        assert cli.main(BATCH) == 0
        season.publish(folder, departments, 2)
        assert cli.main(BATCH) == 0
    finally:
        os.chdir(before)
    return folder


def problems(review: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(review.read_bytes())["reviews"][0]["problems"]
    return found


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("season") / "one", SHORT)


def ledger_rows(folder: Path, sheet: str) -> list[dict[str, str | float | None]]:
    """The rows of a sheet of the ledger by the words of its heads."""
    cells = workbook((folder / LEDGER).read_bytes()).sheets[sheet]
    rows: dict[int, dict[str, str | float | None]] = {}
    for at, cell in cells.items():
        letters, number = at.rstrip("0123456789"), int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        rows.setdefault(number, {})[letters] = cell.value
    heads = {letters: str(word) for letters, word in rows[3].items() if word}
    return [
        {head: row.get(letters) for letters, head in heads.items()} for number, row in sorted(rows.items()) if number > 3 and row.get("B")
    ]


def check_season(folder: Path) -> None:
    """What notices, ledger and chief's page say of a season, each against the other and against the reviews."""
    ledger, common, summary = (ledger_rows(folder, sheet) for sheet in ("整改台账", "共性问题", "部门汇总"))
    reviews = sorted(folder.glob("reports/2024/*-*/review.json"))
    told = [json.loads(review.read_bytes())["reviews"][0] for review in reviews]
    shared = {row["问题编号"] for row in common}

    # every problem and every settled one stands in the ledger once, common ones on their own sheet
    wanted = Counter(
        (one["disclosure"]["department"]["name"], problem["id"])
        for one in told
        for problem in [*one["problems"], *(one["drafts"] or {"settled": []})["settled"]]
        if problem["id"] not in shared or problem.get("decision")
    )
    decided = {(one["disclosure"]["department"]["name"], gone["id"]) for one in told for gone in one["gone"]}
    listed = Counter((row["部门（单位）"], row["问题编号"]) for row in ledger)
    assert {had: count for had, count in listed.items() if had not in decided} == {
        had: count for had, count in wanted.items() if had not in decided
    }
    assert set(Counter(row["整改状态"] for row in ledger)) <= {"已整改", "未整改", "新增", "已说明", "误报", "处理失效，待重新处理"}

    # the chief's page from the ledger
    seen = reviewed_in(folder / "reports", 2024)
    counts = [row for row in ledger if row["整改状态"] in ("未整改", "新增", "处理失效，待重新处理")]
    assert len(counted(seen)) == len(counts)
    assert Counter(row["dimension"] for row in counted(seen)) == Counter(row["类别"] for row in counts)
    assert len(seen.settled) == sum(row["整改状态"] == "已整改" for row in ledger)
    correcting = Counter(row["部门（单位）"] for row in counts if row["要求"] in ("更正", "补充") and row["程度"] != "提示")
    assert {one.name: 0 for one in to_correct(seen)}.keys() == correcting.keys()
    assert sum(one.problems for one in to_correct(seen)) == sum(correcting.values())
    assert sum(int(float(row["错误"] or 0)) for row in summary) == sum(row["程度"] == "错误" for row in counts)
    page = (folder / "reports/2024/overview/report.html").read_text(encoding="utf-8")
    settled = sum(row["整改状态"] == "已整改" for row in ledger)
    assert f"已整改 {settled} 个，未整改" in page
    assert [one.problems for one in to_correct(seen)] == sorted((one.problems for one in to_correct(seen)), reverse=True)

    # a notice where something was decided to be sent and still is there, nowhere else
    for review, one in zip(reviews, told, strict=True):
        sent = [
            problem
            for problem in one["problems"]
            if (problem["decision"] or {}).get("ruling") == "发出" and not problem["decision"]["lapsed"]
        ]
        assert (review.parent / "notice.docx").is_file() == bool(sent)
    assert all(Decimal(str(row["涉及金额（万元）"] or 0)) >= 0 for row in summary)


def digests(folder: Path) -> dict[str, str]:
    """All outputs of a season; the log alone holds times."""
    return dict(_digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "reports").rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("reports/.") and path.name not in ("run.jsonl", "changes.html"):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def test_ledger_chiefs_page_and_notices_agree_with_the_reviews(finished: Path):
    check_season(finished)


def test_a_season_done_twice_gives_the_same_bytes(finished: Path, tmp_path: Path):
    assert digests(run(tmp_path / "two", SHORT)) == digests(finished)


def test_who_has_not_filed_stands_on_the_chiefs_page(finished: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(finished)
    from budgetnb.showing.many.chief import filing_counts

    assert filing_counts(finished / "reports", overview(2024)) == {"expected": FILED + 1, "filed": FILED, "missing": 1, "late": 0}


def test_a_units_correction_settles_its_departments_problem(finished: Path):
    """The unit's second draft agrees with the department, which itself has not changed in that."""
    settled = []
    for one in (one for one in season.departments(SHORT) if one.units):
        folder = finished / "reports" / "2024" / f"{one.code}-dept"
        before, after = (json.loads((folder / name).read_bytes())["reviews"][0] for name in ("rounds/1.json", "review.json"))
        between = {found["problem"] for found in before["findings"] if found["rule"].startswith("U-") and found["problem"]}
        assert between
        assert not [found for found in after["findings"] if found["rule"].startswith("U-") and found["outcome"] == "breaks"]
        settled += [gone["id"] for gone in after["drafts"]["settled"] if gone["id"] in between]
    assert settled


@pytest.mark.long
def test_sixty_departments_go_through_a_season_twice_with_the_same_bytes(tmp_path: Path):
    one, two = (run(tmp_path / name, LONG) for name in ("one", "two"))
    check_season(one)
    assert digests(one) == digests(two)
