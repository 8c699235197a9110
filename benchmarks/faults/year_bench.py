"""The fault bench between years: is a base that was never published found, and is a clean pair of years quiet?

python -m faults.year_bench                     25 pairs of years in each form, every kind of fault once, formats in turn
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Finding, Review
from budgetnb.checking.observing import Beside
from budgetnb.figures import Disclosure
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from faults.draws import draw_for
from faults.generator import FORMS, disclosure
from faults.judging import broken
from faults.paper import Paper
from faults.slips import worth
from faults.writing import FORMATS, write
from faults.year_faults import KINDS, WrongBase, wrong_base

YEARS = (2022, 2023, 2024, 2025, 2026)
Record = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(prog="faults.year_bench", description="faults between two years")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=25, help="pairs of years in each form")
    parser.add_argument("--formats", nargs="*", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--json", type=Path, help="where every result is written")
    options = parser.parse_args(arguments)
    wanted = [(number, form, options.formats[number % len(options.formats)]) for number in range(options.pairs) for form in FORMS]
    records = list(run(options.seed, wanted))
    if options.json:
        options.json.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")
    _print([one for one in records if one["kind"] != "clean"], [one for one in records if one["kind"] == "clean"])
    return 0


def _print(faults: Sequence[Record], clean: Sequence[Record]) -> None:
    for name in ("kind", "form", "severity"):
        counts = Counter((one[name], one["found"]) for one in faults)
        for value in dict.fromkeys(one[name] for one in faults):
            print(f"{value or '(not found)':<20} {counts[value, True]}/{counts[value, True] + counts[value, False]}")
    silent = [one for one in faults if not one["alone"]]
    print(f"found {sum(one['found'] for one in faults)} of {len(faults)}")
    print(f"of which nothing in this year's document tells: {sum(one['found'] for one in silent)} of {len(silent)}")
    alarms = [one for one in clean if one["alarms"]]
    compared = sum(one["ties"] for one in clean)
    print(f"clean pairs {len(clean)}, bases compared {compared}, pairs with findings between the years {len(alarms)}")
    for one in [*alarms, *(one for one in faults if not one["found"])]:
        print(f"  {one['form']} {one['number']} {one['format']} {one['kind']} {one.get('said', '')} {one['alarms'][:2]}")


def run(seed: int, wanted: Iterable[tuple[int, str, str]]) -> Iterator[Record]:
    """Each pair of years (number, form, file format) clean, and with every kind of fault in the later one."""
    for number, form, format_ in wanted:
        year = YEARS[number % len(YEARS)]
        before, paper = (
            (read(disclosure(seed, number, form, one), format_) for one in (year - 1, year)),
            disclosure(seed, number, form, year),
        )
        last, now = before
        base: Record = {"number": number, "form": form, "format": format_}
        review = _reviewed(now, last)
        ties = sum(one.rule.startswith("Y-") and one.outcome == "ties" for one in review.findings)
        yield {**base, "kind": "clean", "found": False, "alarms": _said(_between(review)), "ties": ties}
        alone = set(broken(_reviewed(now, None)))
        for kind in KINDS:
            wrong = wrong_base(paper, kind, draw_for(seed, number, form, kind))
            if wrong:
                faulty = read(wrong.paper, format_)
                told = _between(_reviewed(faulty, last))
                shown = [one for one in told if _shows(wrong, one)]
                yield {
                    **base,
                    "kind": kind,
                    "said": f"{wrong.place} {wrong.printed}: {wrong.right} → {wrong.base}",
                    "found": bool(shown),
                    "severity": min((one.severity for one in shown), key=("error", "warning", "hint").index, default=""),
                    "alone": sorted(set(broken(_reviewed(faulty, None))) - alone),
                    "alarms": _said(told),
                }


def read(paper: Paper, format_: str) -> Disclosure:
    """A paper written to files and read back."""
    with tempfile.TemporaryDirectory() as folder:
        files = write(paper, format_, Path(folder), f"document-{paper.year}")
        return max(recognise([read_document(file) for file in files]), key=lambda one: len(one.tables) + len(one.statements))


def _reviewed(now: Disclosure, last: Disclosure | None) -> Review:
    return check(now, rule_book(), Beside(prior=last))


def _between(review: Review) -> list[Finding]:
    """What a review says between the years: the findings that do not tie."""
    return [one for one in review.findings if one.rule.startswith("Y-") and one.outcome in ("breaks", "faulty")]


def _shows(wrong: WrongBase, finding: Finding) -> bool:
    """Whether a finding rests on the change that was made wrong."""
    digits = (one.printed.removesuffix("万元").strip() for one in finding.evidence if one.key.endswith("增减额"))
    return any(worth(printed) == worth(wrong.printed) for printed in digits)


def _said(findings: Iterable[Finding]) -> list[str]:
    return [f"{one.rule} {one.severity} {one.says}" for one in findings]


if __name__ == "__main__":
    raise SystemExit(main())
