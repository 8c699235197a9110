"""`budgetnb read`: every figure of some files with its place, as text or JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetnb.cli.files import Refused, add_files, read_disclosures, say_refused, write
from budgetnb.texts import text

if TYPE_CHECKING:
    from budgetnb.figures import Disclosure


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_files(parser)
    parser.add_argument("--json", action="store_true", help=text("cli.read.json"))
    parser.add_argument("-o", "--output", type=Path, metavar=text("cli.file"), help=text("cli.output"))


def run(args: Namespace) -> int:
    """Read the files; 2 when nothing could be read."""
    disclosures, refused = read_disclosures(args.files)
    if disclosures or args.json:
        write(_as_json(disclosures, refused) if args.json else _as_text(disclosures), args.output)
    say_refused(refused)
    return 0 if disclosures else 2


def _as_text(disclosures: Sequence[Disclosure]) -> str:
    from budgetnb.cli.disclosures import disclosure_lines

    return "\n\n".join("\n".join(disclosure_lines(disclosure)) for disclosure in disclosures) + "\n"


def _as_json(disclosures: Sequence[Disclosure], refused: Sequence[Refused]) -> str:
    read = {
        "schema": "budgetnb.figures/1",
        "refused": [{"file": wrong.file, "why": wrong.why} for wrong in refused],
        "disclosures": [_disclosure(disclosure) for disclosure in disclosures],
    }
    return json.dumps(read, ensure_ascii=False, indent=2) + "\n"


def _disclosure(disclosure: Disclosure) -> dict[str, Any]:
    from budgetnb.checking.jsons import disclosure_json, place_json, plain

    figures = [
        {"key": figure.key, "printed": figure.printed, "value": plain(figure.value), "unit": figure.unit, "place": place_json(figure.place)}
        for figure in disclosure.figures()
    ]
    return {"disclosure": disclosure_json(disclosure), "figures": figures}
