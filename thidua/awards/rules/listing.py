"""Who an old decision awards: its list, from numbered lines or from the rows of a table.

What is read is proposed to a person, who mends and enters it; nothing goes into the ledger by itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from thidua.kernel.vietnamese import fold

_ITEM = re.compile(r"^\s*(?:\d{1,4}\s*[.)/]|[-–+*•])\s*(?P<text>\S.*)$")
_HONORIFIC = re.compile(r"^(?:ông|bà|anh|chị|đồng chí|em)\s*[:.]?\s+", re.IGNORECASE)
_HEADING = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H]|[a-h]|\d{1,2})?\s*[.)]?\s*(?P<text>\D.*)$")
_END = re.compile(r"^\s*(?:điều\s+(?:[2-9]|\d\d)\b|nơi nhận)", re.IGNORECASE)
_KINDS = (
    ("household", ("ho gia dinh", "gia dinh")),
    ("enterprise", ("doanh nghiep", "hop tac xa")),
    ("collective", ("tap the", "don vi", "co quan")),
    ("individual", ("ca nhan",)),
)
_SHORT = 90


@dataclass(frozen=True)
class Named:
    """One who was awarded, as the paper has them. kind: of the subject; rest: what stands after the name; award: what the
    paper calls the award, empty where only its title does."""

    kind: str
    name: str
    rest: str = ""
    award: str = ""


def _kind_in(folded: str) -> str:
    """The kind that a heading is about; empty when it names none or several."""
    found = [kind for kind, words in _KINDS if any(word in folded for word in words)]
    return found[0] if len(found) == 1 else ""


def _split(text: str) -> tuple[str, str]:
    """The name, and what follows it after a comma, a dash between spaces or a semicolon."""
    name, *rest = re.split(r"\s*[,;]\s*|\s+[-–]\s+", text.strip().rstrip(".;,"), maxsplit=1)
    return name.strip(), rest[0].strip() if rest else ""


def _named(text: str, kind: str, award: str) -> Named | None:
    called = _HONORIFIC.match(text)
    name, rest = _split(_HONORIFIC.sub("", text))
    if not 2 <= len(name) <= 200 or not any(letter.isalpha() for letter in name):
        return None
    return Named("individual" if called else kind or "collective", name, rest, award)


def in_lines(lines: Iterable[str], awards: Sequence[str]) -> list[Named]:
    """From the lines of a decision. awards: names of awards that a heading may bear."""
    return list(_in_lines(lines, [fold(award) for award in awards]))


def _in_lines(lines: Iterable[str], awards: Sequence[str]) -> Iterator[Named]:
    kind = award = ""
    begun = False
    for line in lines:
        folded = fold(line)
        if _END.match(line) and begun:
            return
        if folded.startswith("dieu 1"):
            begun = True
            continue
        if not begun or not line.strip():
            continue
        heading = _HEADING.match(line)
        told = _kind_in(folded)
        short = heading is not None and len(line) < _SHORT and not _HONORIFIC.match(_bare(line))
        if short and told and "," not in line:
            kind = told
            award = next((name for name in awards if name in folded), award)
            continue
        if short and any(name in folded for name in awards):
            award = line.strip().rstrip(":;. ")
            continue
        item = _ITEM.match(line)
        text = item["text"] if item else line.strip() if _HONORIFIC.match(line.strip()) else ""
        if text and (found := _named(text, kind, award)):
            yield found


def _bare(line: str) -> str:
    item = _ITEM.match(line)
    return item["text"] if item else line.strip()


_COLUMNS = {
    "name": ("ho va ten", "ho ten", "ten tap the", "tap the, ca nhan", "tap the", "ca nhan", "ten don vi"),
    "rest": ("chuc vu", "noi cong tac", "don vi cong tac", "dia chi", "don vi"),
    "award": ("hinh thuc", "danh hieu"),
}


def _columns(row: Sequence[str]) -> dict[str, int]:
    """column → place, of a row that is the head of a list."""
    found: dict[str, int] = {}
    folded = [fold(cell) for cell in row]
    for column, words in _COLUMNS.items():
        for word in words:
            place = next((n for n, cell in enumerate(folded) if word in cell and n not in found.values()), None)
            if place is not None:
                found[column] = place
                break
    return found if "name" in found and len(row) > 1 else {}


def in_table(rows: Sequence[Sequence[str]]) -> list[Named]:
    """From the rows of a table whose head names the column of the awarded; rows with one filled cell are headings."""
    columns: dict[str, int] = {}
    kind, found = "", []
    for row in rows:
        if not columns:
            columns = _columns(row)
            head = fold(row[columns["name"]]) if columns else ""
            kind = _kind_in(head) if columns else ""
            continue
        filled = [cell for cell in row if cell.strip()]
        if len(set(filled)) == 1 or (len(filled) == 2 and not row[columns["name"]].strip()):
            kind = _kind_in(fold(filled[-1])) or kind
            continue
        cells = {column: row[place].strip() for column, place in columns.items() if place < len(row)}
        one = _named(cells.get("name", ""), kind, cells.get("award", ""))
        if one is not None:
            rest = ", ".join(part for part in (one.rest, cells.get("rest", "")) if part)
            found.append(Named(one.kind, one.name, rest, one.award))
    return found
