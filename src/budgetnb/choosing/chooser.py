"""The chooser: one list of departments, one of years, and what the page is on now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from budgetnb.blocks import Block, Callout, Paragraph, runs
from budgetnb.blocks_html import notebook_html
from budgetnb.characters import visible
from budgetnb.choosing.page import Page
from budgetnb.choosing.subjects import Subject
from budgetnb.choosing.turning import choice_now, kept, turn
from budgetnb.errors import BudgetnbError
from budgetnb.texts import LANGUAGES, speak, text

MANY = 30
"""From so many organisations on, the list can be narrowed by words."""
_FOLDED = Markup('<details class="budgetnb"><summary>{}</summary><pre>{}</pre></details>')


class Chooser:
    """The lists and what they do; `whole` is the widget, `said` what it says at first. Names are set as text, never as HTML."""

    def __init__(self, subject: Subject, page: Page, said: Iterable[Block] = ()) -> None:
        self.subject, self.page = subject, page
        self.words = widgets.Text(placeholder=text("choose.filter"), layout=_wide("12em"))
        self.who = widgets.Dropdown(description=text(f"choose.who.{subject.kind}"), layout=_wide("34em"), style=_CLOSE)
        self.when = widgets.Dropdown(description=text(f"choose.when.{subject.kind}"), layout=_wide("14em"), style=_CLOSE)
        self.said = widgets.HTML()
        self.wrong = widgets.Output()
        lists = [self.who, *([self.when] if any(one.when for one in subject.choices) else [])]
        if len(self._everyone()) > MANY:
            lists.insert(0, self.words)
        self.whole = widgets.VBox([widgets.HBox(lists, layout=widgets.Layout(flex_flow="row wrap")), self.said, self.wrong])
        self._begin(said)
        for one, chosen in ((self.words, self._narrowed), (self.who, self._who_chosen), (self.when, self._when_chosen)):
            one.observe(chosen, "value")

    def _begin(self, said: Iterable[Block]) -> None:
        """The lists as the page is now."""
        now = choice_now(self.subject, self.page.variables)
        self.who.options, self.who.value = _options(self._everyone()), now.who if now else None
        self.when.options, self.when.value = _options(self._years()), now.when if now else None
        told = text("choose.how" if self.subject.choices else f"choose.nothing.{self.subject.kind}")
        self._say(*said, Paragraph(runs(told), "note"), *(Paragraph(runs(why), "note") for why in self.subject.refused))

    def _everyone(self) -> list[str]:
        return list(dict.fromkeys(one.who for one in self.subject.choices))

    def _years(self) -> list[str]:
        return list(dict.fromkeys(one.when for one in self.subject.choices if one.who == self.who.value))

    def _narrowed(self, change: Mapping[str, Any]) -> None:
        wanted, now = change["new"].strip(), self.who.value
        with self._unobserved():
            self.who.options = _options(name for name in self._everyone() if wanted in name or name == now)
            self.who.value = now

    def _who_chosen(self, change: Mapping[str, Any]) -> None:
        """Another organisation: its same year if there is one, else its last."""
        year, years = self.when.value, self._years()
        with self._unobserved():
            self.when.options, self.when.value = _options(years), year if year in years else years[-1]
        self._turn()

    def _when_chosen(self, change: Mapping[str, Any]) -> None:
        self._turn()

    def _turn(self) -> None:
        """Make what is chosen and show it; where that cannot be done the page stays as it is, and the lists return to it."""
        speak(kept(self.subject, self.page.variables).get("lang", LANGUAGES[0]))  # an answer to a click comes in a context of its own
        choice = next(one for one in self.subject.choices if (one.who, one.when) == (self.who.value, self.when.value))
        self._say(Paragraph(runs(text("choose.busy", what=choice.named))))
        self.wrong.clear_output()
        self.who.disabled = self.when.disabled = True
        with self.wrong:  # shows what went wrong, if it is a mistake of ours
            try:
                told = turn(self.subject, self.page, choice)
            except BudgetnbError as wrong:
                title = text("choose.not_shown", what=choice.named)
                self._return(Callout(runs(title), (Paragraph(runs(str(wrong))),), "warning"))
            else:
                lines = "\n".join(f"{name} = {value!r}" for name, value in told.items())
                self._say(Paragraph(runs(text("choose.now", what=choice.named))))
                self.said.value += str(_FOLDED.format(text("choose.lines"), visible(lines)))
            finally:
                self.who.disabled = self.when.disabled = False

    def _return(self, *said: Block) -> None:
        """The lists as the page still is, and why it is."""
        with self._unobserved():
            self._begin(said)

    def _say(self, *blocks: Block) -> None:
        self.said.value = notebook_html(blocks)

    @contextmanager
    def _unobserved(self) -> Iterator[None]:
        """Change the lists without choosing anything."""
        pairs = ((self.who, self._who_chosen), (self.when, self._when_chosen))
        for one, chosen in pairs:
            one.unobserve(chosen, "value")
        yield
        for one, chosen in pairs:
            one.observe(chosen, "value")


_CLOSE = {"description_width": "initial"}


def _wide(width: str) -> Any:
    return widgets.Layout(width="auto", min_width=width, max_width="100%")


def _options(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names as an option shows them, and as they are."""
    return [(visible(name), name) for name in names]
