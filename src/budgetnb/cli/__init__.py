"""The command line: parse, one call into the library, print, exit code.

Each command is a module of its name with `add(parser)`, which declares its arguments, and
`run(args) -> int`, which does the work and imports what it needs only then. What it says of
itself stands in `texts/cli.yaml` under its name: brief, about, examples.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from importlib import import_module
from typing import Protocol, cast

from budgetnb.cli.parser import command_parser, language_of, split_command, top_parser
from budgetnb.cli.printing import safely_printed
from budgetnb.errors import BudgetnbError
from budgetnb.texts import LANGUAGES, speak, text

COMMANDS = ("new", "read", "check", "compare", "report", "plan", "batch", "open", "decide", "verify", "rules", "params", "doctor")
"""The commands there are, in the order of `budgetnb --help`."""

WRONG, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


class Command(Protocol):
    """What a module of a command offers."""

    def add(self, parser: object) -> None:
        """Declare the arguments."""

    def run(self, args: object) -> int:
        """Do the work; the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code.

    0 done, 1 findings at or above --fail-on, 2 wrong usage or no readable input, 3 some reports
    could not be built, 130 interrupted. The language chosen, and what kernels are told through the
    environment, hold for this call only.
    """
    before = dict(os.environ)
    try:
        with safely_printed():
            return copy_context().run(_main, tuple(sys.argv[1:] if argv is None else argv))
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def command(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"budgetnb.cli.{name}"))


def _main(argv: tuple[str, ...]) -> int:
    speak(language_of(argv))
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except BudgetnbError as wrong:
        print(wrong, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print(text("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader (`| head`) has enough
        _give_up_output()
        return PIPE_CLOSED
    except OSError as wrong:
        if wrong.errno is None:
            raise
        _give_up_output()
        print(text("cli.system", what=": ".join(filter(None, (wrong.filename, wrong.strerror)))), file=sys.stderr)
        return WRONG


def _give_up_output() -> None:
    """Write no more where nothing can be written: Python would complain again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: tuple[str, ...]) -> int:
    name, words = split_command(argv)
    if name is None and set(argv) <= {"--lang", *LANGUAGES}:
        print(top_parser(COMMANDS).format_help(), file=sys.stderr)
        return WRONG
    if name is None or name not in COMMANDS:
        top_parser(COMMANDS).parse(argv)  # help, version, or what is wrong
        return 0
    parser = command_parser(name)
    command(name).add(parser)
    return command(name).run(parser.parse(words))
