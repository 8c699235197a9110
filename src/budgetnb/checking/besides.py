"""The checks that look at more than the disclosure itself: at those of its units, the season's register, that of the year before."""

from __future__ import annotations

from collections.abc import Mapping

from budgetnb.checking import last_columns, organisations, prior, projects, registered
from budgetnb.checking.observing import CheckBeside

CHECKS_BESIDE: Mapping[str, CheckBeside] = {
    check.__name__: check
    for check in (
        registered.published_in_time,
        registered.approved_totals,
        registered.approved_totals_asked,
        projects.projects_of_units,
        organisations.units_lacking,
        organisations.units_extra,
        organisations.units_listed,
        organisations.units_registered,
        organisations.units_counted,
        prior.bases_published,
        prior.bases_published_asked,
        last_columns.prior_columns,
        prior.bases_in_doubt,
    )
}
