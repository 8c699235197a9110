"""What sentences claim: statements selected by scope, term and roles, and the figures in their roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from budgetnb.checking.lookup import Binding, BoundLine, Index, NotApplicable
from budgetnb.checking.sides import Term
from budgetnb.figures import Figure, Statement
from budgetnb.rules.syntax import Condition, Said, Variable, Word
from budgetnb.rules.vocabulary import TOTAL

CHANGES = ("增减额", "增减率")
_ROUGHLY = ("基本", "大致", "总体")
"""Words before 持平 that leave room for a change."""


def statements_of(index: Index, said: Said, binding: Binding) -> list[Statement]:
    """The statements for which all conditions hold, in printed order; those of one condition may hold for any of its words."""
    where = {condition.of: condition for condition in said.where}
    found = _candidates(index, where, binding)
    return [statement for statement in found if all(_holds(statement, condition, binding) for condition in said.where)]


def _candidates(index: Index, where: Mapping[str, Condition], binding: Binding) -> Iterable[Statement]:
    """The statements among which those that a selector means must be, by the index where that helps."""
    if "属" in where:
        wholes = [binding[word.name] for word in where["属"].words if isinstance(word, Variable)]
        return (one for whole in wholes if isinstance(whole, Statement) for one in index.parts.get((whole.scope, whole.term), ()))
    if "章" in where and "项" in where:
        keys = ((scope, term) for scope in _words(where["章"], binding) for term in _words(where["项"], binding))
        return (one for key in keys for one in index.statements.get(key, ()))
    return index.disclosure.statements


def _holds(statement: Statement, condition: Condition, binding: Binding) -> bool:
    if condition.of == "角色":
        return any(statement.figure(str(word)) is not None for word in condition.words)
    if condition.of == "属":  # seen to by _candidates
        return True
    words = _words(condition, binding)
    if condition.of == "章":
        return statement.scope in words
    return statement.term in words or (bool(statement.code) and statement.code in words)


def _words(condition: Condition, binding: Binding) -> list[str]:
    return [_word(word, condition.of, binding) for word in condition.words]


def _word(word: Word, of: str, binding: Binding) -> str:
    if isinstance(word, str):
        return word
    bound = binding[word.name]
    if isinstance(bound, BoundLine):
        return bound.line.code or bound.line.name
    if isinstance(bound, Statement):
        return bound.scope if of == "章" else bound.term
    return bound


def claim(index: Index, statement: Statement, role: str) -> tuple[Term, ...]:
    """The figures that make up what a statement claims in a role; a change with the sign of its direction.

    数额 may stand in another sentence of the section on the term or one of its sides. 上年 is the
    printed one, or what this year's figure and the change imply. 整体 is the figure that a share is
    of. NotApplicable where the sentence does not say.
    """
    figure = statement.figure(role)
    if role in CHANGES:
        return _change(statement, role)
    if figure is not None:
        return (Term(1, figure),)
    if role == "数额":
        for term in (statement.term, *statement.sides):
            for other in index.statements.get((statement.scope, term), ()):
                if own := other.figure("数额"):
                    return (Term(1, own),)
    if role == "上年":
        return (*claim(index, statement, "数额"), *(Term(-term.sign, term.figure) for term in _change(statement, "增减额")))
    whole = statement.whole or statement.of
    if role == "整体" and whole:
        for other in _named(index, statement.scope, whole):
            return claim(index, other, "数额")
        printed = _in_tables(index, whole)
        if printed:
            return (Term(1, printed),)
    raise NotApplicable("role", scope=statement.scope, term=statement.term, role=role)


def _in_tables(index: Index, term: str) -> Figure | None:
    """The figure that the tables print for a term, where they all print the same: of its line, or of its column on the total line."""
    found = []
    for table in index.tables.values():
        lines = [table.table.lines[place] for place in table.names.get(term, ())]
        found += [figure for line in lines for place in table.amounts if (figure := line.figures[place])]
        if term in table.columns:
            found += [figure for place in table.levels.get(TOTAL, ()) if (figure := table.table.lines[place].figures[table.columns[term]])]
    printed = [figure for figure in found if figure.value]
    return printed[0] if len({figure.value for figure in printed}) == 1 else None


def _named(index: Index, scope: str, term: str) -> list[Statement]:
    """The statements that give an amount of a term: in the scope, else in any where it is the only one."""
    here = [other for other in index.statements.get((scope, term), ()) if other.figure("数额")]
    elsewhere = [other for other in index.disclosure.statements if other.term == term and other.figure("数额")]
    return here or (elsewhere if len({other.figure("数额").value for other in elsewhere}) == 1 else [])  # type: ignore[union-attr]


def _change(statement: Statement, role: str) -> tuple[Term, ...]:
    figure = statement.figure(role)
    if figure is None:
        if statement.direction == 0 and not statement.direction_word.startswith(_ROUGHLY):
            return ()
        raise NotApplicable("role", scope=statement.scope, term=statement.term, role=role)
    if statement.direction is None and figure.value:
        raise NotApplicable("direction", kept=True, scope=statement.scope, term=statement.term)
    return (Term(statement.direction or 1, figure),)
