"""The kernel manager that makes an ordinary `python3` notebook run in a forked kernel, and its client."""

from __future__ import annotations

import json
import sys
import time
from asyncio import gather
from copy import copy
from functools import cache
from importlib.metadata import EntryPoint
from importlib.resources import files
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets import Type

NAME = "budgetnb-forked"
CLASS = "budgetnb.running.forking.provisioner:ForkedProvisioner"


class KernelNotReady(RuntimeError):
    """A kernel that ended, or said nothing, before it could be asked anything."""


class ForkedKernelClient(AsyncKernelClient):
    """A client that asks once whether the kernel is ready: asking again and again keeps a busy machine from ever answering."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for the reply to one question and for the first word on the public channel."""
        ends = time.monotonic() + (timeout or float("inf"))
        self.kernel_info()
        await gather(self._first(self.shell_channel, ends), self._first(self.iopub_channel, ends))

    async def _first(self, channel: Any, ends: float) -> None:
        """Wait for the first message of a channel: the reply, or the welcome that says that nothing will be missed."""
        while True:
            try:
                message = await channel.get_msg(timeout=1)
            except Empty:
                if self.parent is not None and not await self.parent.is_alive():
                    raise KernelNotReady("the kernel ended before it was ready") from None
                if time.monotonic() > ends:
                    raise KernelNotReady("the kernel said nothing in time") from None
                continue
            if message["msg_type"] == "kernel_info_reply":
                self._handle_kernel_info_reply(message)
            return


class ForkedKernelManager(AsyncKernelManager):
    """Starts kernels of our own Python through the provisioner `budgetnb-forked`, all others as ever."""

    client_factory = Type(klass="jupyter_client.client.KernelClient", default_value=ForkedKernelClient)

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The kernelspec asked for, with our provisioner in it when it is of this Python."""
        spec = super().kernel_spec
        if spec is None or spec.argv[0] not in ("python", "python3", sys.executable) or "ipykernel_launcher" not in spec.argv:
            return spec
        ours = copy(spec)
        ours.metadata = {**spec.metadata, "kernel_provisioner": _provisioner()}
        return ours


@cache
def _provisioner() -> dict[str, Any]:
    """What our kernelspec says of its provisioner, which jupyter_client is told of also where the package is not installed."""
    KernelProvisionerFactory.provisioners.setdefault(NAME, EntryPoint(NAME, CLASS, KernelProvisionerFactory.GROUP_NAME))
    said: dict[str, Any] = json.loads((files(__package__) / "kernel" / "kernel.json").read_text(encoding="utf-8"))
    asked: dict[str, Any] = said["metadata"]["kernel_provisioner"]
    return asked
