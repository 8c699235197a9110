"""Pages of the documentation that are made from the code: commands, Python names, parameters, forms, schemas.

A hook of mkdocs (`hooks:` in mkdocs.yml); nothing here is written to the sources.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.resources import files as resources
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

import budgetnb
from budgetnb import cli
from budgetnb.cli.parser import command_parser, top_parser
from budgetnb.running.params import params_markdown, params_schema
from budgetnb.texts import LANGUAGES, speak

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

DOCS = Path(__file__).parents[1] / "docs"
SHIM = "assets/iframe-worker.js"
_FETCHED = re.compile(r'https://[^"]*/iframe-worker/shim')
TABS = {"zh": "中文", "en": "English"}
NOUNS = (
    "budgetnb.figures.Disclosure",
    "budgetnb.figures.Table",
    "budgetnb.figures.Line",
    "budgetnb.figures.Figure",
    "budgetnb.figures.Place",
    "budgetnb.figures.Statement",
    "budgetnb.checking.findings.Review",
    "budgetnb.checking.findings.Finding",
    "budgetnb.checking.findings.Problem",
    "budgetnb.checking.findings.Evidence",
    "budgetnb.tabular.Tabular",
    "budgetnb.tabular.Several",
    "budgetnb.showing.collection.Collection",
    "budgetnb.showing.trying.Trial",
    "budgetnb.showing.shown.Shown",
)
"""What the public functions take and give."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    from mkdocs.structure.files import File

    for name, made in pages().items():
        files.append(File.generated(config, f"reference/{name}.md", content="\n".join(made()) + "\n"))
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let the script by which search works without a server come from beside the page, not from the network."""
    from mkdocs.utils import get_relative_url

    return _FETCHED.sub(get_relative_url(SHIM, page.url), output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page that says that there is no such page."""
    return _FETCHED.sub(f"/{SHIM}", output_content)


def pages() -> dict[str, Callable[[], Iterator[str]]]:
    """The pages by name."""
    return {"commands": commands, "python": python, "params": params, "forms": forms, "schemas": schemas}


def commands() -> Iterator[str]:
    """What every command says of itself, in both languages."""
    yield "# 命令 · Commands\n"
    yield from _in_both(lambda: top_parser(cli.COMMANDS).format_help())
    for name in cli.COMMANDS:
        yield f"\n## budgetnb {name}\n"
        yield from _in_both(lambda name=name: _help(name))


def _help(name: str) -> str:
    parser = command_parser(name)
    cli.command(name).add(parser)
    return parser.format_help()


def _in_both(said: Callable[[], str]) -> Iterator[str]:
    for lang in LANGUAGES:
        speak(lang)
        yield f'=== "{TABS[lang]}"\n'
        yield indent(f"```text\n{said().rstrip()}\n```", "    ") + "\n"
    speak(LANGUAGES[0])


def python() -> Iterator[str]:
    """Every public name with its docstring; then the nouns they take and give."""
    yield "# Python\n"
    yield "`import budgetnb as bn` 不装载 pandas 和 matplotlib，用到时才装。数是精确的 `Decimal`，空格是 `None`；`exact=False` 给浮点数。\n"
    yield "`import budgetnb as bn` loads neither pandas nor matplotlib before they are needed. Amounts are exact Decimals, blanks None; `exact=False` gives floats.\n"
    yield "## bn.SAMPLE\n\n自带样例的路径。 The path of the bundled sample.\n"
    for name in budgetnb.__all__:
        if name != "SAMPLE":
            function = getattr(budgetnb, name)
            yield f"::: {function.__module__}.{name}\n    options: {{heading: bn.{name}, toc_label: bn.{name}}}\n"
    yield "## 名词 · Nouns\n"
    for path in NOUNS:
        yield f"::: {path}\n    options: {{heading_level: 3, members: {json.dumps(_members(path))}, show_root_full_path: false}}\n"


def _members(path: str) -> list[str]:
    """The public methods and properties that a class itself defines and describes."""
    module, _, name = path.rpartition(".")
    own: dict[str, Any] = vars(getattr(import_module(module), name))
    return [word for word, value in own.items() if not word.startswith("_") and (isinstance(value, property) or callable(value))]


def params() -> Iterator[str]:
    """The keys of a params file, in both languages, and their schema."""
    yield "# 参数文件 · Params files\n"
    yield "`params/departments/*.yaml`，一个部门（或单位）一个年度一个文件。 One file for each organisation and year. `budgetnb params` 打印同样的表。\n"
    for lang in LANGUAGES:
        speak(lang)
        yield f'=== "{TABS[lang]}"\n'
        yield indent(params_markdown(), "    ") + "\n"
    speak(LANGUAGES[0])
    yield "## JSON schema\n"
    yield f"```json\n{json.dumps(params_schema(), ensure_ascii=False, indent=2)}\n```"


def forms() -> Iterator[str]:
    """The forms that come with the package, as they are written."""
    yield "# 表样 · Forms\n"
    yield "表样说明一个省的模板有哪些表、按什么次序、叫什么。没有表样的文本按用词识读。怎样加一个：[自己的表样](../howto/forms.md)。\n"
    yield "A form says which tables a province's template has, in which order and under which titles. Documents without one are read by their words.\n"
    for form in sorted((resources("budgetnb.recognising") / "forms").iterdir(), key=lambda one: one.name):
        if form.name.endswith(".yaml"):
            yield f"## {form.name.removesuffix('.yaml')}\n\n```yaml\n{form.read_text(encoding='utf-8').rstrip()}\n```\n"


def schemas() -> Iterator[str]:
    """The schemas of what machines read."""
    yield "# JSON\n"
    for name, made in (("review.schema.json", "budgetnb check --format json"), ("figures.schema.json", "budgetnb read --json")):
        schema = json.loads((DOCS / name).read_text(encoding="utf-8"))
        yield f"## {made}\n\n[{name}](../{name})\n"
        yield from _keys(schema, schema)


def _keys(schema: Any, whole: Any) -> Iterator[str]:
    """Each object of a schema as a table of its keys."""
    named = {"": schema, **whole.get("$defs", {})}
    for name, one in named.items():
        if keys := one.get("properties"):
            yield f"\n### {name or schema.get('title', 'object')}\n\n| key | type | |\n|---|---|---|"
            for key, what in keys.items():
                yield f"| `{key}` | {_type(what)} | {what.get('description', '')} |"
    yield ""


def _type(what: Any) -> str:
    if not isinstance(what, dict):
        return ""
    if "$ref" in what:
        return str(what["$ref"]).rpartition("/")[2]
    if "const" in what:
        return f"`{what['const']}`"
    if "enum" in what:
        return " · ".join(f"`{one}`" for one in what["enum"])
    if "anyOf" in what:
        return " or ".join(_type(one) for one in what["anyOf"])
    kind = what.get("type", "")
    said = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{said} of {_type(what['items'])}" if isinstance(what.get("items"), dict) else said
