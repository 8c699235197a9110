"""The checks that are Python functions, by the name a rule book calls them (`check: name`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from budgetnb.checking import accounts, changes, coding, completeness, dating, explaining, listed, naming, quantities, sameness, wording
from budgetnb.checking.besides import CHECKS_BESIDE
from budgetnb.checking.observing import Beside, Check, Observation
from budgetnb.figures import Disclosure
from budgetnb.texts import text

CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        sameness.share_printed_twice,
        sameness.stated_twice,
        changes.change_printed_twice,
        changes.change_stated_twice,
        changes.changes_in_columns,
        listed.parts_add_up,
        sameness.funds_add_up,
        sameness.performance_funds_told,
        coding.negative_amounts,
        coding.names_of_codes,
        coding.codes_named_alike,
        coding.codes_in_place,
        coding.economic_pairs,
        completeness.contents_and_tables,
        completeness.form_tables,
        completeness.form_sections,
        completeness.state_capital_table,
        completeness.unit_missing,
        dating.wrong_years,
        completeness.procurement_told,
        accounts.account_names,
        accounts.copied_words,
        accounts.reason_direction,
        explaining.reason_missing,
        sameness.direction_word,
        sameness.nil_increased,
        quantities.quantities_add_up,
        naming.name_differs,
        wording.level_words_mixed,
        wording.doubled_words,
        wording.number_missing,
        wording.empty_without_note,
        wording.wrong_note,
        wording.code_missing,
        wording.code_format,
    )
}
NAMES = (*CHECKS, *CHECKS_BESIDE)


def observe(name: str, disclosure: Disclosure, beside: Beside) -> Iterator[Observation]:
    """What the check of a name sees."""
    return CHECKS[name](disclosure) if name in CHECKS else CHECKS_BESIDE[name](disclosure, beside)


def promise(name: str) -> str:
    """What the check of a name promises, in one sentence."""
    check = CHECKS.get(name) or CHECKS_BESIDE[name]
    return (check.__doc__ or "").strip().splitlines()[0]


def why_no_formula(name: str) -> str:
    """Why what the check of a name does cannot be said in a formula; checks of one module have the same reason."""
    check = CHECKS.get(name) or CHECKS_BESIDE[name]
    return text(f"rule.no_formula.{check.__module__.rpartition('.')[2]}")
