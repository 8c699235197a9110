"""Chance that is the same every time."""

from __future__ import annotations

from random import Random


def draw_for(*what: object) -> Random:
    """A source of chance of its own for these words: the same words draw the same."""
    return Random("/".join(map(str, what)))  # noqa: S311  nothing secret is drawn
