"""Rules about words, each with an example that keeps it and one that breaks it: `examples.yaml`, for analysts to read and add to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import budgetnb
from budgetnb.checking.books import rule_book
from budgetnb.checking.findings import Finding
from budgetnb.texts import sentences
from budgetnb.yamls import read_yaml

EXAMPLES: list[dict[str, Any]] = read_yaml(Path(__file__).parent / "examples.yaml").content
HEAD = "2024年甲县民政局部门预算\n\n第二部分 甲县民政局2024年部门预算情况说明\n\n"


FORMS = {rule.id: rule.form for rule in rule_book().rules}
SAYS_IT_ALL = ("forbid", "required")
"""Forms of rules without a suggestion: their sentence is the words to go, or what is to be there."""
NEVER = {"no_register", "not_registered", "no_approved", "no_published", "other_year", "in_time", "no_prior"}
"""Variants of what checks say that are no fault of the document."""


def against(document: str, rule: str, folder: Path) -> list[Finding]:
    """The findings of a rule against a document."""
    path = folder / "document.txt"
    path.write_text(document, encoding="utf-8")
    return [one for one in budgetnb.check(budgetnb.read(path)).findings if one.rule == rule and one.outcome == "breaks"]


def broken(document: str, rule: str, folder: Path) -> list[str]:
    """What a rule says against a document."""
    return [one.says for one in against(document, rule, folder)]


def _name(example: dict[str, Any]) -> str:
    return f"{example['rule']} {example['shows']}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_the_good_words_pass_and_the_bad_ones_do_not(example: dict[str, Any], tmp_path: Path) -> None:
    head = "" if example.get("whole") else HEAD
    good, bad = example["good"], example["bad"]
    assert broken(head + good, example["rule"], tmp_path) == []
    said = against(head + bad, example["rule"], tmp_path)
    assert any(example["finds"] in one.says for one in said), [one.says for one in said]
    assert all(one.suggestion for one in said) or FORMS[example["rule"]] in SAYS_IT_ALL


@pytest.mark.parametrize("check", sorted({rule.check for rule in rule_book().rules if rule.check and rule.severity != "hint"}))
def test_whatever_a_check_finds_it_says_what_to_do(check: str) -> None:
    """In general, or for each variant of what it says."""
    known = {key.removeprefix(f"wording.{check}.") for key in sentences("wording") if key.startswith(f"wording.{check}.")}
    variants = {key.removeprefix("says.") for key in known if key.startswith("says.")} - NEVER
    assert "suggest" in known or (variants and {f"suggest.{variant}" for variant in variants} <= known)


def test_a_table_of_the_form_that_is_neither_printed_nor_listed_is_asked_for(tmp_path: Path) -> None:
    """The bundled sample without its last table and its line in the contents."""
    whole = (Path(budgetnb.__file__).parent / "sample" / "disclosure.txt").read_text(encoding="utf-8")
    without = whole[: whole.rindex("2024年项目支出预算表")].replace("九、项目支出预算表\n", "")

    assert broken(whole, "C-20", tmp_path) == []
    assert broken(without, "C-20", tmp_path) == ["没有项目支出表；表样中的表，没有数据也应列出空表并说明"]
