"""What holds whatever the rules and figures: their order does not matter, a faulty rule stops no other, no change slips through."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from figures_by_hand import disclosure, rules, table
from hypothesis import given, settings
from hypothesis import strategies as some
from truth_files import read

from budgetnb.checking import evaluate as evaluating
from budgetnb.checking.books import rule_book
from budgetnb.checking.copies import exchanged
from budgetnb.checking.lookup import index
from budgetnb.checking.result import Result
from budgetnb.figures import Disclosure
from budgetnb.rules.rule import RuleBook

FAULTY = rules("""
- id: 除以零
  formula: 支出总表[合计].合计 / 支出总表[2].基本支出 = 1
- id: 不止一行
  formula: 支出总表[3].合计 = 支出总表[合计].合计
""").rules


@pytest.fixture(scope="module")
def sample() -> Disclosure:
    return read(Path(str(files("budgetnb") / "sample" / "disclosure.txt")))


@pytest.fixture(scope="module")
def results(sample: Disclosure) -> tuple[Result, ...]:
    return evaluate(rule_book(), sample)


def evaluate(book: RuleBook, paper: Disclosure) -> tuple[Result, ...]:
    return evaluating.evaluate(book, index(paper, book.vocabulary))


def told(found: tuple[Result, ...]) -> set[tuple[str, str, Decimal | None, Decimal | None]]:
    return {(result.id, result.outcome, result.left, result.right) for result in found}


@settings(max_examples=8, deadline=None)
@given(some.randoms(use_true_random=False))
def test_the_order_of_the_rules_is_irrelevant(sample: Disclosure, results: tuple[Result, ...], chance) -> None:
    book = rule_book()
    shuffled = list(book.rules)
    chance.shuffle(shuffled)
    assert told(evaluate(replace(book, rules=tuple(shuffled)), sample)) == told(results)


@settings(max_examples=20, deadline=None)
@given(some.integers(0, 3), some.integers(0, 3))
def test_a_faulty_rule_anywhere_stops_no_other(first: int, second: int) -> None:
    figures = disclosure(
        table("支出总表", ":|合计|基本支出|项目支出\n合计|3.00|1.00|2.00\n项 1 甲|1.00|1.00|\n项 2 乙|2.00||2.00\n项 3 丙|||\n项 3 丙|||")
    )
    book = rules("""
- id: 行
  formula: 支出总表[合计].合计 = 支出总表[合计].基本支出 + 支出总表[合计].项目支出
- id: 栏
  formula: 支出总表[合计].合计 = sum(支出总表[级=项].合计)
- id: 缺
  formula: 三公经费表[合计] = 支出总表[合计].合计
""")
    mixed = list(book.rules)
    mixed.insert(first, FAULTY[0])
    mixed.insert(second, FAULTY[1])
    found = evaluate(replace(book, rules=tuple(mixed)), figures)
    assert told(tuple(one for one in found if one.rule in book.rules)) == told(evaluate(book, figures))
    assert {one.outcome for one in found if one.rule in FAULTY} == {"faulty"}


@settings(max_examples=25, deadline=None)
@given(some.data())
def test_a_change_of_any_figure_beyond_every_allowance_breaks_every_equality_of_amounts_it_stands_in(
    sample: Disclosure, results: tuple[Result, ...], data: some.DataObject
) -> None:
    """On the whole sample and its real rules: whichever figure of a tying equality is changed, that very result breaks."""
    equalities = [
        one
        for one in results
        if one.outcome in ("ties", "rounds") and one.operator == "=" and one.unit == "万元" and not one.trivial and not one.blanks
    ]
    chosen = data.draw(some.sampled_from(equalities))
    figure = data.draw(some.sampled_from((*chosen.left_figures, *chosen.right_figures)))
    more = 2 * (chosen.allowance or Decimal(0)) + Decimal("0.02") + data.draw(some.decimals("0", "500", places=2))
    changed = replace(figure, value=(figure.value or Decimal(0)) + more, half=figure.half or Decimal("0.005"))
    concerned = replace(rule_book(), rules=(chosen.rule,))
    after = {one.id: one.outcome for one in evaluate(concerned, exchanged(sample, {id(figure): changed}))}
    several = any(version.comparison and len(version.comparison.rights) > 1 for version in chosen.rule.versions)
    assert after[chosen.id] in ("breaks", "blank") or several
