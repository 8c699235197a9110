"""The bundled sample, checked once in each language."""

from __future__ import annotations

import pytest
from pages import SAMPLE, in_language
from real import ASKED, Shown, shown

from budgetnb.checking.findings import Review
from budgetnb.showing import report
from budgetnb.texts import speak


@pytest.fixture(scope="session")
def sample() -> Review:
    """The review of the bundled sample, in Chinese."""
    return in_language("zh", lambda: report.review(SAMPLE))


@pytest.fixture(scope="session")
def english_sample() -> Review:
    """The same in English."""
    return in_language("en", lambda: report.review(SAMPLE, lang="en"))


@pytest.fixture(params=ASKED)
def document(request: pytest.FixtureRequest) -> Shown:
    """A real document's report as a page, in the language in force."""
    name, lang = request.param
    speak(lang)
    return shown(None if name == "sample" else request.getfixturevalue("corpus"), name, lang)
