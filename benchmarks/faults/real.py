"""Faults in real documents: one number of a cell or a sentence changed on paper, then recognised and checked again.

The documents are no part of the project: they are looked for at $BUDGETNB_CORPUS, else beside it.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Review
from budgetnb.errors import BudgetnbError
from budgetnb.reading import read_document
from budgetnb.reading.document import Document, Grid, Paragraph
from budgetnb.recognising import recognise
from faults.covering import as_exact
from faults.draws import draw_for
from faults.judging import NUMBER, broken, changed_figures, differs, said_of, shows
from faults.slips import SLIPS, slip, worth

Record = dict[str, Any]
Documents = tuple[Document, ...]
_CODE = re.compile(r"\d{1,3}|\d{5}|\d{7}")
_SAID = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(?=\s*(?:万元|元|%|％|辆))")


@dataclass(frozen=True, slots=True)
class Spot:
    """A number on paper: which document, block, cell (None in a paragraph), and its characters."""

    document: int
    block: int
    cell: int | None
    start: int
    end: int


def corpus() -> Path | None:
    """Where the real documents are, None when they are not here."""
    named = os.environ.get("BUDGETNB_CORPUS")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "corpus"
    return folder if folder.is_dir() else None


def real_faults(seed: int, count: int, known: set[str]) -> Iterator[list[Record]]:
    """The results of so many faults, spread over all budgets of the corpus, a document at a time."""
    folder = corpus()
    if folder is None or not count:
        return
    budgets = list(_budgets(folder))
    for number, (name, documents) in enumerate(budgets):
        share = count // len(budgets) + (number < count % len(budgets))
        if f"real {name}" not in known:
            yield list(_one(name, documents, share, draw_for("real", seed, name)))


def _budgets(folder: Path) -> Iterator[tuple[str, Documents]]:
    """The budgets among the files of each folder, files of one disclosure together."""
    for home in sorted(path for path in folder.iterdir() if path.is_dir()):
        documents = []
        for path in sorted(home.iterdir()):
            try:
                documents.append(read_document(path))
            except BudgetnbError:
                continue
        for disclosure in recognise(documents):
            names = {source.file for source in disclosure.sources}
            if disclosure.kind == "budget" and disclosure.tables:
                yield f"{home.name}/{'+'.join(sorted(names))}", tuple(document for document in documents if document.file in names)


def _one(name: str, documents: Documents, count: int, draw: Random) -> Iterator[Record]:
    before = _review(documents)
    spots = list(_spots(documents))
    twice = Counter(_significant(_printed(documents, spot)) for spot in spots)
    cells = [spot for spot in spots if spot.cell is not None]
    said = [spot for spot in spots if spot.cell is None]
    number = 0
    while number < count:
        spot = draw.choice(cells if number % 2 and cells else said or cells)
        kind = draw.choice(SLIPS)
        right = _printed(documents, spot)
        wrong = slip(kind, right, draw)
        if wrong is None:
            continue
        number += 1
        after = _review(_exchanged(documents, spot, wrong))
        where = "cell" if spot.cell is not None else "sentence"
        yield {
            "disclosure": f"real {name}",
            "document": name,
            "what": "real",
            "kind": kind,
            "where": where,
            "right": right,
            "printed": wrong,
            "twice": twice[_significant(right)] > 1 and len(_significant(right)) >= 3,
            "passage": _passage(documents, spot),
            **_judged(before, after, where, right, wrong),
        }


def _review(documents: Documents) -> Review:
    found = recognise(documents)
    return check(max(found, key=lambda one: len(one.tables) + len(one.statements)), rule_book())


def _judged(before: Review, after: Review, where: str, right: str, wrong: str) -> Record:
    """What became of the fault: the figures that changed, and the new findings that rest on them."""
    changed = changed_figures(before, after, where == "sentence", right, wrong)
    was, now = broken(before), broken(after)
    new = [finding for id, finding in now.items() if id not in was or differs(finding, was[id])]
    touching = [
        finding for finding in new if any(evidence.key in changed or shows(evidence.printed, wrong) for evidence in finding.evidence)
    ]
    covering = said_of(before, changed)
    settled = [one for id, one in was.items() if id not in now and any(evidence.key in changed for evidence in one.evidence)]
    if covering == "covered" and not touching and settled:
        covering = "put right"  # what was printed was wrong
    if covering == "covered" and not touching and (as_exact(worth(right), worth(wrong)) or _hidden(after, changed)):
        covering = "within rounding"
    return {
        "place": "; ".join(sorted(changed)),
        "covering": covering,
        "outcome": "found" if touching else "elsewhere" if new else "missed",
        "rules": sorted({finding.rule for finding in touching or new}),
        "severity": min((finding.severity for finding in touching), key=("error", "warning", "hint", "").index, default=""),
    }


def _hidden(after: Review, changed: list[str]) -> bool:
    """Whether rounding hides the fault: a rule on the changed figure still holds, by its allowance or by a coarse percentage."""
    seen = [finding for finding in after.findings if any(evidence.key in changed for evidence in finding.evidence)]
    return any(finding.outcome == "rounds" or (finding.outcome == "ties" and finding.unit == "%") for finding in seen)


def _spots(documents: Documents) -> Iterator[Spot]:
    """Every number of money, share or count; codes, years and zeros are passed over."""
    for number, document in enumerate(documents):
        for place, block in enumerate(document.blocks):
            if isinstance(block, Grid):
                for position, cell in enumerate(block.cells):
                    text = cell.text.strip()
                    if NUMBER.fullmatch(text) and not _CODE.fullmatch(text) and worth(text):
                        start = cell.text.index(text)
                        yield Spot(number, place, position, start, start + len(text))
            else:
                yield from (
                    Spot(number, place, None, *match.span(1))
                    for match in _SAID.finditer(block.text)
                    if worth(match.group(1)) and match.group(1) != ","
                )


def _printed(documents: Documents, spot: Spot) -> str:
    block = documents[spot.document].blocks[spot.block]
    text = block.cells[spot.cell].text if isinstance(block, Grid) and spot.cell is not None else block.text  # type: ignore[union-attr]
    return text[spot.start : spot.end]


def _passage(documents: Documents, spot: Spot) -> str:
    block = documents[spot.document].blocks[spot.block]
    return block.text[max(0, spot.start - 30) : spot.end + 20] if isinstance(block, Paragraph) else ""


def _significant(printed: str) -> str:
    """A number's digits without zeros at either end: the same in 元 and in 万元."""
    return f"{Decimal(printed.replace(',', '')):f}".replace(".", "").strip("0")


