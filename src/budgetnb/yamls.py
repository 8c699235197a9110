"""YAML files that analysts write: every scalar is a string, every key knows its line.

`0310` stays "0310", `no` stays "no". Tags, anchors and keys given twice are refused, so that a
file means what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from budgetnb.errors import UnreadableFile, WrongYaml

Where = tuple[str | int, ...]
MOST_LEVELS = 50
"""How deeply a file may be nested: far more than we ever write, far less than what crashes the C parser."""


@dataclass(frozen=True, slots=True)
class Yaml:
    """A YAML file: its `content` (dicts, lists, strings, None for an empty value) and where each key stands."""

    file: str
    content: Any
    lines: dict[Where, int]

    def line(self, *where: str | int) -> int:
        """The line, from 1, of the key or entry reached by `where`, or of the nearest one above it."""
        for end in range(len(where), -1, -1):
            if where[:end] in self.lines:
                return self.lines[where[:end]]
        return 1


def read_yaml(path: Path) -> Yaml:
    """Read a YAML file of ours; WrongYaml or UnreadableFile says what is wrong and where."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFile(str(path), "missing") from None
    except IsADirectoryError:
        raise UnreadableFile(str(path), "folder") from None
    except PermissionError:
        raise UnreadableFile(str(path), "permission") from None
    except UnicodeDecodeError:
        raise UnreadableFile(str(path), "not_text") from None
    return parse_yaml(source, str(path))


def parse_yaml(source: str, file: str) -> Yaml:
    """Read YAML from a text; `file` is what messages call it."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        depth = 0
        for event in yaml.parse(source, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            _refuse(event, depth, file)
        node = yaml.compose(source, Loader=loader)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        raise WrongYaml(file, mark.line + 1 if mark else 1, "syntax", what=wrong.problem or "") from None
    except yaml.YAMLError as wrong:  # characters YAML does not allow
        raise WrongYaml(file, 1, "syntax", what=str(wrong).splitlines()[0]) from None
    if node is None:
        raise WrongYaml(file, 1, "empty")
    lines: dict[Where, int] = {}
    return Yaml(file, _content(node, (), lines, file), lines)


def to_yaml(content: dict[str, Any] | list[Any]) -> str:
    """A mapping or a list as an analyst would write it: keys in order, Chinese as Chinese, codes in quotes."""
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000))


def _refuse(event: Any, depth: int, file: str) -> None:
    line = event.start_mark.line + 1 if event.start_mark else 1
    if depth > MOST_LEVELS:
        raise WrongYaml(file, line, "deep", most=MOST_LEVELS)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise WrongYaml(file, line, "anchor")
    if getattr(event, "tag", None):
        raise WrongYaml(file, line, "tag", what=event.tag)


def _content(node: Any, where: Where, lines: dict[Where, int], file: str) -> Any:
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, where, lines, file))
    if isinstance(node, yaml.SequenceNode):
        return [_content(child, (*where, place), lines, file) for place, child in enumerate(node.value)]
    return node.value if node.value != "" or node.style else None


def _pairs(node: Any, where: Where, lines: dict[Where, int], file: str) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise WrongYaml(file, key.start_mark.line + 1, "key")
        if key.value in seen:
            raise WrongYaml(file, key.start_mark.line + 1, "duplicate", name=key.value)
        seen.add(key.value)
        lines[(*where, key.value)] = key.start_mark.line + 1
        yield key.value, _content(child, (*where, key.value), lines, file)
