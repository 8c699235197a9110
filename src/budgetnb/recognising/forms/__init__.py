"""Forms: which tables and sections one province's template has, and how it titles them (`*.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from budgetnb.figures import Table
from budgetnb.recognising.words import label
from budgetnb.yamls import parse_yaml

_LEAST_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Form:
    """One template: canonical tables in its order with their printed titles, and its sections."""

    id: str
    name: str
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    sections: tuple[str, ...]
    unlisted: tuple[str, ...] = ()


@cache
def forms() -> tuple[Form, ...]:
    """The forms that ship with the package."""
    found = sorted((file for file in files(__name__).iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(_form(parse_yaml(file.read_text(encoding="utf-8"), file.name).content) for file in found)


def form_of(tables: Sequence[Table]) -> Form | None:
    """The form whose titles most of these tables bear, None when no form fits well enough."""
    titles = {title_words(table.title) for table in tables}
    return max((form for form in forms() if _alike(form, titles) >= _LEAST_ALIKE), key=lambda form: _alike(form, titles), default=None)


def title_words(title: str) -> str:
    """A title without year, number and blanks.

    >>> title_words("预算 03 表 2024 年部门支出预算表")
    '部门支出预算表'
    """
    return re.sub(r"^(预算|公开)?\d*表[:：]?|20\d{2}年度?|^附[件表]\d*[:：]?", "", label(title))


def _alike(form: Form, titles: set[str]) -> float:
    met = sum(any(title in titles for title in printed) for _, printed in form.tables)
    return met / max(len(form.tables), len(titles))


def _form(content: dict[str, object]) -> Form:
    tables = tuple((entry["table"], tuple(label(title) for title in entry["titles"])) for entry in content["tables"])  # type: ignore[attr-defined]
    return Form(str(content["form"]), str(content["name"]), tables, tuple(content["sections"]), tuple(content.get("unlisted") or ()))  # type: ignore[arg-type]
