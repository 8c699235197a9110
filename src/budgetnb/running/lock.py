"""A lock on the folder of reports, so that two runs do not meet. It ends with the process that holds it, however that ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from budgetnb.errors import BudgetnbError

NAME = ".lock"


class Locked(BudgetnbError):
    """Another run is writing to the same folder."""

    key = "batch.locked"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; Locked when another run has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a+b") as file:
        try:
            _take(file.fileno())
        except OSError:
            raise Locked(folder=folder) from None
        yield


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  there only

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  everywhere but there

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
