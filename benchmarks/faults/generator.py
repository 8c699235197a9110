"""Disclosures of offices that do not exist, in which everything ties. It knows no rule and no reader."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from faults import henan, henan_text, jiangsu, jiangsu_text, shanghai, shanghai_text
from faults.draws import draw_for
from faults.ledger import Budget, budget
from faults.paper import Block, Paper
from faults.pen import Pen

FORMS = ("henan", "shanghai", "jiangsu")


def disclosure(seed: int, number: int, form: str, year: int) -> Paper:
    """The disclosure of an office in a year; the same arguments give the same paper."""
    return paper(budget(seed, number, form, year), budget(seed, number, form, year - 1), draw_for("pen", seed, number, form, year))


def paper(this: Budget, last: Budget, draw: Random) -> Paper:
    """The disclosure of a budget, with the one of the year before to compare with."""
    pen = _pen(this, last, draw)
    office = this.office
    blocks = {"henan": _henan, "shanghai": _shanghai, "jiangsu": _jiangsu}[office.form](pen)
    return Paper(office.form, office.name, office.level, this.year, tuple(blocks))


def disclosures(seed: int, offices: int, years: tuple[int, ...], forms: tuple[str, ...] = FORMS) -> Iterator[Paper]:
    """Disclosures of so many offices in each form, for each of the years."""
    for number in range(offices):
        for form in forms:
            for year in years:
                yield disclosure(seed, number, form, year)


def _pen(this: Budget, last: Budget, draw: Random) -> Pen:
    form = this.office.form
    return Pen(
        this,
        last,
        draw,
        unit="元" if form == "shanghai" else "万元",
        grouped_in_tables=draw.random() < (0.8 if form != "henan" else 0.2),
        grouped_in_text=draw.random() < 0.3,
        short=draw.random() < 0.25,
        nil=draw.choice(("", "", "0") if form == "shanghai" else ("", "", "", "0.00")),
    )


def _henan(pen: Pen) -> list[Block]:
    return [*henan_text.front(pen), *henan_text.sections(pen), *henan_text.back(pen), *henan.tables(pen)]


def _shanghai(pen: Pen) -> list[Block]:
    return [*shanghai_text.front(pen), *shanghai.tables(pen), *shanghai_text.back(pen)]


def _jiangsu(pen: Pen) -> list[Block]:
    return [*jiangsu_text.front(pen), *jiangsu.tables(pen), *jiangsu_text.sections(pen)]
