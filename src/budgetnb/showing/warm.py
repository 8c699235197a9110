"""Doing a report's work once on the bundled sample, so that kernels forked afterwards have everything loaded and ready."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

from budgetnb.showing.charts.catalogue import OF_ONE
from budgetnb.showing.report import SAYABLE, SHOWABLE, draw, hand_over, review, say, show


def warm() -> None:
    """Read, check, say, show and draw everything once; nothing is kept but what is loaded."""
    with as_file(files("budgetnb") / "sample" / "disclosure.txt") as sample:
        found = review(sample.absolute())
    for name in SAYABLE:
        _made(say(found, name))
    for name in SHOWABLE:
        _made(show(found, name))
    for name in OF_ONE:
        _made(draw(found, name))
    _made(hand_over(found))


def _made(shown: Any) -> None:
    shown._repr_mimebundle_()
