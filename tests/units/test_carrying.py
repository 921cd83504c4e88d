"""What is open at a unit that ends goes to its successor, and nothing that was done is asked again."""

from datetime import date, timedelta

import pytest

from tests.world import TODAY, World
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.movements.models import Obligation
from thidua.people.models import RoleHolding
from thidua.registrations.queries import launched
from thidua.reports.models import Report
from thidua.units.actions import add_unit, join_group, succeed
from thidua.units.carrying import carry_over, duties_of
from thidua.units.models import Group, Membership, Succession, Unit


def new_unit(world: World, code: str, name: str) -> Unit:
    fields = {"code": code, "name": name, "kind": "department", "tier": "province", "valid_from": date(2000, 1, 1)}
    return add_unit(world.province, actor=system(), parent=world.committee, **fields)


def merged(world: World, *sources: str, kind: str = "absorb") -> tuple[Succession, Unit]:
    target = new_unit(world, "MOI", "Sở Y tế và Dân số")
    units = [world.units[code] for code in sources]
    day, basis = TODAY + timedelta(days=1), "Nghị quyết 1"
    admin = world.actor("admin")
    return succeed(
        world.province, kind=kind, day=day, basis=basis, sources=units, targets=[target], actor=admin
    ), target


def carry_everything(world: World, succession: Succession, target: Unit) -> int:
    duties = [duty for source in succession.sources.all() for duty in duties_of(source, succession)]
    return carry_over(succession, {duty.name: target for duty in duties}, actor=world.actor("admin"))


def test_everything_open_is_told_and_carried_and_then_nothing_is_left(running: World) -> None:
    running.register()
    report = running.draft_report()
    succession, target = merged(running, "SYT")
    told = {duty.what for duty in duties_of(running.units["SYT"], succession)}
    assert {"obligation_done", "obligation", "report", "role", "membership"} <= told
    carry_everything(running, succession, target)
    left = {duty.what for duty in duties_of(running.units["SYT"], succession)}
    assert left <= {"registration"}
    assert Report.objects.get(pk=report.pk).unit == target
    assert RoleHolding.objects.filter(unit=target, user=running.users["head"], valid_from=succession.day).exists()
    assert Membership.objects.filter(unit=target, valid_from=succession.day).count() == 1


def test_what_the_old_unit_did_is_not_asked_of_the_new_one(running: World) -> None:
    running.register()
    succession, target = merged(running, "SYT")
    carry_everything(running, succession, target)
    launch = Obligation.objects.get(movement=running.movement, unit=target, kind="launch")
    assert launch.done_on == TODAY
    assert launched(running.movement, target) == running.registration


def test_of_two_that_merge_each_duty_is_owed_once_and_done_when_one_did_it(running: World) -> None:
    running.register("SYT")
    succession, target = merged(running, "SNV", "SYT", kind="merge")
    carry_everything(running, succession, target)
    owed = Obligation.objects.filter(movement=running.movement, unit=target)
    keys = list(owed.values_list("kind", "period"))
    assert len(keys) == len(set(keys))
    assert owed.get(kind="launch").done_on == TODAY
    assert not Obligation.objects.filter(unit__in=succession.sources.all(), done_on=None).exists()


def test_only_a_successor_takes_over_and_only_the_administrator_says_so(running: World) -> None:
    succession, target = merged(running, "SYT")
    duty = duties_of(running.units["SYT"], succession)[0]
    with pytest.raises(Refused):
        carry_over(succession, {duty.name: running.units["X1"]}, actor=running.actor("admin"))
    with pytest.raises(Refused):
        carry_over(succession, {duty.name: target}, actor=running.actor("office"))


def test_a_group_is_not_joined_twice(running: World) -> None:
    succession, target = merged(running, "SYT")
    join_group(Group.objects.get(), [target], day=succession.day, actor=running.actor("admin"))
    assert "membership" not in {duty.what for duty in duties_of(running.units["SYT"], succession)}


def test_on_the_page_each_duty_goes_where_a_person_says(running: World) -> None:
    running.draft_report()
    client = running.client("admin")
    target = new_unit(running, "MOI", "Sở Y tế và Dân số")
    other = new_unit(running, "KHAC", "Chi cục Dân số")
    fields = {"kind": "split", "day": (TODAY + timedelta(days=1)).isoformat(), "basis": "Nghị quyết 2", "confirm": "1"}
    answer = client.post(
        "/don-vi/sap-xep/", fields | {"sources": [running.units["SYT"].pk], "targets": [target.pk, other.pk]}
    )
    succession = Succession.objects.get()
    assert answer["Location"] == f"/don-vi/sap-xep/{succession.pk}/chuyen/"
    duties = duties_of(running.units["SYT"], succession)
    report = next(duty for duty in duties if duty.what == "report")
    assert report.label in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {report.name: other.pk})
    assert Report.objects.get().unit == other
    assert len(duties_of(running.units["SYT"], succession)) == len(duties) - 1
    assert running.client("office").get(answer["Location"]).status_code == 404
