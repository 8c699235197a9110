"""How long reading takes: CPU seconds, imports excluded, median of three; PDFs also against pdfplumber where it is installed.

The longest PDF is also read as a workbook of twenty sheets, in which departments rarely publish.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetnb.reading.document import Document

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
    longest = read_document(max((path for path in files if path.suffix == ".pdf"), key=lambda path: read_document(path).pages or 0))
    with TemporaryDirectory() as folder:
        workbook, cells = _workbook(longest, Path(folder))
        print(f"20 sheets with {cells:,} cells: {_timed(lambda: read_document(workbook)):.3f} s")
    return 0


def _workbook(document: Document, folder: Path) -> tuple[Path, int]:
    """A document as a workbook of twenty sheets, its text on the first one, its tables on the others; how many cells they have."""
    import xlsxwriter  # noqa: PLC0415

    from budgetnb.amounts import is_amount  # noqa: PLC0415
    from budgetnb.reading.document import Paragraph  # noqa: PLC0415

    path, count = folder / "document.xlsx", 0
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": True}) as book:
        ruled = book.add_format({"border": 1, "num_format": "#,##0.00"})
        sheets = [book.add_worksheet() for _ in range(20)]
        below = [0] * len(sheets)
        for place, block in enumerate(document.blocks):
            if isinstance(block, Paragraph):
                sheets[0].write_string(below[0], 0, block.text)
                below[0] += 1
                continue
            number = 1 + place % (len(sheets) - 1)
            for cell in block.cells:
                top, text = below[number] + cell.row, cell.text.replace(",", "") if is_amount(cell.text) else cell.text
                end = (top + cell.rowspan - 1, cell.column + cell.colspan - 1)
                if end == (top, cell.column):
                    sheets[number].write(top, cell.column, text or None, ruled)
                else:
                    sheets[number].merge_range(top, cell.column, *end, text, ruled)
            below[number] += block.rows + 1
            count += len(block.cells)
    return path, count


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
