"""How long reading takes: CPU seconds, imports excluded, median of three; PDFs also against pdfplumber where it is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))


def main() -> int:
    """Print a line for each document of the corpus."""
    corpus = Path(os.environ.get("BUDGETNB_CORPUS") or ROOT.parent / "shared" / "corpus")
    files = sorted(path for path in corpus.rglob("*.*") if path.suffix in (".pdf", ".xlsx", ".txt"))
    if not files:
        print("no corpus of real documents: set BUDGETNB_CORPUS to the folder that holds them")
        return 0
    from budgetnb.reading import read_document  # noqa: PLC0415  the path is set above

    for path in files:
        read_document(path)  # imports
    pages, seconds = 0, 0.0
    for path in files:
        took, count = _timed(lambda: read_document(path)), read_document(path).pages or 0  # noqa: B023
        line = f"{path.parent.name}/{path.name}: {took:.3f} s"
        if count:
            pages, seconds = pages + count, seconds + took
            line += f", {count} pages, {1000 * took / count:.1f} ms a page"
            if find_spec("pdfplumber"):
                line += f", pdfplumber {_timed(lambda: _plumb(path)) / took:.1f} times that"  # noqa: B023
        print(line)
    print(f"25 pages of PDF: {25 * seconds / pages:.2f} s")
    return 0


def _timed(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return median(times)


def _plumb(path: Path) -> None:
    """What pdfplumber needs for the same: words and tables of every page."""
    import pdfplumber  # noqa: PLC0415  not ours: compared with where it is installed

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.extract_words()
            page.close()


if __name__ == "__main__":
    sys.exit(main())
