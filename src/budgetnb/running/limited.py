"""Work on files that nobody has looked at yet, in processes with limits: no file can use up the machine or take the program down."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from budgetnb.running.kernels import can_limit

SECONDS, MEGABYTES = 120, 4096


@dataclass(frozen=True, slots=True)
class Stopped:
    """A file whose process was stopped or ended: a word that `plan.stopped` in the texts has."""

    why: str


def each(
    work: Callable[[Path], Any], files: Sequence[Path], jobs: int, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> Iterator[Any]:
    """What `work` makes of each file, in order, or Stopped; `work` is a function of a module, and returns what can be pickled."""
    hands: list[_Hand] = []
    mine = threading.local()

    def ask(file: Path) -> Any:
        if not hasattr(mine, "hand"):
            mine.hand = _Hand(work, megabytes)
            hands.append(mine.hand)
        return mine.hand.ask(file, seconds)

    with ThreadPoolExecutor(max(1, min(jobs, len(files)))) as threads:
        try:
            yield from threads.map(ask, files)
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
            for hand in hands:
                hand.stop()


@dataclass(slots=True)
class _Hand:
    """A process that does one file after the other, and another one when it had to be stopped."""

    work: Callable[[Path], Any]
    megabytes: int
    process: Any = None
    ours: Any = field(default=None)

    def ask(self, file: Path, seconds: float) -> Any:
        """What the process makes of a file."""
        if self.process is None:
            self._start()
        try:
            self.ours.send(file)
            if self.ours.poll(seconds):
                return self.ours.recv()
            why = "time"
        except (EOFError, OSError):
            why = "died"
        self.stop()
        return Stopped(why)

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.ours.close()
            self.process = None

    def _start(self) -> None:
        context = get_context("spawn")  # a fork would take our threads' locks along
        self.ours, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.work, self.megabytes), daemon=True)
        self.process.start()
        theirs.close()


def _serve(connection: Connection, work: Callable[[Path], Any], megabytes: int) -> None:
    if can_limit():
        import resource  # noqa: PLC0415  absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            file = connection.recv()
            try:
                connection.send(work(file))
            except MemoryError:
                connection.send(Stopped("memory"))
