"""A batch on a Dask cluster: reports go to its workers in shards, a few at a time; what a lost worker had is done elsewhere."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from budgetnb.blocks import FILES_WANTED
from budgetnb.running.batch import BEAT, Ended, Event, Stopping, Waiting
from budgetnb.running.files import report_folder, sweep
from budgetnb.running.kernels import Kernels
from budgetnb.running.lock import Locked
from budgetnb.running.mirror import Unreachable
from budgetnb.running.params import FILES
from budgetnb.running.plan import Planned
from budgetnb.running.run import Report
from budgetnb.running.shards import Home, Said, Shard, WrongWorker, build_shard, ready
from budgetnb.store import FOLDER
from budgetnb.texts import language

MOST_REPORTS = 100
"""Reports of a shard: enough that handing it out costs nothing, few enough that little is lost with a worker."""
IN_FLIGHT = 3
"""Shards that each worker has in hand or at hand."""
ATTEMPTS = 3
"""How often a report whose workers are lost is tried alone."""
TOLD = (FILES_WANTED, FOLDER)
"""The environment variables that kernels are told on a worker too; a store is shared only where folders are."""
CONNECT_SECONDS, LOCK_SECONDS = 10, 60
"""For how long a cluster may not answer, and longer than it holds the lock of a batch that was killed."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be built, how and where; `program` gives the digest of the program, which all machines must have alike."""

    planned: Sequence[Planned]
    kernels: Kernels
    jobs: int
    home: Home
    program: Callable[[], str]


def build_on(address: str, work: Work, tell: Callable[[Event], None]) -> bool:
    """Build reports as `budgetnb.running.batch.build` does, on the workers of a cluster.

    Unreachable when there is none at the address; WrongWorker when a worker cannot do what is asked.
    """
    for one in work.planned:
        sweep(one.asked.folder)
    with _client(address) as client, _lock(client, work.home):
        wait_for_workers(client, work)
        return _build(_Run(client, work), tell)


def wait_for_workers(client: Any, work: Work) -> None:
    """Wait until no worker has anything of an earlier run in hand; WrongWorker when one does not fit."""
    for worker, why in client.run(ready, work.home, work.program(), work.program).items():
        if why:
            raise WrongWorker(why, str(worker))


@dataclass(slots=True)
class _Run:
    """One run: shards that wait and that fly, and the reports nothing was said of yet. What happens comes through `events`."""

    client: Any
    work: Work
    topic: str = field(default_factory=lambda: f"budgetnb-{uuid4().hex}")
    events: SimpleQueue[Any] = field(default_factory=SimpleQueue)
    waiting: deque[tuple[int, ...]] = field(default_factory=deque)
    flying: dict[Any, tuple[int, ...]] = field(default_factory=dict)
    attempts: Counter[tuple[int, ...]] = field(default_factory=Counter)
    left: set[int] = field(default_factory=set)

    def workers(self) -> int:
        """How many there are; a cluster that grows with its work begins with none."""
        return max(1, len(self.client.nthreads()))


def _build(run: _Run, tell: Callable[[Event], None]) -> bool:
    count = len(run.work.planned)
    size = max(1, min(MOST_REPORTS, ceil(count / (4 * run.workers()))))
    run.waiting.extend(tuple(range(at, min(at + size, count))) for at in range(0, count, size))
    run.left.update(range(count))
    run.client.subscribe_topic(run.topic, lambda event: run.events.put(Said(**event[1])))
    stopping = False
    try:
        while run.left and (run.flying or not stopping):
            try:
                if not stopping:
                    _send_out(run)
                _hear(run, tell)
            except KeyboardInterrupt:
                if stopping:
                    raise
                stopping = True
                tell(Stopping())
                run.client.cancel(list(run.flying))
                run.flying.clear()
                wait_for_workers(run.client, run.work)
                while not run.events.empty():
                    _hear(run, tell)
    finally:
        run.client.unsubscribe_topic(run.topic)
    return not run.left


def _send_out(run: _Run) -> None:
    while run.waiting and len(run.flying) < IN_FLIGHT * run.workers():
        numbers = run.waiting.popleft()
        key = f"{run.topic}-{numbers[0]}-{run.attempts[numbers]}"
        run.attempts[numbers] += 1
        future = run.client.submit(build_shard, _shard(run, numbers), run.work.program, key=key, pure=False)
        run.flying[future] = numbers
        future.add_done_callback(run.events.put)


