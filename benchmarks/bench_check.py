"""How long it takes to check a disclosure that has been read, and to read, recognise and check a real one.

    python benchmarks/bench_check.py

CPU seconds, warm, median of 15; the sample always, the documents of BUDGETNB_CORPUS (or ../shared/corpus) when they are there.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.reading import read_document
from budgetnb.recognising import recognise

ROUNDS = 15


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median CPU time of some work in milliseconds, after one round that does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Print one line for the sample and one for each document of the corpus."""
    book = rule_book()
    sample = Path(str(files("budgetnb") / "sample" / "disclosure.txt"))
    corpus = Path(os.environ.get("BUDGETNB_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
    documents = sorted([*corpus.glob("*/*.pdf"), *corpus.glob("*/*.xlsx"), *corpus.glob("*/*.txt")])
    print(f"{'document':44} {'read':>8} {'recognise':>10} {'check':>8}   (ms CPU)")
    for path in [sample, *documents]:
        document = read_document(path)
        disclosures = recognise([document])
        rounds = ROUNDS if path == sample else 3
        figures = (
            median_ms(lambda path=path: read_document(path), rounds),
            median_ms(lambda document=document: recognise([document]), rounds),
            median_ms(lambda disclosures=disclosures: [check(one, book) for one in disclosures], rounds),
        )
        name = path.name if path == sample else f"{path.parent.name}/{path.name}"
        print(f"{name:44} {figures[0]:8.1f} {figures[1]:10.1f} {figures[2]:8.1f}")


if __name__ == "__main__":
    main()
