"""A chooser of department and year in an open notebook; where nobody sits at it, there is none."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetnb.blocks import Block
    from budgetnb.checking.findings import Review
    from budgetnb.showing.many.overview import Overview
    from budgetnb.showing.many.years import Years
    from budgetnb.showing.shown import Shown


def choose(of: Review | Years | Overview, folder: str | Path | None = None) -> Any:
    """A chooser of what else the notebook may be on: department and year, department, or year and level.

    A choice sets the parameters, calls again what made `of`, and shows every part of it anew where it stands. Where
    the cell of parameters asks for another department or year than `of` is on, that one is looked for and shown.
    Departments and years are those of the params files, else of the documents, in `folder` (the project's
    params/, else documents/), or of the collected reports. Without ipywidgets a sentence says what to do
    instead; run by papermill, nbconvert or a scheduler, nothing is shown.
    """
    shell = _attended()
    if shell is None:
        return None
    from budgetnb.choosing.page import Page  # noqa: PLC0415  a report needs none of this
    from budgetnb.choosing.subjects import subject_of  # noqa: PLC0415  as above
    from budgetnb.choosing.turning import follow  # noqa: PLC0415  as above

    page, subject = Page(shell.user_ns, of), subject_of(of, Path(folder) if folder else None)
    said = follow(subject, page)
    if find_spec("ipywidgets") is None:
        return without_widgets(said)
    from budgetnb.choosing.chooser import Chooser  # noqa: PLC0415  as above

    page.open(shell)
    return Chooser(subject, page, said).whole


def without_widgets(said: tuple[Block, ...]) -> Shown:
    """What stands in the chooser's place."""
    from budgetnb.blocks import Paragraph, runs  # noqa: PLC0415  as above
    from budgetnb.showing.shown import Shown  # noqa: PLC0415  as above
    from budgetnb.texts import text  # noqa: PLC0415  as above

    return Shown((*said, Paragraph(runs(text("choose.no_widgets")), "note")))


def _attended() -> Any:
    """The shell of a notebook that somebody sits at: who asks for a cell says whether there is anybody to answer questions."""
    ipython = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython else None
    asked = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return shell if asked.get("content", {}).get("allow_stdin") else None
