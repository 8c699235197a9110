"""Rule books: YAML files of rules into one RuleBook, or a WrongRule with every mistake of a file.

A later file adds rules; it changes an earlier one by its id with `override: why` (only the keys
that differ need be given) and switches it off with `off: why`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from budgetnb.errors import WrongRule, WrongYaml
from budgetnb.rules.rule import ACTIONS, DIMENSIONS, FORMS, KINDS, SEVERITIES, Rule, RuleBook
from budgetnb.rules.versions import Written, read_versions
from budgetnb.rules.vocabulary import Misread, Vocabulary, unknown
from budgetnb.texts import text
from budgetnb.yamls import Yaml, read_yaml

REQUIRED = ("says", "basis", "dimension", "severity", "action")
TEXTS = ("id", "says", "says_en", "when", "basis", "dimension", "severity", "action", "kind", "note", "check", "off", "override")
KEYS = ("id", "says", "says_en", *FORMS, "for_each", "when", *REQUIRED[1:], "kind", "note", "override", "off")
CHOICES = {"dimension": DIMENSIONS, "severity": SEVERITIES, "action": ACTIONS, "kind": KINDS}
QUOTED = 120
"""Letters of a line that a message shows."""
_UNQUOTED = re.compile(r"[{\[].*\[|:\s*\*")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a file as written; `where` is its number in the list."""

    yaml: Yaml
    where: int
    content: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.content.get("id") or "")

    def mistake(self, key: str, why: object) -> str:
        """The sentence for a mistake in this entry."""
        line = self.yaml.line("rules", self.where, *key.split("."))
        return text("error.wrong_rule", file=self.yaml.file, line=line, rule=self.id or f"#{self.where + 1}", place=key, why=why)


def read_rules(files: Iterable[Path], vocabulary: Vocabulary, *written: Yaml) -> RuleBook:
    """The rule book made of some files, in order, and of what is in none yet; WrongRule, WrongYaml or UnreadableFile say why not."""
    return make_book([*map(_read, files), *written], vocabulary)


def make_book(yamls: Iterable[Yaml], vocabulary: Vocabulary) -> RuleBook:
    """The rule book made of files that were read before."""
    book = RuleBook((), (), vocabulary)
    entries: dict[str, _Entry] = {}
    for yaml in yamls:
        book = _extended(book, entries, yaml)
    return book


def _read(path: Path) -> Yaml:
    """The file; where YAML stumbles over an unquoted bracket or star, say what to do about it."""
    try:
        return read_yaml(path)
    except WrongYaml as wrong:
        line = int(str(wrong.parts["line"]))
        written = path.read_text(encoding="utf-8-sig").splitlines()
        for number in range(line, max(0, line - 2), -1):
            if number <= len(written) and _UNQUOTED.search(written[number - 1]):
                raise WrongRule((text("rule.quote", file=path, line=number, written=written[number - 1].strip()[:QUOTED]),)) from None
        raise


def _extended(book: RuleBook, entries: dict[str, _Entry], yaml: Yaml) -> RuleBook:
    """The book with the rules of one more file; `entries` are those read so far, by id."""
    mistakes = [*_mistakes_of_head(yaml)]
    if mistakes:
        raise WrongRule(mistakes)
    seen: set[str] = set()
    for where, content in enumerate(yaml.content["rules"]):
        entry = _Entry(yaml, where, content if isinstance(content, Mapping) else {})
        wrong = _mistakes_of_entry(entry, entries, seen, book)
        if wrong:
            mistakes += wrong
            continue
        seen.add(entry.id)
        if "off" in content:
            rest = tuple(rule for rule in book.rules if rule.id != entry.id)
            book = replace(book, rules=rest, off=(*book.off, (entry.id, content["off"])))
            continue
        entry = _merged(entries.get(entry.id), entry)
        rule, wrong = _rule(entry, book.vocabulary)
        mistakes += wrong
        entries[entry.id] = entry
        if rule:
            book = _with_rule(book, rule, content.get("override") or "")
    if mistakes:
        raise WrongRule(mistakes)
    return replace(book, names=(*book.names, yaml.content["name"]))


def _mistakes_of_head(yaml: Yaml) -> Iterator[str]:
    content = yaml.content if isinstance(yaml.content, Mapping) else {}
    for key, kind in (("name", str), ("rules", list)):
        if not isinstance(content.get(key), kind):
            yield text("rule.head", file=yaml.file, line=yaml.line(key), place=key)
    for key in content:
        if key not in ("name", "rules"):
            yield text("error.wrong_yaml", file=yaml.file, line=yaml.line(key), why=unknown("key", key, ("name", "rules")))


