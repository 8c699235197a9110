"""One byte changed in a file of a finished batch, and whether `budgetnb verify` says so and names it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from budgetnb import cli

NOT_WATCHED = (".lock", "run.jsonl")
"""A lock holds nothing, and the log alone holds times: what a page tells of it is watched."""
NAMED = {
    "params/rules": "规则",
    "params/forms": "表样",
    "params/register.csv": "名册",
    "params/season": "审核季设置",
    "params/decisions": "处理决定",
}
"""What files that many reports depend on together are called."""


def files_of(project: Path) -> list[Path]:
    """Every input and output of a project after a batch."""
    found = (path for path in sorted(project.rglob("*")) if path.is_file() and path.stat().st_size)
    return [path for path in found if path.name not in NOT_WATCHED and not {".store", "budgetnb"} & set(path.relative_to(project).parts)]


def verify(project: Path, *words: str) -> tuple[int, str]:
    """The exit code of `budgetnb verify reports` and what it says."""
    said = io.StringIO()
    with chdir(project), redirect_stdout(said), redirect_stderr(said):
        return cli.main(["verify", "reports", *words]), said.getvalue()


def unnoticed(project: Path, files: Iterable[Path]) -> list[str]:
    """Those of the files in which one changed byte is not said, or not said of this file."""
    missed = []
    for path in files:
        content = path.read_bytes()
        at = len(content) // 2
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        code, said = verify(project, "--quick")
        path.write_bytes(content)
        name = path.relative_to(project).as_posix()
        known = next((word for start, word in NAMED.items() if name.startswith(start)), path.name)
        if code not in (1, 2) or known not in said:
            missed.append(f"{name}: {code} {said}")
    return missed
