"""`budgetnb params`: what a params file may say."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from budgetnb.cli.files import write
from budgetnb.texts import text


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--schema", action="store_true", help=text("cli.params.schema"))


def run(args: Namespace) -> int:
    """Print the keys as a table, or the schema."""
    from budgetnb.running.params import params_markdown, params_schema

    write(json.dumps(params_schema(), ensure_ascii=False, indent=2) + "\n" if args.schema else params_markdown(), None)
    return 0