def _mistakes_of_entry(entry: _Entry, earlier: Mapping[str, _Entry], seen: set[str], book: RuleBook) -> list[str]:
    """What is wrong with an entry before any formula of it is read."""
    if not entry.content:
        return [entry.mistake("rules", text("rule.not_a_rule"))]
    found = [entry.mistake(key, unknown("key", key, KEYS)) for key in entry.content if key not in KEYS]
    for key in TEXTS:
        if key in entry.content and not isinstance(entry.content[key], str):
            found.append(entry.mistake(key, text("rule.not_a_text")))
    if not entry.id:
        return [*found, entry.mistake("id", text("rule.no_id"))]
    if entry.id in seen:
        found.append(entry.mistake("id", text("rule.twice")))
    changes = next((key for key in ("off", "override") if key in entry.content), "")
    known = {rule.id for rule in book.rules}
    if changes and entry.id not in known:
        found.append(entry.mistake(changes, unknown("rule", entry.id, sorted(known))))
    elif not changes and entry.id in earlier and entry.id not in seen:
        other = earlier[entry.id]
        found.append(entry.mistake("id", text("rule.earlier", file=other.yaml.file, line=other.yaml.line("rules", other.where))))
    return found


def _merged(earlier: _Entry | None, entry: _Entry) -> _Entry:
    """An overriding entry with what it leaves unsaid taken from the earlier one."""
    if earlier is None:
        return entry
    kept = {key: value for key, value in earlier.content.items() if key not in FORMS or not any(form in entry.content for form in FORMS)}
    return replace(entry, content={**kept, **entry.content})


def _with_rule(book: RuleBook, rule: Rule, why: str) -> RuleBook:
    if not why:
        return replace(book, rules=(*book.rules, rule))
    rules = tuple(rule if old.id == rule.id else old for old in book.rules)
    return replace(book, rules=rules, overridden=(*book.overridden, (rule.id, why)))


def _rule(entry: _Entry, vocabulary: Vocabulary) -> tuple[Rule | None, list[str]]:
    """The rule of an entry, or what is wrong with it."""
    content = entry.content
    mistakes = [entry.mistake(key, text("rule.missing")) for key in REQUIRED if key not in content]
    for key, allowed in CHOICES.items():
        if isinstance(content.get(key), str) and content[key] not in allowed:
            mistakes.append(entry.mistake(key, unknown("choice", content[key], allowed)))
    forms = [form for form in FORMS if form in content]
    if len(forms) != 1:
        why = text("rule.one_form", found=text("rule.comma").join(forms) or text("rule.nothing"), allowed=text("rule.comma").join(FORMS))
        return None, [*mistakes, entry.mistake(forms[-1] if forms else "id", why)]
    form = forms[0]
    try:
        written = Written(form, _sources(form, content[form]), _for_each(content.get("for_each")), content.get("when") or "")
        if form == "check":
            vocabulary.choose("check", written.sources[0])
        versions = read_versions(written, vocabulary)
    except Misread as wrong:
        return None, [*mistakes, entry.mistake(wrong.place or form, wrong)]
    if mistakes:
        return None, mistakes
    given = {key: content[key] for key in ("id", "says", "says_en", "kind", "note", *REQUIRED[1:]) if key in content}
    source = " = ".join(written.sources) if form == "same" else text("rule.comma").join(written.sources)
    return Rule(
        **given,
        form=form,
        source=source,
        versions=versions,
        words=written.sources if form == "forbid" else (),
        check=written.sources[0] if form == "check" else "",
        file=Path(entry.yaml.file).name,
        line=entry.yaml.line("rules", entry.where),
    ), []


def _sources(form: str, content: Any) -> tuple[str, ...]:
    """The formulas, references or words under the key of a form."""
    given = tuple(content) if isinstance(content, list) else (content,)
    whole = all(isinstance(one, str) and one.strip() for one in given) and bool(given)
    count = {"formula": len(given) == 1, "check": len(given) == 1, "same": len(given) == 2 and isinstance(content, list)}
    if not whole or not count.get(form, True):
        raise Misread(f"form.{form}")
    return given


def _for_each(content: Any) -> Mapping[str, str]:
    if content is None:
        return {}
    if not isinstance(content, Mapping) or not all(isinstance(source, str) for source in content.values()):
        raise Misread("for_each", place="for_each")
    return content
