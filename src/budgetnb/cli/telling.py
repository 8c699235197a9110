"""What a batch says while it runs: a line that moves on a terminal, plain lines elsewhere, JSON lines for machines."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from budgetnb.characters import escaped, visible
from budgetnb.cli.overall import problems_between
from budgetnb.cli.planning import why
from budgetnb.cli.printing import bare
from budgetnb.running.batch import Began, Ended, Event, Stopping
from budgetnb.running.runlog import note
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.running.plan import Planned

COUNTED = ("problems", "errors", "warnings", "hints")
SLOWEST = 3


class Teller:
    """Counts what happens, keeps `run.jsonl`, and says it in plain lines."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.begun = monotonic()
        self.asked = self.build = self.built = self.failed = 0
        self.problems: Counter[str] = Counter()
        self.slowest: list[tuple[float, str]] = []

    def begin(self, asked: int, build: Sequence[Planned]) -> None:
        """Say what is going to be done."""
        self.asked, self.build = asked, len(build)
        self.line(text("plan.summary", count=asked, build=self.build, same=asked - self.build))

    def also(self, asked: int, build: Sequence[Planned]) -> None:
        """Say what is made of the reports, now that they are there."""
        self.asked, self.build = self.asked + asked, self.build + len(build)
        if build:
            self.line(text("plan.overall", count=asked, build=len(build), same=asked - len(build)))

    def __call__(self, event: Event) -> None:
        """Hear of one event."""
        if isinstance(event, Ended):
            self._ended(event)
        elif isinstance(event, Stopping):
            self.line(text("batch.stopping"), wrong=True)
        elif isinstance(event, Began):
            self.began(event)

    def end(self, whole: bool) -> None:
        """Say what was done."""
        seconds = round(monotonic() - self.begun, 1)
        left = self.build - self.built - self.failed
        same = self.asked - self.build
        self.line(text("batch.summary", built=self.built, failed=self.failed, same=same, left=left, seconds=seconds))
        if self.built:
            self.line(text("batch.problems", **{name: self.problems[name] for name in COUNTED}))
            slow = (text("batch.slow", name=name, seconds=f"{took:.1f}") for took, name in self.slowest)
            self.line(text("batch.slowest", reports=text("plan.comma").join(slow)))
        if self.build:
            note(self.out, "run", whole=whole, built=self.built, failed=self.failed, same=same, left=left, seconds=seconds)

    def began(self, event: Began) -> None:
        """Say that a report was begun; on paper there is nothing to say of it."""

    def line(self, words: str, wrong: bool = False) -> None:
        """Say a line."""
        print(words, file=sys.stderr if wrong else sys.stdout, flush=True)

    def told(self, event: Ended, said: dict[str, Any]) -> None:
        """Say how a report ended."""
        name = event.planned.asked.params.name
        if event.why:
            self.line(text("batch.failed", name=name, why=event.why, command=event.planned.asked.command), wrong=True)
            return
        kind = "built" if "summary" in said else "made"
        reasons, done = why(event.planned.reasons), f"{self.built + self.failed}/{self.build}"
        self.line(text(f"batch.{kind}", name=name, done=done, why=reasons, seconds=f"{event.seconds:.1f}", **said.get("summary", {})))

    def _ended(self, event: Ended) -> None:
        self.built, self.failed = self.built + (not event.why), self.failed + bool(event.why)
        asked = event.planned.asked
        said: dict[str, Any] = {
            "name": asked.params.name,
            "folder": asked.folder.relative_to(self.out).as_posix(),
            "reasons": list(event.planned.reasons),
            "seconds": round(event.seconds, 2),
        }
        if event.why:
            said |= {"why": event.why, "command": asked.command}
        elif event.report and event.report.review:
            said["summary"] = dict(_counts(event.report.review))
            if event.report.former is not None:
                said["problems"] = problems_between(event.report.former, event.report.brief)
            self.problems.update(said["summary"])
        self.slowest = sorted([*self.slowest, (event.seconds, asked.params.name)], reverse=True)[:SLOWEST]
        note(self.out, "failed" if event.why else "built", **said)
        self.told(event, said)


class JsonTeller(Teller):
    """One JSON object a line on standard output, and nothing else there."""

    def begin(self, asked: int, build: Sequence[Planned]) -> None:
        """Say what is going to be done."""
        self.asked, self.build = asked, len(build)
        self._say("plan", count=asked, build=self.build, same=asked - self.build)

    def also(self, asked: int, build: Sequence[Planned]) -> None:
        """Say what is made of the reports."""
        self.asked, self.build = self.asked + asked, self.build + len(build)
        if build:
            self._say("plan", count=asked, build=len(build), same=asked - len(build))

    def end(self, whole: bool) -> None:
        """Say what was done."""
        super().end(whole)
        left = self.build - self.built - self.failed
        done = {"built": self.built, "failed": self.failed, "same": self.asked - self.build, "left": left}
        self._say("run", whole=whole, **done, problems=dict(self.problems), seconds=round(monotonic() - self.begun, 1))

    def line(self, words: str, wrong: bool = False) -> None:
        """Say nothing in words."""

    def told(self, event: Ended, said: dict[str, Any]) -> None:
        """Say how a report ended."""
        self._say("failed" if event.why else "built", **said)

    def _say(self, event: str, **said: Any) -> None:
        print(escaped(json.dumps({"event": event, **said}, ensure_ascii=False)), flush=True)


class LiveTeller(Teller):
    """A bar with the time left on a terminal, and lines above it for what failed."""

    def __init__(self, out: Path) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        super().__init__(out)
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn(text("batch.remaining")), TimeRemainingColumn())
        console = Console(file=bare(sys.stdout))
        self.bar = Progress(*columns, TextColumn("{task.description}", markup=False), console=console, transient=True)
        self.task = self.bar.add_task("", total=None)

    def begin(self, asked: int, build: Sequence[Planned]) -> None:
        """Say what is going to be done, and show the bar."""
        super().begin(asked, build)
        if build:
            self.bar.update(self.task, total=len(build))
            self.bar.start()

    def also(self, asked: int, build: Sequence[Planned]) -> None:
        """Say what is made of the reports, and lengthen the bar."""
        super().also(asked, build)
        if build:
            self.bar.update(self.task, total=self.build)
            self.bar.start()

    def end(self, whole: bool) -> None:
        """Take the bar away and say what was done."""
        self.bar.stop()
        super().end(whole)

    def began(self, event: Began) -> None:
        """Show what is being built."""
        self.bar.update(self.task, description=visible(event.planned.asked.params.name))

    def line(self, words: str, wrong: bool = False) -> None:
        """Say a line above the bar."""
        self.bar.console.print(visible(words), markup=False, highlight=False, soft_wrap=True)

    def told(self, event: Ended, said: dict[str, Any]) -> None:
        """Move the bar; only what failed gets a line."""
        self.bar.advance(self.task)
        if event.why:
            super().told(event, said)


@contextmanager
def teller(as_json: bool, out: Path) -> Iterator[Teller]:
    """Whoever says it on this output."""
    kind = JsonTeller if as_json else LiveTeller if sys.stdout.isatty() else Teller
    made = kind(out)
    try:
        yield made
    finally:
        if isinstance(made, LiveTeller):
            made.bar.stop()


def _counts(review: Any) -> Counter[str]:
    found: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
    for one in review["reviews"]:
        found.update({name: one["summary"][name] for name in COUNTED})
    return found
