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


class Params(BaseModel):
    """What one report is on; paths are relative to the project folder."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    department: Words
    level: Level
    year: int = Field(ge=1990, le=2100)
    sources: Annotated[tuple[Words, ...], Field(min_length=1), BeforeValidator(_several)]
    code: Words | None = None
    prior_sources: Files = ()
    former: Files = ()
    revision: int | None = Field(default=None, ge=1, le=999)
    form: Words | None = None
    rules: Files = ()
    notebook: Words | None = None
    title: Words | None = None
    lang: Lang = "zh"

    @property
    def name(self) -> str:
        """What messages call the report."""
        return f"{self.department} {self.year} {self.level}"


FILES = ("sources", "prior_sources", "former", "rules", "notebook")
"""Keys whose values are files."""
FOR_THE_RUNNER = ("notebook", "title")
"""Keys that say which notebook and how its page is called; the notebook itself is not told."""
FOR_THE_NOTEBOOK = tuple(name for name in Params.model_fields if name not in FOR_THE_RUNNER)


def read_params(path: Path, project: Path | None = None) -> Params:
    """The parameters in a file; WrongParams says everything that is wrong with it, with its lines."""
    return check_params(read_yaml(path), project or project_folder(path.absolute().parent))


def check_params(yaml: Yaml, project: Path) -> Params:
    """The parameters in YAML that was read, their files looked for in `project`."""
    mistakes: list[tuple[int, str]] = []
    params = None
    if not isinstance(yaml.content, dict):
        mistakes.append((1, text("param.no_mapping")))
    else:
        try:
            params = Params.model_validate(yaml.content)
        except ValidationError as wrong:
            mistakes += [(yaml.line(*error["loc"]), _sentence(error)) for error in wrong.errors()]
        mistakes += _wrong_files(yaml, project)
    if params is None or mistakes:
        raise WrongParams(text("param.mistake", file=yaml.file, line=line, what=what) for line, what in sorted(mistakes))
    return params


def parameters(params: Params) -> dict[str, Any]:
    """What the notebook is told: plain strings, numbers and lists."""
    return params.model_dump(mode="json", include=set(FOR_THE_NOTEBOOK))


def params_schema() -> dict[str, Any]:
    """The JSON schema of a params file, its keys described in the language in force."""
    schema = Params.model_json_schema()
    for name, about in schema["properties"].items():
        about["description"] = text(f"param.key.{name}")
    return schema


def params_markdown() -> str:
    """The keys of a params file as a Markdown table in the language in force."""
    rows = [
        f"| `{name}` | {text('param.table.yes') if field.is_required() else ''} | {text(f'param.key.{name}')} |"
        for name, field in Params.model_fields.items()
    ]
    return "\n".join((text("param.table.head"), "|---|---|---|", *rows)) + "\n"


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


def _sentence(error: Any) -> str:
    """One of pydantic's complaints in our words."""
    key, value = str(error["loc"][0]), error["input"]
    match error["type"]:
        case "extra_forbidden":
            return text("param.unknown_key", name=key, near=_near(key, Params.model_fields), allowed=_listed(Params.model_fields))
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
            allowed = get_args(Level if key == "level" else Lang)
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
