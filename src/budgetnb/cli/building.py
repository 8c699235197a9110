"""Building what a batch has planned: on this machine, or on a cluster."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.cli.telling import Teller
    from budgetnb.running.batch import Event
    from budgetnb.running.kernels import Kernels
    from budgetnb.running.mirror import Mirror
    from budgetnb.running.plan import Planned
    from budgetnb.running.shards import Home

INTERRUPTED = 130


def build_here(build: tuple[Planned, ...], args: Namespace, tell: Teller, mirror: Mirror | None = None) -> bool:
    """Build with kernels of this machine; False when interrupted. Each report is sent to where reports have an address."""
    from budgetnb.running.batch import build as build_all

    hear = _sending(tell, mirror) if mirror else tell
    return _interruptible(lambda: build_all(build, _kernels(args), args.jobs or processors(), hear), tell) if build else True


def build_on_cluster(build: tuple[Planned, ...], args: Namespace, home: Home, tell: Teller, mirror: Mirror | None = None) -> bool:
    """Build on the workers of a cluster, one kernel at a time in each of their threads unless --jobs says more."""
    if not build:
        return True
    from budgetnb.cli.depends import program
    from budgetnb.running.cluster import Work, build_on

    work = Work(build, _kernels(args), args.jobs or 1, home, program)
    whole = _interruptible(lambda: build_on(args.cluster, work, tell), tell)
    if mirror:
        mirror.fetch()
    return whole


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _interruptible(work: Callable[[], bool], tell: Teller) -> bool:
    try:
        return work()
    except KeyboardInterrupt:
        tell.end(False)
        _abandon()


def _abandon() -> NoReturn:
    """Go at once: kernels end with us, and files are whole or not there."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def _kernels(args: Namespace) -> Kernels:
    from budgetnb.running.kernels import FORKED, PLAIN, can_limit

    if not can_limit():
        print(text("batch.no_limits"), file=sys.stderr)
    engine = FORKED if args.engine == "forked" else PLAIN
    return replace(engine, time_limit=args.time_limit, memory_limit=args.memory_limit)


def _sending(tell: Callable[[Event], None], mirror: Mirror) -> Callable[[Event], None]:
    """Tells of each report, sent to its address before."""
    from budgetnb.running.batch import Ended
    from budgetnb.running.shards import send

    def hear(event: Event) -> None:
        if isinstance(event, Ended):
            send(mirror, event.planned.asked)
        tell(event)

    return hear
