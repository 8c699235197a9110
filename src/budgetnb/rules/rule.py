"""The nouns of a rule book."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from budgetnb.rules.syntax import Comparison, Reference, Selection, Test, variables
from budgetnb.rules.vocabulary import EACH_UNIT, UNITS, Vocabulary
from budgetnb.texts import language

FORMS = ("formula", "same", "required", "forbid", "check")
SEVERITIES = ("error", "warning", "hint")
ACTIONS = ("更正", "补充", "说明", "核实")
DIMENSIONS = ("及时性", "完整性", "真实准确性", "细化程度", "公开方式与规范性")
KINDS = ("hard", "soft", "convention")


@dataclass(frozen=True)  # without slots, so that what is worked out once is kept
class Version:
    """A rule with one choice of the words its variables run over.

    `comparison` is what `formula` and `same` say, `targets` what `required` asks for; `when` lists
    alternatives, each of conditions that hold together; `words` are the words put in, by variable.
    """

    for_each: tuple[tuple[str, Selection], ...] = ()
    comparison: Comparison | None = None
    targets: tuple[Reference, ...] = ()
    when: tuple[tuple[Test, ...], ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    @cached_property
    def bound_when(self) -> bool:
        """Whether its conditions speak of what its variables stand for."""
        return any(variables(test) for tests in self.when for test in tests)


@dataclass(frozen=True)  # without slots, so that what is worked out once is kept
class Rule:
    """A declared identity.

    `form` is one of FORMS and `source` what the rule book says there, in its own words; `words`
    are those `forbid` forbids, `check` names a Python function. `kind` says how hard the identity
    is (hard, soft, convention), `file` and `line` where it stands.
    """

    id: str
    says: str
    form: str
    source: str
    basis: str
    dimension: str
    severity: str
    action: str
    says_en: str = ""
    versions: tuple[Version, ...] = (Version(),)
    words: tuple[str, ...] = ()
    check: str = ""
    kind: str = "hard"
    note: str = ""
    file: str = ""
    line: int = 0

    @cached_property
    def of_units(self) -> bool:
        """Whether it holds a department against the disclosures of its units."""
        return self.form in ("formula", "same") and any(f"{word}." in self.source for word in UNITS)

    @cached_property
    def adds_up_units(self) -> bool:
        """Whether it needs the disclosures of all of them."""
        return self.of_units and f"{EACH_UNIT}." in self.source

    @property
    def sentence(self) -> str:
        """What the rule says, in the language in force where the rule book has it."""
        return self.says_en if language() == "en" and self.says_en else self.says


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules in the order they were declared, and the words they were validated against.

    `off` are rules switched off and `overridden` those changed by a later file, each with the
    reason given there.
    """

    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    off: tuple[tuple[str, str], ...] = ()
    overridden: tuple[tuple[str, str], ...] = ()

    def rule(self, id: str) -> Rule | None:
        """The rule of an id, None when there is none."""
        return next((rule for rule in self.rules if rule.id == id), None)
