"""A shard: some reports that one Dask worker builds, with kernels of its own. This half runs on the worker."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from budgetnb.errors import BudgetnbError
from budgetnb.running.batch import Ended, Event, build
from budgetnb.running.collect import part_of
from budgetnb.running.files import digest, sha256, write_whole
from budgetnb.running.kernels import Kernels
from budgetnb.running.manifest import outputs_of, read_manifest
from budgetnb.running.mirror import Mirror
from budgetnb.running.plan import Planned, plan
from budgetnb.running.run import Asked
from budgetnb.texts import speak, text

IDLE_SECONDS = 120
"""How long a run waits for what an earlier run that was killed still has in hand on a worker."""


class WrongWorker(BudgetnbError):
    """A worker that cannot build what is asked: another version of the program, or a folder that it does not see."""

    key = "batch.wrong_worker"

    def __init__(self, why: str, worker: str = "") -> None:
        """`why` is "version", or the folder that is not seen."""
        self.why, self.worker = why, worker
        said = text("batch.unfit.version") if why == "version" else text("batch.unfit.folder", folder=why)
        super().__init__(worker=worker, why=said)

    def __reduce__(self) -> tuple[type[WrongWorker], tuple[str, str]]:
        """So that it gets from a worker to whoever started the batch."""
        return type(self), (self.why, self.worker)


@dataclass(frozen=True, slots=True)
class Home:
    """Where project and reports lie: folders that every machine sees, or addresses that are mirrored on each."""

    project: Path
    out: Path
    project_at: str = ""
    out_at: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Reports by their number in the batch, and all that a worker has to know to build them.

    `names` and `out_names` are the files of project and reports to fetch first, where these have addresses;
    `notebooks` the contents of notebooks that lie outside the project. `program` is the digest of the program that
    the batch was started with, `topic` what it hears of each report under.
    """

    planned: tuple[tuple[int, Planned], ...]
    kernels: Kernels
    jobs: int
    home: Home
    names: tuple[str, ...]
    out_names: tuple[str, ...]
    notebooks: Mapping[Path, bytes]
    environment: Mapping[str, str]
    program: str
    lang: str
    topic: str


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a report: its number, seconds, and its files, what the manifest keeps of its review and missing glyphs; or why not."""

    number: int
    seconds: float
    why: str = ""
    files: tuple[str, ...] = ()
    brief: Mapping[str, Any] | None = None
    missing_glyphs: tuple[str, ...] = ()


_BUSY: Counter[Path] = Counter()
_LOCK = Lock()


def build_shard(shard: Shard, program: Callable[[], str]) -> list[Said]:
    """Build the reports of a shard that are not there yet; it ends early when nobody waits for them any more."""
    from distributed import get_worker  # noqa: PLC0415  of the extra `cluster`

    worker, wanted = get_worker(), _wanted()
    speak(shard.lang)
    os.environ.update(shard.environment)
    said: list[Said] = []
    with _busy(shard.home.out), _settled(shard, program) as (planned, mirror):
        numbers = {id(one.asked): number for number, one in planned}
        stopped = False

        def tell(event: Event) -> None:
            nonlocal stopped
            if isinstance(event, Ended):
                asked = event.planned.asked
                if mirror:
                    send(mirror, asked)
                said.append(_said(numbers[id(asked)], asked, event.seconds, event.why))
                worker.log_event(shard.topic, asdict(said[-1]))
            if not stopped and not wanted():
                stopped = True
                raise KeyboardInterrupt  # what is being built is finished, as when a person interrupts

        left = []
        for number, one in planned:
            if _is_done(one):  # by a worker that was lost before it could say so
                said.append(_said(number, one.asked, 0.0, ""))
            else:
                left.append(one)
        build(left, shard.kernels, shard.jobs, tell)
    return said


async def ready(home: Home, wanted: str, program: Callable[[], str]) -> str:
    """Wait until this worker has nothing of another run for the same reports in hand; why it cannot be used, "" when it can."""
    for _ in range(IDLE_SECONDS * 10):
        if not _BUSY[home.out]:
            break
        await asyncio.sleep(0.1)
    return _unfit(home, wanted, program)


def _unfit(home: Home, wanted: str, program: Callable[[], str]) -> str:
    if program() != wanted:
        return "version"
    if not home.project_at and not home.project.is_dir():
        return str(home.project)
    return "" if home.out_at or home.out.is_dir() else str(home.out)


@contextmanager
def _busy(out: Path) -> Iterator[None]:
    with _LOCK:
        _BUSY[out] += 1
    try:
        yield
    finally:
        with _LOCK:
            _BUSY[out] -= 1


def _wanted() -> Callable[[], bool]:
    """Whether somebody still waits for the task that runs in this thread: not after an interruption, nor when the batch was killed."""
    from distributed.worker import get_worker, thread_state  # noqa: PLC0415  of the extra `cluster`

    tasks, key = get_worker().state.tasks, thread_state.key
    return lambda: key in tasks and tasks[key].state != "cancelled"


@contextmanager
def _settled(shard: Shard, program: Callable[[], str]) -> Iterator[tuple[list[tuple[int, Planned]], Mirror | None]]:
    """The reports of a shard with folders of this machine, and the mirror to send them by if they have an address."""
    from distributed import get_worker  # noqa: PLC0415  as above

    home = shard.home
    if why := _unfit(home, shard.program, program):
        raise WrongWorker(why, get_worker().address)
    with TemporaryDirectory(prefix="budgetnb-") as name:
        here = Path(name)
        project, out, mirror = home.project, home.out, None
        if home.project_at:
            project = here / "project"
            (project / ".budgetnb").mkdir(parents=True)
            Mirror(home.project_at, project).fetch_some(shard.names)
        if home.out_at:
            out = project / "reports" if home.project_at else here / "reports"
            mirror = Mirror(home.out_at, out)
            mirror.fetch_some(shard.out_names)
        yield [(number, _moved(one, home, project, out, _notebook(one.asked, shard, here))) for number, one in shard.planned], mirror


def _moved(one: Planned, home: Home, project: Path, out: Path, notebook: Path) -> Planned:
    if notebook.is_relative_to(home.project):
        notebook = project / notebook.relative_to(home.project)
    return replace(one, asked=replace(one.asked, project=project, out=out, notebook=notebook))


def _notebook(asked: Asked, shard: Shard, here: Path) -> Path:
    """The notebook; one from outside the project as it is on the machine the batch was started on."""
    content = shard.notebooks.get(asked.notebook)
    if content is None or (asked.notebook.is_file() and sha256(asked.notebook) == digest(content)):
        return asked.notebook
    folder = here / "notebooks" / digest(content)
    write_whole(folder, {asked.notebook.name: content})
    return folder / asked.notebook.name


def _is_done(one: Planned) -> bool:
    return "forced" not in one.reasons and not plan((one.asked,))[0].reasons


def _said(number: int, asked: Asked, seconds: float, why: str) -> Said:
    if why:
        return Said(number, seconds, why)
    found = read_manifest(asked.folder) or {}
    return Said(number, seconds, "", outputs_of(found), found.get("brief"), tuple(found.get("missing_glyphs", ())))


def send(mirror: Mirror, asked: Asked) -> None:
    """Send what was built of a report: the rows first, then the folder of the report, its manifest last."""
    for path in (part_of(asked.out, asked.folder), asked.folder):
        mirror.send(path.relative_to(asked.out).as_posix())
