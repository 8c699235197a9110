"""Every sentence we say to people, by key, in Chinese and English (`texts/<topic>.yaml`).

Code never holds a sentence: it passes a key and the parts. The first word of a key names the
file; both languages stand side by side there. The language in force is Chinese until
`speak("en")`; it is a context variable, so two reports may be written side by side.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh", "en")
NAMES = frozenset(("table", "line", "column", "term", "whole", "extra", "scope", "level", "unit"))
"""Parts of a sentence called so are canonical names: in English they are said by the glossary (`names.py`)."""
AS_TYPED = ("rule",)
"""Topics whose names are words that somebody types in the form's own language: they are never translated."""
_language: ContextVar[str] = ContextVar("budgetnb_language", default="zh")


def language() -> str:
    """The language in force: "zh" or "en"."""
    return _language.get()


def speak(lang: str) -> None:
    """From here on, say everything in `lang` ("zh" or "en")."""
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _language.set(lang)


def text(key: str, **parts: object) -> str:
    """The sentence of `key` in the language in force, with its parts filled in.

    A key without a sentence is a bug of ours, so it raises KeyError.
    """
    topic = key.partition(".")[0]
    sentence = sentences(topic)[key][language()]
    return sentence.format(**parts if language() == LANGUAGES[0] or topic in AS_TYPED else _translated(parts))


def has_text(key: str) -> bool:
    """Whether `key` has a sentence."""
    return key in sentences(key.partition(".")[0])


def _translated(parts: dict[str, object]) -> dict[str, object]:
    from budgetnb.texts.names import measured, mid  # noqa: PLC0415  the glossary is made of sentences

    words = {name: part for name, part in parts.items() if isinstance(part, str)}
    return parts | {name: measured(mid(part) if name in NAMES else part) for name, part in words.items()}


@cache
def sentences(topic: str) -> dict[str, dict[str, str]]:
    """All sentences of one topic: full key -> language -> sentence."""
    import yaml  # noqa: PLC0415  loaded only when something is said: `--help` stays quick

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    source = (files(__name__) / f"{topic}.yaml").read_text(encoding="utf-8")
    return dict(_flat(topic, yaml.load(source, Loader=loader)))  # noqa: S506  makes only strings


def _flat(prefix: str, node: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    if set(node) == set(LANGUAGES):
        return [(prefix, node)]
    return [pair for key, child in node.items() for pair in _flat(f"{prefix}.{key}", child)]
