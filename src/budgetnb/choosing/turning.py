"""From what a notebook is on to what is chosen, by the chooser or in the cell of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from budgetnb.blocks import Block, Callout, Paragraph, runs
from budgetnb.choosing.page import Page
from budgetnb.choosing.subjects import Choice, Subject
from budgetnb.running.params import parameters
from budgetnb.texts import text

WHOSE = ("department", "level", "year")


def choice_now(subject: Subject, variables: Mapping[str, Any]) -> Choice | None:
    """The choice that the parameters ask for; None when it is none of those there are."""
    known_by = subject.known_by
    asked = tuple(variables.get(name) for name in known_by)
    return next((one for one in subject.choices if tuple(getattr(one.params, name) for name in known_by) == asked), None)


def kept(subject: Subject, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that no choice changes."""
    return {name: variables[name] for name in subject.kept if variables.get(name)}


def turn(subject: Subject, page: Page, choice: Choice) -> Mapping[str, Any]:
    """Let the page be on a choice, and give the parameters that say so; the page is as it was when something cannot be read."""
    params = subject.completed(choice.params).model_copy(update=kept(subject, page.variables))
    told = {name: value for name, value in parameters(params).items() if name in page.variables}
    page.turn_to(subject.call(params), told)
    return told


def follow(subject: Subject, page: Page) -> tuple[Block, ...]:
    """Where department or year was changed in the cell of parameters and the sources were not: turn to what is asked for.

    Where that is not among the choices, it is said that parameters and document contradict each other.
    """
    if subject.kind != "department":
        return ()
    read = page.of.disclosure
    pairs = [(page.variables.get(name), found) for name, found in zip(WHOSE, (read.name, read.level, read.year), strict=True)]
    apart = [bool(asked and found and asked != found) for asked, found in pairs]
    choice = choice_now(subject, page.variables)
    if any(apart) and choice and [*getattr(choice.params, "sources", ())] != page.variables.get("sources"):
        turn(subject, page, choice)
        return (Paragraph(runs(text("choose.followed", what=choice.named))),)
    if any(apart[1:]):
        asked, found = (" ".join(str(pair[side]) for pair in pairs if pair[side]) for side in (0, 1))
        told = Paragraph(runs(text("choose.contradict", asked=asked, read=found)))
        return (Callout(runs(text("choose.contradiction")), (told,), "warning"),)
    return ()
