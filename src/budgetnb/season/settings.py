"""`params/season/<year>.yaml`: what a bureau says once for all notices of a season: who writes, when, by when to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from budgetnb.errors import BudgetnbError, nearest
from budgetnb.texts import text
from budgetnb.yamls import Yaml, read_yaml

FOLDER = Path("params") / "season"
KINDS = ("审核意见", "整改通知")
"""What a notice may be: an opinion before publication, or a notice to correct what was published."""


class WrongSettings(BudgetnbError):
    """A file of season settings that says what we cannot use."""

    key = "season.wrong"

    def __init__(self, file: str, mistakes: list[str]) -> None:
        super().__init__(file=file, mistakes="\n".join(f"  {mistake}" for mistake in mistakes))


@dataclass(frozen=True, slots=True)
class Settings:
    """The office that signs, the number and date of its papers, the deadline, whom to ask; "" for what is left blank."""

    office: str = ""
    number: str = ""
    date: str = ""
    deadline: str = ""
    contact: str = ""
    kind: str = KINDS[0]


KEYS = tuple(field.name for field in fields(Settings))
DATES = ("date", "deadline")


def settings_path(project: Path, year: int | None) -> Path:
    """Where the settings of a season are kept."""
    return project / FOLDER / f"{year}.yaml"


def find_settings(project: Path, year: int | None) -> Settings:
    """The settings of a season, all blank where the project keeps none; WrongSettings says all that is wrong with them."""
    path = settings_path(project, year)
    if not path.is_file():
        return Settings()
    yaml = read_yaml(path)
    if mistakes := list(_mistakes(yaml)):
        raise WrongSettings(str(path), mistakes)
    said: dict[str, Any] = yaml.content or {}
    return Settings(**{key: value for key, value in said.items() if value})


def _mistakes(yaml: Yaml) -> Iterator[str]:
    said = yaml.content
    if said is None:
        return
    if not isinstance(said, dict):
        yield text("season.no_mapping")
        return
    for key, value in said.items():
        line = yaml.line(key)
        if key not in KEYS:
            near = nearest(key, KEYS)
            hint = text("param.near", word=near) if near else ""
            yield text("season.unknown_key", line=line, word=key, near=hint, allowed="、".join(KEYS))
        elif value and not isinstance(value, str):
            yield text("season.no_words", line=line, name=key)
        elif key == "kind" and value and value not in KINDS:
            yield text("season.kind", line=line, word=value, allowed="、".join(KINDS))
        elif key in DATES and value and not _is_date(value):
            yield text("season.date", line=line, word=value)


def _is_date(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", words))
