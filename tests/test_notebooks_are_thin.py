"""Notebooks arrange, they never compute: what a cell may hold, checked on every notebook we ship."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_LINES = 5
THINKING = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With, ast.Match),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    *(ast.BinOp, ast.BoolOp, ast.Compare, ast.JoinedStr),
)
FORMATTING = ("format", "round", "print", "str")
USABLE_DEFAULTS = ("lang",)  # a parameter that every report shares


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_thin_clean_and_cannot_be_run_by_mistake(path):
    assert list(complaints(json.loads(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("def share(a, b):\n    return a / b", "FunctionDef"),
        ("if review:\n    bn.show(review)", "If"),
        ("[bn.show(x) for x in review.tables]", "ListComp"),
        ("bn.show(f'{total:.2f}')", "JoinedStr"),
        ("bn.show('{:.2f}'.format(total))", "format"),
        ("bn.show(review.total * 100)", "BinOp"),
        ("a()\nb()\nc()\nd()\ne()\ng()", "lines"),
    ],
)
def test_a_cell_that_thinks_is_seen(source: str, complaint: str):
    assert complaint in "".join(complaints(_notebook("year = None", source)))


def test_a_notebook_that_would_run_without_being_asked_for_a_department_is_seen():
    assert "year" in "".join(complaints(_notebook("year = 2024", "bn.show(1)")))
    assert "parameters" in "".join(complaints({"cells": [_cell("year = None")]}))


def test_outputs_and_execution_counts_are_seen():
    run = _cell("bn.show(1)") | {"execution_count": 3, "outputs": [{"output_type": "stream"}]}
    assert len(list(complaints({"cells": [_cell("year = None", "parameters"), run]}))) == 2


def complaints(notebook: dict) -> Iterator[str]:
    """What a notebook has that it must not have, each as a few words with the number of the cell."""
    code = [(number, cell) for number, cell in enumerate(notebook["cells"], 1) if cell["cell_type"] == "code"]
    if [number for number, cell in code if "parameters" in cell["metadata"].get("tags", ())] != [number for number, _ in code[:1]]:
        yield "the first code cell, and it alone, must be tagged parameters"
    for number, cell in code:
        source = "".join(cell["source"])
        yield from (f"cell {number}: {complaint}" for complaint in _in_cell(source))
        if cell["outputs"]:
            yield f"cell {number}: outputs"
        if cell["execution_count"] is not None:
            yield f"cell {number}: execution count"
    if code:
        yield from _usable_defaults("".join(code[0][1]["source"]))


def _in_cell(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, THINKING):
            yield type(node).__name__
        if isinstance(node, ast.Call) and (called := ast.unparse(node.func).rpartition(".")[2]) in FORMATTING:
            yield called
    lines = [line for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]
    if len(lines) > MOST_LINES and not _only_assigns(tree):
        yield f"{len(lines)} lines"


def _only_assigns(tree: ast.Module) -> bool:
    """The parameters cell may have as many lines as there are parameters."""
    return all(isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant | ast.List) for node in tree.body)


def _usable_defaults(source: str) -> Iterator[str]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            if name not in USABLE_DEFAULTS and ast.literal_eval(node.value):
                yield f"the parameter {name} has a default that could be used by mistake"


def _cell(source: str, *tags: str) -> dict:
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": [source], "outputs": [], "execution_count": None}


def _notebook(parameters: str, source: str) -> dict:
    return {"cells": [_cell(parameters, "parameters"), _cell(source)]}
