"""Rules about words, each with an example that keeps it and one that breaks it: `examples.yaml`, for analysts to read and add to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import budgetnb
from budgetnb.yamls import read_yaml

EXAMPLES: list[dict[str, Any]] = read_yaml(Path(__file__).parent / "examples.yaml").content
HEAD = "2024年甲县民政局部门预算\n\n第二部分 甲县民政局2024年部门预算情况说明\n\n"


def broken(document: str, rule: str, folder: Path) -> list[str]:
    """What a rule says against a document."""
    path = folder / "document.txt"
    path.write_text(document, encoding="utf-8")
    return [one.says for one in budgetnb.check(budgetnb.read(path)).findings if one.rule == rule and one.outcome == "breaks"]


def _name(example: dict[str, Any]) -> str:
    return f"{example['rule']} {example['shows']}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_the_good_words_pass_and_the_bad_ones_do_not(example: dict[str, Any], tmp_path: Path) -> None:
    head = "" if example.get("whole") else HEAD
    good, bad = example["good"], example["bad"]
    assert broken(head + good, example["rule"], tmp_path) == []
    said = broken(head + bad, example["rule"], tmp_path)
    assert any(example["finds"] in one for one in said), said


def test_a_table_of_the_form_that_is_neither_printed_nor_listed_is_asked_for(tmp_path: Path) -> None:
    """The bundled sample without its last table and its line in the contents."""
    whole = (Path(budgetnb.__file__).parent / "sample" / "disclosure.txt").read_text(encoding="utf-8")
    without = whole[: whole.rindex("2024年项目支出预算表")].replace("九、项目支出预算表\n", "")

    assert broken(whole, "C-20", tmp_path) == []
    assert broken(without, "C-20", tmp_path) == ["没有项目支出表；表样中的表，没有数据也应列出空表并说明"]
