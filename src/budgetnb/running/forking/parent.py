"""Starting the warm parent and asking it for kernels."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

ANSWER_BYTES = 4096
START = (
    "import sys; sys.path[:1] = [path for path in sys.path[:1] if path]; from budgetnb.running.forking.server import main; sys.exit(main())"
)
"""As `ipykernel_launcher` does it, the working folder is searched for modules only once a kernel runs."""


class CannotFork(Exception):
    """No kernel can be forked; the reason in a word that `texts/batch.yaml` has a sentence for."""


@dataclass(slots=True)
class Forked:
    """A forked kernel as jupyter_client wants a process to look. It is not our child, so all we have is a descriptor of it."""

    pid: int
    descriptor: int
    stdin: None = None
    stdout: None = None
    stderr: None = None

    def poll(self) -> int | None:
        """None while it runs. How it ended only its parent knows: 1."""
        waiting = select.poll()
        waiting.register(self.descriptor, select.POLLIN)
        return 1 if waiting.poll(0) else None

    def send_signal(self, number: int) -> None:
        """Send a signal to this very process, never to another that was given its number."""
        signal.pidfd_send_signal(self.descriptor, number)

    def close(self) -> None:
        """Give the descriptor back."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


@dataclass(slots=True)
class Parent:
    """A warm parent that runs, and the socket it listens on."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    lock: Lock = field(default_factory=Lock)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def fork(self, arguments: list[str], env: dict[str, str], cwd: str) -> Forked:
        """A new kernel, called with these arguments; CannotFork when the parent is gone."""
        asked = json.dumps({"arguments": arguments, "env": env, "cwd": cwd}).encode() + b"\n"
        try:
            with self.lock:
                self.control.sendall(asked)
                answer, descriptors, _, _ = socket.recv_fds(self.control, ANSWER_BYTES, 1)
        except OSError:
            raise CannotFork("gone") from None
        if not descriptors:
            raise CannotFork("gone")
        return Forked(json.loads(answer)["pid"], descriptors[0])

    def close(self) -> None:
        """Let it end, and its kernels with it."""
        self.control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def why_not() -> str | None:
    """Why this machine cannot fork kernels, None when it can."""
    try:
        import fcntl  # noqa: F401, PLC0415  absent on Windows
        import resource  # noqa: F401, PLC0415  as above
    except ImportError:
        return "system"
    if not Path("/proc/self/fd").is_dir() or not all((hasattr(os, "fork"), hasattr(os, "pidfd_open"), hasattr(socket, "send_fds"))):
        return "system"
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return "system"
    return None


def warm_parent(warm: str) -> Parent:
    """The parent that warms up by `module:function`: the one that runs, or a new one. CannotFork says why there is none."""
    with _LOCK:
        found = _PARENTS.get(warm)
        if found and found.alive:
            return found
        if found:
            found.close()
            del _PARENTS[warm]
        if reason := _REFUSED.get(warm) or why_not():
            raise CannotFork(reason)
        try:
            _PARENTS[warm] = _start(warm)
        except CannotFork as refused:
            _REFUSED[warm] = str(refused)
            raise
        return _PARENTS[warm]


def close_parents() -> None:
    """End all warm parents."""
    with _LOCK:
        while _PARENTS:
            _PARENTS.popitem()[1].close()


_LOCK = Lock()
_PARENTS: dict[str, Parent] = {}
_REFUSED: dict[str, str] = {}
atexit.register(close_parents)


def _start(warm: str) -> Parent:
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-c", START, str(theirs.fileno()), warm]
        env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # its threads would be lost in a fork
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=2,  # what a kernel prints past its notebook is never a result of ours
            pass_fds=(theirs.fileno(),),
            start_new_session=True,  # Ctrl-C is ours to handle
        )
    parent = Parent(process, ours)
    said: dict[str, Any] = json.loads(ours.recv(ANSWER_BYTES) or b"{}")
    if "ready" not in said:
        parent.close()
        raise CannotFork("threads" if "refused" in said else "broken")
    return parent
