"""A reading as `sentences.yaml` writes it down."""

from __future__ import annotations

from budgetnb.recognising.statements import Claim, Number, Reading

_ARROWS = {1: "↑", -1: "↓", 0: "=", None: "?"}


def shown(reading: Reading) -> tuple[dict[str, str], str, str]:
    """The claims by term, the numbers that are no figures, the numbers that were not understood."""
    claims = {_name(claim): _claim(claim) for claim in reading.claims}
    aside = "，".join(f"{number.kind} {number.printed}" for number in reading.nonfigures)
    return claims, aside, "，".join(f"{number.printed}（{number.why}）" for number in reading.loose)


def _name(claim: Claim) -> str:
    return claim.term + ("" if claim.known else "（未知）") + (f" 第{claim.ordinal}处" if claim.ordinal > 1 else "")


def _claim(claim: Claim) -> str:
    said = [_number(number) for number in claim.numbers]
    if claim.direction_word:
        said.append(f"变 {_ARROWS[claim.direction]}{claim.direction_word}")
    said += [
        f"{mark} {words}"
        for mark, words in (("比", claim.compared), ("基", claim.base), ("占", claim.whole), ("属", claim.of), ("因", claim.reason))
        if words
    ]
    return "，".join(said)


def _number(number: Number) -> str:
    return f"{number.role} {number.value}{number.unit}"
