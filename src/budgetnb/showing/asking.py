"""What touches a figure."""

from __future__ import annotations

from budgetnb.checking.findings import Findings, Review
from budgetnb.errors import BudgetnbError
from budgetnb.figures import Disclosure, Figure, Found
from budgetnb.showing.report import check


class NobodysFigure(BudgetnbError):
    """A figure that does not know whose it is."""

    key = "frame.whose"


def why(figure: Figure, review: Review | None = None) -> Findings:
    """Every rule that touches a figure, with both sides, in the order of the rule book.

    A figure that `r.find(...)` found is looked up in that review; one that `d.find(...)` found is checked first, as
    `bn.check(d)` does it. Of any other figure it has to be said which review is meant (NobodysFigure).

    Examples:
        >>> import budgetnb as bn
        >>> review = bn.check(bn.read(bn.SAMPLE))
        >>> [finding.rule for finding in bn.why(review.find("361.39")[0])]
        ['T1-4', 'X-03']
    """
    if review is None and isinstance(figure, Found):
        within = figure.within
        review = check(within) if isinstance(within, Disclosure) else within if isinstance(within, Review) else None
    if review is None:
        raise NobodysFigure(printed=figure.printed.strip())
    return Findings(one for one in review.findings if any(evidence.key == figure.key for evidence in one.evidence))
