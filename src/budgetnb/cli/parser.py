"""argparse that speaks both languages and suggests the nearest valid word."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from textwrap import indent
from typing import Any, NoReturn

from budgetnb import __version__
from budgetnb.errors import BudgetnbError, nearest
from budgetnb.texts import LANGUAGES, language, sentences, text


class WrongUsage(BudgetnbError):
    """A command line that no command understands."""

    key = "cli.usage.wrong"

    def __init__(self, command: str, why: str) -> None:
        super().__init__(command=command, why=why)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose complaints are WrongUsage, in the language in force."""

    def __init__(self, prog: str, **options: Any) -> None:
        with _own_words():
            super().__init__(prog, formatter_class=argparse.RawTextHelpFormatter, allow_abbrev=False, **options)
        self.add_argument("--lang", choices=LANGUAGES, metavar="zh|en", help=text("cli.lang"))

    def parse(self, argv: Sequence[str]) -> argparse.Namespace:
        """The arguments in `argv`; options and files may stand in any order."""
        with _own_words():
            # argparse would cut the letters of the English "usage: " off its own usage line
            self.usage = self.format_usage().removeprefix(text("cli.argparse.usage")).strip().replace("%", "%%")
            args, unknown = self.parse_known_intermixed_args(list(argv))
        if unknown:
            options = [option for action in self._actions for option in action.option_strings]
            raise WrongUsage(self.prog, text("cli.usage.unknown", word=unknown[0], near=_near(unknown[0], options)))
        return args

    def format_help(self) -> str:
        """All it says of itself, in the language in force."""
        with _own_words():
            return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise WrongUsage(self.prog, message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            words = [str(choice) for choice in action.choices]
            allowed = text("cli.usage.comma").join(words)
            raise argparse.ArgumentError(action, text("cli.usage.choice", word=value, near=_near(str(value), words), allowed=allowed))


def top_parser(commands: Sequence[str]) -> Parser:
    """What answers `budgetnb --help` and `budgetnb --version`, and a command that does not exist."""
    listing = "\n".join(f"  {name:<8}  {text(f'cli.{name}.brief')}" for name in commands)
    parser = Parser("budgetnb", description=text("cli.about"), epilog=text("cli.commands", listing=listing))
    parser.add_argument("--version", action="version", version=f"budgetnb {__version__}", help=text("cli.version"))
    parser.add_argument("command", choices=commands, metavar=text("cli.command"), help=text("cli.command_help"))
    return parser


def command_parser(name: str) -> Parser:
    """A parser for one command, which still has to declare its arguments."""
    examples = text("cli.examples", examples=indent(text(f"cli.{name}.examples"), "  "))
    return Parser(f"budgetnb {name}", description=text(f"cli.{name}.about"), epilog=examples)


def language_of(argv: Sequence[str]) -> str:
    """The language asked for by --lang, known before anything is parsed so that --help speaks it too."""
    asked = "zh"
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == "--lang":
            asked = "".join(argv[place + 1 : place + 2])
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked if asked in LANGUAGES else "zh"


def split_command(argv: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """The first word that is no option (nor the value of --lang), and the words without it."""
    for place, word in enumerate(argv):
        if not word.startswith("-") and (place == 0 or argv[place - 1] != "--lang"):
            return word, (*argv[:place], *argv[place + 1 :])
    return None, tuple(argv)


def _near(word: str, allowed: Iterable[str]) -> str:
    near = nearest(word.partition("=")[0], allowed)
    return text("cli.usage.near", word=near) if near else ""


@contextmanager
def _own_words() -> Iterator[None]:
    """Let argparse look its own words up in our texts: it has no other way to be told a language."""
    said = {sentence["en"]: sentence[language()] for key, sentence in sentences("cli").items() if key.startswith("cli.argparse.")}
    module: Any = argparse
    theirs = module._, module.ngettext
    module._ = lambda message: said.get(message, message)
    module.ngettext = lambda one, many, count: said.get(one if count == 1 else many, many)
    try:
        yield
    finally:
        module._, module.ngettext = theirs
