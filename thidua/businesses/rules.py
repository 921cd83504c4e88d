"""Tax codes, and when a sector is large enough to be shown."""

import re

FEWEST = 10  # of whom a sector's figures are shown, so that nobody's own can be told from them
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
KINDS = ("enterprise", "cooperative", "household")


def tax_code_in(text: str) -> str | None:
    """The digits of a tax code: 10, 13 (a dependent unit's), or 12 (a household's personal number); None for others."""
    digits = re.sub(r"[\s.-]", "", text)
    return digits if re.fullmatch(r"\d{10}|\d{12}|\d{13}", digits) else None


def is_personal(code: str) -> bool:
    """Whether the code is a person's identity number, which is not kept."""
    return len(code) == 12


def checks_out(code: str) -> bool:
    """Whether the tenth digit is the check of the nine before it, by the formula in common use (not confirmed against a
    legal text, so a code that fails is asked about and not refused). Personal numbers have none."""
    if is_personal(code):
        return True
    check = 10 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code[:9], strict=True)) % 11
    return check == int(code[9])


_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def key_of(numbers: bytes) -> str:
    """Random bytes → an access key that is easy to read out: ``K7QM-2PXA-…``, four letters a group."""
    letters = [_LETTERS[number % len(_LETTERS)] for number in numbers]
    return "-".join("".join(letters[n : n + 4]) for n in range(0, len(letters), 4))


def same_key(text: str) -> str:
    """A key as it is compared: without spaces and dashes, in capitals."""
    return re.sub(r"[\s-]", "", text).upper()
