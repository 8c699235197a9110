"""What we print cannot act on a terminal: control characters and marks that turn the reading direction are shown by their number."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from budgetnb.characters import visible


class Printed:
    """A stream as it is, but that every text written to it is made visible first.

    `bare` is the stream itself, for what moves the cursor on purpose.
    """

    def __init__(self, bare: TextIO) -> None:
        self.bare = bare

    def write(self, words: str) -> int:
        """Write a text; names, file names and sentences in it are somebody else's."""
        return self.bare.write(visible(words))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bare, name)


@contextmanager
def safely_printed() -> Iterator[None]:
    """Both standard streams as Printed. A terminal that lacks a character shows its escape instead."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    with redirect_stdout(cast(TextIO, Printed(sys.stdout))), redirect_stderr(cast(TextIO, Printed(sys.stderr))):
        yield


def bare(stream: TextIO) -> TextIO:
    """The stream itself where it is a Printed one."""
    return stream.bare if isinstance(stream, Printed) else stream
