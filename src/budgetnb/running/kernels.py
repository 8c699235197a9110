"""How kernels are started: the one place where a run says so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Kernels:
    """Where kernels come from, how long we wait for them, in seconds, and what they may use.

    `time_limit` is for a whole report, `cell_timeout` for each cell. `memory_limit` is in MB; the system enforces
    it, and the processor time, on the kernel's process, so that no document can use up the machine.

    `manager` is the dotted name of a jupyter_client kernel manager class, None for the ordinary one;
    `options` are further keywords papermill hands to nbclient.
    """

    manager: str | None = None
    start_timeout: int = 60
    cell_timeout: int | None = None
    time_limit: float | None = None
    memory_limit: int | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def keywords(self, folder: Path) -> dict[str, Any]:
        """What papermill is told, for a kernel that works in `folder`.

        papermill's own `cwd` would change the folder of the whole process.
        """
        chosen = {"kernel_manager_class": self.manager} if self.manager else {}
        limit = {"timeout_func": _what_is_left(time.monotonic() + self.time_limit)} if self.time_limit else {}
        return {
            "start_timeout": self.start_timeout,
            "execution_timeout": self.cell_timeout,
            "resources": {"metadata": {"path": str(folder)}},
            "shutdown_kernel": "immediate",
            "extra_arguments": ["--IPKernelApp.log_level=ERROR", *self._limits()],  # its warnings would stand among ours
            **chosen,
            **limit,
            **self.options,
        }

    def _limits(self) -> Iterator[str]:
        """What a kernel does first, forked or not: limit itself for good."""
        processor = max(LEAST_PROCESSOR_TIME, 2 * int(self.time_limit)) if self.time_limit else None
        memory = self.memory_limit * 2**20 if self.memory_limit else None
        wanted = {"RLIMIT_AS": memory, "RLIMIT_CPU": processor}
        lines = [f"resource.setrlimit(resource.{name}, ({most}, {most}))" for name, most in wanted.items() if most]
        if lines and can_limit():
            yield "--IPKernelApp.exec_lines=" + "; ".join(("import resource", *lines, "del resource"))


TIME_LIMIT, MEMORY_LIMIT = 600, 4096
"""Seconds and MB that a report may take unless somebody says otherwise: a hundred times what an ordinary one takes."""
LEAST_PROCESSOR_TIME = 60
"""Seconds: the limit on processor time only backs up the one on time, which starting a kernel must never reach."""


def can_limit() -> bool:
    """Whether this system can limit what a process uses; Windows cannot."""
    return find_spec("resource") is not None


def _what_is_left(ends: float) -> Callable[[Any], float]:
    """How long the next cell may take."""
    return lambda _: max(1.0, ends - time.monotonic())


PLAIN = Kernels()
"""Ordinary kernels, a new process for each report."""

FORKED = Kernels(manager="budgetnb.running.forking.manager.ForkedKernelManager")
"""Kernels forked from a warm parent, where that is possible; ordinary ones elsewhere."""
