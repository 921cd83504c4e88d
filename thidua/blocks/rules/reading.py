"""A table of criteria as offices draw it: a head row that names its columns, a row a criterion, rows without points as
the headings of groups."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import fold, parse_number

_COLUMNS = {
    "number": ("tt", "stt"),
    "name": ("tieu chi", "noi dung"),
    "full": ("diem toi da", "diem chuan", "thang diem", "diem"),
    "how": ("cach cham", "cach tinh", "huong dan", "ghi chu"),
    "evidence": ("minh chung", "tai lieu kiem chung"),
    "kind": ("loai",),
    "part": ("nhom",),
}
_WORDS = (
    ("penalty", "diem tru"),
    ("bonus", "diem thuong"),
    ("bonus", "diem cong"),
    ("movement", "ket qua phong trao"),
    ("movement", "ket qua thuc hien phong trao"),
)

_SUM = re.compile(r"(tong|cong|tong cong|tong so diem|tong diem|cong diem)$|tong (cong|diem)\b")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_MOST = Decimal("99999.99")


@dataclass(frozen=True)
class Line:
    part: str
    name: str
    kind: str
    full: Decimal
    how: str = ""
    evidence: str = ""


def read_lines(tables: Sequence[Sequence[Sequence[object]]]) -> tuple[list[Line], list[Refusal]]:
    """The criteria of the first table that has a column for their name and one for their points; refusals name rows
    whose points cannot be read, by their number in the table."""
    for table in tables:
        for at, row in enumerate(table):
            columns = _columns(row)
            if {"name", "full"} <= set(columns):
                return _lines(table[at + 1 :], columns, at + 2)
    return [], []


def _columns(row: Sequence[object]) -> dict[str, int]:
    found: dict[str, int] = {}
    heads = [fold(_text(cell)) for cell in row]
    for exact in (True, False):
        for field, words in _COLUMNS.items():
            for word in words:
                at = next(
                    (n for n, head in enumerate(heads) if _heads(head, word, exact) and n not in found.values()), None
                )
                if at is not None and field not in found:
                    found[field] = at
    return found


def _heads(head: str, word: str, exact: bool) -> bool:
    """A column that is called just so comes before one that only begins so, or speaks of it."""
    return head == word if exact else word in head and word not in ("tt", "stt")


def _lines(rows: Sequence[Sequence[object]], columns: dict[str, int], first: int) -> tuple[list[Line], list[Refusal]]:
    lines: list[Line] = []
    refusals: list[Refusal] = []
    part = ""
    for number, row in enumerate(rows, first):
        cells = {field: _text(row[at]) if at < len(row) else "" for field, at in columns.items()}
        part = cells.get("part") or part
        if not cells["name"]:
            continue
        if not cells["full"] or _ROMAN.fullmatch(cells.get("number", "")):
            part = cells["name"]
            continue
        full = _points(row[columns["full"]])
        if full is None or not 0 < abs(full) <= _MOST:
            refusals.append(Refusal("criteria.row", {"row": number, "value": cells["full"]}))
            continue
        if _is_sum(cells["name"]):
            continue
        kind = _kind(cells.get("kind", ""), cells["name"], part, full)
        how, evidence = cells.get("how", ""), cells.get("evidence", "")
        lines.append(Line(part[:200], cells["name"][:300], kind, abs(full), how, evidence[:300]))
    return lines, refusals


def _is_sum(name: str) -> bool:
    return bool(_SUM.match(fold(name).strip(" :.")))


def _kind(said: str, name: str, part: str, full: Decimal) -> str:
    if full < 0:
        return "penalty"
    for text in (said, name, part):
        kinds = {kind for kind, words in _WORDS if words in fold(text)}
        if len(kinds) == 1:
            return kinds.pop()
    return "task"


def _points(cell: object) -> Decimal | None:
    text = _text(cell).replace("điểm", "").replace("đ", "").strip()
    sign = -1 if text.startswith(("-", "–")) else 1
    try:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return round(Decimal(str(cell)), 2)
        return sign * round(parse_number(text.lstrip("+-– ")), 2)
    except (ArithmeticError, ValueError):
        return None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell if cell is not None else "").split())
