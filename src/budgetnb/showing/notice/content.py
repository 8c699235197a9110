"""What stands in a notice, part by part, in the words of `form.yaml`; how it looks is the business of `paper.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from budgetnb.amounts import shown
from budgetnb.checking.findings import Review
from budgetnb.season.settings import Settings
from budgetnb.showing.matters import Matter
from budgetnb.yamls import parse_yaml

DIMENSIONS = ("及时性", "完整性", "真实准确性", "细化程度", "公开方式与规范性")
ACTIONS = ("更正", "补充", "说明", "核实")
FIELDS = ("where", "printed", "right", "also", "basis", "cause", "suggestion")
MOST_RELATIONS = 3
"""So many rules that a problem breaks, and places that only follow, are written out; the workpaper has them all."""
MOST_QUOTED = 50
"""Letters of a printed passage that are quoted."""
_NUMERALS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: its `kind` says how it looks, `label` stands in bold before its words."""

    kind: str
    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A whole notice: paragraphs, then on a page of its own the list of problems. A title breaks only between its parts."""

    title: tuple[str, ...]
    parts: tuple[Part, ...]
    annex_mark: str
    annex_title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    page: str


@cache
def form() -> Mapping[str, Any]:
    """The official form."""
    name = "form.yaml"
    read: Mapping[str, Any] = parse_yaml((files(__package__) / name).read_text(encoding="utf-8"), name).content
    return read


def content(review: Review, matters: Sequence[Matter], settings: Settings, addressee: str) -> Content:
    """The notice on these matters of a review."""
    paper, says = review.disclosure, form()
    matters = sorted(matters, key=lambda matter: DIMENSIONS.index(matter.problem.dimension))
    words = {"name": paper.name, "year": paper.year, "level": paper.level or "部门", "kind": settings.kind}
    title = tuple(part.format(**words) for part in says["title"])
    parts = (
        *([Part("number", settings.number)] if settings.number else []),
        Part("addressee", says["addressee"].format(addressee=addressee or paper.name)),
        *_opening(review, settings, words),
        Part("heading", says["parts"][0]),
        _facts(review, words),
        Part("heading", says["parts"][1]),
        *(Part("body", basis) for basis in says["bases"]),
        Part("heading", says["parts"][2]),
        _conclusion(matters, settings, words),
        Part("heading", says["parts"][3]),
        *_problems(matters),
        Part("heading", says["parts"][4]),
        *_requirements(matters, settings, words),
        *_signed(settings),
    )
    return Content(
        title,
        parts,
        says["annex_mark"],
        says["annex_title"],
        tuple(says["annex_head"]),
        tuple(_row(*numbered) for numbered in enumerate(matters, 1)),
        says["page"],
    )


def date_words(date: str) -> str:
    """A date as official papers write it.

    >>> date_words("2024-03-05")
    '2024年3月5日'
    """
    year, month, day = (int(part) for part in date.split("-"))
    return str(form()["date"].format(year=year, month=month, day=day))


def _opening(review: Review, settings: Settings, words: Mapping[str, Any]) -> Iterator[Part]:
    says = form()
    draft = says["draft"].format(number=review.disclosure.revision) if review.disclosure.revision else ""
    yield Part("body", says["opening"][settings.kind].format(**words, unit=says["unit"][words["level"]], draft=draft))


def _facts(review: Review, words: Mapping[str, Any]) -> Part:
    says, paper, coverage = form()["facts"], review.disclosure, review.coverage
    names = "、".join(f"《{source.file}》" for source in paper.sources)
    share = shown(coverage.share * 100, 1)
    read = {"files": names, "tables": len(paper.tables), "figures": coverage.printed, "covered": coverage.covered, "share": share}
    left = coverage.printed - coverage.covered
    rest = says["rest"].format(count=left, unit=form()["unit"][words["level"]]) if left else ""
    return Part("body", says["read"].format(**read) + rest)


def _conclusion(matters: Sequence[Matter], settings: Settings, words: Mapping[str, Any]) -> Part:
    says = form()
    counts = [(action, sum(matter.problem.action == action for matter in matters)) for action in ACTIONS]
    told = "，".join(says["action"][action].format(count=count) for action, count in counts if count)
    verdict = says["verdict"][settings.kind if _is_to_correct(matters) else "explain"]
    unit = says["unit"][words["level"]]
    return Part("body", says["conclusion"].format(count=len(matters), unit=unit, parts=told, verdict=verdict))


def _problems(matters: Sequence[Matter]) -> Iterator[Part]:
    """By dimension, numbered throughout, as the annex numbers them."""
    says = form()
    present = [name for name in DIMENSIONS if any(matter.problem.dimension == name for matter in matters)]
    numbered = list(enumerate(matters, 1))
    for place, name in enumerate(present):
        yield Part("subheading", says["dimension"].format(number=_NUMERALS[place], name=name))
        for number, matter in ((number, matter) for number, matter in numbered if matter.problem.dimension == name):
            yield Part("problem", says["problem"].format(number=number, title=_ended(matter.problem.title)))
            yield from _fields(matter)


def _fields(matter: Matter) -> Iterator[Part]:
    says = form()
    places = tuple(
        f"{where}（{spot}）" if where and spot else where or spot for where, spot in zip(matter.where, matter.spots, strict=True)
    )
    demand = (says["demand"][matter.problem.action],)
    said = {
        "where": places,
        "printed": tuple(_cut(words) for words in matter.printed),
        "right": matter.expected,
        "also": _also(matter),
        "basis": _bases(matter),
    }
    said |= {"cause": matter.cause, "suggestion": matter.suggestion or demand}
    for name in FIELDS:
        lines = _numbered(said[name]) if name in ("where", "printed", "right") else said[name]
        if any(lines):
            yield Part("field", _ended("；".join(line.rstrip("。；") for line in lines if line)), f"{says['fields'][name]}：")
    if matter.more:
        yield Part("field", says["more"].format(count=matter.more))


def _also(matter: Matter) -> tuple[str, ...]:
    """What ties once the problem is corrected; nothing where it is not known how to correct it."""
    if not (matter.also and matter.suggestion):
        return ()
    places, many = "；".join(matter.also[:MOST_RELATIONS]), len(matter.also) > MOST_RELATIONS
    return (form()["also_more" if many else "also"].format(places=places, count=len(matter.also)),)


def _bases(matter: Matter) -> tuple[str, ...]:
    """The regulations a problem offends against, with the relations its figures break."""
    relations = "；".join(words.rstrip("。") for words in matter.relation[:MOST_RELATIONS])
    if len(matter.relation) > MOST_RELATIONS:
        relations = str(form()["relations"].format(relations=relations, count=len(matter.relation)))
    return tuple(filter(None, (relations, *matter.basis[:MOST_RELATIONS])))


def _requirements(matters: Sequence[Matter], settings: Settings, words: Mapping[str, Any]) -> Iterator[Part]:
    """What is to be done until when; the last paragraph is not parted from the signature."""
    says = form()
    deadline = says["by"].format(date=date_words(settings.deadline)) if settings.deadline else says["at_once"]
    asked = says["requirements"][settings.kind if _is_to_correct(matters) else "explain"]
    yield Part("body", asked.format(unit=says["unit"][words["level"]], deadline=deadline))
    preliminary = says["preliminary"].format(kind=settings.kind)
    if settings.contact:
        yield Part("body", preliminary)
    yield Part("last", says["contact"].format(contact=settings.contact) if settings.contact else preliminary)


def _is_to_correct(matters: Sequence[Matter]) -> bool:
    return any(matter.problem.action in ("更正", "补充") for matter in matters)


def _signed(settings: Settings) -> Iterator[Part]:
    says = form()
    yield Part("annex", says["annex"])
    yield Part("office", settings.office or says["office_blank"])
    yield Part("date", date_words(settings.date) if settings.date else says["date_blank"])


def _row(number: int, matter: Matter) -> tuple[str, ...]:
    places, printed, right = map("\n".join, map(_numbered, (matter.where, tuple(map(_cut, matter.printed)), matter.expected)))
    demand = form()["demand"][matter.problem.action].rstrip("。")
    return (str(number), matter.problem.id, matter.problem.title, places, printed, right or "\n".join(matter.suggestion), demand)


def _numbered(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of several places with the places' numbers, where they differ; blank ones left out."""
    if len(set(lines)) == 1:
        return tuple(filter(None, lines[:1]))
    return tuple(f"{_CIRCLED[number]}{line}" for number, line in enumerate(lines) if line)


def _cut(words: str) -> str:
    """A quotation that is not too long; its place says where the rest stands."""
    return words if len(words) <= MOST_QUOTED else f"{words[: MOST_QUOTED - 1].rstrip('”')}…”"


def _ended(words: str) -> str:
    """A sentence with its full stop."""
    return words if not words or words.rstrip("”").endswith(("。", "？", "！", "：")) else f"{words}。"
