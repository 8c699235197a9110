"""A params file: what one report is on. Read and checked before anything starts, all mistakes at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from budgetnb.errors import WrongParams, nearest
from budgetnb.project import project_folder
from budgetnb.texts import text
from budgetnb.yamls import Yaml, read_yaml

Level = Literal["部门", "单位"]
Lang = Literal["zh", "en"]
Words = Annotated[str, Field(min_length=1)]


def _several(value: Any) -> Any:
    """One file may be written without a list around it."""
    return (value,) if isinstance(value, str) else () if value is None else value


Files = Annotated[tuple[Words, ...], BeforeValidator(_several)]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Params(_Given):
    """What the report on one disclosure is on; paths are relative to the project folder."""

    department: Words
    level: Level
    year: int = Field(ge=1990, le=2100)
    sources: Annotated[tuple[Words, ...], Field(min_length=1), BeforeValidator(_several)]
    code: Words | None = None
    prior_sources: Files = ()
    former: Files = ()
    units: Files = ()
    revision: int | None = Field(default=None, ge=1, le=999)
    form: Words | None = None
    rules: Files = ()
    notebook: Words | None = None
    title: Words | None = None
    lang: Lang = "zh"
    report: Literal["department"] = "department"

    @property
    def name(self) -> str:
        """What messages call the report."""
        return f"{self.department} {self.year} {level_words(self.level)}"


class Trend(_Given):
    """What the report on one organisation over its years is on.

    `reports` are folders below the reports folder; left out, those of the organisation are found by themselves.
    """

    report: Literal["trend"] = "trend"
    department: Words
    level: Level
    code: Words | None = None
    reports: Files = ()
    notebook: Words | None = None
    title: Words | None = None
    lang: Lang = "zh"

    @property
    def name(self) -> str:
        """What messages call the report."""
        return f"{self.department} {text('param.report.trend')} {level_words(self.level)}"


class Overview(_Given):
    """What the report on all organisations of one year is on, or on those whose name or code `only` is a part or a pattern of."""

    report: Literal["overview"] = "overview"
    year: int = Field(ge=1990, le=2100)
    level: Level | None = None
    only: Words | None = None
    notebook: Words | None = None
    title: Words | None = None
    lang: Lang = "zh"

    @property
    def name(self) -> str:
        """What messages call the report."""
        return " ".join((str(self.year), text("param.report.overview"), *filter(None, (level_words(self.level), self.only))))


def level_words(level: str | None) -> str:
    """A level in the language in force; "" for none."""
    return text(f"param.of_level.{level}") if level else ""


Asking = Params | Trend | Overview
KINDS: dict[str, type[Asking]] = {"department": Params, "trend": Trend, "overview": Overview}
"""Kinds of params files by what their key `report` says; without it, the first."""
FILES = ("sources", "prior_sources", "former", "units", "rules", "notebook")
"""Keys whose values are files."""
FOR_THE_RUNNER = ("report", "notebook", "title")
"""Keys that say which notebook and how its page is called; the notebook itself is not told."""


def for_the_notebook(kind: type[Asking]) -> tuple[str, ...]:
    """The keys of a kind of params file that its notebook is told."""
    return tuple(name for name in kind.model_fields if name not in FOR_THE_RUNNER)


FOR_THE_NOTEBOOK = for_the_notebook(Params)


def read_params(path: Path, project: Path | None = None) -> Asking:
    """The parameters in a file; WrongParams says everything that is wrong with it, with its lines."""
    return check_params(read_yaml(path), project or project_folder(path.absolute().parent))


def check_params(yaml: Yaml, project: Path) -> Asking:
    """The parameters in YAML that was read, their files looked for in `project`."""
    mistakes: list[tuple[int, str]] = []
    params: Asking | None = None
    if not isinstance(yaml.content, dict):
        mistakes.append((1, text("param.no_mapping")))
    else:
        said = str(yaml.content.get("report", "department"))
        kind = KINDS.get(said, Params)
        try:
            params = kind.model_validate(yaml.content)
        except ValidationError as wrong:
            mistakes += [
                (yaml.line(*error["loc"]), _sentence(error, kind))
                for error in wrong.errors()
                if said in KINDS or error["loc"] == ("report",)
            ]
        mistakes += _wrong_files(yaml, project)
    if params is None or mistakes:
        raise WrongParams(text("param.mistake", file=yaml.file, line=line, what=what) for line, what in sorted(mistakes))
    return params


def parameters(params: Asking) -> dict[str, Any]:
    """What the notebook is told: plain strings, numbers and lists."""
    return params.model_dump(mode="json", include=set(for_the_notebook(type(params))))


def params_schema() -> dict[str, Any]:
    """The JSON schema of a params file, its keys described in the language in force."""
    schema = Params.model_json_schema()
    for name, about in schema["properties"].items():
        about["description"] = text(f"param.key.{name}")
    return schema


def params_markdown() -> str:
    """The keys of each kind of params file as a Markdown table in the language in force."""
    return "\n".join("\n".join((f"### report: {name}", "", *_table(kind), "")) for name, kind in KINDS.items())


def _table(kind: type[Asking]) -> Iterator[str]:
    yield from (text("param.table.head"), "|---|---|---|")
    for name, field in kind.model_fields.items():
        required = field.is_required() or (name == "report" and kind is not Params)
        yield f"| `{name}` | {text('param.table.yes') if required else ''} | {text(f'param.key.{name}')} |"


def _wrong_files(yaml: Yaml, project: Path) -> Iterator[tuple[int, str]]:
    for key in FILES:
        values = yaml.content.get(key)
        for at, value in enumerate(values if isinstance(values, list) else [values]):
            if not isinstance(value, str) or not value.strip():
                continue
            line = yaml.line(key, at)
            if Path(value.strip()).is_absolute():
                yield line, text("param.absolute", name=key, value=value)
            elif key != "notebook" and not (project / value.strip()).is_file():
                yield line, text("param.no_file", name=key, value=value, folder=project)


def _sentence(error: Any, kind: type[Asking]) -> str:
    """One of pydantic's complaints in our words."""
    key, value = str(error["loc"][0]), error["input"]
    match error["type"]:
        case "extra_forbidden":
            return text("param.unknown_key", name=key, near=_near(key, kind.model_fields), allowed=_listed(kind.model_fields))
        case "missing":
            return text("param.missing", name=key, about=text(f"param.key.{key}"))
        case "string_too_short" | "too_short":
            return text("param.empty", name=key, about=text(f"param.key.{key}"))
        case _ if value is None:
            return text("param.empty", name=key, about=text(f"param.key.{key}"))
        case "int_parsing" | "int_type":
            return text("param.no_number", name=key, value=value)
        case "greater_than_equal" | "less_than_equal":
            least, most = (1990, 2100) if key == "year" else (1, 999)
            return text("param.range", name=key, value=value, least=least, most=most)
        case "literal_error":
            allowed = {"level": get_args(Level), "lang": get_args(Lang), "report": tuple(KINDS)}[key]
            return text("param.choice", name=key, value=value, near=_near(str(value), allowed), allowed=_listed(allowed))
        case "string_type":
            return text("param.no_text", name=key)
        case "tuple_type":
            return text("param.no_list", name=key)
    return text("param.other", name=key, what=error["msg"])


def _near(word: str, allowed: Any) -> str:
    found = nearest(word, allowed)
    return text("param.near", word=found) if found else ""


def _listed(words: Any) -> str:
    return text("param.comma").join(words)
