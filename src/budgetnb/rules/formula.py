"""Formulas and conditions read into trees (`syntax.py`). Nothing of them is ever run as code.

    comparison := sum ("=" | "<=" | ">=") sum ("或" sum)*
    sum        := product (("+" | "-") product)*
    product    := factor (("*" | "/") factor)*
    factor     := number | function "(" sum ("," sum)* ")" | reference | "(" sum ")"
    function   := "sum" | "share" | "growth" | "abs"
    reference  := (unit? table "[" selector "]" column? | variable column | unit? "文" "[" selector "]" "." role | line column?) "?"?
    unit       := ("各单位" | "该单位") "."
    column     := ("." word)* (".*")?
    selector   := "*" | choice ("," choice)*
    choice     := words | ("名"|"级"|"码"|"属"|"类型"|"侧" or, of statements, "章"|"项"|"角色"|"属") "=" words
    words      := word ("|" word)*
    when       := tests ("或" tests)*
    tests      := test ("且" test)*
    test       := ("有" | "无" | "空") (table | reference | "文" "[" selector "]") | sum ("=" | "<=" | ">=") sum

A name that stands alone is a line of the table named last before it. Parsing is total: what is
not of this form raises Misread, which says what may stand there.
"""

from __future__ import annotations

from decimal import Decimal

from budgetnb.rules.references import Scope, read_reference, read_selection, read_target
from budgetnb.rules.syntax import Call, Cells, Comparison, Expression, Number, Operation, Presence, Reference, Said, Selection, Test
from budgetnb.rules.tokens import Cursor
from budgetnb.rules.vocabulary import EACH_UNIT, Misread
from budgetnb.texts import text

OPERATORS = ("=", "<=", ">=")
ARGUMENTS = {"share": 2, "growth": 2, "abs": 1}
PRESENCES = ("有", "无", "空")


def parse_formula(source: str, scope: Scope) -> Comparison:
    """The tree of a formula."""
    at = Cursor(source)
    found = _comparison(at, scope)
    at.end()
    return found


def parse_same(first: str, second: str, scope: Scope) -> Comparison:
    """Two printings of one fact; the second may name several (或), of which one has to agree."""
    at = Cursor(first)
    left = _expression(at, scope)
    at.end()
    after = Cursor(second)
    after.table = at.table
    rights = _alternatives(after, scope)
    after.end()
    return Comparison(left, "=", rights)


def parse_target(source: str, scope: Scope) -> Reference:
    """The tree of what must be there: a table, a figure or a sentence."""
    at = Cursor(source)
    found = read_target(at, scope)
    at.end()
    return found


def parse_when(source: str, scope: Scope) -> tuple[tuple[Test, ...], ...]:
    """The conditions of `when`: one of the alternatives must hold, each of conditions that hold together."""
    at = Cursor(source)
    found = [_tests(at, scope)]
    while at.is_word("或"):
        found.append(_tests(at, scope))
    at.end()
    return tuple(found)


def parse_selection(source: str, scope: Scope) -> Selection:
    """What a variable of `for_each` runs over."""
    at = Cursor(source)
    found = read_selection(at, scope)
    at.end()
    return found


def _tests(at: Cursor, scope: Scope) -> tuple[Test, ...]:
    found = [_test(at, scope)]
    while at.is_word("且"):
        found.append(_test(at, scope))
    return tuple(found)


def _test(at: Cursor, scope: Scope) -> Test:
    word = at.is_word(*PRESENCES)
    if word:
        return Presence(word, read_target(at, scope))
    left = _expression(at, scope)
    return Comparison(left, _operator(at), (_expression(at, scope),))


def _comparison(at: Cursor, scope: Scope) -> Comparison:
    left = _expression(at, scope)
    return Comparison(left, _operator(at), _alternatives(at, scope))


def _operator(at: Cursor) -> str:
    operator = at.sign(*OPERATORS)
    if not operator:
        raise at.wrong(" ".join(OPERATORS))
    return operator


def _alternatives(at: Cursor, scope: Scope) -> tuple[Expression, ...]:
    found = [_expression(at, scope)]
    while at.is_word("或"):
        found.append(_expression(at, scope))
    return tuple(found)


def _expression(at: Cursor, scope: Scope) -> Expression:
    found = _sum(at, scope)
    _refuse_several(found, inside_sum=False)
    return found


def _sum(at: Cursor, scope: Scope) -> Expression:
    found = _product(at, scope)
    while operator := at.sign("+", "-"):
        found = Operation(operator, found, _product(at, scope))
    return found


def _product(at: Cursor, scope: Scope) -> Expression:
    found = _factor(at, scope)
    while operator := at.sign("*", "/"):
        found = Operation(operator, found, _factor(at, scope))
    return found


def _factor(at: Cursor, scope: Scope) -> Expression:
    if at.sign("("):
        found = _sum(at, scope)
        at.need(")")
        return found
    if at.now.kind == "number":
        return Number(Decimal(at.take()))
    if at.now.kind == "call":
        return _call(at, scope)
    return read_reference(at, scope)


def _call(at: Cursor, scope: Scope) -> Call:
    name = at.take()
    at.need("(")
    arguments = [_sum(at, scope)]
    while at.sign(","):
        arguments.append(_sum(at, scope))
    if not at.sign(")"):
        raise at.wrong(") ,")
    if name in ARGUMENTS and len(arguments) != ARGUMENTS[name]:
        raise Misread("arguments", name=name, allowed=text(f"rule.call.{name}"), n=len(arguments))
    return Call(name, tuple(arguments))


def _refuse_several(node: Expression, inside_sum: bool) -> None:
    """Misread where more than one figure stands although one is needed."""
    match node:
        case Operation(operator, left, right):
            for part in (left, right):
                _refuse_several(part, inside_sum and operator in "+-")
        case Call(name, arguments):
            for part in arguments:
                _refuse_several(part, name == "sum")
        case Cells() | Said() if not inside_sum and _several(node):
            raise Misread("several", of=node.table if isinstance(node, Cells) else "文")


def _several(node: Cells | Said) -> bool:
    """Whether a reference is written so that it means any number of figures."""
    if node.of == EACH_UNIT:
        return True
    of = {condition.of: condition.words for condition in node.where}
    if isinstance(node, Said):  # of several sentences on one term the first counts
        return "章" not in of or "项" not in of
    one = any(len(of.get(key, ())) == 1 for key in ("名", "码")) or of.get("级") == ("合计",)
    return node.star or not one
