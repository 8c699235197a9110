"""Statements by grammar: the narrative of a section as claims about terms.

`read_section` reads a section, `read_claims` one paragraph, `scope_of` a section's title. Every digit of the text is
in exactly one figure of a claim, named as something that is no figure, or listed as loose.
"""

from budgetnb.recognising.statements.claims import LEVELS, ROLES, Claim, LooseNumber, NonFigure, Number, Reading
from budgetnb.recognising.statements.reader import budget_year, read_claims, read_section, scope_of

__all__ = [
    "LEVELS",
    "ROLES",
    "Claim",
    "LooseNumber",
    "NonFigure",
    "Number",
    "Reading",
    "budget_year",
    "read_claims",
    "read_section",
    "scope_of",
]
