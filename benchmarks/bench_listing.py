"""The page of 5,000 reports in a real Chromium, opened from a file: `python benchmarks/bench_listing.py [reports] [rounds]`.

Milliseconds by the browser's own clock, medians: until the page is there and its script has run, then until each step has
been laid out, which is as long as the page takes no other input.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import CHROMIUM, MISSING, launched, opened  # noqa: E402  lies outside the benchmarks
from test_listing_in_chromium import SEARCH, SORT, TIMED, entry  # noqa: E402

from budgetnb.rendering.listing import Contents, listing_page  # noqa: E402

STEPS = (
    ("search for a digit", SEARCH, "1"),
    ("search for two words", SEARCH, "虚构局 第12"),
    ("clear the search", SEARCH, ""),
    ("sort by code", SORT, 1),
    ("sort by name", SORT, 2),
    ("sort by errors", SORT, 4),
)
THERE = "() => performance.getEntriesByType('navigation')[0].domComplete"


def main(reports: int = 5000, rounds: int = 5) -> None:
    """Measure and print a table."""
    if CHROMIUM is None:
        print(MISSING)
        return
    rules = [("T1-4", "收入总计", reports), ("X-01", "支出总计", reports // 2)]
    found: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder, launched() as browser:
        file = Path(folder) / "index.html"
        file.write_text(listing_page(Contents([entry(number) for number in range(reports)], (), rules)), encoding="utf-8")
        for _ in range(rounds):
            with opened(browser, file) as page:
                found.setdefault("open", []).append(page.evaluate(THERE))
                for name, act, what in STEPS:
                    found.setdefault(name, []).append(page.evaluate(TIMED.format(act=act), what))
        size = file.stat().st_size
    print(f"{reports} reports, {size / 1e6:.1f} MB, {rounds} rounds\n\n| step | ms |\n|---|---:|")
    for name, times in found.items():
        print(f"| {name} | {median(times):.0f} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
