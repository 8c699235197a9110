"""A rule while it is being written: read from a formula or an entry, kept in a rule book when it is good."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from budgetnb.errors import WrongRule
from budgetnb.rules.rule import FORMS
from budgetnb.rules.rulebook import KEYS
from budgetnb.texts import text
from budgetnb.yamls import Yaml, parse_yaml, to_yaml

Entry = Mapping[str, Any]
UNNAMED = "TRY"
"""What a rule without an id is called while it is tried."""
_TRIED = {"basis": "—", "dimension": "真实准确性", "severity": "warning", "action": "核实"}
"""What a rule says of itself while it is tried and has not said it yet; never saved."""
_IS_ENTRY = re.compile(rf"\s*(-\s*)?({'|'.join(KEYS)})\s*:")
_FIRST = re.compile(r"^rules\s*:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*?(?P<indent> *)- ", re.MULTILINE)


def read_entry(written: str) -> Entry:
    r"""The keys of one rule, given as an entry of a rule book or as a formula alone; WrongRule or WrongYaml says what is wrong.

    >>> read_entry("收支总表[收入总计] = 收支总表[支出总计]")
    {'formula': '收支总表[收入总计] = 收支总表[支出总计]'}
    >>> read_entry("- id: M-1\n  forbid: [待定]")
    {'id': 'M-1', 'forbid': ['待定']}
    """
    if not _IS_ENTRY.match(written):
        return {"formula": written.strip()}
    content = parse_yaml(written, text("rule.tried")).content
    entries = content if isinstance(content, list) else [content]
    if len(entries) != 1 or not isinstance(entries[0], Mapping):
        raise WrongRule((text("rule.one_at_a_time", count=len(entries)),))
    return dict(entries[0])


def to_try(entry: Entry) -> Yaml:
    """A rule book of one entry in which what it does not say of itself yet is filled in."""
    says = next((str(entry[form]) for form in FORMS if form in entry), UNNAMED)
    whole = entry if "override" in entry else {"id": UNNAMED, "says": says, **_TRIED, **entry}
    return Yaml(text("rule.tried"), {"name": text("rule.tried"), "rules": [whole]}, {})


def with_entry(file: Path, entry: Entry) -> str:
    """The text of a rule book with one more entry at its end, comments and order kept; of a new one where there is no file."""
    lines = to_yaml([dict(entry)]).splitlines()
    if not file.exists():
        return "".join(f"{line}\n" for line in (f"name: {file.stem}", "rules:", *(f"  {line}" for line in lines)))
    before = file.read_text(encoding="utf-8-sig").rstrip("\n") + "\n"
    first = _FIRST.search(before)
    added = before + "".join(f"{first['indent'] if first else '  '}{line}\n" for line in lines)
    old, new = parse_yaml(before, str(file)).content, parse_yaml(added, str(file)).content
    if not isinstance(new, Mapping) or new.get("rules") != [*(old.get("rules") or []), entry]:
        raise WrongRule((text("rule.add_by_hand", file=file, entry="\n".join(lines)),))
    return added
