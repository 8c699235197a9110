"""A small project with several departments, for the tests of plan and batch: invented figures, a notebook of two cells."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

import budgetnb

DISCLOSURE = """2024 年{name}部门预算

收支总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算\t185.55\t一、一般公共服务\t546.94
本年收入合计\t185.55\t本年支出合计\t546.94
上年结转结余\t361.39\t年终结转结余\t
收入总计\t946.94\t支出总计\t546.94
"""

PARAMS = """department: {name}
level: 部门
year: 2024
sources: documents/{name}.txt
notebook: small.ipynb
"""

_PROGRAM = re.compile(rb'"(program|rules|forms|seal)": "[0-9a-f]{64}"')

CELLS = (
    'department = ""\nlevel = ""\nyear = 0\nsources = []\nrules = []\ncode = None\nlang = "zh"',
    "import budgetnb as bn\n\nreview = bn.review(sources, rules=rules, lang=lang)\nbn.hand_over(review)",
)

OVERVIEW = (
    'year = None\nlevel = None\nonly = None\nlang = "zh"',
    "import budgetnb as bn\n\noverview = bn.overview(year, level=level, only=only, lang=lang)",
)

NAMES = ("甲县民政局", "乙县民政局", "丙县民政局")


def build(folder: Path, names: tuple[str, ...] = NAMES, cells: tuple[str, ...] = CELLS) -> Path:
    """A project folder with a document and a params file for each name."""
    for part in ("params/departments", "documents", "notebooks"):
        (folder / part).mkdir(parents=True)
    (folder / "budgetnb").symlink_to(Path(budgetnb.__file__).parent)  # kernels work here: they find the code that is tested
    notebook(folder / "small.ipynb", cells)
    notebook(folder / "notebooks" / "overview.ipynb", OVERVIEW)
    for name in names:
        (folder / "documents" / f"{name}.txt").write_text(DISCLOSURE.format(name=name), encoding="utf-8")
        (folder / "params" / "departments" / f"{name}.yaml").write_text(PARAMS.format(name=name), encoding="utf-8")
    return folder


def notebook(path: Path, cells: tuple[str, ...]) -> None:
    """A notebook with these cells, the first of which declares the parameters."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    made.cells[0].metadata["tags"] = ["parameters"]
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, path)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but those that hold times or are empty; manifests without the program, which may be edited meanwhile."""
    files = (
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("run.jsonl", "changes.html", ".lock") and ".store" not in path.parts
    )
    return {path.relative_to(folder).as_posix(): _PROGRAM.sub(b"", path.read_bytes()) for path in files}
