"""A set out of the rows of a table, as provinces print them: STT, indicator, points, how they are found, evidence, source,
verifying agency. The product's own workbook has two more columns, which say the formula outright."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.kernel.vietnamese import fold
from thidua.scores.rules.fixed import SCALE, fixed, plain
from thidua.scores.rules.kinds import KINDS, BadFormula, formula
from thidua.scores.rules.sets import IndexSet
from thidua.scores.rules.wording import Read, formula_in

COLUMNS = {
    "code": ("stt", "tt", "ma", "so tt", "ma chi so"),
    "name": ("chi so", "chi so thanh phan", "ten chi so", "tieu chi", "noi dung", "chi tieu"),
    "max": ("diem toi da", "diem", "diem chuan", "thang diem"),
    "how": ("cach xac dinh", "cach tinh", "cach tinh diem", "phuong phap tinh", "huong dan cham", "cach cham"),
    "evidence": ("tai lieu kiem chung", "minh chung", "tai lieu", "ho so kiem chung"),
    "source": ("nguon", "nguon thu thap", "nguon du lieu"),
    "agency": ("don vi phoi hop", "don vi xac minh", "co quan tham dinh", "don vi tham dinh", "don vi theo doi"),
    "kind": ("loai cong thuc",),
    "params": ("tham so",),
    "clause": ("dieu khoan",),
    "may_skip": ("duoc bo qua",),
    "takes": ("lay so tu chi tieu",),
    "confirmed": ("da doi chieu",),
}
_ROMAN = re.compile(r"^[IVXLC]+$")


@dataclass(frozen=True)
class Doubt:
    """What a person has to look at. row: of the file, from 1; code: of a sentence; value: what stood there."""

    row: int
    code: str
    value: str = ""


@dataclass(frozen=True)
class Taken:
    """The data of a set, and what is doubtful in it."""

    body: dict[str, Any]
    doubts: tuple[Doubt, ...]


class NoTable(ValueError):
    """No row has the heads of a set's table."""


def take(rows: Sequence[Sequence[object]], name: str) -> Taken:
    """The set of a table's rows. Raises NoTable where no heads are found."""
    at, heads = _heads(rows)
    pillars: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    doubts: list[Doubt] = []
    section = ""
    lines = [(n, _cells(row, heads)) for n, row in enumerate(rows[at + 1 :], at + 2)]
    for place, (number, cells) in enumerate(lines):
        if not cells.get("name") or _is_heading(cells, heads):
            continue
        following = lines[place + 1][1] if place + 1 < len(lines) else {}
        code = cells.get("code", "").rstrip(".")
        if not pillars or _is_pillar(code, cells, heads, pillars):
            pillars.append(_pillar(code or str(len(pillars) + 1), cells, number, doubts))
            section = ""
        elif _heads_others(code, cells, following, heads):
            section = cells["name"]
        else:
            indicators.append(_indicator(code, cells, pillars[-1]["code"], section, number, doubts))
    _sum_missing(pillars, indicators)
    return Taken({"name": name, "pillars": pillars, "indicators": indicators}, tuple(doubts))


def _heads(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:40]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            said = fold(str(cell or ""))
            for field, words in COLUMNS.items():
                if field not in found and any(re.match(rf"{word}\b", said) for word in words):
                    found[field] = column
                    break
        if "name" in found and "max" in found:
            return at, found
    raise NoTable


def _cells(row: Sequence[object], heads: Mapping[str, int]) -> dict[str, str]:
    found = {}
    for field, column in heads.items():
        value = row[column] if column < len(row) else None
        if isinstance(value, float) and value == int(value):
            value = int(value)
        found[field] = str(value if value is not None else "").strip()
    return found


def _is_heading(cells: Mapping[str, str], heads: Mapping[str, int]) -> bool:
    """A row of column numbers, or a sum at the end."""
    said = fold(cells["name"])
    numbered = said.strip("()").isdecimal() and len(heads) > 2
    return numbered or said.startswith(("tong cong", "tong diem", "tong so"))


def _is_pillar(code: str, cells: Mapping[str, str], heads: Mapping[str, int], pillars: list[dict[str, Any]]) -> bool:
    """A Roman number, or a whole one where the pillars have no Roman ones; in the product's workbook, what has points and
    no formula."""
    if "kind" in heads:
        return not cells["kind"] and bool(cells["max"])
    if not code or _ROMAN.match(code):
        return bool(code)
    return code.isdecimal() and not _ROMAN.match(str(pillars[-1]["code"]))


