"""What reviewers decide on problems: kept in the project, shown by every later run.

`params/decisions/<year>/<code or name>-<dept|unit>.yaml` holds the decisions on one disclosure;
`budgetnb decide` writes it from a workpaper, and an analyst may write it by hand.
"""

from __future__ import annotations

from budgetnb.deciding.decisions import Decided, decided, decision_path, read_decisions, with_decisions

__all__ = ("Decided", "decided", "decision_path", "read_decisions", "with_decisions")
