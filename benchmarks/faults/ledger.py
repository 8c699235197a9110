"""Invented budgets: one ledger of postings a year, from which every printed figure is added up.

An income, a class of expenditure, a project, the three public expenses: each is the sum of some
postings. Two figures that add up the same postings state the same fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from faults.draws import draw_for
from faults.words import BOUGHT, CAPITAL_CODE, ECONOMY, FUND_CODES, OFFICES, REGIONS, TOPICS, WORKS

GENERAL, FUND, CAPITAL = "一般公共预算", "政府性基金", "国有资本经营"
APPROPRIATIONS = (GENERAL, FUND, CAPITAL)
OWN = ("财政专户", "事业收入", "经营收入", "上级补助", "附属上缴", "其他收入")
NEW, CARRIED = "本年", "结转"
BASIC, PROJECT, RESERVE, LEFT = "基本", "项目", "机动", "年终结转"
BUY = "采购"
KINDS = ("货物", "工程", "服务")
PUBLIC = ("因公出国费", "公务用车购置费", "公务用车运行费", "公务接待费")
RUNNING, TARGETED = "其他运转类", "特定目标类"


@dataclass(frozen=True, slots=True)
class Posting:
    """Some 元 of one fund, spent (or left over) on one thing."""

    amount: int
    nature: str
    fund: str = GENERAL
    origin: str = NEW
    code: str = ""
    economy: str = ""
    project: str = ""
    kind: str = ""
    unit: int = 0
    public: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A department that does not exist, with what stays the same from year to year."""

    number: int
    form: str
    region: str
    name: str
    code: str
    level: str
    units: tuple[str, ...]
    staff: str
    projects: tuple[Posting, ...]
    heads: int
    own: str
    reserve: bool
    vehicles: tuple[tuple[str, int], ...]
    first: int = 1

    def unit_code(self, unit: int) -> str:
        """The code of one of its units; `first` is the number of its first one."""
        return f"{self.code}{unit + self.first:03}"


@dataclass(frozen=True, slots=True)
class Budget:
    """One office's budget of one year."""

    office: Office
    year: int
    postings: tuple[Posting, ...]

    def chosen(self, **wanted: str | tuple[str, ...]) -> frozenset[int]:
        """The numbers of the postings whose fields are as wanted; a code matches all codes that begin with it."""
        return frozenset(number for number, posting in enumerate(self.postings) if _fits(posting, wanted))

    def sum(self, chosen: frozenset[int]) -> int:
        """What some postings come to, in 元."""
        return sum(self.postings[number].amount for number in chosen)


def _fits(posting: Posting, wanted: dict[str, str | tuple[str, ...]]) -> bool:
    for field, value in wanted.items():
        values = value if isinstance(value, tuple) else (value,)
        mine = getattr(posting, field)
        if not (mine.startswith(values) and mine if field in ("code", "economy") else mine in values):
            return False
    return True


@cache
def office(seed: int, number: int, form: str) -> Office:
    """The office of a number, the same for all years."""
    draw = draw_for("office", seed, number, form)
    region = draw.choice(REGIONS[form])
    kind, staff, projects = draw.choice(OFFICES)
    name = f"{region}示例{kind}" if "示例" not in region else f"{region}虚构{kind}"
    units = (
        name,
        *(f"{region}第{'一二三四'[unit]}{'示例' if '示例' not in region else '虚构'}服务中心" for unit in range(draw.randrange(3))),
    )
    level = "部门" if len(units) > 1 or draw.random() < 0.7 else "单位"
    return Office(
        number=number,
        form=form,
        region=region,
        name=name,
        code=f"{draw.randrange(100, 900)}",
        level=level if form != "jiangsu" else "部门",
        units=units,
        staff=staff,
        projects=_projects(draw, form, projects, len(units)),
        heads=draw.randrange(8, 160),
        own=draw.choice(("", "", "", *OWN)) if form == "henan" else draw.choice(("", "", "其他收入", "事业收入")),
        reserve=form == "jiangsu",
        vehicles=_vehicles(draw),
    )


def _projects(draw: Random, form: str, codes: tuple[str, ...], units: int) -> tuple[Posting, ...]:
    """The projects that may be run, each with its usual amount."""
    carried = form == "henan" and draw.random() < 0.6
    funds = [GENERAL] * 6 + [FUND] * draw.choice((0, 0, 2)) + [CAPITAL] * (draw.choice((0, 0, 0, 1)) if form != "jiangsu" else 0)
    names = draw.sample([topic + work for topic in TOPICS for work in WORKS], 12)
    made = []
    for name in names[: draw.randrange(4, 12)]:
        fund = draw.choice(funds)
        code = {GENERAL: draw.choice(codes), FUND: draw.choice(FUND_CODES), CAPITAL: CAPITAL_CODE}[fund]
        origin = CARRIED if carried and draw.random() < 0.3 else NEW
        kind = TARGETED if fund != GENERAL or origin == CARRIED else draw.choice((RUNNING, TARGETED))
        amount = round(draw.lognormvariate(12.5, 1.3), -2) or 100
        made.append(Posting(int(amount), PROJECT, fund, origin, code, project=name, kind=kind, unit=draw.randrange(units)))
    return tuple(made)


