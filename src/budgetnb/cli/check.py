"""`budgetnb check`: the findings and problems of some files, as text or as the JSON of the contract."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.characters import escaped
from budgetnb.cli.files import Refused, add_files, read_disclosures, say_refused, write, write_bytes
from budgetnb.errors import BudgetnbError
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.checking.findings import Review

FORMATS = ("text", "json", "html", "xlsx")
FAIL_ON = ("never", "error", "warning", "hint")


class NoOutput(BudgetnbError):
    """A workbook was asked for and no file to write it to."""

    key = "cli.check.no_output"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_files(parser)
    parser.add_argument("--prior", nargs="+", type=Path, default=[], metavar=text("cli.file"), help=text("cli.check.prior"))
    parser.add_argument("--format", choices=FORMATS, default="text", metavar="|".join(FORMATS), help=text("cli.check.format"))
    parser.add_argument("-o", "--output", type=Path, metavar=text("cli.file"), help=text("cli.output"))
    parser.add_argument("--fail-on", choices=FAIL_ON, default="error", metavar="|".join(FAIL_ON), help=text("cli.check.fail_on"))
    parser.add_argument("--rules", type=Path, action="append", default=[], metavar=text("cli.file"), help=text("cli.check.rules"))
    parser.add_argument("--all", action="store_true", help=text("cli.check.all"))


def run(args: Namespace) -> int:
    """Check the files; 1 when a problem is at or above --fail-on, 2 when nothing could be read."""
    from budgetnb.checking.books import rule_book
    from budgetnb.checking.check import check
    from budgetnb.checking.observing import Beside
    from budgetnb.deciding import decided
    from budgetnb.project import local_files, project_folder
    from budgetnb.season.family import families
    from budgetnb.season.reading import find_register
    from budgetnb.season.years import befores

    project = project_folder(Path.cwd())
    book = rule_book(local_files(project, "rules"), tuple(args.rules))
    disclosures, refused = read_disclosures(args.files)
    earlier, also_refused = read_disclosures(args.prior) if args.prior else ((), ())
    refused = (*refused, *also_refused)
    register = find_register(project)
    beside = zip(disclosures, families(disclosures, register), befores(disclosures, earlier, register), strict=True)
    reviews = [decided(check(one, book, Beside(own, register, prior)), project) for one, own, prior in beside]
    if args.format == "xlsx" and args.output is None:
        raise NoOutput()
    if reviews or args.format == "json":
        _put(args, reviews, refused)
    say_refused(refused)
    if not reviews:
        return 2
    grave = FAIL_ON[1 : FAIL_ON.index(args.fail_on) + 1]
    return int(any(review.problems_of(severity) for review in reviews for severity in grave))


def _put(args: Namespace, reviews: Sequence[Review], refused: Sequence[Refused]) -> None:
    """Write the reviews in the format asked for."""
    if args.format == "xlsx":
        for review, path in zip(reviews, _paths(args.output, len(reviews)), strict=True):
            write_bytes(_workpaper(review), path)
    elif args.format == "html":
        from budgetnb.cli.pages import review_page

        write(review_page(reviews), args.output)
    else:
        say = _as_json if args.format == "json" else _as_text
        write(say(reviews, refused, args.all), args.output)


def _paths(output: Path, count: int) -> list[Path]:
    """A file for each review: the one named, then the same with a number."""
    return [output if place == 1 else output.with_stem(f"{output.stem}-{place}") for place in range(1, count + 1)]


def _workpaper(review: Review) -> bytes:
    from budgetnb.showing.workpaper import workpaper

    return workpaper(review)


def _as_json(reviews: Sequence[Review], refused: Sequence[Refused], everything: bool) -> str:
    from budgetnb.checking.jsons import review_object

    found = review_object(reviews, [(wrong.file, wrong.why) for wrong in refused], everything)
    return escaped(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"


def _as_text(reviews: Sequence[Review], refused: Sequence[Refused], everything: bool) -> str:
    from budgetnb.cli.reviews import review_lines

    return "\n\n".join("\n".join(review_lines(review, everything)) for review in reviews) + "\n"
