"""Fixed-point arithmetic: every number is an integer count of ten-thousandths, rounded half up where it must be."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

import numpy as np
import numpy.typing as npt

SCALE = 10_000
MOST = 4 * 10**14  # the greatest number that may be entered, in ten-thousandths: forty thousand million

Array = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
_SAFE = 2**61


def fixed(value: str | int | Decimal) -> int:
    """``"2.5"`` → 25000. Raises ValueError for what is no number or has more than four decimals."""
    try:
        scaled = Decimal(value) * SCALE
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(value)
    return int(scaled)


def decimal(value: int) -> Decimal:
    """25000 → ``Decimal("2.5")``, without trailing zeros."""
    found = (Decimal(value) / SCALE).normalize()
    return found if found.as_tuple().exponent <= 0 else found.quantize(Decimal(1))  # type: ignore[operator]  # finite


def plain(value: int) -> str:
    """25000 → ``2.5``: how a number stands in data."""
    return format(decimal(value), "f")


def rounded(value: Fraction) -> int:
    """Half up, away from zero: a count of ten-thousandths."""
    found = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return found if value >= 0 else -found


def nearest(value: Decimal) -> int:
    """Decimal number → ten-thousandths, half up."""
    return int((value * SCALE).to_integral_value(ROUND_HALF_UP))


def scaled(values: Array, numerator: int, divisor: Array | int) -> Array:
    """values × numerator ÷ divisor, half up; all of them at least 0, divisors above 0.

    Rows whose product would not fit into 64 bits are computed one by one, so that the answer is exact for any number.
    """
    top = int(values.max(initial=0)) * numerator * 2 + int(np.max(divisor, initial=1))
    if top < _SAFE and int(np.max(divisor, initial=1)) < _SAFE:
        return np.asarray((values * (2 * numerator) + divisor) // (np.asarray(divisor) * 2), dtype=np.int64)
    divisors = np.broadcast_to(np.asarray(divisor, dtype=np.int64), values.shape)
    pairs = zip(values.tolist(), divisors.tolist(), strict=True)
    return np.array([(v * 2 * numerator + d) // (2 * d) for v, d in pairs], dtype=np.int64)
