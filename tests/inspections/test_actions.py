"""An inspection from its plan to the last recommendation closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.inspections import actions
from thidua.inspections.access import visible_to
from thidua.inspections.actions import ADVICE_FLOW, FLOW
from thidua.inspections.models import Advice, Inspection
from thidua.inspections.queries import digital_share
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused

FIELDS: dict[str, Any] = {
    "held_on": TODAY,
    "place": "Phòng họp số 2",
    "content": "Việc phát động, đăng ký và kết quả chỉ tiêu.",
    "members": "Ông A, trưởng đoàn\nBà B",
    "is_digital": True,
}


def announced(world: World, **values: Any) -> Inspection:
    office = world.actor("office")
    row = actions.plan(world.movement, world.units["SYT"], FIELDS | values, actor=office)
    return perform(FLOW, row, "announce", actor=office)  # type: ignore[no-any-return]


def concluded(world: World) -> tuple[Inspection, Advice]:
    office, row = world.actor("office"), announced(world)
    actions.find(row, "Đơn vị đã phát động đúng hạn.", actor=office, reference="Kế hoạch 12/KH-SYT")
    advice = actions.advise(row, "Bổ sung số liệu tháng 9.", TODAY + timedelta(days=10), actor=office)
    actions.save(row, {"conclusion": "Đơn vị thực hiện nghiêm túc."}, actor=office)
    return perform(FLOW, row, "conclude", actor=office), advice


def test_a_visit_is_announced_with_its_plan_and_the_unit_sees_it_then(running: World) -> None:
    office = running.actor("office")
    row = actions.plan(running.movement, running.units["SYT"], FIELDS | {"members": ""}, actor=office)
    assert running.client("officer").get(row.get_absolute_url()).status_code == 404
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "announce", actor=office)
    assert codes(refused) == {"inspection.no_plan"}
    actions.save(row, {"members": "Ông A"}, actor=office)
    perform(FLOW, row, "announce", actor=office)
    client = running.client("officer")
    assert client.get(row.get_absolute_url()).status_code == 200
    assert "được kiểm tra ngày" in client.get("/ban-lam-viec/").content.decode()
    assert running.client("neighbour").get(row.get_absolute_url()).status_code == 404


def test_it_is_concluded_on_its_day_with_findings_and_a_conclusion(running: World) -> None:
    row = announced(running, held_on=TODAY + timedelta(days=3))
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "conclude", actor=running.actor("office"))
    assert codes(refused) == {"inspection.too_early", "inspection.no_findings", "inspection.no_conclusion"}


def test_it_ends_when_every_recommendation_is_closed(running: World) -> None:
    row, advice = concluded(running)
    office, officer = running.actor("office"), running.actor("officer")
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "close", actor=office)
    assert codes(refused) == {"inspection.unclosed"}
    with pytest.raises(Refused):
        actions.answer(advice, "Đã bổ sung số liệu.", actor=running.actor("neighbour"))
    actions.answer(advice, "Đã bổ sung số liệu.", actor=officer)
    assert "đã trả lời kiến nghị" in running.client("office").get("/ban-lam-viec/").content.decode()
    back = perform(ADVICE_FLOW, advice, "return", actor=office, reason="Thiếu minh chứng")
    assert back.state == "returned"
    actions.answer(advice, "Đã bổ sung số liệu, kèm bảng tổng hợp.", actor=officer)
    perform(ADVICE_FLOW, advice, "close", actor=office)
    assert perform(FLOW, row, "close", actor=office).state == "closed"
    assert digital_share(visible_to(office), TODAY.year).percent == 100


def test_before_the_conclusion_nothing_is_answered(running: World) -> None:
    row = announced(running)
    advice = actions.advise(row, "Bổ sung số liệu.", TODAY, actor=running.actor("office"))
    with pytest.raises(Refused) as refused:
        actions.answer(advice, "Đã bổ sung số liệu.", actor=running.actor("officer"))
    assert codes(refused) == {"advice.not_yet"}
    with pytest.raises(Refused):
        actions.advise(row, "Làm lại", TODAY - timedelta(days=1), actor=running.actor("office"))


def test_the_pages_plan_find_recommend_answer(running: World) -> None:
    office, officer = running.client("office"), running.client("officer")
    fields = FIELDS | {"unit": running.units["SYT"].pk, "held_on": TODAY.isoformat(), "is_digital": "on"}
    answer = office.post(f"/phong-trao/{running.movement.pk}/kiem-tra/", fields)
    row = Inspection.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    perform(FLOW, row, "announce", actor=running.actor("office"))
    path = row.get_absolute_url()
    file = SimpleUploadedFile("anh.txt", "Ảnh chụp màn hình".encode())
    office.post(f"{path}ghi-nhan/", {"text": "Có bảng theo dõi.", "paper": file, "reference": ""})
    office.post(f"{path}kien-nghi/", {"text": "Niêm yết kết quả.", "due": (TODAY + timedelta(days=5)).isoformat()})
    minutes = SimpleUploadedFile("bien-ban.txt", "Biên bản".encode())
    fields = {**FIELDS, "held_on": TODAY.isoformat(), "conclusion": "Đơn vị làm tốt.", "minutes": minutes}
    office.post(path, fields)
    perform(FLOW, row, "conclude", actor=running.actor("office"))
    page = officer.get(path).content.decode()
    assert "Có bảng theo dõi." in page
    assert "Kiến nghị sau kiểm tra chờ thực hiện" in officer.get("/ban-lam-viec/").content.decode()
    finding, advice = row.findings.get(), row.advice.get()
    for address in (f"/ghi-nhan/{finding.pk}/", f"{path}bien-ban/"):
        assert b"".join(officer.get(address).streaming_content)
        assert running.client("neighbour").get(address).status_code == 404
    officer.post(f"/kien-nghi/{advice.pk}/tra-loi/", {"answer": "Đã niêm yết tại bộ phận một cửa."})
    assert Advice.objects.get().state == "answered"
    assert officer.get(f"{path}ghi-nhan/").status_code == 404
