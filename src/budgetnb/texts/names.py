"""Canonical names of tables, lines, columns, terms and accounts, as papers write them in the language in force.

The glossary is `word.yaml`, for accounts `account.yaml`, for what rules rest on `basis.yaml`. A name
that is in none of them, such as that of an organisation or a project, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from budgetnb.texts import LANGUAGES, has_text, language, text

_PATH = re.compile(r"([^（）]+)[（(][类款项][）)]")
"""One account of a path: 一般公共服务支出（类）财政事务（款）行政运行（项）."""
_TOPICS = ("word", "account", "basis", "chart.units")
_MONEY = re.compile(r"(-?[\d,]+(?:\.\d+)?) ?(元|千元|万元|百万元|亿元|平方米|人次|辆|台|套|人|个|家|次)")


def in_words(name: str) -> str:
    """A canonical name as papers write it; in English a path of accounts has its accounts one after the other.

    >>> in_words("三公经费"), in_words("洛阳市西工区")
    ('“三公”经费', '洛阳市西工区')
    """
    name = name.split("#", maxsplit=1)[0]
    known = glossed(name)
    if known is None and language() != LANGUAGES[0] and (path := _PATH.findall(name)) and not _PATH.sub("", name):
        return text("word.path").join(in_words(part) for part in path)
    whose, _, own = name.rpartition(" ")
    if known is None and whose and (own_words := glossed(own)) is not None:  # a unit's name before its table
        return f"{whose} {own_words}"
    return known if known is not None else name


def glossed(name: str) -> str | None:
    """What the glossary has for a name, None when it has nothing."""
    name = name.replace("(", "（").replace(")", "）")
    return next((text(f"{topic}.{name}") for topic in _TOPICS if has_text(f"{topic}.{name}")), None)


def mid(name: str) -> str:
    """A canonical name inside a sentence: in English it begins with a small letter."""
    said = in_words(name)
    if " / " in said:
        return said  # a path of accounts: the names keep their capitals
    return said[:1].lower() + said[1:] if language() != LANGUAGES[0] and said[1:2].islower() else said


def measured(printed: str) -> str:
    """Amounts of money and counts as they are printed, said in English; anything else stays.

    >>> measured("185.55万元")
    '185.55万元'
    """
    amounts = [_MONEY.fullmatch(one) for one in printed.split(" / ")]
    if language() == LANGUAGES[0] or not all(amounts):
        return printed
    kinds = [(amount, "money" if amount[2].endswith("元") else "count") for amount in amounts if amount]
    return " / ".join(text(f"prose.{kind}.{amount[2]}", value=amount[1]) for amount, kind in kinds)


def spoken(name: str) -> str:
    """A canonical name inside a sentence on a document: as the document has it, in English by the glossary."""
    return name if language() == LANGUAGES[0] else mid(name)


def listed(names: Iterable[str]) -> str:
    """Names one after the other, each once."""
    return text("word.and").join(dict.fromkeys(spoken(name) for name in names))
