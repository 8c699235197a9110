"""A Dask cluster of this machine, and a store of objects, for the tests of batches beyond one machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = "import sys; from dask.__main__ import main; sys.exit(main())"


@contextmanager
def cluster(folder: Path, workers: int = 2, **environment: str) -> Iterator[str]:
    """The address of a scheduler with workers, which start again when they are killed, as a site would start them."""
    env = {**os.environ, "DASK_DISTRIBUTED__DASHBOARD__ENABLED": "false", **environment}
    options = {"cwd": folder, "env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    file = folder / "scheduler.json"
    listening = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    processes = [subprocess.Popen([sys.executable, "-c", START, "scheduler", "--port", "0", *listening], **options)]
    try:
        count = ["--nworkers", str(workers), "--nthreads", "1", "--local-directory", str(folder / "scratch")]
        joining = [*count, "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
        processes.append(subprocess.Popen([sys.executable, "-c", START, "worker", *joining], **options))
        yield _address(file, workers)
    finally:
        for process in reversed(processes):
            os.killpg(process.pid, signal.SIGTERM)
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _address(file: Path, workers: int) -> str:
    from distributed import Client

    with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)
        return str(client.scheduler.address)


@contextmanager
def objects() -> Iterator[dict[str, str]]:
    """A store of objects like S3's, on this machine; the environment that leads fsspec to it."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        said = {"AWS_ACCESS_KEY_ID": "invented", "AWS_SECRET_ACCESS_KEY": "invented", "AWS_DEFAULT_REGION": "us-east-1"}
        yield {**said, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    finally:
        server.stop()


def workers(address: str) -> list[int]:
    """The processes of the workers there are."""
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())
