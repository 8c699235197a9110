"""How kernels are started: the one place where a run says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Kernels:
    """Where kernels come from and how long we wait for them, in seconds.

    `time_limit` is for a whole report, `cell_timeout` for each cell.

    `manager` is the dotted name of a jupyter_client kernel manager class, None for the ordinary one;
    `options` are further keywords papermill hands to nbclient.
    """

    manager: str | None = None
    start_timeout: int = 60
    cell_timeout: int | None = None
    time_limit: float | None = None
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
            "extra_arguments": ["--IPKernelApp.log_level=ERROR"],  # its warnings would stand among ours
            **chosen,
            **limit,
            **self.options,
        }


def _what_is_left(ends: float) -> Callable[[Any], float]:
    """How long the next cell may take."""
    return lambda _: max(1.0, ends - time.monotonic())


PLAIN = Kernels()
"""Ordinary kernels, a new process for each report."""

FORKED = Kernels(manager="budgetnb.running.forking.manager.ForkedKernelManager")
"""Kernels forked from a warm parent, where that is possible; ordinary ones elsewhere."""
