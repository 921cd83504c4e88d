"""Numbers of a register, and the grounds of a revocation."""

# Luật Thi đua, khen thưởng 06/2022/QH15, chương VII.
GROUNDS = ("fraud", "false_information", "unlawful", "no_longer_met")


def next_number(last: int) -> int:
    """The number after the last of the register and year; the first is 1."""
    return last + 1


def format_decision_number(number: int, symbol: str) -> str:
    """``125/QĐ-UBND``; numbers below 10 with a leading zero (Nghị định 30/2020/NĐ-CP)."""
    return f"{number:02d}/{symbol}"
