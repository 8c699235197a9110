"""Small questions to the XML of a Word file; elements are known by their local names, whichever standard wrote them."""

from __future__ import annotations

from typing import Any


def local(element: Any) -> str:
    """The name of an element without its namespace, "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find(element: Any, name: str) -> Any:
    """The first child of a name, None when there is none."""
    return next((child for child in element if local(child) == name), None) if element is not None else None


def value(element: Any) -> str:
    """What a setting is set to, "" when it is missing."""
    if element is None:
        return ""
    return next((text for name, text in element.items() if name.rpartition("}")[2] == "val"), "")


def is_on(element: Any) -> bool:
    """Whether a setting that can be on or off is on."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def whole(text: str) -> int | None:
    """A number that a setting may have, None when it is none."""
    return int(text) if text.isdecimal() and len(text) < 6 else None