def _vehicles(draw: Random) -> tuple[tuple[str, int], ...]:
    kinds = ("一般公务用车", "执法执勤用车", "特种专业技术用车", "其他用车")
    return tuple((kind, draw.choice((0, 0, 1, 2, 3, 5, 8, 14))) for kind in kinds)


@cache
def budget(seed: int, number: int, form: str, year: int) -> Budget:
    """The budget of an office in a year; the year before is drawn by the same rules."""
    return budget_of(office(seed, number, form), seed, year)


def budget_of(here: Office, seed: int, year: int) -> Budget:
    """The budget of this office in a year."""
    draw = draw_for("budget", seed, here.number, here.form, year)
    postings = [*_basic(draw, here), *_spent(draw, here), *_aside(draw, here)]
    return Budget(here, year, (*postings, *_procurement(draw, postings)))


def _basic(draw: Random, here: Office) -> list[Posting]:
    heads = max(3, here.heads + draw.randrange(-3, 4))
    steady = draw_for("economy", here.number, here.form)  # the same codes from year to year, most years
    made = []
    for economy, (_, _, _, booked, weight) in ECONOMY.items():
        if economy not in ("30101", "30102", "30108", "30113", "30201", "30231", "30217") and steady.random() < 0.25:
            continue
        amount = int(weight * heads * draw.uniform(0.85, 1.15))
        if economy[:3] in ("302", "310"):
            amount = round(amount, -2)
        public = {"30217": "公务接待费", "30231": "公务用车运行费", "30215": "会议费", "30216": "培训费"}.get(economy, "")
        code = booked or here.staff
        unit = 0 if not code.endswith("01") else steady.randrange(len(here.units))
        made.append(Posting(amount, BASIC, code=code, economy=economy, unit=unit, public=public))
    if here.own and here.form == "henan":
        made.append(Posting(round(heads * draw.randrange(500, 9000), -1), BASIC, here.own, code=here.staff, economy="30299"))
    return [posting for posting in made if posting.economy != "30231" or here.vehicles[0][1]]  # no cost of running without a vehicle


def _spent(draw: Random, here: Office) -> list[Posting]:
    made = []
    for usual in here.projects:
        if draw.random() < 0.12:
            continue
        growth = draw.choice((1, 1, draw.uniform(0.4, 0.95), draw.uniform(1.05, 2.5)))
        amount = max(100, round(usual.amount * growth, -2))
        made.append(Posting(int(amount), PROJECT, usual.fund, usual.origin, usual.code, "", usual.project, usual.kind, usual.unit))
    if here.own and draw.random() < 0.8:
        name = "自有资金安排的" + draw.choice(WORKS)
        made.append(Posting(draw.randrange(2, 90) * 10000, PROJECT, here.own, code=here.staff, project=name, kind=RUNNING))
    if here.vehicles[0][1] and draw.random() < 0.3:
        price = draw.randrange(12, 20) * 10000
        made.append(Posting(price, PROJECT, code=here.staff, project="公务用车更新", kind=RUNNING, public="公务用车购置费"))
    if draw.random() < 0.3:
        cost = draw.randrange(3, 30) * 10000
        made.append(Posting(cost, PROJECT, code=here.staff, project="因公出国团组经费", kind=RUNNING, public="因公出国费"))
    return made


def _aside(draw: Random, here: Office) -> list[Posting]:
    """What is kept back: a reserve, or money left for the next year."""
    if here.reserve:
        return [Posting(int(here.heads * draw.randrange(9000, 40000)), RESERVE, code=here.staff)]
    if here.form == "henan" and draw_for("left", here.number).random() < 0.15:
        return [Posting(draw.randrange(10, 400) * 1000, LEFT, origin=CARRIED)]
    return []


def _procurement(draw: Random, postings: list[Posting]) -> list[Posting]:
    """Goods, works and services bought: no spending of their own, and never more than there is for projects and running."""
    room = sum(posting.amount for posting in postings if posting.nature == PROJECT or posting.economy.startswith(("302", "310")))
    made = []
    for kind, goods in zip(KINDS, BOUGHT, strict=True):
        chosen = draw.sample(goods, draw.randrange(len(goods) + 1)) if draw.random() < 0.7 else []
        amounts = [round(room * draw.uniform(0.01, 0.09), -2) for _ in chosen]
        made += [
            Posting(int(amount), BUY, BUY, BUY, project=name, kind=kind) for name, amount in zip(chosen, amounts, strict=True) if amount
        ]
    return made
