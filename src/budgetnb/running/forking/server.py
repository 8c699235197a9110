"""The warm parent, called with the number of a descriptor and `module:function`.

It listens on one socket. Each request is a line of JSON (cmd, env, cwd); the answer is a line of JSON
(pid) with a descriptor of the new kernel's process attached. When the socket closes, because whoever
started it is gone, it kills the kernels it forked and ends.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import random
import signal
import socket
import stat
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from budgetnb.errors import BudgetnbError

INLINE = "module://matplotlib_inline.backend_inline"
HIDDEN = "pyarrow"
"""pandas imports it when it is there, and it starts threads, which a fork would lose."""
OF_EVERY_KERNEL = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger", "psutil", "sqlite3", "tornado.platform.asyncio", "tornado.gen"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.extensions.storemagic"),
    *("zmq.utils.garbage", "email.parser", "encodings.idna", "encodings.latin_1"),
)
"""What every kernel imports while it starts, which would be half of its cost."""
_SET_BY_IMPORTS: dict[str, str] = {}
"""Environment variables that importing them sets, in an ordinary kernel too."""
_PR_SET_PDEATHSIG = 1
_DESCRIPTORS = Path("/proc/self/fd")
_TASKS = Path("/proc/self/task")


def main() -> int:
    """Warm up, say so, and fork until nobody asks any more."""
    descriptor, warm = sys.argv[1:]
    control = socket.socket(fileno=int(descriptor))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _warm_up(warm)
    except BudgetnbError as wrong:  # what is missing here is missing in an ordinary kernel too, which then says so of its report
        print(wrong, file=sys.stderr)
        return 1
    if _threads() > 1:
        _say(control, {"refused": _threads()})
        return 1
    _say(control, {"ready": os.getpid()})
    _serve(control)
    return 0


def _warm_up(warm: str) -> None:
    """Import what a report needs and do its work once, with nothing started that a fork would lose."""
    os.environ.setdefault("MPLBACKEND", INLINE)  # read when matplotlib is imported, and what a kernel would set
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # the debugger would warn of what nobody debugs here
    sys.modules[HIDDEN] = None  # type: ignore[assignment]  # the documented way to make an import fail
    before = dict(os.environ)
    for name in OF_EVERY_KERNEL:
        with suppress(ImportError):  # a kernel that wants what is missing here will say so itself
            import_module(name)
    _SET_BY_IMPORTS.update({name: value for name, value in os.environ.items() if name not in before})
    for name in ("pandas", "matplotlib.pyplot"):
        import_module(name)
    if warm:
        module, _, function = warm.partition(":")
        getattr(import_module(module), function)()
    gc.collect()
    gc.freeze()  # so that collecting in a child does not copy the parent's pages


def _threads() -> int:
    return len(list(_TASKS.iterdir())) if _TASKS.is_dir() else threading.active_count()


def _serve(control: socket.socket) -> None:
    kernels: set[int] = set()
    parent = os.getpid()
    requests = control.makefile("r", encoding="utf-8")
    for line in requests:
        _bury(kernels)
        pid = os.fork()
        if pid == 0:
            _become_kernel(json.loads(line), parent)
        kernels.add(pid)
        process = os.pidfd_open(pid)
        _say(control, {"pid": pid}, process)
        os.close(process)
    _bury(kernels)
    for pid in kernels:
        with suppress(OSError):
            os.killpg(pid, signal.SIGKILL)


def _bury(kernels: set[int]) -> None:
    """Take note of kernels that ended; until then their number cannot be given to another process."""
    for pid in tuple(kernels):
        if os.waitpid(pid, os.WNOHANG)[0]:
            kernels.remove(pid)


def _say(control: socket.socket, words: dict[str, int], *descriptors: int) -> None:
    socket.send_fds(control, [json.dumps(words).encode() + b"\n"], descriptors)


def _die_with(parent: int) -> None:
    """Have the system kill this process when its parent ends; ipykernel looks only once a second, and not before it runs."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we had asked
        os._exit(1)


def _own_descriptors() -> None:
    """Open inherited files anew and close everything else.

    A font stays open as long as glyphs of it may be wanted; a descriptor shared with the parent would
    share its position too, and kernels would read each other's glyphs.
    """
    for number in [int(path.name) for path in _DESCRIPTORS.iterdir()]:
        with suppress(OSError):  # the one that the folder was listed with is gone by now
            if number < 3:
                continue
            if stat.S_ISREG(os.fstat(number).st_mode):
                again = os.open(_DESCRIPTORS / str(number), os.O_RDONLY | os.O_CLOEXEC)
                os.lseek(again, os.lseek(number, 0, os.SEEK_CUR), os.SEEK_SET)
                os.dup2(again, number, inheritable=False)
                os.close(again)
            else:
                os.close(number)


def _become_kernel(request: dict[str, Any], parent: int) -> NoReturn:
    """In the child: undo what made the parent special, then be an ordinary kernel."""
    try:
        _die_with(parent)
        os.setsid()
        _own_descriptors()
        os.environ.clear()
        os.environ.update(_SET_BY_IMPORTS | request["env"])
        os.chdir(request["cwd"])
        del sys.modules[HIDDEN]
        random.seed()
        if numpy := sys.modules.get("numpy"):
            numpy.random.seed()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        app = sys.modules["ipykernel.kernelapp"].IPKernelApp
        sys.argv = ["ipykernel_launcher", *request["arguments"]]
        app.launch_instance([*request["arguments"], f"--IPKernelApp.parent_handle={parent}"])
    finally:  # whatever it was, a child never goes on as a second parent
        if sys.exc_info()[0]:
            sys.excepthook(*sys.exc_info())
        os._exit(1)
