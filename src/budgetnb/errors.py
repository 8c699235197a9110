"""Everything that can be wrong with what we were given to work with.

Bad *figures* are findings (values). A file, a rule book or a parameter that cannot be used is
one of these exceptions; callers pass the parts and the class builds the sentence in the
language that is in force (`texts.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from budgetnb.texts import text


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word most like `word`, or None when none is close."""
    found = get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return found[0] if found else None


class BudgetnbError(Exception):
    """Something we were given cannot be worked with; `str()` says where, what and what to do."""

    key = ""

    def __init__(self, **parts: object) -> None:
        self.parts = parts
        super().__init__(text(self.key, **parts))


class NotFilledIn(BudgetnbError):
    """A parameter without which nothing can begin: a notebook that was opened by hand and not filled in."""

    key = "error.not_filled_in"


class UnreadableFile(BudgetnbError):
    """A file that is missing, empty, broken, protected, too large or of no known format."""

    key = "error.unreadable_file"

    def __init__(self, file: str, why: str, **parts: object) -> None:
        """`why` is the last part of a key under `error.why` in the texts."""
        self.file = file
        self.why = text(f"error.why.{why}", **parts)
        super().__init__(file=file, why=self.why)


class NotABudget(BudgetnbError):
    """A file that was read but holds nothing a budget disclosure has."""

    key = "error.not_a_budget"

    def __init__(self, file: str) -> None:
        self.file = file
        self.why = text("error.why.not_a_budget")
        super().__init__(file=file)


class UnreadableAmount(BudgetnbError):
    """A printed text that is no amount although it stands where one must."""

    key = "error.unreadable_amount"

    def __init__(self, where: str, printed: str) -> None:
        super().__init__(where=where, printed=printed)


class WrongYaml(BudgetnbError):
    """A YAML file that is not written as we read it: syntax, a tag, an anchor, a key twice."""

    key = "error.wrong_yaml"

    def __init__(self, file: str, line: int, why: str, **parts: object) -> None:
        super().__init__(file=file, line=line, why=text(f"error.yaml.{why}", **parts))


class SeveralDisclosures(BudgetnbError):
    """Files that hold more than one disclosure were given where one was asked for."""

    key = "error.several_disclosures"

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names="、".join(names))


class NoSuchTable(BudgetnbError):
    """A table asked for that the disclosure does not have."""

    key = "frame.no_table"

    def __init__(self, name: str, tables: Collection[str]) -> None:
        near = nearest(name, tables)
        meant = text("frame.meant", word=near) if near else ""
        super().__init__(name=name, meant=meant, tables=text("frame.comma").join(tables) or text("frame.none"))


class MissingFont(BudgetnbError):
    """The Chinese font package is not installed."""

    key = "error.missing_font"


class WrongRule(BudgetnbError):
    """A rule book with mistakes in it; says all of one file, each with its line, rule, key and what is allowed."""

    key = "error.wrong_rules"

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(mistakes="\n".join(self.mistakes))


class WrongParams(BudgetnbError):
    """A params file with mistakes in it; says all of them, each with its line, key and what is allowed."""

    key = "param.wrong"

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(mistakes="\n".join(self.mistakes))


class WrongRegister(BudgetnbError):
    """A register with mistakes in it; says all of them, each with its line."""

    key = "register.wrong"

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(mistakes="\n".join(self.mistakes))


class WrongNotebook(BudgetnbError):
    """A notebook that cannot be run with the parameters given; says every reason."""

    key = "run.wrong_notebook"

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(mistakes="\n".join(self.mistakes))


class ReportFailed(BudgetnbError):
    """A report that could not be built; `folder` holds the half-run notebook and error.txt."""

    key = "run.failed"

    def __init__(self, name: str, why: str, folder: str) -> None:
        self.folder = folder
        self.why = why
        super().__init__(name=name, why=why, folder=folder)


class UnwritableFolder(BudgetnbError):
    """A folder that a report cannot be written to."""

    key = "run.unwritable"

    def __init__(self, folder: str, why: str) -> None:
        super().__init__(folder=folder, why=why)


class UnknownName(BudgetnbError):
    """A name that is none of a closed list: of a chart or of a measure (`what`)."""

    key = "error.unknown_name"

    def __init__(self, what: str, name: str, allowed: Iterable[str]) -> None:
        words = tuple(allowed)
        near = nearest(name, words)
        hint = text("error.did_you_mean", name=near) if near else ""
        super().__init__(what=text(f"error.name_of.{what}"), name=name, hint=hint, allowed=", ".join(words))


class WrongForm(BudgetnbError):
    """A form file with a key or a table that is missing or unknown."""

    key = "error.wrong_form"

    def __init__(self, file: str, line: int, word: str, allowed: Iterable[str]) -> None:
        super().__init__(file=file, line=line, word=word, allowed="、".join(allowed))
