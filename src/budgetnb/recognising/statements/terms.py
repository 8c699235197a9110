"""`terms.yaml` as a value: the scopes of sections and the terms that sentences state numbers of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from budgetnb.recognising.statements.tokens import family
from budgetnb.yamls import Yaml, parse_yaml, read_yaml

Combination = tuple[tuple[str, ...], tuple[str, ...]]
"""Words that must all stand in a text, and words that must not."""

_BOTH = re.compile(r"收(?:入)?[、和及与]支(?:出)?|收入支出")
_ASIDE = re.compile(r"\([^()\d]{0,8}\)|[“”\"'‘’「」]")
_OPEN_ENDED = re.compile(
    r"(?:[年度初末底的各有含于和及与、，:是为]|(?<!公)共|以上|以下|其中|安排|拟|核定|[现实][有际]|内?设|下设|设有|下属|列支|涉及|实行|预计|计划|编报|年度内?|财政|预算|拨款|基金|资金|经营"
    r"|[局院厅委办室处部会所队站校馆署社团府科系庭区县市省镇乡村库园场心道]|中心|单位|部门|本级|机关|系统|单位价值|价值|学院|大学|医院|公司|本年|当年|今年)$"
)
_NOT_OF = re.compile(r"(?:其他|其它|非|除|新增|未|不含|扣除|上年|去年|减少|增加)$")
_KIND = re.compile(r"(?:预算|拨款|基金|经营|资金|基本|项目|财政|经费|费|采购)$")
_LONG = 6


@dataclass(frozen=True, slots=True)
class Term:
    """What sentences state numbers of; `units` are the families it is counted in."""

    name: str
    units: frozenset[str]
    overall: bool
    sides: tuple[str, ...]
    kin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a section is about, by the words of its title."""

    name: str
    titles: tuple[Combination, ...]
    term: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The whole vocabulary: read once, used for every sentence."""

    scopes: tuple[Scope, ...]
    terms: Mapping[str, Term]
    ends: Mapping[str, tuple[tuple[str, str], ...]]
    """Printed words -> (term, scope it holds in or "")."""
    combinations: tuple[tuple[Combination, str], ...]
    afters: tuple[tuple[str, str], ...]
    nones: tuple[tuple[str, str], ...]
    classes: Mapping[str, str]
    change: Mapping[str, tuple[str, ...]]
    longest: int
    last: frozenset[str]
    """The last characters of all printed words."""

    def scope_of(self, title: str) -> str:
        """The scope a title names by its words, "" when it names none."""
        words = bare(title)
        return next((scope.name for scope in self.scopes if any(_holds(words, title) for title in scope.titles)), "")

    def term_of(self, scope: str) -> str:
        """The term a sentence of this scope speaks of when it names none."""
        return next((found.term for found in self.scopes if found.name == scope), "")

    def ending(self, words: str, scope: str, kind: str) -> tuple[str, int] | None:
        """The term that bare words end with, counted in `kind` ("" for any), and where its words begin."""
        for combination, name in self.combinations:
            if combination[0][0] in words and _holds(words, combination) and self._fits(name, kind):
                return name, 0
        if words[-1:] not in self.last:
            return None
        for size in range(min(self.longest, len(words)), 1, -1):
            for name, within in self.ends.get(words[-size:], ()):
                if within in ("", scope) and self._fits(name, kind) and _separate(words[:-size], size, self.terms[name].overall):
                    return name, len(words) - size
        return None

    def beginning(self, words: str, scope: str, kind: str) -> str:
        """The term that the words after a number name ("5 个科室"), "" when they name none."""
        del scope
        return next((name for start, name in self.afters if words.startswith(start) and self._fits(name, kind)), "")

    def kin(self, name: str, kind: str) -> str:
        """The term of the same matter that is counted in `kind`, "" when there is none."""
        return next((other for other in self.terms[name].kin if kind in self.terms[other].units), "") if name in self.terms else ""

    def sides(self, name: str) -> tuple[str, ...]:
        """The two terms that a term of both sides stands for."""
        return self.terms[name].sides if name in self.terms else ()

    def nil(self, words: str) -> str:
        """The term that is said not to exist, "" when none is."""
        found = [(words.find(word), -len(word), name) for word, name in self.nones if word in words]
        return min(found)[2] if found else ""

    def class_of(self, words: str) -> tuple[str, int] | None:
        """The functional class that words end with, and where its printed name begins."""
        if words[-1:] not in self.last:
            return None
        for size in range(min(self.longest, len(words)), 2, -1):
            if words[-size:] in self.classes and _separate(words[:-size], size):
                return self.classes[words[-size:]], len(words) - size
        return None

    def _fits(self, name: str, kind: str) -> bool:
        return kind in ("", "%") or kind in self.terms[name].units


@cache
def terms(*more: Path) -> Terms:
    """The vocabulary that ships with the package, with the local additions of the files `more`.

    Such a file has the same shape; what it says comes first. WrongYaml and UnreadableFile say what is wrong with it.
    """
    shipped = parse_yaml((files("budgetnb.recognising") / "terms.yaml").read_text(encoding="utf-8"), "terms.yaml")
    return _terms([*(read_yaml(path) for path in more), shipped])


def bare(printed: str) -> str:
    """Words without quotation marks and short brackets, 收、支 and 收入支出 as 收支.

    >>> bare("“三公”经费"), bare("因公出国(境)费"), bare("收入、支出预算总计")
    ('三公经费', '因公出国费', '收支预算总计')
    """
    return _BOTH.sub("收支", _ASIDE.sub("", re.sub(r"\s", "", printed).replace("（", "(").replace("）", ")")))


def combination(words: str) -> Combination:
    """`"财政拨款 支出 -收支"` as words that must and words that must not stand in a text."""
    each = words.split()
    return tuple(word for word in each if not word.startswith("-")), tuple(word[1:] for word in each if word.startswith("-"))


def _holds(text: str, words: Combination) -> bool:
    must, barred = words
    return all(word in text for word in must) and not any(word in text for word in barred)


def _separate(before: str, size: int, overall: bool = False) -> bool:
    """Whether a term's words stand on their own after `before`: an organisation, a year, 的 …, not 其他 or 新增.

    The words of an overall total mean it only where no kind of budget stands before them ("一般公共预算支出预算").
    """
    if not before:
        return True
    if _NOT_OF.search(before) or (overall and _KIND.search(before)):
        return False
    return size >= _LONG or bool(_OPEN_ENDED.search(before))


def _terms(sources: list[Yaml]) -> Terms:
    contents: list[Mapping[str, Any]] = [source.content for source in sources]
    scopes = tuple(_scope(name, entry) for content in contents for name, entry in (content.get("scopes") or {}).items())
    entries = {name: entry or {} for content in reversed(contents) for name, entry in (content.get("terms") or {}).items()}
    known = {name: _term(name, entry) for name, entry in entries.items()}
    ends: dict[str, tuple[tuple[str, str], ...]] = {}
    for content in contents:
        for name, entry in (content.get("terms") or {}).items():
            for word, within in _words(name, entry or {}):
                others = ends.get(bare(word), ())
                ends[bare(word)] = ((name, within), *others) if within else (*others, (name, within))
    classes = {
        bare(word): name for content in contents for name, also in (content.get("classes") or {}).items() for word in (name, *(also or ()))
    }
    change = {
        way: tuple(word for content in contents for word in (content.get("change") or {}).get(way, ()))
        for way in ("more", "less", "open", "same")
    }
    return Terms(
        scopes,
        known,
        ends,
        tuple((combination(words), name) for name, words in _listed(entries, "words")),
        tuple((word, name) for name, word in _listed(entries, "after")),
        tuple((word, name) for name, word in _listed(entries, "none")),
        classes,
        change,
        max(map(len, (*ends, *classes))),
        frozenset(word[-1] for word in (*ends, *classes)),
    )


def _listed(entries: Mapping[str, Mapping[str, Any]], key: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, word) for name, entry in entries.items() for word in entry.get(key) or ())


def _words(name: str, entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    within = tuple((word, scope) for scope, words in (entry.get("within") or {}).items() for word in words)
    return (*within, *((word, "") for word in (name, *(entry.get("also") or ()))))


def _scope(name: str, entry: Mapping[str, Any]) -> Scope:
    return Scope(name, tuple(combination(words) for words in entry.get("title") or ()), entry.get("term") or "")


def _term(name: str, entry: Mapping[str, Any]) -> Term:
    return Term(
        name,
        frozenset(map(family, entry.get("unit") or ("元",))),
        entry.get("overall") == "yes",
        tuple(entry.get("sides") or ()),
        tuple(entry.get("kin") or ()),
    )
