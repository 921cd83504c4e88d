"""The formula that a sentence means: how provinces write "Cách xác định và tính điểm" in the tables of their sets.

What is not recognised becomes a rubric, which an appraiser scores, and says that it was not recognised.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from thidua.kernel.vietnamese import fold
from thidua.scores.rules.fixed import SCALE, fixed, plain


@dataclass(frozen=True)
class Read:
    """kind and params of a formula; sure: whether the sentence said it all, so that only a glance is needed."""

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    sure: bool = True


_NUMBER = r"(\d+(?:[.,]\d+)?)"
_FULL = r"(?:diem )?toi da"


def _plain(text: str) -> str:
    return plain(fixed(text.replace(",", ".")))


def formula_in(text: str, full: int) -> Read:
    """The formula of a sentence. full: the indicator's points, in ten-thousandths."""
    for reader in _READERS:
        if (found := reader(text, _folded(text), full)) is not None:
            return found
    return Read("rubric", sure=False)


def _folded(text: str) -> str:
    """Folded line by line: the lines of a cell part its cases."""
    return "\n".join(fold(line) for line in text.splitlines())


def _not_scored(text: str, folded: str, full: int) -> Read | None:
    if full == 0 or re.search(r"khong (?:cham|tinh) diem", folded):
        return Read("not_scored", {"of": _first_line(text)})
    return None


def _penalty(text: str, folded: str, full: int) -> Read | None:
    if found := re.search(rf"\btru {_NUMBER} diem", folded):
        return Read("penalty", {"of": _first_line(text), "each": _plain(found[1])})
    return None


def _bonus(text: str, folded: str, full: int) -> Read | None:
    return (
        Read("bonus", {"of": _first_line(text)}) if re.search(r"diem thuong|thuong diem|cong thuong", folded) else None
    )


def _normalised(text: str, folded: str, full: int) -> Read | None:
    if re.search(r"gia tri (?:lon|cao) nhat|don vi (?:cao|tot) nhat", folded):
        return Read("normalised", {"of": _first_line(text), "better": "high"})
    if re.search(r"gia tri (?:nho|thap) nhat|don vi thap nhat", folded):
        return Read("normalised", {"of": _first_line(text), "better": "low"})
    return None


_CASE = re.compile(rf"^[^\d]*?(>=|≥)?\s*{_NUMBER}\s*[^\d:=→]*?(tro len)?\s*[:=→]+>?\s*{_NUMBER}\s*(?:diem)?\s*\.?$")
_OTHERWISE = re.compile(rf"(?:khac|con lai|khong co)[^\d;:\n]*[:=→]+>?\s*{_NUMBER}\s*diem")


def _lookup(text: str, folded: str, full: int) -> Read | None:
    if re.search(r"%|ty le", folded):
        return None
    pieces = re.split(r"[;\n]|,\s+", folded)
    cases = [(m[2], m[4], bool(m[1] or m[3])) for piece in pieces if (m := _CASE.match(piece))]
    if len(cases) < 2:
        return None
    otherwise = _OTHERWISE.search(folded)
    try:
        table = {_plain(number): _plain(points) for number, points, _open in cases if fixed(_plain(points)) <= full}
    except ValueError:
        return None
    whole = len(table) == len(cases) and max(fixed(points) for points in table.values()) == full
    params = {
        "of": _first_line(text),
        "table": [list(row) for row in table.items()],
        "otherwise": _plain(otherwise[1]) if otherwise else "0",
        "match": "at_least" if any(is_open for *_case, is_open in cases) else "exact",
    }
    return Read("lookup", params, whole) if table else None


_THRESHOLD = re.compile(rf"(?:>=|≥|tu|dat)\s*{_NUMBER}\s*%[^;\n]*?{_FULL}")
_BELOW = re.compile(rf"(?:<|duoi|chua dat)\s*{_NUMBER}\s*%")


def _ratio_threshold(text: str, folded: str, full: int) -> Read | None:
    found = _THRESHOLD.search(folded)
    if found is None or not (_BELOW.search(folded) or "ty le" in folded) or not 0 < float(_plain(found[1])) <= 100:
        return None
    divided = re.search(rf"/\s*{found[1]}\s*%?", folded) is not None
    params = _parts(text) | {"threshold": _plain(found[1]), "below": "of_threshold" if divided else "of_whole"}
    return Read("ratio_threshold", params, sure=divided or f"x {_FULL}" in folded)


