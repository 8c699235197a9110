"""Files are looked at in processes with limits: one that hangs, eats memory or kills its process does not disturb the others."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from budgetnb.running.kernels import can_limit
from budgetnb.running.limited import Stopped, each


def work(file: Path) -> str:
    said = file.read_text(encoding="utf-8")
    if said == "hangs":
        time.sleep(60)
    if said == "eats":
        bytearray(2**34)
    if said == "kills":
        os._exit(1)
    return said.upper()


@pytest.mark.skipif(not can_limit(), reason="this system cannot limit what a process uses")
def test_what_hangs_eats_or_kills_is_stopped_and_the_others_are_done_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    files = []
    for number, said in enumerate(("one", "hangs", "two", "eats", "kills", "three")):
        files.append(tmp_path / str(number))
        files[-1].write_text(said, encoding="utf-8")
    import test_limited

    found = list(each(test_limited.work, files, jobs=2, seconds=8, megabytes=3000))
    assert found == ["ONE", Stopped("time"), "TWO", Stopped("memory"), Stopped("died"), "THREE"]
