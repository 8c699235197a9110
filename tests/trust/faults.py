"""The table of faults: what can go wrong around us, brought about for real, what is said of it, and by which exit code.

What is broken is the system, never our code: a disk without room, a right that is not there, a process that is
killed, a file that changes. Each fault says how it is brought about.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from small_files import picture

ONE = "甲县民政局"
"""The department whose report is to be built while a command meets its fault; the others have theirs."""
BATCH = ("batch", "params", "-j", "1", "--engine", "plain", "--to", "html")
NEW_YEAR_2100, NEW_YEAR_1975 = 4102444800, 157766400


def nothing(_: Path) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True)
class InAReport:
    """A fault that meets one report of a batch: what is done to its document first, what a cell of its notebook does, what is then said."""

    name: str
    said: str
    cell: str = "pass"
    before: Callable[[Path], object] = nothing


@dataclass(frozen=True)
class Around:
    """A fault around a whole command: what is done to the project first, the command, its exit code, what is said.

    `long` ones are tried by `make test-long` alone: another one much like them is tried each time.
    `hidden` modules are not installed; `around` is what a shell does around the command, which is "$@".
    """

    name: str
    said: str
    code: int
    command: tuple[str, ...] = BATCH
    before: Callable[[Path], object] = nothing
    hidden: tuple[str, ...] = ()
    around: str = '"$@"'
    long: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """A fault that a test elsewhere brings about."""

    name: str
    file: str
    test: str


def revised(project: Path) -> None:
    """A new draft of one document, so that its report is to be built again."""
    document = project / "documents" / f"{ONE}.txt"
    document.write_text(document.read_text(encoding="utf-8").replace("361.39", "361.30"), encoding="utf-8")


def garbage(project: Path) -> None:
    """Other bytes in everything that is kept for the next run."""
    for path in (project / "reports" / ".store").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00" * 100)


def cut_in_half(*patterns: str) -> Callable[[Path], None]:
    """Leave the first half of files below the reports, as a crash of the whole machine may."""

    def cut(project: Path) -> None:
        found = [path for pattern in patterns for path in (project / "reports").glob(pattern)]
        assert found
        for path in found:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return cut


def times(seconds: int) -> Callable[[Path], None]:
    """Every file as of another day."""

    def touch(project: Path) -> None:
        for path in project.rglob("*"):
            if path.is_file():
                os.utime(path, (seconds, seconds))

    return touch


def same_time_and_size(project: Path) -> None:
    """Another document that a look at time and size would not notice."""
    revised(project)
    times(NEW_YEAR_1975)(project)


def rare_letter(project: Path) -> None:
    """A title with a letter that no font of ours can draw."""
    with (project / "params" / "departments" / f"{ONE}.yaml").open("a", encoding="utf-8") as params:
        params.write("title: 甲😀\n")


def rights(pattern: str, mode: int) -> Callable[[Path], None]:
    """Take rights away from files or folders of the project."""

    def take(project: Path) -> None:
        found = list(project.glob(pattern))
        assert found
        for path in found:
            path.chmod(mode)

    return take


def both(first: Callable[[Path], object], second: Callable[[Path], object]) -> Callable[[Path], None]:
    """One after the other."""

    def do(project: Path) -> None:
        first(project)
        second(project)

    return do


IN_A_REPORT = (
    InAReport("kernel out of memory", "MemoryError: 用完了允许的内存", "held = bytearray(2**36)"),
    InAReport("kernel killed by the system", "内核意外结束", "os.kill(os.getpid(), 9)"),
    InAReport("endless cell", "用完了允许的时间，已停止", "while True: pass"),
    InAReport("file changing while it is read", "在生成报告时被改动", "Path(sources[0]).open('a').write('甲')"),
    InAReport("file gone while it is read", "文件不存在", "Path(sources[0]).unlink()"),
    InAReport("file gone between plan and run", "文件不存在"),
    InAReport("file that may not be read", "没有读取权限", before=lambda document: document.chmod(0)),
    InAReport("file cut short by a broken copy", "没有找到预算公开文本应有的内容", before=lambda document: document.write_text("2024")),
)

SMALL_DISK = """
mkdir ../kept && cp -a reports/. ../kept/ && mount -t tmpfs -o size=4m none reports && cp -a ../kept/. reports/
cat /dev/zero > reports/.full 2> /dev/null; "$@"; code=$?
rm -r ../kept/* reports/.full; cp -a reports/. ../kept/; umount reports; cp -a ../kept/. reports/; exit $code
"""
NO_HOME = 'mkdir ../home; chmod 500 ../home; HOME=$(realpath ../home) "$@"'
READ_ONLY = 'mount --bind reports reports && mount -o remount,ro,bind reports && "$@"'

AROUND = (
    Around("full disk", "No space left on device", 2, before=revised, around=SMALL_DISK),
    Around("read-only file system", "Read-only file system", 2, around=READ_ONLY),
    Around("files may not grow", "File too large", 2, before=revised, around='ulimit -f 8; "$@"', long=True),
    Around("folders without a right to write", "不能写入", 2, before=both(revised, rights("reports/**/", 0o555)), long=True),
    Around("folder of a report without a right to write", "不能写入", 3, before=both(revised, rights(f"reports/2024/{ONE}-dept", 0o555))),
    Around("params file that may not be read", "没有读取权限", 2, before=rights(f"params/departments/{ONE}.yaml", 0)),
    Around("output on a full disk", "No space left on device", 2, ("check", f"documents/{ONE}.txt"), around='"$@" > /dev/full'),
    Around("home without a right to write", "生成 1 份", 0, before=revised, around=NO_HOME),
    Around("two runs at once", "另一次运行正在写这个文件夹", 2, around='flock reports/.lock "$@"'),
    Around("corrupted store entries", "要生成 0 份，已是最新 3 份", 0, before=garbage),
    Around("half-written parquet", "要生成 0 份，已是最新 3 份", 0, before=cut_in_half("data/*.parquet")),
    Around("half-written rows", "要生成 1 份，已是最新 2 份", 0, before=cut_in_half(f"data/parts/2024/{ONE}-dept.json.z")),
    Around("half-written manifest", "要生成 1 份，已是最新 2 份", 0, before=cut_in_half(f"2024/{ONE}-dept/manifest.json"), long=True),
    Around("half-written log, data and ledgers", "要生成 0 份，已是最新 3 份", 0, before=cut_in_half("run.jsonl", "data/*.json")),
    Around("clock jumping ahead", "要生成 0 份，已是最新 3 份", 0, ("plan", "params", "--to", "html"), before=times(NEW_YEAR_2100)),
    Around("clock jumping back", "要生成 1 份，已是最新 2 份", 0, ("plan", "params", "--to", "html"), before=same_time_and_size),
    Around("missing font", "没有找到中文字体包", 3, (*BATCH[:-1], "pdf"), revised, ("pylopdf_fonts_zh_cn",)),
    Around("missing glyph", "U+1F600", 0, ("report", f"params/departments/{ONE}.yaml", "--to", "pdf"), rare_letter),
    Around("extra lab missing", "budgetnb[lab]", 2, ("open", f"params/departments/{ONE}.yaml"), hidden=("jupyterlab",)),
    Around("extra cluster missing", "budgetnb[cluster]", 2, (*BATCH, "--cluster", "tcp://127.0.0.1:9"), revised, ("distributed",)),
    Around("extra for addresses missing", "budgetnb[cluster]", 2, ("plan", "memory://project/params"), hidden=("fsspec",)),
    Around("extra ocr missing", "budgetnb[ocr]", 2, ("check", "picture.png"), picture, ("rapidocr",)),
)

