"""What counts in a season: the state of a problem, what is common, what was put right, who has published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from budgetnb.showing.many.chief import filing_counts, progress, to_correct
from budgetnb.showing.reviewed import Reviewed, filing_of, reviewed, state_of

Row = Mapping[str, Any]


def disclosure(name: str, revision: str | None = None) -> Row:
    return about(name) | {"revision": revision, "verdict": "correct"}


def problem(name: str, id: str, ruling: str = "", **said: Any) -> Row:
    kept = {"id": id, "ruling": ruling, "lapsed": False, "state": None, "severity": "error", "action": "更正", "amount": "1"}
    return about(name) | {"number": 1, "title": id} | kept | said


def about(name: str) -> dict[str, Any]:
    whose = {"organisation_code": None, "organisation": name, "organisation_level": "部门", "year": 2024, "form": "甲表"}
    return {"report": f"2024/{name}-dept", **whose}


def season(problems: list[Row], gone: list[Row] | None = None, names: str = "甲乙丙丁戊") -> Reviewed:
    return reviewed(2024, [disclosure(name) for name in names], problems, gone or [])


@pytest.mark.parametrize(
    ("ruling", "lapsed", "since", "state"),
    [
        ("", False, None, "first"),
        ("发出", False, "remaining", "remaining"),
        ("说明不采纳", False, "new", "new"),
        ("说明采纳", False, "remaining", "explained"),
        ("误报", False, "remaining", "mistaken"),
        ("误报", True, "remaining", "lapsed"),  # the figures it was decided on are others now: it counts again
    ],
)
def test_the_state_of_a_problem_follows_from_its_decision_and_the_draft_before(ruling: str, lapsed: bool, since: str | None, state: str):
    row = problem("甲", "P-1", ruling, lapsed=lapsed, state=since)
    assert state_of(row) == state
    assert (row in season([row]).counted) == (state not in ("explained", "mistaken"))


def test_what_most_share_is_nobodys_unless_it_was_decided_on():
    shared = [problem(name, "P-1") for name in "甲乙丙"]
    sent = problem("丁", "P-1", "发出")
    seen = season([*shared, sent, problem("戊", "P-2")])
    assert seen.common == {("甲表", "P-1"): 3}
    assert [row["organisation"] for row in seen.counted] == ["丁", "戊"]


def test_what_most_shared_once_and_some_have_put_right_is_nobodys_progress():
    gone = [problem("甲", "P-1"), problem("乙", "P-1"), problem("丙", "P-1", "发出"), problem("丁", "P-2"), problem("戊", "P-3", "误报")]
    seen = season([problem("丁", "P-1")], gone)
    assert {(row["organisation"], row["id"]) for row in seen.past} == {("丙", "P-1"), ("丁", "P-2"), ("戊", "P-3")}
    assert {row["id"] for row in seen.settled} == {"P-1", "P-2"}  # what was no problem was not put right
    assert progress(seen) == {"settled": 2, "first": 1, "remaining": 0, "new": 0, "lapsed": 0}


def test_of_several_drafts_the_last_counts():
    seen = reviewed(2024, [disclosure("甲", "2"), disclosure("甲", "10") | {"report": "r10"}], [problem("甲", "P-1")], [])
    assert [row["report"] for row in seen.disclosures] == ["r10"]
    assert seen.counted == ()


def test_who_has_more_to_correct_comes_first_then_who_has_more_money_at_stake():
    rows = [
        problem("甲", "P-1", amount="5"),
        problem("乙", "P-2", amount="1"),
        problem("乙", "P-3", amount="1"),
        problem("丙", "P-4", amount="7"),
        problem("丁", "P-5", severity="hint", action="核实", amount="900"),  # a hint asks, it ranks nobody
        problem("戊", "P-6", action="说明", amount="900"),
    ]
    assert [(one.name, one.problems, str(one.amount)) for one in to_correct(season(rows))] == [
        ("乙", 2, "2"),
        ("丙", 1, "7"),
        ("甲", 1, "5"),
    ]


def test_each_line_of_the_register_is_counted_once():
    lines = {
        "filed": {"filed": True, "published": "2024-02-10"},
        "late": {"filed": True, "published": "2024-03-10", "late": True},
        "not_received": {"published": "2024-02-10"},
        "missing": {},
        "secret": {"secret": True},
    }
    register = [{"secret": False, "filed": False, "late": None, "published": None, **line} for line in lines.values()]
    assert [filing_of(line) for line in register] == list(lines)
    seen = reviewed(2024, [], [], [], register)
    assert filing_counts(seen) == {"expected": 4, "filed": 3, "missing": 1, "late": 1, "unread": 1}
    assert filing_counts(season([])) is None  # without a register nothing is known of it
