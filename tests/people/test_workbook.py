"""Accounts and units from Excel: the form that is given out, filled in and read back."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.world import World
from thidua.people.models import RoleHolding, User
from thidua.people.rules import ROLES
from thidua.units.models import Unit, UnitKind


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.force_login(world.users["admin"])
    return client


def filled(rows: list[list[Any]], heads: list[str]) -> io.BytesIO:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    for number, row in enumerate([heads, *rows]):
        page.write_row(number, 0, row)
    book.close()
    file.seek(0)
    file.name = "danh-sach.xlsx"
    return file


def given(client: Client, address: str) -> tuple[list[list[Any]], bytes]:
    """(the sheet of choices, the rules of the cells) of a form."""
    content = client.get(address).content
    rules = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Danh mục").to_python(), rules


def test_every_role_can_be_picked(admin: Client) -> None:
    lists, rules = given(admin, "/nguoi-dung/excel/mau/")
    names = [role.name for role in ROLES.values()]
    assert [row[0] for row in lists] == ["Vai trò", *names]
    assert f"$A$2:$A${len(names) + 1}".encode() in rules


def test_accounts_are_opened_from_excel_all_or_none(world: World, admin: Client) -> None:
    heads = ["Họ và tên", "Chức vụ", "Tên đăng nhập", "Mật khẩu ban đầu", "Mã đơn vị", "Vai trò"]
    auditor = ROLES["auditor"].name
    good = ["Đinh Thị Na", "Thanh tra viên", "na.dt", "mot-cau-dai-12", "SNV", auditor]
    bad = ["", "Chuyên viên", "ai.do", "ngan", "SNV", "Vai không có"]
    answer = admin.post("/nguoi-dung/excel/", {"file": filled([good, bad], heads)})
    assert answer.status_code == 200
    assert all(f"Dòng 3, cột “{column}”" in answer.content.decode() for column in ("Họ và tên", "Vai trò"))
    assert not User.objects.filter(username="na.dt").exists()
    assert admin.post("/nguoi-dung/excel/", {"file": filled([good], heads)}).status_code == 302
    holding = RoleHolding.objects.get(user__username="na.dt")
    assert (holding.role, holding.unit, holding.user.full_name) == ("auditor", world.units["SNV"], "Đinh Thị Na")
    assert Client().login(username="na.dt", password="mot-cau-dai-12")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_units_are_read_in_the_language_of_their_form(world: World, admin: Client, language: str) -> None:
    admin.cookies["django_language"] = language
    lists, _rules = given(admin, "/don-vi/excel/mau/")
    assert lists[0] == ["Loại", "Cấp"]
    kind, tier = lists[1 + UnitKind.values.index("department")][0], lists[1][1]
    admin.cookies["django_language"] = "vi"
    heads = ["Mã", "Tên đơn vị", "Loại", "Cấp", "Từ ngày", "Mã đơn vị cấp trên"]
    file = filled([["SM", "Sở Mới", kind, tier, "01/7/2025", "UBND"]], heads)
    assert admin.post("/don-vi/excel/", {"file": file}).status_code == 302
    unit = Unit.objects.get(code="SM")
    assert (unit.kind, unit.valid_from) == ("department", date(2025, 7, 1))
