"""Colours that touch differ in lightness, so that charts can be read in grey and with every kind of colour vision."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise, permutations

import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Rectangle
from pictures_by_hand import HARD, drawn

from budgetnb.showing.charts.pictures import Picture
from budgetnb.showing.style import ALARM, FAINT, INK, ON_SERIES, PART, SERIES, SOFT, TINTS

Colour = tuple[float, float, float]

SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""How linear RGB is seen: Machado, Oliveira, Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency,
IEEE Transactions on Visualization and Computer Graphics 15 (2009), severity 1.0."""
GREY = (0.2126, 0.7152, 0.0722)
"""What red, green and blue give to lightness (WCAG 2.2, relative luminance)."""
BESIDE, ANYWHERE, READABLE = 2.0, 1.35, 4.5
"""Contrast of colours that touch, of any two series, of words on their ground."""

with_any_sight = pytest.mark.parametrize("sight", SIGHT)


def seen(colour: str, sight: str) -> Colour:
    """A colour in linear RGB, as somebody sees it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    red, green, blue = (sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in SIGHT[sight])
    return red, green, blue


def contrast(one: str, other: str, sight: str) -> float:
    """The contrast of two colours in grey, from 1 to 21."""
    dark, light = sorted(max(0.0, sum(w * part for w, part in zip(GREY, seen(colour, sight), strict=True))) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@with_any_sight
def test_series_that_follow_each_other_differ_in_lightness(sight: str):
    assert [pair for pair in pairwise(SERIES) if contrast(*pair, sight) < BESIDE] == []
    assert [pair for pair in combinations(SERIES, 2) if contrast(*pair, sight) < ANYWHERE] == []


@with_any_sight
def test_what_is_written_on_a_colour_can_be_read(sight: str):
    grounds = [*zip(SERIES, ON_SERIES, strict=True), *((tint, INK) for tint in TINTS), *((ink, "#ffffff") for ink in (INK, SOFT, ALARM))]
    assert [pair for pair in grounds if contrast(*pair, sight) < READABLE] == []


@with_any_sight
def test_bars_of_a_part_or_of_a_rest_are_lighter_than_their_whole(sight: str):
    assert min(contrast(colour, SERIES[0], sight) for colour in (PART, FAINT)) >= BESIDE


@with_any_sight
def test_pieces_of_a_chart_that_touch_differ_in_lightness(sight: str):
    assert [pair for pair in touching() if contrast(*pair, sight) < BESIDE] == []


def test_pieces_do_touch():
    assert touching() >= set(pairwise(SERIES))


def test_a_pair_of_one_lightness_is_seen():
    """Red and green of one lightness, the pair that charts are most often made of."""
    assert contrast("#d62728", "#2a8a2a", "usual") < ANYWHERE


@cache
def touching() -> frozenset[tuple[str, str]]:
    """The colours of bars that stand end to end in any of the hard pictures."""
    return frozenset(pair for picture in HARD.values() for pair in _touching(picture))


def _touching(picture: Picture) -> Iterator[tuple[str, str]]:
    bars = [patch for patch in drawn(picture).patches if type(patch) is Rectangle and patch.get_width() > 0]
    for one, other in permutations(bars, 2):
        beside = abs(one.get_x() + one.get_width() - other.get_x()) < 0.5 and one.get_y() == other.get_y()
        colours = to_hex(one.get_facecolor()), to_hex(other.get_facecolor())
        if beside and one.get_height() == other.get_height() and colours[0] != colours[1]:
            yield colours
