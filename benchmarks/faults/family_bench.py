"""The fault bench between departments and units: is a fault found on the department's page, and is a clean family quiet?

python -m faults.family_bench                     30 families in each form, every kind of fault once, formats in turn
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
from budgetnb.checking.findings import Finding
from budgetnb.checking.observing import Beside
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from budgetnb.season.family import families
from faults.draws import draw_for
from faults.families import FORMS, Family, family, ledgers
from faults.family_faults import KINDS, Wrong
from faults.writing import FORMATS, write

YEAR = 2024
BROKEN = ("breaks", "blank", "faulty")
Record = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench and print its figures."""
    parser = argparse.ArgumentParser(prog="faults.family_bench", description="faults between departments and units")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--families", type=int, default=30, help="families in each form")
    parser.add_argument("--formats", nargs="*", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--json", type=Path, help="where every result is written")
    options = parser.parse_args(arguments)
    wanted = [(number, form, options.formats[number % len(options.formats)]) for number in range(options.families) for form in FORMS]
    records = list(run(options.seed, wanted))
    if options.json:
        options.json.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")
    found: Counter[tuple[str, str, bool]] = Counter(
        (one["kind"], one["form"], one["found"]) for one in records if not one["kind"].startswith("clean")
    )
    for kind, form in dict.fromkeys((kind, form) for kind, form, _ in found):
        hits, misses = found[kind, form, True], found[kind, form, False]
        print(f"{kind:<14} {form:<9} {hits}/{hits + misses}")
    clean = [one for one in records if one["kind"].startswith("clean")]
    print(f"clean families {len(clean)}, with findings between department and units {sum(bool(one['alarms']) for one in clean)}")
    return 0


def run(seed: int, wanted: Iterable[tuple[int, str, str]]) -> Iterator[Record]:
    """Each family (number, form, file format) clean, with money given from unit to unit, and with every kind of fault."""
    for number, form, format_ in wanted:
        base: Record = {"number": number, "form": form, "format": format_}
        for kind, given in (("clean", False), ("clean.given", True)):
            alarms = between(family(seed, number, form, YEAR, given), format_)
            severe = [one for one in alarms if not given or one.severity != "hint"]
            yield {**base, "kind": kind, "found": False, "alarms": [f"{one.rule} {one.severity} {one.says}" for one in severe]}
        for kind, inject in KINDS.items():
            wrong = inject(ledgers(seed, number, form, YEAR), draw_for(seed, number, form, kind))
            if wrong:
                alarms = between(wrong.family, format_)
                said = [f"{one.rule} {one.severity} {one.says}" for one in alarms]
                found, problems = is_found(wrong, alarms), len({one.problem for one in alarms})
                about = {"kind": kind, "unit": wrong.unit, "said": wrong.said}
                yield {**base, **about, "found": found, "problems": problems, "alarms": said}


def between(papers: Family, format_: str) -> list[Finding]:
    """What the department's review says of its units: the findings that do not tie."""
    with tempfile.TemporaryDirectory() as folder:
        files = [
            file
            for place, paper in enumerate((papers.department, *papers.units))
            for file in write(paper, format_, Path(folder), f"document-{place}")
        ]
        disclosures = recognise([read_document(file) for file in files])
    units = families(disclosures)
    (department,) = [place for place, one in enumerate(disclosures) if one.level == "部门"]
    review = check(disclosures[department], rule_book(), Beside(units[department]))
    return [finding for finding in review.findings if finding.rule.startswith("U-") and finding.outcome in BROKEN and finding.severity]


def is_found(wrong: Wrong, alarms: Sequence[Finding]) -> bool:
    """Whether a finding names the unit, or shows a figure of its document."""
    return any(wrong.unit in f"{finding.says} {_places(finding)}" for finding in alarms)


def _places(finding: Finding) -> str:
    return " ".join(f"{one.printed} {one.place.table or ''} {one.place.section or ''}" for one in finding.evidence)


if __name__ == "__main__":
    raise SystemExit(main())
