"""The figures of a run, and how they are printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from statistics import mean
from typing import Any

from faults.covering import HARD, ROUNDED

Record = dict[str, Any]
CERTAIN = (*HARD, "certain")
SAID = ("covered", "unchecked", "unread")
AMOUNTS = ("cell", "total", "amount", "change")
MOST_NAMED = 2


def summary(records: Sequence[Record]) -> dict[str, Any]:
    """All figures of a run."""
    faults = [one for one in records if one["what"] == "fault"]
    real = [one for one in records if one["what"] == "real"]
    clean = [one for one in records if one["what"] == "clean"]
    numbers = [one for one in faults if one["covering"] in HARD]
    explained = [one for one in faults if one["causes"] and one["outcome"] == "found"]
    percentages = [one for one in explained if one["where"] == "percentage"]
    amounts = [one for one in explained if one["where"] in AMOUNTS]
    return {
        "disclosures": len({one["disclosure"] for one in faults}),
        "faults": len(faults),
        "numbers that can be checked": _recall(numbers),
        "words and forms": _recall([one for one in faults if one["covering"] == "certain"]),
        "said to be covered": _said_to_be(faults),
        "by kind": _by(faults, "kind"),
        "by form": _by(numbers, "form"),
        "by format": _by(numbers, "format"),
        "causes": {
            "percentages found": len(percentages),
            "named": sum(map(_named, percentages)),
            "wrongly": sum(map(_misnamed, percentages)),
        },
        "causes of amounts": {"amounts found": len(amounts), "named": sum(map(_named, amounts)), "wrongly": sum(map(_misnamed, amounts))},
        "corrections": {kind: Counter(one["corrected"] or "none" for one in ones) for kind, ones in _groups(amounts, "where").items()},
        "causes by kind": {kind: [sum(map(_named, ones)), len(ones)] for kind, ones in _groups(explained, "kind").items()},
        "clean": len(clean),
        "false alarms": dict(Counter(alarm["severity"] for one in clean for alarm in one["alarms"])),
        "false alarms by rule": dict(
            Counter(f"{alarm['severity']} {alarm['rule']} {one['form']} {one['format']}" for one in clean for alarm in one["alarms"])
        ),
        "clean with errors": sum(any(alarm["severity"] == "error" for alarm in one["alarms"]) for one in clean),
        "unread on clean": sum(one["unread"] for one in clean),
        "real": _real(real),
        "unreadable": dict(Counter(one["format"] for one in records if one["what"] == "unreadable")),
        "seconds": _seconds(clean),
        "findings a fault": round(mean([one["new"] for one in faults if one["new"]] or [0]), 1),
    }


def _said_to_be(faults: Sequence[Record]) -> dict[str, Any]:
    """How often the review's own word on a figure is true: of what it calls covered, rounding aside, what was found; of the rest too."""
    seen = [one for one in faults if one.get("said") and one["covering"] != ROUNDED]
    return {
        word: {form: _recall(ones) for form, ones in _groups([one for one in seen if one["said"] == word], "form").items()} for word in SAID
    }


def _named(one: Record) -> bool:
    """Whether the cause is named, alone or with one other that explains the figure as well."""
    return bool(set(one["causes"]) & set(one["named"])) and len(one["named"]) <= MOST_NAMED


def _misnamed(one: Record) -> bool:
    """Whether only other causes are named, which is worse than none."""
    return bool(one["named"]) and not set(one["causes"]) & set(one["named"])


def _recall(faults: Sequence[Record]) -> dict[str, Any]:
    found = sum(one["outcome"] == "found" for one in faults)
    elsewhere = sum(one["outcome"] == "elsewhere" for one in faults)
    return {"faults": len(faults), "found": found, "elsewhere": elsewhere, "recall": round(found / len(faults), 4) if faults else None}


def _groups(faults: Iterable[Record], field: str) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for one in faults:
        groups[one[field]].append(one)
    return dict(sorted(groups.items()))


def _by(faults: Sequence[Record], field: str) -> dict[str, Any]:
    made = {}
    for name, ones in _groups(faults, field).items():
        certain = [one for one in ones if one["covering"] in CERTAIN]
        made[name] = {"all": len(ones), **_recall(certain), "not checkable": len(ones) - len(certain)}
    return made


