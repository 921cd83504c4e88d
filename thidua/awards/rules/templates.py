"""Templates of papers: text with words in brackets that stand for what the system knows.

``2. Hình thức đề nghị: [hình thức].`` A line with a word that stands for several (``- [sáng kiến];``) is written once for
each. What is not known is left as dots in a dossier, for a person to fill in; in a decision the line is left out. A word in
capitals stands for itself in capitals.
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
# Of a decision: what it knows; where its list stands; the number of an article, and of the last one.
DECIDED = ("người quyết định", "căn cứ kết quả", "đề nghị", "đối tượng khen", "thành tích chung", "tiền thưởng")
PLACED = ("danh sách", "điều", "điều cuối")
PLANS = ("kế hoạch và phong trào",)
ISSUERS = ("province", "unit")
_BRACKET = re.compile(r"\[([^\[\]\n]*)\]")


def _folded(*words: str) -> dict[str, str]:
    return {fold(word): word for word in words}


# what a template is of → its words, folded
_OF = {
    "dossier": _folded(*WORDS, *TOLD, *LISTS),
    "line": _folded(*WORDS),
    "decision": _folded(*DECIDED, *PLACED, *PLANS),
}
_KNOWN = _OF["dossier"] | _OF["decision"]
_SEVERAL = (*LISTS, *PLANS)


def paper_of(source: str, subject_kind: str) -> str:
    """Which template a part takes."""
    if source != "achievement":
        return source
    return f"report_{'collective' if subject_kind == 'enterprise' else subject_kind}"


def unknown_words(text: str, of: str = "dossier") -> list[str]:
    """Words in brackets that stand for nothing. of: dossier, decision, or line: a single line, where only what a nomination
    itself says has room."""
    return [word for word in _BRACKET.findall(text) if fold(word) not in _OF[of]]


def _told(value: str | Sequence[str] | None) -> str:
    return (value if isinstance(value, str) else "; ".join(value or ())) or DOTS


def _lines(line: str, values: dict[str, str | Sequence[str]]) -> Iterator[str]:
    words = [_KNOWN.get(fold(word), "") for word in _BRACKET.findall(line)]
    several = next((word for word in words if word in _SEVERAL), "")
    for one in values.get(several) or [DOTS]:
        pieces = _BRACKET.split(line)
        known = values | {several: one}
        pieces[1::2] = [_cased(word, _told(known.get(_KNOWN.get(fold(word), "")))) for word in pieces[1::2]]
        yield "".join(pieces)


def _cased(word: str, told: str) -> str:
    return told.upper() if word.isupper() and not told.startswith("[") else told


def filled(text: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """The text with what is known in place of the words in brackets. values: word → what it stands for, a list for those of
    ``LISTS`` and ``PLANS``."""
    return "\n".join(found for line in text.splitlines() for found in _lines(line, dict(values)))


def decided(text: str, values: Mapping[str, str | Sequence[str]]) -> tuple[list[str], list[str], int]:
    """(lines before the list, lines after it, how many articles) of a decision: without the lines of which something is not
    known, the articles numbered, a full stop after the last of its grounds. values: word → what it stands for, as in ``filled``."""
    known = dict(values) | {word: f"[{word}]" for word in PLACED}
    kept = [line for line in text.splitlines() if line.strip() and _is_known(line, known)]
    lines = [found for line in kept for found in _lines(line, known)]
    grounds = [place for place, line in enumerate(lines) if line.startswith("~ ")]
    for place in grounds[-1:]:
        lines[place] = lines[place].rstrip(";. ") + "."
    count = 0
    for place, line in enumerate(lines):
        if "[điều]" in line:
            count += 1
            lines[place] = line.replace("[điều]", str(count))
    lines = [line.replace("[điều cuối]", str(count)) for line in lines]
    at = next((place for place, line in enumerate(lines) if line.strip() == "[danh sách]"), len(lines))
    return lines[:at], lines[at + 1 :], count


def _is_known(line: str, values: Mapping[str, str | Sequence[str]]) -> bool:
    return all(values.get(_KNOWN.get(fold(word), "")) for word in _BRACKET.findall(line))
