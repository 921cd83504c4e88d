"""Old decisions into the ledger, from Excel."""

import re
from datetime import date, datetime
from typing import Any

from thidua.awards.actions import enter_grant
from thidua.awards.models import BASES, Grant
from thidua.awards.queries import award_names, book_of, usual_basis
from thidua.awards.rules.identity import written
from thidua.awards.rules.selecting import Book
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold
from thidua.ui.names import name_of
from thidua.units.models import Province, Unit
from thidua.units.workbook import bad_cell, rows_in, spellings

HEADS = (
    "Tên tập thể, họ tên cá nhân",
    "Loại đối tượng",
    "Mã hoặc tên đơn vị",
    "Hình thức, danh hiệu",
    "Khen theo",
    "Thành tích",
    "Số quyết định",
    "Ngày quyết định",
    "Năm thành tích (để trống: năm quyết định)",
)
_KINDS = ("collective", "individual", "household", "enterprise", "overseas")


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        day, month, year = str(cell).strip().split("/")
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def choices(province: Province, today: date) -> dict[str, list[str]]:
    """Head → what may be picked below it."""
    return {
        "Loại đối tượng": [name_of("subject_kind", code) for code in _KINDS],
        "Hình thức, danh hiệu": list(award_names(book_of(province.pk), today).values()),
        "Khen theo": [str(text) for _code, text in BASES],
    }


def _usual(book: Book, code: str, day: date | None) -> str:
    """What an award counts as where the row does not say."""
    return usual_basis(book.get("form", code, day=day) if day and code else {})


def read_old(content: bytes, name: str, province: Province, today: date) -> list[dict[str, Any]]:
    """Rows as ``enter_grant`` takes them; every bad cell is named. Units may be ones that are no more."""
    units = {key: unit for unit in Unit.objects.filter(province=province) for key in (fold(unit.code), fold(unit.name))}
    book = book_of(province.pk)
    awards = {fold(text): code for code, text in award_names(book, today).items()}
    awards |= {fold(code): code for code in awards.values()}
    kinds = spellings(lambda: ((code, name_of("subject_kind", code)) for code in _KINDS))
    bases = spellings(lambda: BASES)
    found: list[dict[str, Any]] = []
    refusals, allowed = [], choices(province, today)
    for number, *cells in rows_in(content, name, len(HEADS)):
        subject, kind, unit, award, basis, achievement, decision = (str(cell).strip() for cell in cells[:7])
        day, place, code = _day(cells[7]), units.get(fold(unit)), awards.get(fold(award), "")
        values: dict[str, object] = {
            "Tên tập thể, họ tên cá nhân": subject,
            "Loại đối tượng": kinds.get(fold(kind)),
            "Mã hoặc tên đơn vị": place,
            "Hình thức, danh hiệu": award,
            "Khen theo": bases.get(fold(basis)) if basis else _usual(book, code, day),
            "Số quyết định": decision,
            "Ngày quyết định": day,
        }
        typed = dict(zip(HEADS, cells, strict=True))
        bad = [column for column, value in values.items() if not value]
        if str(cells[8]).strip() and not re.fullmatch(r"(19|20)\d\d(\.0)?", str(cells[8]).strip()):
            bad.append(HEADS[8])
        refusals += [bad_cell(number, c, typed[c], allowed.get(c, ())) for c in bad]
        if day is not None and day > today:
            refusals.append(Refusal("unit.row_future", {"row": number, "column": HEADS[7]}))
        if bad or day is None:
            continue
        found.append(
            {
                "kind": values["Loại đối tượng"],
                "subject_name": subject,
                "unit": place,
                "award_code": code,
                "award_name": award[:120],
                "basis": values["Khen theo"],
                "achievement": achievement,
                "decision_number": decision[:60],
                "decision_date": day,
                "year": int(float(cells[8])) if str(cells[8]).strip() else day.year,
            }
        )
    if refusals:
        raise Refused(refusals)
    return found


def enter_old(province: Province, rows: list[dict[str, Any]], *, actor: Actor) -> tuple[int, int]:
    """(entered, there already): a row that the ledger has of the same unit and kind is not entered twice."""
    if "record.enter" not in actor.in_province(province.pk):
        raise Refused([Refusal("machine.right", {"right": "record.enter"})])
    entered = 0
    for row in rows:
        same = {name: row[name] for name in ("decision_number", "decision_date", "award_name", "unit")}
        known = Grant.objects.filter(province=province, folded=fold(row["subject_name"]), **same)
        own = written(row["subject_name"])
        if any(
            written(one) == own
            for one in known.filter(recipient__kind=row["kind"]).values_list("subject_name", flat=True)
        ):
            continue
        enter_grant(actor=actor, province=province, **row)
        entered += 1
    return entered, len(rows) - entered
