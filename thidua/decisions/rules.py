"""Numbers of a register, and bonuses."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from thidua.kernel.vietnamese import fold


def next_number(last: int) -> int:
    """The number after the last of the register and year; the first is 1."""
    return last + 1


def format_decision_number(number: int, symbol: str) -> str:
    """``125/QĐ-UBND``; numbers below 10 with a leading zero (Nghị định 30/2020/NĐ-CP)."""
    return f"{number:02d}/{symbol}"


def bonus(coefficient: Decimal, salary: int, round_to: int) -> int:
    """đồng: the coefficient of the base salary, rounded up to ``round_to`` (Nghị định 152/2025/NĐ-CP: 10,000)."""
    exact = coefficient * salary
    steps = (exact / round_to).to_integral_value(ROUND_CEILING) if round_to else exact
    return int(steps * (round_to or 1))


@dataclass(frozen=True)
class Payment:
    """What an award brings: amount in đồng, None where no coefficient or salary is known; how it was reckoned."""

    amount: int | None
    coefficient: str = ""
    salary: int = 0
    article: str = ""
    confirmed: bool = False


def missing_words(text: str, wanted: Iterable[str]) -> list[str]:
    """Those of the wanted names and numbers that the text does not have, whatever its spaces, capitals and marks; none
    where the text is empty, as that of a scan is."""
    there = fold(text).replace(" ", "")
    return [one for one in wanted if fold(one).replace(" ", "") not in there] if there else []
