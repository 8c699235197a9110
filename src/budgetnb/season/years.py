"""The disclosure of the year before: which one it is, and how it stands beside this year's."""

from __future__ import annotations

from collections.abc import Sequence

from budgetnb.errors import BudgetnbError
from budgetnb.figures import Disclosure, Figure
from budgetnb.season.family import organisation, set_apart
from budgetnb.season.organisations import Organisation, apart, bare, same_code
from budgetnb.season.register import Register
from budgetnb.texts import text


class WrongPrior(BudgetnbError):
    """What was given as the disclosure of the year before is of another year, of another level, or no budget."""

    key = "error.wrong_prior"

    def __init__(self, file: str, why: str, **parts: object) -> None:
        """`why` is the last part of a key under `error.prior` in the texts."""
        super().__init__(file=file, why=text(f"error.prior.{why}", **parts))


def before_of(disclosure: Disclosure, among: Sequence[Disclosure], register: Register | None = None) -> Disclosure | None:
    """Which of these is the disclosure of the year before: of the same level and of the same code or name, or the register's former one."""
    if disclosure.year is None:
        return None
    earlier = [one for one in among if one.kind == "budget" and one.level == disclosure.level and one.year == disclosure.year - 1]
    for wanted in (organisation(disclosure), *_former(disclosure, register)):
        found = _of(wanted, earlier)
        if found is not None:
            return found
    return None


def befores(
    disclosures: Sequence[Disclosure], given: Sequence[Disclosure], register: Register | None = None
) -> tuple[Disclosure | None, ...]:
    """For each disclosure that of its year before, among those `given` as such and the disclosures themselves.

    One given for one is taken whatever its name. WrongPrior where nothing in a file that was given is anybody's, or it cannot be.
    """
    if len(disclosures) == 1 and len(given) == 1:
        return (accepted(disclosures[0], given[0]),)
    found = tuple(before_of(one, (*given, *disclosures), register) for one in disclosures)
    used = {source.sha256 for one in found if one for source in one.sources}  # a volume may hold others' as well
    for one in given:
        if disclosures and not used & {source.sha256 for source in one.sources}:
            raise WrongPrior(one.sources[0].file, "whose")
    return found


def accepted(disclosure: Disclosure, prior: Disclosure) -> Disclosure:
    """What was given as the year before's; WrongPrior where it says itself that it cannot be. Another name may be a former one."""
    if prior.kind not in ("budget", "unknown"):
        raise WrongPrior(prior.sources[0].file, "kind")
    if disclosure.year and prior.year and prior.year != disclosure.year - 1:
        raise WrongPrior(prior.sources[0].file, "year", said=prior.year, wanted=disclosure.year - 1)
    if disclosure.level and prior.level and prior.level != disclosure.level:
        raise WrongPrior(prior.sources[0].file, "level", said=prior.level, wanted=disclosure.level)
    return prior


def beside_this_year(figure: Figure, prior: Disclosure) -> Figure:
    """A figure of the year before with an address and a place that say which year it is of."""
    return set_apart(figure, str(prior.year or "上年"), f"{prior.year}年" if prior.year else "上年")


def former_names(name: str, code: str | None, level: str | None, year: int | None, register: Register | None) -> tuple[Organisation, ...]:
    """What an organisation was before by the register: the line that `former` means, else the word itself as name and as code."""
    line = register.find(name, code, level, year) if register else None
    if register is None or line is None or not line.former:
        return ()
    meant = (Organisation(one.name, one.code) for one in register.called(line.former))
    return (*meant, Organisation(line.former), Organisation("", line.former))


def _of(wanted: Organisation, among: Sequence[Disclosure]) -> Disclosure | None:
    """That of the same code; else that of the same name, where the codes do not tell them apart."""
    by_code = (one for one in among if same_code(wanted.code, one.code))
    by_name = (one for one in among if wanted.name and bare(one.name) == bare(wanted.name) and not apart(wanted.code, one.code))
    return next(by_code, None) or next(by_name, None)


def _former(disclosure: Disclosure, register: Register | None) -> tuple[Organisation, ...]:
    return former_names(disclosure.name, disclosure.code, disclosure.level, disclosure.year, register)
