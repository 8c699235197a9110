"""Reads many changed files and counts: each must be read or refused, in time, without any other exception.

    python benchmarks/fuzz_readers.py [CASES] [--only KIND] [--state FILE]

Runs until CASES (50,000) of each kind are done; stopped at any time, it goes on where it was. A case is known by
its number and is always the same; those that failed are listed in the state file and printed.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import resource
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

KINDS = ("pdf", "docx", "xlsx", "html", "text")
SECONDS = 10
"""CPU time after which a case hangs: the seeds are read in milliseconds. Other work on the machine does not count."""
BYTES = 2 * 1024**3
"""Memory of a child: who asks for more gets a MemoryError, which counts as failed."""
STEP = 250
"""Cases of one process; a crash costs at most these."""


class Hanging(Exception):
    """A case that did not end in time."""


def main() -> int:
    """Fuzz in child processes, so that a crash of a parser is a count and not the end."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("cases", nargs="?", type=int, default=50_000)
    options.add_argument("--only", choices=KINDS)
    options.add_argument("--state", type=Path, default=ROOT / ".fuzz.json")
    options.add_argument("--part", nargs=3, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.part:
        return _part(asked.part[0], int(asked.part[1]), int(asked.part[2]))
    state = json.loads(asked.state.read_text(encoding="utf-8")) if asked.state.exists() else {}
    for kind in [asked.only] if asked.only else KINDS:
        counts = state.setdefault(kind, {"done": 0, "read": 0, "refused": 0, "failed": []})
        while counts["done"] < asked.cases:
            _step(kind, counts, min(counts["done"] + STEP, asked.cases))
            asked.state.write_text(json.dumps(state, indent=1), encoding="utf-8")
        print(f"{kind}: {counts['done']} cases, {counts['read']} read, {counts['refused']} refused, {len(counts['failed'])} failed")
        for failure in counts["failed"]:
            print(f"  case {failure[0]}: {failure[1]}")
    return 1 if any(counts["failed"] for counts in state.values()) else 0


def _step(kind: str, counts: dict, end: int) -> None:
    """Cases from where we are to `end`; after a crash, the case that crashed is noted and passed over."""
    child = [sys.executable, __file__, "--part", kind, str(counts["done"]), str(end)]
    done = subprocess.run(child, capture_output=True, encoding="utf-8", check=False)
    for line in done.stdout.splitlines():
        number, outcome, said = json.loads(line)
        counts["done"] = number + 1
        if outcome == "failed":
            counts["failed"].append([number, said])
        else:
            counts[outcome] += 1
    if counts["done"] < end:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        counts["failed"].append([counts["done"], f"the process ended with {done.returncode}: {last[0]}"])
        counts["done"] += 1


def _part(kind: str, start: int, end: int) -> int:
    from mutations import mutated, seeds  # noqa: PLC0415  only children read

    from budgetnb.errors import BudgetnbError  # noqa: PLC0415
    from budgetnb.reading import read_document  # noqa: PLC0415

    faulthandler.enable()
    signal.signal(signal.SIGPROF, _hang)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    with TemporaryDirectory() as folder:
        originals, path = seeds(Path(folder))[kind], Path(folder) / "fuzzed"
        for number in range(start, end):
            path.write_bytes(mutated(originals, number))
            outcome, said = "read", ""
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                read_document(path)
            except BudgetnbError:
                outcome = "refused"
            except Exception:  # the very thing looked for
                outcome, said = "failed", "".join(traceback.format_exc().splitlines(keepends=True)[-5:])
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            print(json.dumps([number, outcome, said]), flush=True)
    return 0


def _hang(number: int, frame: FrameType | None) -> None:
    raise Hanging(f"more than {SECONDS} CPU s")


if __name__ == "__main__":
    sys.exit(main())
