"""Templates of the papers in a dossier: text with words in brackets that stand for what the system knows.

``2. Hình thức đề nghị: [hình thức].`` A line with a word that stands for several (``- [sáng kiến];``) is written once for
each. What is not known is left as dots, for a person to fill in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from thidua.kernel.vietnamese import fold

DOTS = "………………"
# A paper is told of different subjects in different words; all other parts have one template.
PAPERS = (
    "submission",
    "report_collective",
    "report_individual",
    "report_household",
    "report_overseas",
    "summary",
    "minutes",
)
# What a nomination itself says; then what its unit's registration and report say; then words that stand for several.
WORDS = (
    "đơn vị",
    "hội đồng",
    "kế hoạch",
    "phong trào",
    "đợt",
    "đối tượng",
    "loại đối tượng",
    "chức vụ",
    "nơi công tác",
    "họ tên và chức vụ",
    "hình thức",
    "hình thức và mục",
    "thành tích",
)
TOLD = ("nội dung đăng ký", "nội dung báo cáo", "chỉ tiêu đạt")
LISTS = ("tài liệu kèm theo", "kết quả chỉ tiêu", "sáng kiến", "đã được khen")
_BRACKET = re.compile(r"\[([^\[\]\n]*)\]")


_KNOWN = {fold(word): word for word in (*WORDS, *TOLD, *LISTS)}


def paper_of(source: str, subject_kind: str) -> str:
    """Which template a part takes."""
    if source != "achievement":
        return source
    return f"report_{'collective' if subject_kind == 'enterprise' else subject_kind}"


def unknown_words(text: str, *, short: bool = False) -> list[str]:
    """Words in brackets that stand for nothing. short: in a single line, where only what a nomination itself says has room."""
    known = {fold(word) for word in WORDS} if short else _KNOWN.keys()
    return [word for word in _BRACKET.findall(text) if fold(word) not in known]


def _told(value: str | Sequence[str] | None) -> str:
    return (value if isinstance(value, str) else "; ".join(value or ())) or DOTS


def _lines(line: str, values: dict[str, str | Sequence[str]]) -> Iterator[str]:
    words = [_KNOWN.get(fold(word), "") for word in _BRACKET.findall(line)]
    several = next((word for word in words if word in LISTS), "")
    for one in values.get(several) or [DOTS]:
        pieces = _BRACKET.split(line)
        known = values | {several: one}
        pieces[1::2] = [_told(known.get(_KNOWN.get(fold(word), ""))) for word in pieces[1::2]]
        yield "".join(pieces)


def filled(text: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """The text with what is known in place of the words in brackets. values: word → what it stands for, a list for those of
    ``LISTS``."""
    return "\n".join(found for line in text.splitlines() for found in _lines(line, dict(values)))
