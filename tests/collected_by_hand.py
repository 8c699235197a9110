"""A folder of collected data made of reviews at hand, as a batch would leave it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from budgetnb.checking.findings import Review
from budgetnb.showing.collected import rows_of
from budgetnb.showing.collecting import parquet_files
from budgetnb.showing.report import review

DISCLOSURE = """{year} 年{name}部门预算

收支总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、财政拨款收入\t{total}\t一、教育支出\t{total}
本年收入合计\t{total}\t本年支出合计\t{total}
收入总计\t{total}\t支出总计\t{spent}

支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t{basic}\t{project}
205\t教育支出\t{total}\t{basic}\t{project}
20502\t普通教育\t{total}\t{basic}\t{project}
{code}\t{account}\t{total}\t{basic}\t{project}

收入支出预算总体情况说明

{year} 年支出总计 {total} 万元。{said}
"""


def written(folder: Path, name: str, year: int, total: str, **more: str) -> Path:
    """A disclosure as a text file: `basic`, `project`, `code`, `account`, `said` and `spent` may be given."""
    given = {"basic": total, "project": "0.00", "code": "2050201", "account": "学前教育", "said": "", "spent": total} | more
    path = folder / f"{name}-{year}.txt"
    path.write_text(DISCLOSURE.format(name=name, year=year, total=total, **given), encoding="utf-8")
    return path


def reviewed(folder: Path, name: str, year: int, total: str, **more: str) -> Review:
    """The review of such a disclosure."""
    return review([written(folder, name, year, total, **more)])


def collected(folder: Path, reviews: Iterable[Review], missing: Iterable[Mapping[str, Any]] = ()) -> Path:
    """A folder of reports that has the rows of these reviews."""
    parts = [(f"{one.disclosure.year}/{one.disclosure.name}-dept", None, rows_of(one)) for one in reviews]
    data = folder / "data"
    data.mkdir(parents=True)
    for name, content in parquet_files(parts).items():
        (data / name).write_bytes(content)
    blank = {"department": "", "code": None, "level": None, "year": None, "revision": None, "file": "", "why": "", "former": False}
    (data / "missing.json").write_text(json.dumps({"missing": [blank | dict(one) for one in missing]}), encoding="utf-8")
    return folder
