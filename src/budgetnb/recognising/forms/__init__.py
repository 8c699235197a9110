"""Forms: which tables and sections one province's template has, and how it titles them (`*.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from budgetnb.errors import WrongForm
from budgetnb.figures import Table
from budgetnb.recognising.vocabulary import words
from budgetnb.recognising.words import label
from budgetnb.yamls import Yaml, parse_yaml, read_yaml

_LEAST_ALIKE = 0.6
_KEYS = ("form", "name", "tables", "sections")


@dataclass(frozen=True, slots=True)
class Form:
    """One template: canonical tables in its order with their printed titles, and its sections."""

    id: str
    name: str
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    sections: tuple[str, ...]
    unlisted: tuple[str, ...] = ()


@cache
def _shipped() -> tuple[Form, ...]:
    """The forms that ship with the package."""
    shipped = sorted((file for file in files(__name__).iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(_form(parse_yaml(file.read_text(encoding="utf-8"), file.name)) for file in shipped)


def form_of(tables: Sequence[Table], more: tuple[Path, ...] = ()) -> Form | None:
    """The form whose titles most of these tables bear, of `more` files first, which are read anew each time; None when none fits."""
    titles = {title_words(table.title) for table in tables}
    for some in (tuple(_form(read_yaml(path)) for path in more), _shipped()):
        found = max((form for form in some if _alike(form, titles) >= _LEAST_ALIKE), key=lambda form: _alike(form, titles), default=None)
        if found:
            return found
    return None


def title_words(title: str) -> str:
    """A title without year, number and blanks.

    >>> title_words("预算 03 表 2024 年部门支出预算表")
    '部门支出预算表'
    """
    return re.sub(r"^(预算|公开)?\d*表[:：]?|20\d{2}年度?|^附[件表]\d*[:：]?", "", label(title))


def _alike(form: Form, titles: set[str]) -> float:
    met = sum(any(title in titles for title in printed) for _, printed in form.tables)
    return met / max(len(form.tables), len(titles))


def _form(yaml: Yaml) -> Form:
    """A form as written; WrongForm says which key is missing or unknown."""
    content = yaml.content if isinstance(yaml.content, dict) else {}
    for key in (*_KEYS, *content):
        if key not in content or key not in (*_KEYS, "unlisted"):
            raise WrongForm(yaml.file, yaml.line(key), key, (*_KEYS, "unlisted"))
    for place, entry in enumerate(content["tables"]):
        table = entry.get("table") if isinstance(entry, dict) else None
        if table not in words().tables:
            raise WrongForm(yaml.file, yaml.line("tables", place), str(table), words().tables)
    tables = tuple((entry["table"], tuple(label(title) for title in entry["titles"])) for entry in content["tables"])
    return Form(content["form"], content["name"], tables, tuple(content["sections"]), tuple(content.get("unlisted") or ()))
