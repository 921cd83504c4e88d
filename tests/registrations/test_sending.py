"""A unit's own plan goes to those that its Nơi nhận names, and they say that they have it."""

import pytest
from django.urls import reverse

from tests.world import World, run_jobs
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.registrations import actions, drafting, sending
from thidua.registrations.models import OwnPlan, Recipient

LINES = {"recipients": "Sở Nội vụ\nBan Giám đốc Sở\nCác xã, phường\nLưu: VT", "signer": "A", "capacity": "B"}


def written(world: World) -> OwnPlan:
    registration = actions.begin(world.movement, world.units["SYT"], actor=world.actor("officer"))
    registration = actions.save(registration, {"commitment": "Làm đủ."}, actor=world.actor("officer"))
    own = drafting.draft(registration, actor=world.actor("officer"))
    return drafting.write(own, LINES, actor=world.actor("officer"))


def accepted(world: World) -> OwnPlan:
    own = written(world)
    perform(actions.FLOW, own.registration, "submit", actor=world.actor("head"))
    run_jobs()
    assert not own.addressees.exclude(sent_on=None).exists()
    perform(actions.FLOW, own.registration, "accept", actor=world.actor("office"))
    run_jobs()
    return own


def meant(own: OwnPlan) -> dict[str, str | None]:
    return dict(own.addressees.values_list("name", "unit__code"))


def test_the_lines_are_matched_with_the_tree_and_a_person_points_out_the_rest(running: World) -> None:
    own = written(running)
    assert meant(own) == {"Sở Nội vụ": "SNV", "Ban Giám đốc Sở": None, "Các xã, phường": "X1"}
    row = own.addressees.get(name="Ban Giám đốc Sở")
    with pytest.raises(Refused):
        sending.point(row, running.units["SNV"], actor=running.actor("officer"))
    sending.point(row, running.units["VP"], actor=running.actor("officer"))
    drafting.write(own, LINES | {"recipients": "Ban Giám đốc Sở\nSở Nội vụ"}, actor=running.actor("officer"))
    assert meant(own) == {"Sở Nội vụ": "SNV", "Ban Giám đốc Sở": "VP"}


def test_an_accepted_plan_is_sent_once_and_acknowledged(running: World) -> None:
    own = accepted(running)
    assert set(own.addressees.exclude(sent_on=None).values_list("unit__code", flat=True)) == {"SNV", "X1"}
    neighbour = running.client("neighbour")
    desk = neighbour.get(reverse("desk")).content.decode()
    assert "gửi kế hoạch thực hiện" in desk
    assert "Kế hoạch nhận được chờ xác nhận" in desk
    row = own.addressees.get(unit__code="X1")
    assert b"".join(neighbour.get(f"/ke-hoach-nhan-duoc/{row.pk}/van-ban/").streaming_content)[:2] == b"PK"
    assert neighbour.post(f"/ke-hoach-nhan-duoc/{row.pk}/da-nhan/").status_code == 302
    assert Recipient.objects.get(pk=row.pk).by == running.users["neighbour"]
    page = running.client("officer").get(own.get_absolute_url()).content.decode()
    assert "Đã gửi 2 đơn vị, 1 đơn vị xác nhận đã nhận." in page


def test_nobody_else_sees_or_answers_for_a_recipient(running: World) -> None:
    own = accepted(running)
    row = own.addressees.get(unit__code="X1")
    for path in ("van-ban", "da-nhan"):
        client = running.client("officer")
        call = client.post if path == "da-nhan" else client.get
        assert call(f"/ke-hoach-nhan-duoc/{row.pk}/{path}/").status_code == 404
    with pytest.raises(Refused):
        sending.acknowledge(row, actor=running.actor("officer"))


def test_one_press_acknowledges_all_of_a_unit(running: World) -> None:
    own = accepted(running)
    assert running.client("neighbour").post("/ke-hoach-nhan-duoc/da-nhan/").status_code == 302
    assert list(own.addressees.exclude(at=None).values_list("unit__code", flat=True)) == ["X1"]
