"""References and selections read into trees, every name in them checked against the Vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from budgetnb.errors import nearest
from budgetnb.rules.syntax import Cells, Claim, Columns, Condition, Reference, Said, Selection, Variable, WholeTable, Word, Words
from budgetnb.rules.tokens import Cursor
from budgetnb.rules.vocabulary import UNITS, Misread, Vocabulary, unknown
from budgetnb.texts import text

TEXT = "文"
OF_LINES = ("名", "级", "码", "属", "类型", "侧")
OF_STATEMENTS = ("章", "项", "角色", "属")
KINDS = {"级": "level", "侧": "side", "类型": "kind", "章": "scope", "项": "term", "角色": "role"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a formula is read against: the words allowed, the variables bound, the words that stand for others."""

    vocabulary: Vocabulary
    variables: Mapping[str, Selection]
    words: Mapping[str, str]


def read_reference(at: Cursor, scope: Scope) -> Cells | Said | Claim:
    """`表[行].栏?`, `文[章, 项].角色?`, `变量.角色?` or `行.栏?`; the first two also after `各单位.` or `该单位.`."""
    found = read_target(at, scope)
    if isinstance(found, WholeTable):
        raise Misread("table_alone", table=found.table)
    if isinstance(found, Said) and not found.role:
        raise Misread("no_role", allowed=text("rule.comma").join(scope.vocabulary.roles))
    return found


def read_target(at: Cursor, scope: Scope) -> Reference:
    """A reference where a table or a sentence as such may stand too."""
    if at.now.text in UNITS and at.ahead("."):
        return _of_units(at, scope)
    name = at.now.text
    if name == TEXT and at.ahead("["):
        at.take()
        where = _where(at, scope, TEXT)
        role = scope.vocabulary.choose("role", _word(at, scope)) if at.sign(".") else ""
        return Said(where, role, bool(at.sign("?")))
    if at.ahead("["):
        at.table = _table(at, scope)
        return _cells(at, scope, _where(at, scope, at.table))
    if name in scope.variables:
        return _of_variable(at, scope, at.take())
    path = _path(at, scope)
    if _dotted(path) in scope.vocabulary.tables:
        return WholeTable(str(path[0]))
    return _bare(at, scope, path)


def _of_units(at: Cursor, scope: Scope) -> Cells | Said:
    """A reference to the disclosures of units."""
    of = at.take()
    at.need(".")
    if not at.ahead("["):
        raise Misread("of_units", of=of)
    found = read_target(at, scope)
    if not isinstance(found, Cells | Said):
        raise Misread("of_units", of=of)
    return replace(found, of=of)


def read_selection(at: Cursor, scope: Scope) -> Selection:
    """What a variable runs over: `表[…]`, `表.*`, `表.栏|栏`, `文[…]`, `词|词` or `*` (every table)."""
    if at.sign("*"):
        return Words(tuple(scope.vocabulary.tables), all_tables=True)
    if at.now.text == TEXT and at.ahead("["):
        at.take()
        return Said(_where(at, scope, TEXT))
    if at.ahead("["):
        table = _table(at, scope)
        return Cells(table, _where(at, scope, table))
    if at.ahead(".") and scope.words.get(at.now.text, at.now.text) in scope.vocabulary.tables:
        return _columns(at, scope)
    found = [_dotted(_path(at, scope))]
    while at.sign("|"):
        found.append(_dotted(_path(at, scope)))
    return Words(tuple(found))


def _table(at: Cursor, scope: Scope) -> str:
    table = _word(at, scope)
    scope.vocabulary.words(table)
    return table


def _word(at: Cursor, scope: Scope) -> str:
    """The word or code that stands next, or the word put in for it."""
    if at.now.kind not in ("word", "number"):
        raise at.wrong(text("rule.a_name"))
    written = at.take()
    return scope.words.get(written, written)


def _path(at: Cursor, scope: Scope) -> tuple[Word, ...]:
    """Words joined by dots; a `.*` after them is left standing."""
    found: list[Word] = []
    while not found or (at.now.text == "." and not at.ahead("*") and at.sign(".")):
        name = at.now.text
        word = _word(at, scope)
        found += [Variable(word)] if name in scope.variables else word.split(".")
    return tuple(found)