def _exchanged(documents: Documents, spot: Spot, wrong: str) -> Documents:
    """The documents with another number at a spot."""
    document = documents[spot.document]
    block = document.blocks[spot.block]
    if isinstance(block, Grid) and spot.cell is not None:
        cell = block.cells[spot.cell]
        new = replace(cell, text=cell.text[: spot.start] + wrong + cell.text[spot.end :])
        made: Grid | Paragraph = replace(block, cells=(*block.cells[: spot.cell], new, *block.cells[spot.cell + 1 :]))
    else:
        assert isinstance(block, Paragraph)  # noqa: S101  a spot without a cell is in a paragraph
        made = _reworded(block, spot, wrong)
    blocks: Sequence[Grid | Paragraph] = (*document.blocks[: spot.block], made, *document.blocks[spot.block + 1 :])
    changed = replace(document, blocks=tuple(blocks))
    return (*documents[: spot.document], changed, *documents[spot.document + 1 :])


def _reworded(line: Paragraph, spot: Spot, wrong: str) -> Paragraph:
    """A paragraph with another number; what stands behind it keeps its place on paper."""
    longer = len(wrong) - (spot.end - spot.start)
    marks = tuple((offset + longer if offset >= spot.end else offset, place) for offset, place in line.marks)
    return replace(line, text=line.text[: spot.start] + wrong + line.text[spot.end :], marks=marks)
