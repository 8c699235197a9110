"""Many reports: threads, each of which drives one kernel after the other.

A report's work is done in its kernel, which is a process of its own; the threads only wait for it and
lay out pages. Nothing of a report stays in memory: what is said of it goes to `tell` at once.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread
from time import monotonic

from budgetnb.errors import BudgetnbError, ReportFailed
from budgetnb.running.files import sweep
from budgetnb.running.kernels import Kernels
from budgetnb.running.notebooks import RunFailed, read_notebook
from budgetnb.running.plan import Planned
from budgetnb.running.run import Report, left_behind, run_report
from budgetnb.texts import language, speak

BEAT = 0.2
"""Seconds after which somebody who waits is told that nothing has happened."""


@dataclass(frozen=True, slots=True)
class Began:
    """A report was begun."""

    planned: Planned


@dataclass(frozen=True, slots=True)
class Ended:
    """A report was built, or why it was not; `seconds` is how long that took."""

    planned: Planned
    seconds: float
    report: Report | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stopping:
    """An interruption: nothing new is begun, what runs is finished, unless a second one follows."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing has happened for a moment."""


Event = Began | Ended | Stopping | Waiting


def build(planned: Sequence[Planned], kernels: Kernels, jobs: int, tell: Callable[[Event], None]) -> bool:
    """Build reports, `jobs` at once; `tell` hears of each. False when it was interrupted before all were begun.

    A second interruption goes through to the caller: kernels then end with this process, and files are whole.
    """
    events, waiting, stop = SimpleQueue[Event](), SimpleQueue[Planned](), Flag()
    for one in planned:
        sweep(one.asked.folder)
        waiting.put(one)
    threads = [_thread(waiting, kernels, events, stop) for _ in range(min(jobs, len(planned)))]
    ended = 0
    while ended < len(planned) and (any(thread.is_alive() for thread in threads) or not events.empty()):
        try:
            event = _next(events)
            ended += isinstance(event, Ended)
            tell(event)
        except KeyboardInterrupt:
            if stop.is_set():
                raise
            stop.set()
            tell(Stopping())
    return ended == len(planned)


def _next(events: SimpleQueue[Event]) -> Event:
    try:
        return events.get(timeout=BEAT)
    except Empty:
        return Waiting()


def _thread(waiting: SimpleQueue[Planned], kernels: Kernels, events: SimpleQueue[Event], stop: Flag) -> Thread:
    """A thread that builds one report after the other, in the language of whoever started it.

    Nothing else of the caller's context goes along: Jupyter keeps its event loop there, which no two
    threads can run at once.
    """
    lang = language()

    def work() -> None:
        speak(lang)
        _work(waiting, kernels, events, stop)

    thread = Thread(target=lambda: Context().run(work), daemon=True)
    thread.start()
    return thread


def _work(waiting: SimpleQueue[Planned], kernels: Kernels, events: SimpleQueue[Event], stop: Flag) -> None:
    while not stop.is_set():
        try:
            planned = waiting.get_nowait()
        except Empty:
            return
        events.put(Began(planned))
        events.put(_built(planned, kernels))


def _built(planned: Planned, kernels: Kernels) -> Ended:
    """One report, whatever becomes of it; what goes wrong in it never disturbs the others."""
    begun = monotonic()
    try:
        report = run_report(planned.asked, kernels)
        return Ended(planned, monotonic() - begun, report)
    except ReportFailed as failed:
        why = failed.why
    except BudgetnbError as wrong:
        why = str(wrong)
        _leave(planned, why, "")
    except (
        BaseException
    ) as error:  # around one report: a full disk, a file that is gone, a bug of ours; a thread that ends leaves all others undone
        why = f"{type(error).__name__}: {error}"
        _leave(planned, why, traceback.format_exc())
    return Ended(planned, monotonic() - begun, why=why)


def _leave(planned: Planned, why: str, trace: str) -> None:
    """Leave the reason in the report's folder, if it can be written to at all."""
    with suppress(Exception):  # whatever it is, the report is said to have failed
        left_behind(planned.asked, RunFailed(read_notebook(planned.asked.notebook), why, "", trace))


def to_build(planned: Iterable[Planned], force: bool, failed: bool) -> Iterator[Planned]:
    """Those that are to be built: with `force` all, with `failed` only those that failed before."""
    for one in planned:
        if failed and "failed" not in one.reasons:
            continue
        if one.reasons or force:
            yield Planned(one.asked, one.reasons or ("forced",))
