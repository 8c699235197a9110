"""The fault bench: recall by kind of fault, form and file format; causes named; false alarms on clean disclosures.

python -m faults.bench                          the long run: 240 disclosures, 10 faults each, 600 in real documents
python -m faults.bench --log run.jsonl          may be stopped and started again: what stands in the log is not done twice
python -m faults.bench --json result.json       the figures, and every miss with its reason
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from budgetnb.checking.books import rule_book
from budgetnb.checking.check import check
from budgetnb.checking.findings import Review
from budgetnb.errors import UnreadableFile
from budgetnb.reading import read_document
from budgetnb.recognising import recognise
from faults.draws import draw_for
from faults.faulty import Fault
from faults.generator import FORMS, disclosure
from faults.injector import KINDS, inject
from faults.judging import changed_figures, false_alarms, judge, said_of
from faults.paper import Paper
from faults.real import real_faults
from faults.reporting import print_report, summary
from faults.writing import FORMATS, write

NUMBERS = ("cell", "total", "amount", "change", "percentage", "emptied")
"""Where a fault is that changes one figure."""
YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
Record = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench and print its figures."""
    options = options_of(arguments)
    records = list(run(options))
    figures = summary(records)
    print_report(figures, records)
    if options.json:
        options.json.write_text(json.dumps({"summary": figures, "records": records}, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of a run, from words as on the command line."""
    parser = argparse.ArgumentParser(prog="faults.bench", description="recall, causes and false alarms on invented disclosures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--disclosures", type=int, default=240, help="invented disclosures that faults are put into")
    parser.add_argument("--faults", type=int, default=10, help="faults for each of them, one at a time")
    parser.add_argument("--clean", type=int, default=500, help="clean disclosures looked at for false alarms")
    parser.add_argument("--real", type=int, default=600, help="faults in real documents")
    parser.add_argument("--forms", nargs="*", default=list(FORMS), choices=FORMS)
    parser.add_argument("--formats", nargs="*", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS)
    parser.add_argument("--log", type=Path, help="results so far, one a line")
    parser.add_argument("--json", type=Path, help="where the figures are written")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[Record]:
    """Every result, those of the log first."""
    done = (
        [json.loads(line) for line in options.log.read_text(encoding="utf-8").splitlines()] if options.log and options.log.exists() else []
    )
    yield from done
    known = {record["disclosure"] for record in done}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(max(options.disclosures, options.clean)):
            name, paper, format_ = _nth(options, number)
            if name in known:
                continue
            faults = options.faults if number < options.disclosures else 0
            records = list(_one(name, paper, format_, _wanted(options, number, faults), Path(folder)))
            _keep(options.log, records)
            yield from records
    yield from _real(options, known)


def _nth(options: argparse.Namespace, number: int) -> tuple[str, Paper, str]:
    form = options.forms[number % len(options.forms)]
    format_ = options.formats[number // len(options.forms) % len(options.formats)]
    year = YEARS[number % len(YEARS)]
    return f"{form}-{number}-{year}-{format_}", disclosure(options.seed, number, form, year), format_


def _wanted(options: argparse.Namespace, number: int, faults: int) -> list[str]:
    """The kinds to try, in turn, so that all kinds meet all forms and formats."""
    kinds = options.kinds
    order = draw_for("kinds", options.seed, number // len(kinds)).sample(kinds, len(kinds))
    start = number * faults % len(kinds)
    return [*(order[start:] + order[:start])[:faults]]


def _one(name: str, paper: Paper, format_: str, kinds: Sequence[str], folder: Path) -> Iterator[Record]:
    """The clean disclosure, then each fault in a copy of its own."""
    base: Record = {"disclosure": name, "form": paper.form, "format": format_, "level": paper.level}
    try:
        before, seconds = review_of(paper, format_, folder)
    except UnreadableFile as error:
        yield {**base, "what": "unreadable", "why": str(error)}
        return
    alarms = [{"rule": one.rule, "severity": one.severity, "says": one.says} for one in false_alarms(before)]
    coverage = [before.coverage.covered, before.coverage.printed]
    yield {**base, "what": "clean", "alarms": alarms, "coverage": coverage, "unread": len(before.disclosure.unread), "seconds": seconds}
    for kind in kinds:
        done = inject(paper, kind, draw_for(name, kind))
        if done is None:
            yield {**base, "what": "no place", "kind": kind}
            continue
        faulty, fault = done
        after, seconds = review_of(faulty, format_, folder)
        verdict = judge(fault, before, after)
        yield {
            **base,
            "what": "fault",
            **{field: getattr(fault, field) for field in fault.__slots__},
            **{field: getattr(verdict, field) for field in ("outcome", "rules", "severity", "new", "gone", "corrected")},
            "named": verdict.causes,
            "said": _said_of(before, after, fault),
            "seconds": seconds,
        }


def _said_of(before: Review, after: Review, fault: Fault) -> str:
    """What the review said of the figure before it was changed; "" for what is no figure."""
    if fault.where not in NUMBERS:
        return ""
    return said_of(before, changed_figures(before, after, fault.place.startswith("文/"), fault.right, fault.printed))


def review_of(paper: Paper, format_: str, folder: Path) -> tuple[Review, dict[str, float]]:
    """Write a paper, read it back and check it; the seconds each step took."""
    marks = [time.perf_counter()]
    files = write(paper, format_, folder, "disclosure")
    marks.append(time.perf_counter())
    documents = [read_document(file) for file in files]
    marks.append(time.perf_counter())
    found = recognise(documents)
    chosen = max(found, key=lambda one: len(one.tables) + len(one.statements))
    marks.append(time.perf_counter())
    review = check(chosen, rule_book())
    marks.append(time.perf_counter())
    steps = zip(("write", "read", "recognise", "check"), marks, marks[1:], strict=False)
    return review, {step: round(end - start, 4) for step, start, end in steps}


def _real(options: argparse.Namespace, known: set[str]) -> Iterator[Record]:
    for records in real_faults(options.seed, options.real, known):
        _keep(options.log, records)
        yield from records


def _keep(log: Path | None, records: Sequence[Record]) -> None:
    if log and records:
        with log.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


if __name__ == "__main__":
    raise SystemExit(main())
