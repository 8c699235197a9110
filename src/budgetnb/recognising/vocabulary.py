"""`tables.yaml` as a value: the canonical tables, their columns and lines, and the words they are printed with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from budgetnb.recognising.words import label, plain
from budgetnb.yamls import parse_yaml

OPEN = "*"
"""In a tree of lines: lines that are known by their code, not by their name."""


@dataclass(frozen=True, slots=True)
class Node:
    """A canonical column or line: its path in the tree and what lies below it.

    `address` is its name, with the ancestor that tells it apart where the name stands twice
    (`本年收入合计.一般公共预算`). `parts` are the addresses below that add up to it; of-which names
    (其中…) are never among them.
    """

    path: tuple[str, ...]
    address: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableWords:
    """A canonical table: title words, tree of columns, trees of lines by side."""

    name: str
    titles: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    columns: tuple[Node, ...]
    lines: Mapping[str, tuple[Node, ...]]
    open: str

    @property
    def sided(self) -> bool:
        """Whether it sets revenue and expenditure side by side."""
        return "收入" in self.lines


@dataclass(frozen=True, slots=True)
class Words:
    """All canonical tables and the printed words of their names and text columns."""

    tables: Mapping[str, TableWords]
    names: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]

    def names_of(self, printed: str) -> tuple[str, ...]:
        """The canonical names that a printed word may mean."""
        return self.names.get(label(printed), ())

    def text_column(self, printed: str) -> str:
        """The kind of text column a head names, "" when it names none."""
        return self.texts.get(label(printed), "")

    def table_of(self, title: str) -> str | None:
        """The canonical table a title names, None when it names none."""
        words = plain(title)
        for table in self.tables.values():
            if any(all(word in words for word in must) and not any(word in words for word in barred) for must, barred in table.titles):
                return table.name
        return None


@cache
def words() -> Words:
    """The vocabulary that ships with the package."""
    content = parse_yaml((files("budgetnb.recognising") / "tables.yaml").read_text(encoding="utf-8"), "tables.yaml").content
    tables = {name: _table(name, entry) for name, entry in content["tables"].items()}
    names: dict[str, tuple[str, ...]] = {}
    canonical = {part for table in tables.values() for node in _nodes(table) for part in node.path}
    for name in [*content["words"], *sorted(canonical - set(content["words"]))]:
        for word in (name, *(content["words"].get(name) or ())):
            names[label(word)] = (*names.get(label(word), ()), name)
    texts = {label(word): kind for kind, printed in content["texts"].items() for word in (kind, *(printed or ()))}
    return Words(tables, names, texts)


def _nodes(table: TableWords) -> Iterator[Node]:
    yield from table.columns
    for nodes in table.lines.values():
        yield from nodes


def _table(name: str, entry: Mapping[str, Any]) -> TableWords:
    lines = {side: _tree(tree or {}) for side, tree in entry["lines"].items()}
    return TableWords(name, tuple(_title(title) for title in entry["title"]), _tree(entry["columns"]), lines, _open(entry["lines"]) or "")


def _title(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parts = words.split()
    return tuple(part for part in parts if not part.startswith("-")), tuple(part[1:] for part in parts if part.startswith("-"))


def _tree(tree: Mapping[str, Any]) -> tuple[Node, ...]:
    paths = tuple(_paths(tree, ()))
    address = {path: _address(path, paths) for path in paths}
    return tuple(
        Node(path, address[path], tuple(address[part] for part in paths if part[:-1] == path and not part[-1].startswith("其中")))
        for path in paths
    )


def _paths(tree: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, below in tree.items():
        if name and name != OPEN:
            yield (*above, name)
        if isinstance(below, Mapping):
            yield from _paths(below, (*above, name) if name else above)


def _address(path: tuple[str, ...], paths: tuple[tuple[str, ...], ...]) -> str:
    """The last name, after the first ancestor that its namesakes do not stand under."""
    namesakes = [other for other in paths if other[-1] == path[-1] and other != path]
    if not namesakes:
        return path[-1]
    apart = next(name for name in path[:-1] if all(name not in other for other in namesakes))
    return f"{apart}.{path[-1]}"


def _open(tree: Any) -> str | None:
    if not isinstance(tree, Mapping):
        return None
    return tree.get(OPEN) or next((found for below in tree.values() if (found := _open(below))), None)
