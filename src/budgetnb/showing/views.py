"""How each noun shows itself: as a frame, as a workbook, and on the screen of JupyterLab or of a plain shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetnb.checking.findings import Findings, Problems, Review
from budgetnb.figures import Disclosure, Figures, Table
from budgetnb.showing.alone import alone, unlinked
from budgetnb.showing.lists import UNMARKED, of_disclosure, of_figures, of_findings, of_problems
from budgetnb.showing.marks import marked
from budgetnb.showing.prose import conclusion, summary
from budgetnb.showing.shown import Shown
from budgetnb.showing.tables import key_figures, one_table
from budgetnb.showing.trying import Places, of_places, places_frame
from budgetnb.tabular import ShowsItself, Tabular

if TYPE_CHECKING:
    import pandas as pd


def frame_of(noun: Tabular, exact: bool = True) -> pd.DataFrame:
    """A noun as a frame: figures of a disclosure, lines of a table, findings of a review."""
    from budgetnb.showing import frames  # noqa: PLC0415  whoever only looks needs no pandas

    match noun:
        case Disclosure():
            return frames.figures_frame(noun, exact)
        case Table():
            return frames.table_frame(noun, exact)
        case Figures():
            return frames.found_frame(noun, exact)
        case Problems():
            return frames.problems_frame(noun)
        case Review():
            return frames.findings_frame(noun.findings, exact)
        case Findings():
            return frames.findings_frame(noun, exact)
        case Places():
            return places_frame(noun, exact)
    raise TypeError(type(noun))


def workbook_of(noun: Tabular) -> bytes:
    """A noun as a workbook: what `budgetnb read --xlsx` writes of a disclosure, the workpaper of a review, else one list or table."""
    from budgetnb.showing.workpaper import listing, workpaper  # noqa: PLC0415  the workbook's library is loaded when a workbook is made

    match noun:
        case Disclosure():
            from budgetnb.showing.reading_views.workbook import figures_workbook  # noqa: PLC0415  as above

            return figures_workbook((noun,))
        case Review():
            return workpaper(noun)
        case Table():
            return listing.table_workbook(noun)
    frame = frame_of(noun)
    return listing.list_workbook({type(noun).__name__.lower(): (list(frame.columns), frame.to_numpy().tolist())})


def shown_of(noun: ShowsItself) -> Shown:
    """A noun as people look at it."""
    match noun:
        case Disclosure():
            return Shown(of_disclosure(noun))
        case Table():
            return Shown(tuple(map(unlinked, one_table(UNMARKED, noun))))
        case Figures():
            return Shown(of_figures(noun))
        case Problems():
            return Shown(of_problems(noun))
        case Review():
            asked = marked(noun)
            return Shown(tuple(map(unlinked, (*conclusion(asked), *summary(asked), *key_figures(asked), *of_problems(noun.problems)))))
        case Findings():
            return Shown(of_findings(noun))
        case Places():
            return Shown(of_places("", noun))
    return Shown(tuple(map(unlinked, alone(noun))))
