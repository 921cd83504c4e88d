"""Council members by sector and area, whom that suggests for a visit, and what a visit does to a score."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.inspections.test_actions import FIELDS, concluded
from tests.refusing import codes
from tests.world import TODAY, World
from thidua.ballots.models import Seat
from thidua.inspections import actions
from thidua.inspections.actions import FLOW
from thidua.inspections.charges import charge, charges_on, end_charge, suggested
from thidua.inspections.queries import effects_on
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.units.models import Group


def seat_of(world: World, name: str) -> Seat:
    return Seat.objects.get(user=world.users[name])


def test_a_visit_suggests_the_members_of_its_area(running: World) -> None:
    office, group = running.actor("office"), Group.objects.get()
    fields = {"sector": "Y tế", "area": group, "valid_from": TODAY - timedelta(days=1)}
    charge(seat_of(running, "member"), fields, actor=office)
    charge(seat_of(running, "second"), {"sector": "Dữ liệu", "valid_from": TODAY}, actor=office)
    inside = suggested(running.movement, running.units["SYT"], TODAY)
    outside = suggested(running.movement, running.units["SNV"], TODAY)
    assert len(inside) == 2
    assert [line.split(" – ")[0] for line in outside] == [running.users["second"].full_name]
    path = f"/phong-trao/{running.movement.pk}/kiem-tra/?don-vi={running.units['SYT'].pk}"
    assert "(Y tế)" in running.client("office").get(path).content.decode()


def test_a_charge_needs_something_to_look_after_and_the_right(running: World) -> None:
    seat, day = seat_of(running, "member"), {"valid_from": TODAY}
    with pytest.raises(Refused) as refused:
        charge(seat, day | {"sector": " "}, actor=running.actor("office"))
    assert codes(refused) == {"charge.nothing"}
    with pytest.raises(Refused) as refused:
        charge(seat, day | {"sector": "Y tế"}, actor=running.actor("officer"))
    assert codes(refused) == {"machine.right"}


def test_the_page_gives_and_ends_a_charge(running: World) -> None:
    client = running.client("office")
    typed = {"seat": seat_of(running, "member").pk, "sector": "Y tế", "area": "", "valid_from": TODAY.isoformat()}
    assert "Y tế" in client.post("/phan-cong/", typed, follow=True).content.decode()
    row = charges_on(running.province, TODAY).get()
    client.post(f"/phan-cong/{row.pk}/ket-thuc/")
    assert not charges_on(running.province, TODAY + timedelta(days=1)).exists()
    assert running.client("officer").get("/phan-cong/").status_code == 404
    with pytest.raises(Refused):
        end_charge(row, TODAY, actor=running.actor("officer"))


def test_points_need_the_clause_that_says_so_and_count_once_concluded(running: World) -> None:
    office = running.actor("office")
    row = actions.plan(running.movement, running.units["SYT"], FIELDS, actor=office)
    perform(FLOW, row, "announce", actor=office)
    actions.find(row, "Chậm báo cáo hai kỳ.", actor=office)
    actions.save(row, {"conclusion": "Còn chậm.", "effect_points": Decimal("-2")}, actor=office)
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "conclude", actor=office)
    assert codes(refused) == {"inspection.no_clause"}
    actions.save(row, {"effect_clause": "Tiêu chí 5, mục III"}, actor=office)
    assert effects_on([running.movement.pk], running.units["SYT"], TODAY.year) == []
    perform(FLOW, row, "conclude", actor=office)
    assert [points for _, points in effects_on([running.movement.pk], running.units["SYT"], TODAY.year)] == [
        Decimal("-2")
    ]
    assert "Tiêu chí 5, mục III" in running.client("officer").get(row.get_absolute_url()).content.decode()


def test_without_points_nothing_is_asked(running: World) -> None:
    row, _ = concluded(running)
    assert row.state == "concluded"
