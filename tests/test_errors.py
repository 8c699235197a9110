from __future__ import annotations

import pytest

from budgetnb import errors
from budgetnb.errors import BudgetnbError, MissingFont, NotABudget, SeveralDisclosures, UnreadableAmount, UnreadableFile, WrongYaml, nearest
from budgetnb.texts import has_text, speak

ONE_OF_EACH = (
    (UnreadableFile, ("公开文本.pdf", "missing"), {}),
    (NotABudget, ("公开文本.pdf",), {}),
    (UnreadableAmount, ("支出总表 第 7 行", "12.3.4"), {}),
    (WrongYaml, ("规则.yaml", 3, "duplicate"), {"name": "id"}),
    (SeveralDisclosures, (["民政局", "财政局"],), {}),
    (MissingFont, (), {}),
)


@pytest.mark.parametrize(("kind", "args", "parts"), ONE_OF_EACH)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_message_is_one_sentence_in_either_language_with_every_part_filled_in(
    kind: type[BudgetnbError], args: tuple, parts: dict, lang: str
):
    speak(lang)
    said = str(kind(*args, **parts))
    assert said
    assert "\n" not in said
    assert "{" not in said


def test_there_is_a_sentence_for_every_error_of_ours():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, BudgetnbError)]
    assert not [kind.__name__ for kind in kinds if kind is not BudgetnbError and not has_text(kind.key)]


def test_a_message_says_where_and_what_in_that_order():
    assert str(UnreadableAmount("支出总表 第 7 行", "12.3.4")) == "支出总表 第 7 行：“12.3.4”不能读作金额。"


@pytest.mark.parametrize(("word", "near"), [("yaer", "year"), ("departement", "department"), ("支出汇总表", "支出总表"), ("xyz", None)])
def test_the_nearest_word_is_suggested_only_when_it_is_near(word: str, near: str | None):
    assert nearest(word, ["year", "department", "支出总表"]) == near
