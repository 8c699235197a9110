"""`budgetnb plan`: what a batch would build, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from budgetnb.cli.planning import add_choice
from budgetnb.texts import text


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_choice(parser)
    parser.add_argument("--all", action="store_true", help=text("cli.plan.all"))


def run(args: Namespace) -> int:
    """Print a line for each report that would be built."""
    from budgetnb.cli.asking import FORMATS
    from budgetnb.cli.planning import planned, why

    found = planned(args, FORMATS)
    for one in found:
        if one.reasons or args.all:
            print(text("plan.line", name=one.asked.params.name, why=why(one.reasons)))
    build = sum(1 for one in found if one.reasons)
    print(text("plan.summary", count=len(found), build=build, same=len(found) - build))
    return 0
