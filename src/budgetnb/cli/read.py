"""`budgetnb read`: every figure of some files with its place, as text, JSON, a page, a workbook or parquet."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetnb.characters import escaped
from budgetnb.cli.files import Refused, add_files, read_disclosures, say_refused, write, write_bytes
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.figures import Disclosure


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_files(parser)
    parser.add_argument("--json", action="store_true", help=text("cli.read.json"))
    parser.add_argument("-o", "--output", type=Path, metavar=text("cli.file"), help=text("cli.output"))
    for view in ("html", "xlsx", "parquet"):
        parser.add_argument(f"--{view}", type=Path, metavar=text("cli.file"), help=text(f"cli.read.{view}"))


def run(args: Namespace) -> int:
    """Read the files; 2 when nothing could be read."""
    disclosures, refused = read_disclosures(args.files)
    if disclosures:
        _write_views(args, disclosures)
    if args.json:
        write(_as_json(disclosures, refused), args.output)
    elif disclosures and (args.output or not (args.html or args.xlsx or args.parquet)):
        write(_as_text(disclosures), args.output)
    say_refused(refused)
    return 0 if disclosures else 2


def _write_views(args: Namespace, disclosures: Sequence[Disclosure]) -> None:
    """Write the files that were asked for; each brings its own libraries only then."""
    if args.html:
        from budgetnb.showing.reading_views.page import figures_page

        write(figures_page(disclosures), args.html)
    if args.xlsx:
        from budgetnb.showing.reading_views.workbook import figures_workbook

        write_bytes(figures_workbook(disclosures), args.xlsx)
    if args.parquet:
        from budgetnb.showing.reading_views.parquet import figures_parquet

        write_bytes(figures_parquet(disclosures), args.parquet)


def _as_text(disclosures: Sequence[Disclosure]) -> str:
    from budgetnb.cli.disclosures import disclosure_lines

    return "\n\n".join("\n".join(disclosure_lines(disclosure)) for disclosure in disclosures) + "\n"


def _as_json(disclosures: Sequence[Disclosure], refused: Sequence[Refused]) -> str:
    from budgetnb.showing.reading_views.objects import figures_object

    found = figures_object(disclosures, [(wrong.file, wrong.why) for wrong in refused])
    return escaped(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"
