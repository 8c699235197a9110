"""What tests share: the real documents, and a language that no test leaves behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from budgetnb.texts import speak

ROOT = Path(__file__).parents[1]

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real published documents, which are not part of the project."""
    folder = Path(os.environ.get("BUDGETNB_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip("no corpus of real documents: set BUDGETNB_CORPUS to the folder that holds them")
    return folder


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese."""
    speak("zh")
    yield
    speak("zh")


@pytest.fixture(autouse=True)
def plain_installation() -> Iterator[None]:
    """Every test runs as where the extra `ocr` is not installed, but those of recognition itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "rapidocr", None)
        yield