def _real(real: Sequence[Record]) -> dict[str, Any]:
    return {
        "all": _recall(real),
        "covered": _recall([one for one in real if one["covering"] == "covered"]),
        "printed elsewhere too": _recall([one for one in real if one["twice"]]),
        "by document": {name: _recall(ones) for name, ones in _groups(real, "document").items()},
        "by where": {name: _recall(ones) for name, ones in _groups(real, "where").items()},
        "missed": dict(Counter(one["covering"] for one in real if one["outcome"] != "found")),
    }


def _seconds(clean: Sequence[Record]) -> dict[str, dict[str, float]]:
    made = {}
    for format_, ones in _groups(clean, "format").items():
        made[format_] = {step: round(mean(one["seconds"][step] for one in ones), 4) for step in ("write", "read", "recognise", "check")}
    return made


def print_report(figures: dict[str, Any], records: Sequence[Record], say: Callable[[str], None] = print) -> None:
    """The figures for people, then what was missed."""
    checkable, forms, causes = figures["numbers that can be checked"], figures["words and forms"], figures["causes"]
    say(f"{figures['faults']} faults in {figures['disclosures']} invented disclosures, one at a time")
    say(f"numbers that an identity or a second printing covers: {_said(checkable)}")
    say(f"words, lines, tables, codes: {_said(forms)}")
    say(f"causes of percentages: {causes['named']} of {causes['percentages found']} named rightly, {causes['wrongly']} wrongly")
    money = figures["causes of amounts"]
    say(f"causes of amounts: {money['named']} of {money['amounts found']} named rightly, {money['wrongly']} wrongly")
    for where, counts in figures["corrections"].items():
        say(f"corrections where the fault is in a {where}: {dict(counts)}")
    say(f"clean disclosures: {figures['clean']}, with an error {figures['clean with errors']}; alarms {figures['false alarms']}")
    for word, by_form in figures["said to be covered"].items():
        say(f"the review says {word}: " + "; ".join(f"{form} {one['found']} of {one['faults']} found" for form, one in by_form.items()))
    for title in ("by kind", "by form", "by format"):
        say(f"\n{title:28} {'all':>5} {'covered':>8} {'found':>6} {'elsewhere':>10} {'recall':>7}")
        for name, one in figures[title].items():
            recall = "-" if one["recall"] is None else f"{one['recall']:.3f}"
            say(f"{name:28} {one['all']:5} {one['faults']:8} {one['found']:6} {one['elsewhere']:10} {recall:>7}")
    say(f"\ncauses by kind (named, found): {figures['causes by kind']}")
    say(
        f"\nreal documents: {_said(figures['real']['all'])}; where the review says a figure is covered: {_said(figures['real']['covered'])}"
    )
    for title in ("by document", "by where"):
        for name, one in figures["real"][title].items():
            say(f"  {name:50} {_said(one)}")
    say(f"\nseconds a document: {figures['seconds']}")
    for name, count in sorted(figures["false alarms by rule"].items(), key=lambda pair: -pair[1]):
        say(f"false alarm {count:4} {name}")
    for line in misses(records):
        say(line)


def _said(one: dict[str, Any]) -> str:
    return f"{one['found']} of {one['faults']} ({one['recall']}), {one['elsewhere']} more shown elsewhere"


def misses(records: Sequence[Record]) -> list[str]:
    """What was missed though it is covered, and every miss in a real document, each with its reason."""
    missed = [one for one in records if one["what"] in ("fault", "real") and one["outcome"] != "found"]
    lines = [f"\nmissed: {dict(Counter(one['covering'] for one in missed))}"]
    wrongly = [one for one in missed if one.get("said") == "covered" and one["covering"] != ROUNDED]
    shown = [one for one in missed if one["covering"] in CERTAIN or one["what"] == "real" or one in wrongly]
    return lines + [_missed(one) for one in sorted(shown, key=lambda one: (one["what"], one["kind"], one["covering"], one["place"]))]


def _missed(one: Record) -> str:
    where = one["place"] or one["passage"][:60]
    said = f"{one['right'][:40]} → {one['printed'][:40]}"
    return f"{one['outcome']:9} {one['kind']:24} {one['disclosure']:40} {where}: {said} [{one['covering']}]"
