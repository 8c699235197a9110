"""Known faults put into papers: what, where, printed and right."""

from __future__ import annotations

from random import Random

from faults import forms, numbers
from faults.faulty import Done, Injector
from faults.paper import Paper

INJECTORS: dict[str, Injector] = {**numbers.injectors(), **forms.injectors()}
KINDS = tuple(INJECTORS)


def inject(paper: Paper, kind: str, draw: Random) -> Done | None:
    """The paper with one fault of a kind; None where it has no place for one."""
    return INJECTORS[kind](paper, draw)
