"""People in Excel."""

from datetime import date
from typing import Any

from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold
from thidua.people.rules import ROLES
from thidua.ui.names import name_of
from thidua.units.models import Province, Unit
from thidua.units.workbook import bad_cell, rows_in, spellings

SHORTEST = 10  # letters of a password
HEADS = ("Họ và tên", "Chức vụ", "Tên đăng nhập", "Mật khẩu ban đầu", "Mã đơn vị", "Vai trò")


def read_people(content: bytes, name: str, province: Province, today: date) -> list[dict[str, Any]]:
    """Rows with their unit found; every bad cell is named."""
    units = {u.code: u for u in Unit.objects.filter(province=province).on(today)}
    roles = spellings(lambda: ((code, name_of("role", code)) for code in ROLES))
    allowed = {"Vai trò": [name_of("role", code) for code in ROLES]}
    found, refusals = [], []
    for number, *cells in rows_in(content, name, len(HEADS)):
        texts = [str(int(c)) if isinstance(c, float) and c == int(c) else str(c).strip() for c in cells]
        full_name, position, username, password, code, role = texts
        role = roles.get(fold(role), role)
        if code not in units:
            refusals.append(Refusal("people.row_no_unit", {"row": number, "code": code}))
            continue
        for column, value, good in (
            ("Họ và tên", full_name, bool(full_name)),
            ("Tên đăng nhập", username, bool(username)),
            ("Vai trò", role, role in ROLES),
        ):
            if not good:
                refusals.append(bad_cell(number, column, value, allowed.get(column, ())))
        if len(password) < SHORTEST:
            refusals.append(Refusal("people.row_password", {"row": number, "least": SHORTEST}))
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
