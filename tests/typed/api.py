"""What an analyst's own typed code may rely on: read by mypy (`make check`), never run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import assert_type

import pandas as pd
from matplotlib.axes import Axes

import budgetnb as bn
from budgetnb.checking.findings import Finding, Findings, Problems, Review
from budgetnb.figures import Disclosure, Figures, Found, Table
from budgetnb.showing.collection import Collection
from budgetnb.showing.shown import Shown
from budgetnb.showing.trying import Places, Trial


def ask(axes: Axes) -> None:
    """Every public call of docs/tutorial.md."""
    d = bn.read(bn.SAMPLE)
    assert_type(d, Disclosure)
    assert_type(d.table("支出总表"), Table)
    assert_type(d.table("支出总表").to_frame(exact=False), pd.DataFrame)
    assert_type(d.find("361.39"), Figures)
    assert_type(d.find("361.39")[0], Found)
    assert_type(d.find("361.39")[0].value, Decimal | None)
    assert_type(bn.read_all("a.pdf", Path("b.pdf")), tuple[Disclosure, ...])
    r = bn.check(d, rules="mine.yaml")
    assert_type(r, Review)
    assert_type(r.findings, Findings)
    assert_type(r.findings[0], Finding)
    assert_type(r.findings[:3], Findings)
    assert_type(r.problems, Problems)
    assert_type(r.problems.to_excel("problems.xlsx"), Path)
    assert_type(bn.why(r.find("361.39")[0]), Findings)
    assert_type(bn.load("reports", exact=False), Collection)
    assert_type(bn.load().figures, pd.DataFrame)
    trial = bn.try_rule("收支总表[收入总计] = 收支总表[支出总计]", over=[d, r])
    assert_type(trial, Trial)
    assert_type(trial.misses, Places)
    assert_type(trial.save("mine.yaml", id="M-1"), Path)
    assert_type(bn.draw(r, "支出按功能"), Shown)
    assert_type(bn.draw(r, "支出按功能", ax=axes), Axes)
    assert_type(bn.show(r, "问题"), Shown)
