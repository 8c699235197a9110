"""Whatever is done to a file, it is read or refused: no other exception. The long form is benchmarks/fuzz_readers.py."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import mutated, seeds

from budgetnb.errors import BudgetnbError
from budgetnb.reading import read_document


@cache
def _seeds() -> dict[str, list[bytes]]:
    with TemporaryDirectory() as folder:
        return seeds(Path(folder))


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "html", "text"])
@settings(max_examples=150)
@given(number=st.integers(0, 2**32))
def test_a_changed_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, kind: str, number: int):
    path = tmp_path_factory.getbasetemp() / f"fuzzed.{kind}"
    path.write_bytes(mutated(_seeds()[kind], number))
    try:
        document = read_document(path)
    except BudgetnbError:
        return
    assert all(block.spot is not None for block in document.blocks)
