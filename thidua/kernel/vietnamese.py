"""Vietnamese text: searching without marks, sorting as a dictionary does, numbers and dates as officials write them."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index + 1 for index, letter in enumerate(_LETTERS)}
# Dictionary order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
_RIME = (
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|e(?:c|ch|m|n|ng|nh|o|p|t|u)?|ia?|i(?:ch|m|n|nh|p|t|u)|ie(?:c|m|n|ng|p|t|u)"
    r"|o(?:c|i|m|n|ng|p|t)?|oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|oe(?:n|o|t)?|oong|u(?:a|c|e|i|m|n|ng|p|t|u|y)?|ua(?:n|t|ng|y)"
    r"|ue(?:ch|nh)|uo(?:c|i|m|n|ng|p|t|u)?|uy(?:a|ch|en|et|nh|t|u)|y(?:e[mntu])?|oay)"
)
_SYLLABLE = re.compile(_ONSET + _RIME)


def fold(text: str) -> str:
    """Lower case without marks, đ as d, runs of space as one: ``Đồng  Tháp`` → ``dong thap``."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def is_syllable(folded: str) -> bool:
    """Whether the letters, without marks, can be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def sort_key(text: str) -> str:
    """A string whose plain comparison gives the Vietnamese order: letters first, then tones, word by word.

    Numbers inside names are padded, so that ``Phường 2`` comes before ``Phường 10``.
    """
    words = []
    for word in re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", text).casefold()):
        if word.isdigit():
            words.append("0" + word.zfill(8))
            continue
        letters, tones = "", ""
        for char in word:
            decomposed = unicodedata.normalize("NFD", char)
            tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), 0)
            base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
            letters += f"{_RANK.get(base, 99):02d}"
            tones += str(tone)
        words.append(f"{letters}.{tones}")
    return " ".join(words)


@lru_cache(4096)
def format_number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """``1234567.5`` → ``1.234.567,5``: points between thousands, a decimal comma. Empty for None."""
    if value is None:
        return ""
    number = Decimal(str(value))
    text = f"{number:,.{places}f}" if places is not None else f"{number.normalize():,f}"
    return text.replace(",", "\u0000").replace(".", ",").replace("\u0000", ".")


def parse_number(text: str) -> Decimal:
    """Reads what officials type: ``1.234,5``, ``1234,5``, ``95%``.

    A single point followed by exactly three digits is a thousands mark; any other point is a decimal one.
    Raises ValueError for anything else.
    """
    cleaned = text.strip().replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if not re.fullmatch(r"-?\d[\d.,]*", cleaned):
        raise ValueError(text)
    if "," in cleaned:
        whole, _, rest = cleaned.partition(",")
        if "," in rest or "." in rest:
            raise ValueError(text)
        if "." in whole and not re.fullmatch(r"-?\d{1,3}(\.\d{3})+", whole):
            raise ValueError(text)
        cleaned = whole.replace(".", "") + ("." + rest if rest else "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+", cleaned):
        cleaned = cleaned.replace(".", "")
    try:
        return Decimal(cleaned)
    except InvalidOperation as error:
        raise ValueError(text) from error


def format_date(day: date | None) -> str:
    """``07/6/2022``: days below ten and January, February with a leading zero (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
    if day is None:
        return ""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def long_date(day: date) -> str:
    """``ngày 07 tháng 6 năm 2022``, as in the heading of an official document."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
