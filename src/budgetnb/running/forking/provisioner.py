"""The jupyter_client provisioner `budgetnb-forked`: an ordinary local kernel, except that it is forked from a warm parent."""

from __future__ import annotations

import asyncio
import os
from threading import RLock
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode

from budgetnb.running.forking.parent import CannotFork, Forked, warm_parent

_PORTS = RLock()


class ForkedProvisioner(LocalProvisioner):
    """Forks the kernel where that is possible and starts an ordinary one where it is not."""

    process: Any = None
    warm = Unicode("", help="module:function that the warm parent calls once before it forks").tag(config=True)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """As ever, one at a time: jupyter_client's store of free ports is not made for threads."""
        with _PORTS:
            return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel with the arguments of `cmd`, its environment and folder."""
        env = dict(kwargs.get("env") or os.environ)
        cwd = str(kwargs.get("cwd") or os.getcwd())  # noqa: PTH109  jupyter_client speaks in strings
        try:
            self.process = warm_parent(self.warm).fork(_arguments(cmd), env, cwd)
        except CannotFork as reason:
            self.log.warning("an ordinary kernel is started instead of a forked one: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = cwd
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait until the process has ended, without asking over and over."""
        if not isinstance(self.process, Forked):
            return await super().wait()
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.add_reader(self.process.descriptor, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self.process.descriptor)
        self._forget()
        return 1

    async def cleanup(self, restart: bool = False) -> None:
        """Give back ports and descriptors."""
        self._forget()
        await super().cleanup(restart)

    def _forget(self) -> None:
        if isinstance(self.process, Forked) and self.process.poll() is not None:
            self.process.close()
            self.process = None


def _arguments(cmd: list[str]) -> list[str]:
    """What follows `python -m ipykernel_launcher`; CannotFork for any other kernel."""
    if "ipykernel_launcher" not in cmd:
        raise CannotFork("other")
    return cmd[cmd.index("ipykernel_launcher") + 1 :]