def _ratio(text: str, folded: str, full: int) -> Read | None:
    if re.search(rf"a\s*/\s*b|ty le[^\n]*[x*×][^\n]*{_FULL}|{_FULL}[^\n]*[x*×][^\n]*ty le", folded):
        return Read("ratio", _parts(text))
    return None


def _parts(text: str) -> dict[str, Any]:
    """What a and b stand for: "a = …; b = …", "a là …, b là …"; the whole sentence where it does not say."""
    found = {}
    for name in "ab":
        said = re.search(
            rf"(?:^|[\s(;,.]){name}\s*(?:=|:|là)\s*([^;\n)]+?)(?=[,;.]?\s*(?:[ab]\s*(?:=|:|là))|[;\n).]|$)", text
        )
        found[name] = said[1].strip(" ,.;") if said else ("tử số" if name == "a" else "mẫu số")
    return found


def _count_cap(text: str, folded: str, full: int) -> Read | None:
    found = re.search(rf"moi [^\n;:]*?(?:duoc |cong |:|=)?\s*{_NUMBER} diem|{_NUMBER} diem\s*/\s*\w+", folded)
    if found is None:
        return None
    return Read("count_cap", {"of": _first_line(text), "each": _plain(found[1] or found[2])}, "toi da" in folded)


_SHARE = re.compile(rf"^(.{{1,200}}?)\s*[:=→]+>?\s*(1/2|½|{_NUMBER})?\s*[*x×]?\s*(diem toi da|diem|toi da)?\s*\.?$")


def _cases(text: str, full: int) -> list[tuple[str, int]]:
    """Described cases with their points: "label: ½ × điểm tối đa", "label: 5 điểm"."""
    found = []
    for line in re.split(r"[\n;]", text):
        said = _SHARE.match(fold(line))
        if said is None or (said[2] is None and said[4] is None):
            continue
        label = re.split(r"[:=→]", line.strip(" -–+•"))[0].strip()
        if said[2] in ("1/2", "½"):
            points = full // 2
        elif said[2] is None:
            points = full
        elif said[4] is not None and "toi da" in said[4]:
            points = fixed(_plain(said[2])) * full // SCALE
        else:
            points = fixed(_plain(said[2]))
        if points <= full:
            found.append((label, points))
    return found


def _additive(text: str, folded: str, full: int) -> Read | None:
    cases = _cases(text, full)
    positive = [(label, points) for label, points in cases if points > 0]
    if len(positive) >= 2 and sum(points for _label, points in positive) == full:
        return Read("additive", {"parts": [[label, plain(points)] for label, points in positive]})
    return None


def _boolean(text: str, folded: str, full: int) -> Read | None:
    cases = _cases(text, full)
    if len(cases) == 2 and sorted(points for _label, points in cases) == [0, full]:
        labels = " ".join(fold(label) for label, _points in cases)
        if re.search(r"\b(?:khong|chua)\b", labels):
            return Read("boolean")
    return None


def _tier(text: str, folded: str, full: int) -> Read | None:
    cases = _cases(text, full)
    if len(cases) < 2 or not full:
        return None
    whole = max(points for _label, points in cases) == full and all(points * SCALE % full == 0 for _l, points in cases)
    return Read("tier", {"choices": [[label, plain(points * SCALE // full)] for label, points in cases]}, whole)


_LEVEL = re.compile(r"^\s*(?:mức\s*)?([0-5])\s*(?:điểm)?\s*[:.–-]\s*(.+)$", re.IGNORECASE)


def _ordinal(text: str, folded: str, full: int) -> Read | None:
    found = {int(said[1]): said[2].strip() for line in text.splitlines() if (said := _LEVEL.match(line))}
    if len(found) >= 3 and sorted(found) == list(range(len(found))):
        return Read("ordinal", {"levels": [found[n] for n in sorted(found)]})
    return None


def _first_line(text: str) -> str:
    line = next((line.strip(" -–+•:.") for line in text.splitlines() if line.strip()), "")
    return line[:160] or "giá trị"


Reader = Callable[[str, str, int], Read | None]
_READERS: tuple[Reader, ...] = (
    _not_scored,
    _penalty,
    _bonus,
    _normalised,
    _ordinal,
    _ratio_threshold,
    _lookup,
    _boolean,
    _additive,
    _tier,
    _ratio,
    _count_cap,
)
