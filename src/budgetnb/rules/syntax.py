"""What a formula says, as a tree of frozen nodes. Nothing here is ever run as code."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Variable:
    """A name that `for_each` binds to a line, a column or a statement."""

    name: str

    def __str__(self) -> str:
        return self.name


Word = str | Variable


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a selector: any of `words` holds for `of`.

    Of lines: 名 (name, code or a bound line), 级 码 属 类型 侧; of statements: 章 (scope), 项 (term),
    角色 (role), 属 (a part of the bound statement).
    """

    of: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in a formula; exact, and of the unit of what it stands beside."""

    value: Decimal


@dataclass(frozen=True)  # without slots, so that what is worked out once is kept
class Cells:
    """`表[行].栏`: the figures of a column on the selected lines.

    `column` is empty for the table's own amount column, `star` asks for the columns under it.
    `optional` ("?") makes 0 of what the disclosure does not have. `of` is whose table is meant where it
    is not the disclosure's own: 各单位 (each unit's) or 该单位 (the one named on the bound line).
    """

    table: str
    where: tuple[Condition, ...]
    column: tuple[Word, ...] = ()
    star: bool = False
    optional: bool = False
    of: str = ""

    @cached_property
    def fixed(self) -> bool:
        """Whether its lines are the same whatever the variables stand for."""
        return not _bound(self.where)

    @cached_property
    def bound(self) -> tuple[str, str] | None:
        """The variable and the path of `表[行].栏`, where it is nothing but a bound line and at most one constant column."""
        words = [word for condition in self.where for word in condition.words]
        if self.star or self.of or len(words) != 1 or self.where[0].of != "名" or not isinstance(words[0], Variable):
            return None
        if not self.column:
            return words[0].name, ""
        return (words[0].name, self.column[0]) if len(self.column) == 1 and isinstance(self.column[0], str) else None


@dataclass(frozen=True, slots=True)
class Said:
    """`文[章, 项].角色`: the figure a sentence gives; without a role, the sentence itself. `of` as in Cells."""

    where: tuple[Condition, ...]
    role: str = ""
    optional: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """`句.角色`: the figure in one role of a bound statement."""

    variable: str
    role: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A table as such, in `required` and `when`."""

    table: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions joined by + - * or /."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """`sum(…)`, `share(part, whole)`, `growth(this, last)` or `abs(…)`."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)  # without slots, so that what is worked out once is kept
class Comparison:
    """`left operator right`; where several right sides are given ("或"), one has to hold."""

    left: Expression
    operator: str
    rights: tuple[Expression, ...]

    @cached_property
    def about(self) -> About:
        """What it is about."""
        return about(self.left)

    @cached_property
    def needs(self) -> frozenset[str]:
        """The tables without which it cannot be made."""
        return _needed(self.left).union(frozenset.intersection(*map(_needed, self.rights)))


@dataclass(frozen=True, slots=True)
class Presence:
    """有, 无 or 空 of a reference, in `when`."""

    word: str
    target: Reference


@dataclass(frozen=True, slots=True)
class Columns:
    """A selection of columns: `表.*`, `表.栏.*` or `表.栏|栏`."""

    table: str
    paths: tuple[str, ...]
    under: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A selection of words, each put into the formula where the variable stands."""

    words: tuple[str, ...]
    all_tables: bool = False


Expression = Number | Cells | Said | Claim | Operation | Call
Reference = Cells | Said | Claim | WholeTable
Selection = Cells | Columns | Said | Words
Test = Presence | Comparison


@dataclass(frozen=True, slots=True)
class About:
    """What a finding is about: the first reference, its variables, and whether there is nothing else on that side."""

    reference: Reference | None
    variables: frozenset[str]
    alone: bool


def about(node: Expression | WholeTable) -> About:
    """What stands first in an expression."""
    reference = node if isinstance(node, WholeTable) else first_reference(node)
    return About(reference, variables(reference) if reference else frozenset(), reference is node)


def first_reference(node: Expression) -> Reference | None:
    """The reference that stands first in an expression; it names the place of a finding."""
    match node:
        case Operation(_, left, right):
            return first_reference(left) or first_reference(right)
        case Call(_, arguments):
            return next((found for found in map(first_reference, arguments) if found), None)
        case Number():
            return None
    return node


def variables(node: Expression | Reference | Selection | Test) -> frozenset[str]:
    """The variables an expression, selection or condition uses."""
    match node:
        case Cells(_, where, column):
            return _bound(where) | frozenset(word.name for word in column if isinstance(word, Variable))
        case Said(where):
            return _bound(where)
        case Claim(variable):
            return frozenset((variable,))
        case Operation(_, left, right):
            return variables(left) | variables(right)
        case Call(_, arguments):
            return frozenset().union(*map(variables, arguments))
        case Comparison(left, _, rights):
            return variables(left).union(*map(variables, rights))
        case Presence(_, target):
            return variables(target)
    return frozenset()


def _needed(node: Expression) -> frozenset[str]:
    """The disclosure's own tables that an expression cannot do without."""
    match node:
        case Cells():
            return frozenset() if node.optional or node.of else frozenset((node.table,))
        case Operation(_, left, right):
            return _needed(left) | _needed(right)
        case Call(_, arguments):
            return frozenset().union(*map(_needed, arguments))
    return frozenset()


def _bound(where: tuple[Condition, ...]) -> frozenset[str]:
    return frozenset(word.name for condition in where for word in condition.words if isinstance(word, Variable))
