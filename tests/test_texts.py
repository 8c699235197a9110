"""Every sentence stands in both languages, with the same parts, and every key the code uses has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from budgetnb.checking.books import rule_book
from budgetnb.texts import LANGUAGES, has_text, language, sentences, speak, text
from budgetnb.texts.names import glossed
from budgetnb.yamls import parse_yaml

ROOT = Path(__file__).parents[1]
TOPICS = sorted(path.name.removesuffix(".yaml") for path in files("budgetnb.texts").iterdir() if path.name.endswith(".yaml"))
SOURCES = sorted((ROOT / "src" / "budgetnb").rglob("*.py"))


def test_the_language_is_chinese_until_another_is_asked_for():
    assert language() == "zh"
    speak("en")
    assert text("error.why.empty") == "the file is empty."


def test_a_language_we_do_not_speak_is_a_bug():
    with pytest.raises(ValueError, match="fr"):
        speak("fr")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_sentence_stands_in_both_languages_with_the_same_parts(topic: str):
    for key, sentence in sentences(topic).items():
        assert set(sentence) == set(LANGUAGES), key
        assert all(said is not None for said in sentence.values()), key
        parts = {lang: _parts(said) for lang, said in sentence.items()}
        assert parts["zh"] == parts["en"], f"{key}: {parts}"


@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_in_a_topic_is_lost_because_it_is_no_sentence(topic: str):
    source = (files("budgetnb.texts") / f"{topic}.yaml").read_text(encoding="utf-8")
    leaves = list(_leaves(parse_yaml(source, topic).content))
    assert len(leaves) == len(LANGUAGES) * len(sentences(topic))


def test_every_key_the_code_uses_has_a_sentence():
    used = [(path, key, whole) for path in SOURCES for key, whole in _keys(path)]
    missing = [
        f"{path.name}: {key}"
        for path, key, whole in used
        if key.partition(".")[0] not in TOPICS or not (has_text(key) if whole else _has_any(key))
    ]
    assert not missing


def _parts(sentence: str) -> set[str]:
    percent = set(re.findall(r"%\(\w+\)\w|%[srd]", sentence))
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None} | percent


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for child in node.values():
            yield from _leaves(child)
    else:
        yield str(node)


def _keys(path: Path) -> Iterator[tuple[str, bool]]:
    """Keys given to text() and has_text(): whole ones, and the beginnings of those put together."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("text", "has_text") and node.args:
            key = node.args[0]
            if isinstance(key, ast.Constant):
                yield key.value, True
            elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                yield key.values[0].value, False


def _has_any(beginning: str) -> bool:
    return any(key.startswith(beginning) for key in sentences(beginning.partition(".")[0]))


def test_what_a_rule_rests_on_and_what_its_book_is_called_are_said_in_english_too():
    book = rule_book()
    speak("en")
    names = {*(rule.basis for rule in book.rules), *book.names}
    assert {name for name in names if glossed(name) is None} == set()
