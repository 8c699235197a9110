"""The bundled sample, checked once in each language."""

from __future__ import annotations

import pytest
from pages import SAMPLE, in_language

from budgetnb.checking.findings import Review
from budgetnb.showing import report


@pytest.fixture(scope="session")
def sample() -> Review:
    """The review of the bundled sample, in Chinese."""
    return in_language("zh", lambda: report.review(SAMPLE))


@pytest.fixture(scope="session")
def english_sample() -> Review:
    """The same in English."""
    return in_language("en", lambda: report.review(SAMPLE, lang="en"))
