"""Every rule about figures has an example that keeps it and one that breaks it: `figures.yaml`, for analysts to read and add to."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from figures_by_hand import changed

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.figures import Disclosure
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from budgetnb.yamls import read_yaml

HERE = Path(__file__).parent
CONTENT = read_yaml(HERE / "figures.yaml").content
WORDED: list[dict[str, Any]] = read_yaml(HERE / "examples.yaml").content
SILENT = {"N-03a", "N-15", "N-15b"}
"""Rules that say nothing of what keeps them."""
BESIDE = {"R-01", "R-02", "R-03", "C-20"} | {rule.id for rule in rule_book().rules if rule.id.startswith(("U-", "Y-"))}
"""Rules that need more than the disclosure; their own tests show them."""


@cache
def paper(name: str) -> Disclosure:
    """A document by its name."""
    with TemporaryDirectory() as folder:
        path = HERE / "papers" / f"{name}.txt"
        if name in CONTENT["papers"]:
            path = Path(folder) / "paper.txt"
            path.write_text(CONTENT["papers"][name], encoding="utf-8")
        (found,) = recognise([read_document(path)])
    return found


def outcomes(disclosure: Disclosure, rule: str) -> list[str]:
    """What one rule alone says of a disclosure, at every place."""
    book = rule_book()
    alone = replace(book, rules=tuple(one for one in book.rules if one.id == rule))
    return [finding.outcome for finding in check(disclosure, alone).findings]


@pytest.mark.parametrize("example", CONTENT["examples"], ids=lambda example: example["rule"])
def test_the_right_figure_keeps_the_rule_and_the_wrong_one_breaks_it(example: dict[str, str]) -> None:
    disclosure = paper(example["in"])
    printed = {figure.key: figure.printed for figure in disclosure.figures()}
    assert printed.get(example["at"]) == example["right"]
    kept = outcomes(disclosure, example["rule"])
    assert "breaks" not in kept
    assert "ties" in kept or "rounds" in kept or example["rule"] in SILENT
    broken = outcomes(changed(disclosure, example["at"], example["wrong"]), example["rule"])
    assert "breaks" in broken or "blank" in broken


def test_every_rule_has_an_example() -> None:
    shown = {example["rule"] for example in (*CONTENT["examples"], *WORDED)}
    assert {rule.id for rule in rule_book().rules} - shown - BESIDE == set()