def _hear(run: _Run, tell: Callable[[Event], None]) -> None:
    """One event: what a worker says of a report, or a shard that ended; a report is told of once."""
    try:
        event = run.events.get(timeout=BEAT)
    except Empty:
        tell(Waiting())
        return
    if isinstance(event, Said):
        _told(run, [event], tell)
    elif numbers := run.flying.pop(event, None):
        if event.status == "finished":
            _told(run, event.result(), tell)
        elif isinstance(wrong := event.exception(), WrongWorker):
            raise wrong
        else:  # its workers were lost, one after the other
            _again(run, numbers, wrong, tell)


def _again(run: _Run, numbers: tuple[int, ...], wrong: BaseException, tell: Callable[[Event], None]) -> None:
    """Try what is left of a shard once more, each report alone; one that was tried often enough has failed."""
    left = [number for number in numbers if number in run.left]
    if len(numbers) > 1:
        run.waiting.extend((number,) for number in left)
    elif run.attempts[numbers] < ATTEMPTS:
        run.waiting.append(numbers)
    else:
        _told(run, [Said(number, 0.0, f"{type(wrong).__name__}: {wrong}") for number in left], tell)


def _told(run: _Run, said: Iterable[Said], tell: Callable[[Event], None]) -> None:
    for one in said:
        if one.number in run.left:
            run.left.discard(one.number)
            planned = run.work.planned[one.number]
            review = {"reviews": [one.brief]} if one.brief else None
            report = None if one.why else Report(planned.asked.folder, tuple(one.files), review, tuple(one.missing_glyphs))
            tell(Ended(planned, one.seconds, report, one.why))


def _shard(run: _Run, numbers: Sequence[int]) -> Shard:
    work, chosen = run.work, tuple((number, run.work.planned[number]) for number in numbers)
    notebooks = {one.asked.notebook for _, one in chosen if not one.asked.notebook.is_relative_to(work.home.project)}
    return Shard(
        chosen,
        work.kernels,
        work.jobs,
        work.home,
        tuple(_names(work.home, [one for _, one in chosen])) if work.home.project_at else (),
        tuple(_out_names(work.home, [one for _, one in chosen])) if work.home.out_at else (),
        {notebook: notebook.read_bytes() for notebook in notebooks},
        {name: os.environ[name] for name in TOLD if name in os.environ and not (name == FOLDER and work.home.out_at)},
        work.program(),
        language(),
        run.topic,
    )


def _names(home: Home, chosen: Iterable[Planned]) -> Iterator[str]:
    """The files of the project that these reports need: their own, and the rules, forms, decisions and register of all."""
    for path in (home.project / "params").rglob("*"):
        if path.is_file():
            yield path.relative_to(home.project).as_posix()
    for asked in (one.asked for one in chosen):
        given = asked.params.model_dump(mode="json")
        yield from (name for key in FILES if key != "notebook" for name in given.get(key, ()))
        yield from filter(None, (asked.asked_by,))
        if asked.notebook.is_relative_to(home.project):
            yield asked.notebook.relative_to(home.project).as_posix()


def _out_names(home: Home, chosen: Iterable[Planned]) -> Iterator[str]:
    """What is there of these reports and of the other drafts of theirs."""
    first = {report_folder(home.out, one.asked.params.model_copy(update={"revision": None})) for one in chosen}
    for folder in first:
        for draft in (folder, *folder.parent.glob(f"{folder.name}-r[0-9]*")):
            yield from (path.relative_to(home.out).as_posix() for path in draft.rglob("*") if path.is_file())


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client  # noqa: PLC0415  of the extra `cluster`

        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (ImportError, OSError, ValueError) as wrong:
        raise Unreachable(address=address, why=f"{type(wrong).__name__}: {wrong}") from wrong
    with client:
        yield client


@contextmanager
def _lock(client: Any, home: Home) -> Iterator[None]:
    """Reports at an address have no file that could be locked: the cluster keeps the lock."""
    if not home.out_at:
        yield
        return
    from distributed import Lock  # noqa: PLC0415  as above

    lock: Any = Lock(f"budgetnb {home.out_at}", scheduler_rpc=client.scheduler, loop=client.loop)
    if not lock.acquire(timeout=LOCK_SECONDS):
        raise Locked(folder=home.out_at)
    try:
        yield
    finally:
        lock.release()