def _heads_others(code: str, cells: Mapping[str, str], following: Mapping[str, str], heads: Mapping[str, int]) -> bool:
    """A sub-heading: the next row's number goes on from its own, and it has no formula itself."""
    if "kind" in heads:
        return not cells["kind"]
    return bool(code) and following.get("code", "").startswith(f"{code}.") and not cells.get("how")


def _pillar(code: str, cells: Mapping[str, str], number: int, doubts: list[Doubt]) -> dict[str, Any]:
    found = {"code": code, "name": cells["name"], "max": _points(cells, number, doubts)}
    try:
        said = json.loads(cells.get("params") or "{}")
        return found | ({"weight": str(said["weight"])} if isinstance(said, dict) and "weight" in said else {})
    except ValueError:
        doubts.append(Doubt(number, "table.formula", cells["params"]))
        return found


def _points(cells: Mapping[str, str], number: int, doubts: list[Doubt]) -> str:
    said = cells.get("max", "").replace(",", ".")
    found = re.search(r"\d+(?:\.\d+)?", said)
    try:
        return plain(fixed(found[0])) if found else ""
    except ValueError:
        doubts.append(Doubt(number, "table.points", cells["max"]))
        return ""


def _indicator(
    code: str, cells: Mapping[str, str], pillar: str, section: str, number: int, doubts: list[Doubt]
) -> dict[str, Any]:
    points = _points(cells, number, doubts)
    if not points:
        doubts.append(Doubt(number, "table.no_points", cells["name"]))
        points = "0"
    read = _formula(cells, fixed(points), number, doubts)
    if _ROMAN.match(pillar) and code.isdecimal():
        code = f"{pillar}.{code}"
    row: dict[str, Any] = {"code": code or f"?{number}", "pillar": pillar, "section": section, "name": cells["name"]}
    row |= {"max": points, "kind": read.kind, "params": dict(read.params)}
    row |= {field: cells.get(field, "") for field in ("how", "evidence", "source", "agency", "clause", "takes")}
    row |= {field: fold(cells.get(field, "")) == "co" for field in ("may_skip", "confirmed")}
    if not code:
        doubts.append(Doubt(number, "table.no_code", cells["name"]))
    return row


def _formula(cells: Mapping[str, str], full: int, number: int, doubts: list[Doubt]) -> Read:
    """As the workbook says outright, else as the sentence is understood."""
    if cells.get("kind"):
        try:
            params = json.loads(cells.get("params") or "{}")
            formula(cells["kind"], full, params)
            return Read(cells["kind"], params)
        except (BadFormula, ValueError, AttributeError):
            doubts.append(Doubt(number, "table.formula" if cells["kind"] in KINDS else "table.kind", cells["kind"]))
    read = formula_in(cells.get("how", ""), full)
    try:
        formula(read.kind, full, read.params)
    except BadFormula:
        read = Read("rubric", sure=False)
    if not read.sure:
        doubts.append(Doubt(number, "table.unsure" if read.kind != "rubric" else "table.unread", cells["name"]))
    return read


def _sum_missing(pillars: list[dict[str, Any]], indicators: list[dict[str, Any]]) -> None:
    """Where a pillar says no points of its own, the sum of its indicators."""
    for pillar in pillars:
        if not pillar["max"]:
            rows = [one for one in indicators if one["pillar"] == pillar["code"]]
            counted = [fixed(one["max"]) for one in rows if KINDS[one["kind"]].counts]
            pillar["max"] = plain(sum(counted))


HEADS = (
    "STT",
    "Chỉ số",
    "Điểm tối đa",
    "Cách xác định và tính điểm",
    "Tài liệu kiểm chứng",
    "Nguồn",
    "Cơ quan thẩm định",
    "Loại công thức",
    "Tham số",
    "Điều khoản",
    "Được bỏ qua",
    "Lấy số từ chỉ tiêu",
    "Đã đối chiếu",
)


def lay_out(index: IndexSet) -> list[list[str]]:
    """The set as the rows of the product's workbook, heads first; ``take`` reads it back."""
    rows = [list(HEADS)]
    for pillar in index.pillars:
        weight = "" if pillar.weight == SCALE else json.dumps({"weight": plain(pillar.weight)})
        rows.append([pillar.code, pillar.name, plain(pillar.full), "", "", "", "", "", weight, "", "", "", ""])
        section = ""
        for one in index.of_pillar(pillar.code):
            if one.section and one.section != section:
                section = one.section
                rows.append([one.code.rpartition(".")[0], section, *[""] * 11])
            yes = {True: "có", False: ""}
            params = json.dumps(one.params, ensure_ascii=False)
            words = [one.how, one.evidence, one.source, one.agency, one.kind, params, one.clause]
            rows.append([one.code, one.name, plain(one.full), *words, yes[one.may_skip], one.takes, yes[one.confirmed]])
    return rows
