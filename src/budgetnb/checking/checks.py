"""The checks that are Python functions, by the name a rule book calls them (`check: name`)."""

from __future__ import annotations

from collections.abc import Mapping

from budgetnb.checking import accounts, coding, completeness, sameness, wording
from budgetnb.checking.observing import Check

CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        sameness.share_printed_twice,
        sameness.stated_twice,
        sameness.change_printed_twice,
        sameness.parts_add_up,
        sameness.funds_add_up,
        sameness.performance_funds_told,
        coding.negative_amounts,
        coding.names_of_codes,
        coding.economic_pairs,
        completeness.contents_and_tables,
        completeness.state_capital_table,
        completeness.unit_missing,
        completeness.wrong_years,
        completeness.procurement_told,
        accounts.account_names,
        accounts.copied_words,
        accounts.reason_direction,
        sameness.direction_word,
        sameness.nil_increased,
        sameness.vehicles_add_up,
        wording.name_differs,
        wording.level_words_mixed,
        wording.empty_without_note,
        wording.wrong_note,
        wording.code_missing,
        wording.code_format,
    )
}