ELSEWHERE = (
    Elsewhere("batch killed", "running/test_kills.py", "after_kills_running_again_completes_the_batch"),
    Elsewhere("worker of a cluster killed", "running/test_kills.py", "what_a_killed_worker_had_in_hand_is_done_by_another"),
    Elsewhere(
        "parent of kernels killed",
        "running/test_forking.py",
        "when_the_warm_parent_is_killed_its_kernels_end_and_the_next_one_gets_a_new_parent",
    ),
    Elsewhere("whoever asked is gone", "running/test_forking.py", "when_whoever_asked_is_gone_the_parent_kills_its_kernels_and_ends"),
    Elsewhere("kernel that does not start", "running/test_forking.py", "a_kernel_that_does_not_start_is_started_once_more"),
    Elsewhere("interrupted by hand or scheduler", "test_cli_batch.py", "an_interrupted_run_ends_with_130_and_the_next_one_completes_it"),
    Elsewhere(
        "file that hangs, eats memory or kills its reader",
        "running/test_limited.py",
        "what_hangs_eats_or_kills_is_stopped_and_the_others_are_done_in_order",
    ),
    Elsewhere("workpaper filled in meanwhile", "running/test_rounds.py", "a_season_of_one_department_keeps_its_rounds_and_its_decisions"),
)
"""Faults that tests of other folders bring about."""
