"""The narrative as it was published, every figure in it marked by what was found of it and leading there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from budgetnb.blocks import Block, Paragraph, Run, runs
from budgetnb.checking.findings import Evidence, Finding
from budgetnb.figures import Figure, Passage, Place, Unread
from budgetnb.showing.marks import Marked, explained_at, place_anchor, words_anchor
from budgetnb.showing.phrases import Runs, problem_run, tidy
from budgetnb.texts import text

NARRATIVE = ("封面", "标题", "正文")
"""Kinds of passages that are always shown; others (contents, words around tables) where a finding points at them."""


@dataclass(frozen=True, slots=True)
class Note:
    """Characters of a passage that are marked."""

    start: int
    end: int
    mark: str
    to: str
    id: str = ""


def annotated(marked: Marked) -> tuple[Block, ...]:
    """The published narrative, paragraph by paragraph, with a line that says what the marks mean."""
    passages = marked.review.disclosure.passages
    notes, asides = _notes(marked, passages)
    shown = [place for place, passage in enumerate(passages) if passage.kind in NARRATIVE or notes[place] or asides[place]]
    paragraphs = [_paragraph(marked, passages[place], notes[place], asides[place]) for place in shown]
    if not paragraphs:
        return (Paragraph(runs(text("show.annotated.none")), "note"),)
    return (Paragraph(_legend(), "note"), *paragraphs)


def _legend() -> Runs:
    marks = ("ties", "rounds", "breaks", "unchecked")
    told = [Run(text(f"page.mark.{mark}"), mark=mark) for mark in marks]
    return (
        Run(text("show.annotated.legend")),
        *(run for place, mark in enumerate(told) for run in ((Run(text("prose.comma")),) if place else ()) + (mark,)),
    )


def _paragraph(marked: Marked, passage: Passage, notes: Iterable[Note], findings: Sequence[tuple[Finding, Evidence]]) -> Paragraph:
    """One passage with its marks, and after it the problems that concern it as a whole."""
    strong = passage.kind == "标题"
    pieces: list[Run] = []
    for start, end, note in _segments(len(passage.text), tuple(notes)):
        piece = Run(passage.text[start:end], strong)
        begun = note and any(other.id == note.id for other in pieces)
        pieces.append(replace(piece, mark=note.mark, to=note.to, id="" if begun else note.id) if note else piece)
    about: dict[Run, str] = {}
    for finding, evidence in findings:
        about.setdefault(problem_run(marked, finding), "" if evidence.key else words_anchor(evidence.place))
    for problem, anchor in about.items():
        known = {piece.id for piece in pieces}
        pieces += [
            Run(text("show.annotated.open")),
            replace(problem, id="" if anchor in known else anchor),
            Run(text("show.annotated.close")),
        ]
    return Paragraph(tidy(pieces))


def _segments(length: int, notes: Sequence[Note]) -> Iterator[tuple[int, int, Note | None]]:
    """The characters of a passage in pieces, each with the shortest note that covers it: a figure inside marked words keeps its own."""
    ends = sorted({0, length, *(end for note in notes for end in (note.start, note.end))})
    for start, end in pairwise(ends):
        over = [note for note in notes if note.start <= start and end <= note.end]
        yield start, end, min(over, key=lambda note: note.end - note.start, default=None)


def _notes(marked: Marked, passages: tuple[Passage, ...]) -> tuple[Mapping[int, list[Note]], Mapping[int, list[tuple[Finding, Evidence]]]]:
    """What is marked in each passage, and the findings about a passage that point at no words of it."""
    notes: defaultdict[int, list[Note]] = defaultdict(list)
    asides: defaultdict[int, list[tuple[Finding, Evidence]]] = defaultdict(list)
    known: dict[Place, tuple[int, int] | None] = {}

    def find(place: Place) -> tuple[int, int] | None:
        if place not in known:
            known[place] = _position(passages, place)
        return known[place]

    for figure in _stated(marked):
        if figure.place.span and (found := find(figure.place)):
            mark = marked.mark(figure.key)
            note = Note(0, 0, mark.outcome, explained_at(mark.finding) if mark.finding else "", place_anchor(figure.key))
            notes[found[0]].append(_at(note, found[1], figure.place.span))
    for finding, evidence in _worded(marked):
        if found := find(evidence.place):
            if evidence.place.span and not evidence.key and finding.severity != "hint":
                notes[found[0]].append(
                    _at(Note(0, 0, "breaks", explained_at(finding), words_anchor(evidence.place)), found[1], evidence.place.span)
                )
            else:
                asides[found[0]].append((finding, evidence))
    for unread in _unread(marked):
        if unread.place.span and (found := find(unread.place)):
            notes[found[0]].append(_at(Note(0, 0, "unchecked", ""), found[1], unread.place.span))
    return notes, asides


def _at(note: Note, offset: int, span: tuple[int, int]) -> Note:
    return Note(offset + span[0], offset + span[1], note.mark, note.to, note.id)


def _stated(marked: Marked) -> Iterator[Figure]:
    for statement in marked.review.disclosure.statements:
        yield from (figure for _, figure in statement.figures)


def _worded(marked: Marked) -> Iterator[tuple[Finding, Evidence]]:
    """Words of the narrative that a problem is about, and figures that it rests on but that are marked for another finding."""
    for finding in marked.review.findings:
        for one in finding.evidence if finding.problem else ():
            other = marked.mark(one.key).finding
            if one.place.table is None and not (one.key and other and explained_at(other) == finding.problem):
                yield finding, one


def _unread(marked: Marked) -> tuple[Unread, ...]:
    return marked.review.disclosure.unread


def _position(passages: tuple[Passage, ...], place: Place) -> tuple[int, int] | None:
    """Which passage a sentence stands in and where it begins there.

    A sentence that goes over a page has the page of its figure, the passage that of its beginning.
    """
    if not place.text:
        return None
    best: tuple[bool, int, int] | None = None
    for number, passage in enumerate(passages):
        if passage.place.file != place.file or (begins := passage.text.find(place.text)) < 0:
            continue
        near = (passage.place.page, passage.place.line) == (place.page, place.line)
        if near:
            return number, begins
        best = best or (near, number, begins)
    return best[1:] if best else None
