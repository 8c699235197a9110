"""What an open notebook shows of one thing, so that it can show the same of another where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from IPython.display import display, update_display

import budgetnb as bn
from budgetnb.blocks import Paragraph, runs
from budgetnb.errors import BudgetnbError
from budgetnb.showing.shown import Shown


class Page:
    """The parts that stand on the page, each shown under a name of its own: that of the call that made it.

    `names` are the notebook's variables for what the page is on; what is shown of anything else is left alone.
    """

    def __init__(self, variables: dict[str, Any], of: Any) -> None:
        self.variables = variables
        self.names = tuple(name for name, value in variables.items() if value is of and not name.startswith("_"))
        self.parts: dict[str, tuple[str, ...]] = {}

    @property
    def of(self) -> Any:
        """What the page is on."""
        return next((self.variables[name] for name in self.names if name in self.variables), None)

    def open(self, shell: Any) -> None:
        """From here on, have the notebook show parts under their names; the page opened last is the one that does."""
        shell.display_formatter.ipython_display_formatter.for_type(Shown, self.show)

    def show(self, shown: Shown) -> None:
        """Show a part, so that it can be replaced if it is one of the page."""
        name = "/".join(("budgetnb", *shown.asked))
        if shown.asked and shown.of is self.of:
            self.parts[name] = shown.asked
            display(shown.bundle(), raw=True, display_id=name)
        else:
            display(shown.bundle(), raw=True)

    def turn_to(self, of: Any, parameters: Mapping[str, Any]) -> None:
        """Let the page be on something else: everything is made before anything is replaced, so that it is always on one thing."""
        made = {name: _again(of, *asked) for name, asked in self.parts.items()}
        self.variables.update(dict.fromkeys(self.names, of), **parameters)
        for name, shown in made.items():
            update_display(shown.bundle(), raw=True, display_id=name)


def _again(of: Any, verb: str, *names: str) -> Shown:
    """A part of something else; what it does not have is said in its place."""
    try:
        shown: Shown = getattr(bn, verb)(of, *names)
    except BudgetnbError as wrong:
        return Shown((Paragraph(runs(str(wrong)), "note"),))
    return shown
