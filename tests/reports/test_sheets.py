"""The report's sheet in Excel: filled offline, loaded back, wrong cells named."""

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tests.world import World
from thidua.kernel.refusal import Refused
from thidua.movements.models import Obligation
from thidua.reports import actions, loading, workbook
from thidua.reports.models import Report
from thidua.reports.queries import fields_of


def owed_by(world: World, *codes: str) -> list[Obligation]:
    rows = world.movement.obligations.filter(kind="annual", unit__code__in=codes).select_related("unit", "movement")
    first = rows.order_by("due")[0]
    return list(rows.filter(period=first.period).order_by("unit__order"))


def cells(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def filled(owed: list[Obligation], change: dict[int, Any], *, row: int = 1) -> bytes:
    """The workbook as downloaded, with boxes of one row filled: column → value."""
    rows = cells(workbook.write(loading.sheets_of(owed)))
    for column, value in change.items():
        rows[row][column] = value
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(rows):
            page.write_row(number, 0, line)
    return buffer.getvalue()


def test_a_sheet_comes_back_as_it_was_filled_and_empty_boxes_leave_what_was_typed(launched: World) -> None:
    owed, officer = owed_by(launched, "SYT"), launched.actor("officer")
    report = actions.begin(owed[0], actor=officer)
    before = fields_of(report)
    actions.save(report.pk, before | {"narrative": "Đã viết từ trước."}, base=before, actor=officer)
    lines = workbook.read(filled(owed, {5: 1250.0, 6: 1500, 8: "Theo cổng dịch vụ công"}), "bieu.xlsx")
    loaded = loading.load(owed, lines, actor=officer)
    assert (loaded.units, loaded.boxes) == (1, 4)
    now = fields_of(Report.objects.get(pk=report.pk))
    first = loading.sheets_of(owed)[0].targets[0].pk
    assert (now[f"n{first}"], now[f"d{first}"], now[f"t{first}"]) == ("1.250", "1.500", "Theo cổng dịch vụ công")
    assert now["narrative"] == "Đã viết từ trước."


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({0: "KHONGCO"}, "sheet.unit", "A2"),
        ({2: "999999"}, "sheet.target", "C2"),
        ({5: "nhiều", 6: 10}, "value.number", "F2"),
        ({5: 120, 6: 100}, "value.above", "F2"),
    ],
)
def test_what_is_wrong_is_named_by_its_cell_and_nothing_is_stored(
    launched: World, change: dict[int, Any], code: str, cell: str
) -> None:
    owed, officer = owed_by(launched, "SYT"), launched.actor("officer")
    with pytest.raises(Refused) as refused:
        loading.load(owed, workbook.read(filled(owed, change), "bieu.xlsx"), actor=officer)
    told = {r.code: r.values for r in refused.value.refusals}
    assert cell in " ".join(map(str, told[code].values()))
    assert not Report.objects.exists()


def test_the_office_loads_many_units_from_one_workbook_and_others_do_not(launched: World) -> None:
    office = launched.actor("office")
    owed = loading.owing(launched.movement, "annual", owed_by(launched, "SYT")[0].period, office)
    assert len(owed) > 3
    rows = cells(workbook.write(loading.sheets_of(owed)))
    assert {row[0] for row in rows[1:]} == {one.unit.code for one in owed}
    lines = [line for line in workbook.read(filled(owed, {5: 8, 6: 10}), "bieu.xlsx") if line.numerator]
    assert loading.load(owed, lines, actor=office).units == 1
    assert Report.objects.get().state == "draft"
    with pytest.raises(Refused):
        loading.load(owed, lines, actor=launched.actor("neighbour"))


def test_the_pages_give_the_sheet_and_take_it_back(launched: World) -> None:
    owed, client = owed_by(launched, "SYT"), launched.client("officer")
    report = actions.begin(owed[0], actor=launched.actor("officer"))
    sheet = client.get(f"/bao-cao/{report.pk}/bieu.xlsx")
    assert cells(sheet.content)[0] == list(workbook.HEADS)
    file = SimpleUploadedFile("bieu.xlsx", filled(owed, {5: 7, 6: 10}))
    assert "Đã nạp 2 ô" in client.post(f"/bao-cao/{report.pk}/bieu/", {"file": file}, follow=True).content.decode()
    assert launched.client("neighbour").post(f"/bao-cao/{report.pk}/bieu/", {"file": file}).status_code == 404
    path = f"/phong-trao/{launched.movement.pk}/bieu/annual/{owed[0].period}/"
    office = launched.client("office")
    assert office.get(path).status_code == 200
    bad = SimpleUploadedFile("bieu.xlsx", b"khong phai")
    assert "bị hỏng" in office.post(path, {"file": bad}).content.decode()
    assert launched.client("auditor").get(path).status_code == 404