def _column(at: Cursor, scope: Scope, table: str) -> tuple[tuple[Word, ...], bool]:
    """The column after a line, in full, and whether the columns under it are meant."""
    path = _path(at, scope) if at.now.text == "." and not at.ahead("*") and at.sign(".") else ()
    return _full(path, scope, table), _star(at)


def _full(path: tuple[Word, ...], scope: Scope, table: str) -> tuple[Word, ...]:
    """A column's path in full; one with a variable in it is known only when that is bound."""
    if not path or any(isinstance(word, Variable) for word in path):
        return path
    return tuple(scope.vocabulary.column(table, _dotted(path)).split("."))


def _star(at: Cursor) -> bool:
    if not at.sign("."):
        return False
    at.need("*")
    return True


def _dotted(path: tuple[Word, ...]) -> str:
    return ".".join(map(str, path))


def _cells(at: Cursor, scope: Scope, where: tuple[Condition, ...]) -> Cells:
    column, star = _column(at, scope, at.table)
    return Cells(at.table, where, column, star, bool(at.sign("?")))


def _of_variable(at: Cursor, scope: Scope, name: str) -> Cells | Claim:
    match scope.variables[name]:
        case Cells(table):
            at.table = table
            return _cells(at, scope, (Condition("名", (Variable(name),)),))
        case Said():
            at.need(".")
            return Claim(name, scope.vocabulary.choose("role", _word(at, scope)), bool(at.sign("?")))
        case _:
            raise Misread("variable_alone", variable=name)


def _bare(at: Cursor, scope: Scope, path: tuple[Word, ...]) -> Cells:
    """A line of the table named last: the longest beginning of `path` that is one; what follows is its column."""
    name = _dotted(path)
    if not at.table:
        misspelt = not scope.vocabulary.means(name) and nearest(name, scope.vocabulary.tables)
        raise unknown("table", name, scope.vocabulary.tables) if misspelt else Misread("no_table", word=name)
    words = scope.vocabulary.words(at.table)
    for end in range(len(path), 0, -1):
        line = _dotted(path[:end])
        if line in words.lines or (end == 1 and words.open and line.isdigit()):
            break
    else:
        raise unknown("line", name, words.lines, table=at.table)
    column = _full(path[end:], scope, at.table)
    return Cells(at.table, (Condition("名", (line,)),), column, _star(at), bool(at.sign("?")))


def _columns(at: Cursor, scope: Scope) -> Columns:
    table = _table(at, scope)
    path, star = _column(at, scope, table)
    under = _dotted(path)
    if star:
        return Columns(table, (), under)
    found = [under]
    while at.sign("|"):
        found.append(scope.vocabulary.column(table, _dotted(_path(at, scope))))
    return Columns(table, tuple(found))


def _where(at: Cursor, scope: Scope, table: str) -> tuple[Condition, ...]:
    """The conditions between brackets; none for `[*]`."""
    at.need("[")
    found: list[Condition] = []
    while not found or at.sign(","):
        if not found and at.sign("*"):
            break
        found.append(_condition(at, scope, table, len(found)))
    if not at.sign("]"):
        raise at.wrong("] , |")
    return tuple(found)


def _condition(at: Cursor, scope: Scope, table: str, place: int) -> Condition:
    """One condition; words without one are a line's name, or the scope and then the term of a statement."""
    kinds = OF_STATEMENTS if table == TEXT else OF_LINES
    of = kinds[place] if table == TEXT and place < len(kinds[:2]) else "名"
    if at.ahead("="):
        of = at.take()
        at.need("=")
        if of not in kinds:
            raise unknown("condition", of, kinds)
    elif table == TEXT and place > 1:
        raise at.wrong("角色= 属=")
    found = [_value(at, scope, table, of)]
    while at.sign("|"):
        found.append(_value(at, scope, table, of))
    return Condition(of, tuple(found))


def _value(at: Cursor, scope: Scope, table: str, of: str) -> Word:
    if at.now.text in scope.variables:
        name = at.take()
        if of in ("码", "属") and isinstance(scope.variables[name], Columns):
            raise Misread("not_a_line", variable=name)
        return Variable(name)
    word = _dotted(_path(at, scope))
    if of == "名" or (of == "属" and not word.isdigit() and table != TEXT):
        return scope.vocabulary.line(table, word)
    if of in KINDS and not (of == "项" and word.isdigit()):
        return scope.vocabulary.choose(KINDS[of], word)
    if not word.isdigit():
        raise Misread("not_a_code", of=of, word=word)
    return word
