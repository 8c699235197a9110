"""From a problem to every place it rests on and back, and from every figure to what was found of it, on the rendered page."""

from __future__ import annotations

from bs4 import Tag
from real import Shown

from budgetnb.checking.findings import Evidence
from budgetnb.showing.marks import finding_anchor, place_anchor, table_anchor, words_anchor


def links(*parts: Tag) -> set[str]:
    """Where the links of some parts of a page lead."""
    return {str(link["href"])[1:] for part in parts for link in part.select('a[href^="#"]')}


def at(document: Shown, anchor: str) -> Tag | None:
    found = document.soup.find(id=anchor)
    return found if isinstance(found, Tag) else None


def place_of(document: Shown, evidence: Evidence) -> Tag | None:
    """Where something that a finding rests on stands on the page: its cell, its words, or its table."""
    table = evidence.place.table
    wanted = [place_anchor(evidence.key)] if evidence.key else []
    wanted += [table_anchor(table)] if table else [words_anchor(evidence.place)]
    return next((place for anchor in wanted if (place := at(document, anchor))), None)


def around(place: Tag) -> tuple[Tag, ...]:
    """The paragraph of a place, or its table with the remarks below it."""
    paragraph = place.find_parent(["p", "li"])
    frame = place if "table" in (place.get("class") or ()) else place.find_parent("div", class_="table")
    if not isinstance(frame, Tag):
        return (paragraph,) if isinstance(paragraph, Tag) else ()
    below = frame.find_next_sibling()
    return (frame, below) if isinstance(below, Tag) and below.name == "p" else (frame,)


def test_a_problem_leads_to_every_place_it_rests_on_and_each_place_back_to_it(document: Shown):
    findings = {one.id: one for one in document.review.findings}
    gone, no_way_back = [], []
    for problem in document.review.problems:
        told = at(document, problem.id)
        assert told is not None
        rows = [row.find_parent("tr") for id in problem.findings if (row := at(document, finding_anchor(findings[id])))]
        there = links(told, *(row for row in rows if isinstance(row, Tag)))
        for evidence in (one for id in problem.findings for one in findings[id].evidence):
            place = place_of(document, evidence)
            if place is None:
                continue  # words around tables and contents that stand on no page of ours
            anchors = {str(place["id"]), table_anchor(evidence.place.table or "")}
            if evidence.value is not None and not anchors & there:
                gone.append((problem.id, evidence.key))
            if problem.id not in links(*around(place)):
                no_way_back.append((problem.id, evidence.key or evidence.printed))
    assert gone == []
    assert no_way_back == []


def test_what_is_found_of_a_figure_is_one_link_away_and_leads_back(document: Shown):
    findings = {one.id: one for one in document.review.findings}
    rows = {problem.id: [finding_anchor(findings[id]) for id in problem.findings] for problem in document.review.problems}
    marks = [mark for mark in document.soup.select("[id^='c-']") if set(mark.get("class") or ()) & {"ties", "rounds", "breaks"}]
    assert len(marks) > 50
    for mark in marks:
        led = links(mark) or ({str(mark["href"])[1:]} if mark.name == "a" else set())
        assert len(led) == 1, mark
        (to,) = led
        told = [at(document, anchor) for anchor in (to, *rows.get(to, ()))]
        assert str(mark["id"]) in links(*(one.find_parent("tr") or one for one in told if one)), mark
