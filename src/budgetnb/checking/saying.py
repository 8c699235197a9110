"""What a result says in words: the sentence of a finding, its evidence and the suggested correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgetnb.amounts import in_unit, rounded, shown
from budgetnb.checking.findings import Evidence
from budgetnb.checking.result import Result
from budgetnb.figures import Figure, Place
from budgetnb.season.family import APART
from budgetnb.texts import LANGUAGES, language, text
from budgetnb.texts.names import in_words, spoken

_BOUNDS = {"<=": "_most", ">=": "_least"}


def evidence_of(result: Result) -> tuple[Evidence, ...]:
    """The figures a result rests on: left side first, then right side, each once."""
    figures = {figure.key: figure for figure in (*result.left_figures, *result.right_figures, *result.missing)}
    worded = [Evidence(_words(place), None, place) for place in result.places] if not figures else []
    return (*(Evidence(figure.printed, figure.value, figure.place, figure.key) for figure in figures.values()), *worded)


def _words(place: Place) -> str:
    """The words a place points at."""
    words = place.text or ""
    return words[slice(*place.span)] if place.span else words


def says(result: Result, left_stands: bool = False) -> str:
    """The finding in one sentence: the rule, and for numbers both sides and the difference; the left one may not be what is wrong."""
    where = address(result.left_figures[0]) if result.left_figures else result.at
    if result.rule.form == "forbid" and result.places:
        return text("finding.forbidden", rule=result.rule.sentence, printed=_words(result.places[0]))
    if result.left is None or result.right is None:
        return text("finding.words", rule=result.rule.sentence, where=where)
    parts = {"rule": result.rule.sentence, "where": where, "left": number(result.left, result), "right": number(result.right, result)}
    if result.outcome == "blank":
        blanks = text("word.and").join(address(figure) for figure in (result.missing or result.blanks)[:3])
        return text("finding.blank", **parts, blanks=blanks)
    bound = _BOUNDS.get(result.operator, "") if result.outcome == "breaks" else ""
    outcome = f"{result.outcome}{bound}" if result.outcome in ("ties", "rounds", "breaks") else "words"
    outcome = "differs" if outcome == "breaks" and left_stands else outcome
    return text(f"finding.{outcome}", **parts, gap=gap(result))


def number(value: Decimal, result: Result) -> str:
    """A number of a result as people write it, with its unit."""
    places = result.decimals if result.decimals is not None and result.decimals >= 0 else None
    printed = shown(value, places) if places is not None else shown(value.normalize() if value else value)
    return f"{printed}{'' if result.unit == '%' else ' '}{result.unit}"


def gap(result: Result) -> str:
    """The difference of a result; of two percentages it is in percentage points."""
    words = number(result.difference or Decimal(0), result)
    return text("finding.points", gap=words.rstrip("%")) if result.unit == "%" else words


def address(figure: Figure) -> str:
    """Where a figure stands, for people: table, line and column, or section and term."""
    parts = figure.key.rpartition(APART)[2].split("/")  # the place says whose it is
    if parts[0] == "文":
        section = (figure.place.section or "").split(" · ")[-1] if language() == LANGUAGES[0] else in_words(parts[1])
        return text("finding.in_text", section=section, term=parts[2].split("#")[0], role=text(f"finding.role.{parts[-1]}"))
    place = figure.place
    words = [place.table or parts[0], place.row or text("finding.total_line"), *(place.column or "").split(".")]
    return " · ".join(spoken(word) for word in words if word and word not in ("金额",))


def suggestion_of(result: Result) -> str | None:
    """The sentence with the right figure in it, or what a cell should say; None when it is not one figure's fault."""
    if result.outcome not in ("breaks", "blank") or result.right is None or len(result.left_terms) != 1 or result.rule.severity == "hint":
        return None
    figure = result.left_terms[0].figure
    if result.outcome == "blank" and figure.value is not None:
        return None
    right = as_printed(figure, in_unit(abs(result.right), result.unit, figure.unit))
    if result.rule.of_units:  # either of the two documents may be the wrong one
        return text("finding.suggest_units")
    if _in_sentence(figure):
        return suggested(figure, right)
    suggest = {"<=": "finding.suggest_bound", ">=": "finding.suggest_least"}.get(result.operator, "finding.suggest_cell")
    return text(suggest, where=address(figure), right=right)


def suggested(figure: Figure, right: str) -> str:
    """The sentence of a figure with the right number in it, or what its cell should say."""
    return "\n".join(suggested_together([(figure, right)]))


def suggested_together(changes: Iterable[tuple[Figure, str]]) -> Iterator[str]:
    """The same of several figures: those of one sentence are put right at once."""
    sentences: dict[tuple[object, ...], list[tuple[Figure, str]]] = {}
    for figure, right in changes:
        place = figure.place
        if place.text and place.span and _in_sentence(figure):
            sentences.setdefault((place.file, place.page, place.line, place.text), []).append((figure, right))
        else:
            yield text("finding.suggest_cell", where=address(figure), right=right)
    for found in sentences.values():
        yield text("finding.suggest_sentence", sentence=_reworded(found))


def _reworded(changes: Iterable[tuple[Figure, str]]) -> str:
    """A sentence with other numbers in it, from the last one on so that the places of the others stay."""
    placed = sorted(((figure.place.span or (0, 0), right, figure.place.text or "") for figure, right in changes), reverse=True)
    sentence = placed[0][2]
    for (start, end), right, _ in placed:
        sentence = sentence[:start] + right + sentence[end:]
    return sentence.strip()


def _in_sentence(figure: Figure) -> bool:
    return figure.key.startswith("文/")


def as_printed(figure: Figure, value: Decimal, places: int | None = None) -> str:
    """The right number, in the figure's unit, written the way the wrong one was; to as many decimals, unless others are asked for."""
    if places is None:
        places = max(0, -int(figure.half.adjusted()) - 1) if figure.half else 2
    grouped = "," in figure.printed
    written = f"{rounded(value, places):,f}" if grouped else f"{rounded(value, places):f}"
    tail = figure.printed.lstrip("-+0123456789,.，． ")
    return written + (" " if tail and " " in figure.printed.strip() else "") + tail.strip()
