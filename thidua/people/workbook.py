"""People in Excel."""

from datetime import date
from typing import Any

from thidua.kernel.refusal import Refusal, Refused
from thidua.people.rules import ROLES
from thidua.units.models import Province, Unit
from thidua.units.workbook import rows_in

HEADS = ("Họ và tên", "Chức vụ", "Tên đăng nhập", "Mật khẩu ban đầu", "Mã đơn vị", "Vai trò")


def read_people(content: bytes, name: str, province: Province, today: date) -> list[dict[str, Any]]:
    """Rows with their unit found; every bad cell is named."""
    units = {u.code: u for u in Unit.objects.filter(province=province).on(today)}
    roles = {r.name.casefold(): r.code for r in ROLES.values()}
    found, refusals = [], []
    for number, *cells in rows_in(content, name, len(HEADS)):
        texts = [str(int(c)) if isinstance(c, float) and c == int(c) else str(c).strip() for c in cells]
        full_name, position, username, password, code, role = texts
        role = roles.get(role.casefold(), role)
        if code not in units:
            refusals.append(Refusal("people.row_no_unit", {"row": number, "code": code}))
            continue
        for column, value, good in (
            ("Họ và tên", full_name, bool(full_name)),
            ("Tên đăng nhập", username, bool(username)),
            ("Mật khẩu ban đầu", "…", len(password) >= 10),
            ("Vai trò", role, role in ROLES),
        ):
            if not good:
                refusals.append(Refusal("unit.row_bad", {"row": number, "column": column, "value": value}))
        found.append(
            {
                "full_name": full_name,
                "position": position,
                "username": username,
                "password": password,
                "unit": units[code],
                "role": role,
            }
        )
    if refusals:
        raise Refused(refusals)
    return found
