"""Who receives and consolidates differs by plan: the agency that it names does what the office does, for others' reports."""

import pytest

from tests.world import TODAY, World
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.movements.models import Movement
from thidua.plans.actions import add_item, judge_kind
from thidua.plans.rules.kinds import KINDS
from thidua.reports.access import sees, visible_to
from thidua.reports.actions import FLOW
from thidua.reports.models import Report
from thidua.units.carrying import carry_over, duties_of
from thidua.units.models import Succession


def launched_naming(world: World, receiver: str) -> Movement:
    plan, office = world.bring(), world.actor("office")
    plan.items.filter(kind="report_regime").delete()
    add_item(plan, "report_regime", {"receiver": receiver, "clause": "VI.2"}, actor=office)
    add_item(plan, "deadline", {"what": "report", "when": "hằng quý"}, actor=office)
    for kind in KINDS:
        judge_kind(plan, kind, actor=office)
    world.movement = launch(plan, actor=world.actor("chairman"))
    return world.movement


def test_the_named_agency_returns_accepts_and_consolidates(world: World) -> None:
    movement = launched_naming(world, "Phường Hoa Sen")
    assert [r.unit for r in movement.receivers.all()] == [world.units["X1"]]
    report = world.draft_report("quarter")
    client = world.client("neighbour")
    assert client.get(report.get_absolute_url()).status_code == 404
    perform(FLOW, report, "submit", actor=world.actor("head"))
    assert "Tiếp nhận" in client.get(report.get_absolute_url()).content.decode()
    perform(FLOW, report, "return", actor=world.actor("neighbour"), reason="Số liệu cần kiểm tra lại")
    perform(FLOW, report, "submit", actor=world.actor("head"))
    perform(FLOW, report, "accept", actor=world.actor("neighbour"))
    page = client.get(movement.get_absolute_url()).content.decode()
    assert "Nơi nhận báo cáo" in page
    assert client.get(f"/phong-trao/{movement.pk}/tong-hop/quarter/{report.period}/").status_code == 200
    assert (
        world.client("adviser").get(f"/phong-trao/{movement.pk}/tong-hop/quarter/{report.period}/").status_code == 404
    )


def test_nobody_takes_in_their_own_report(world: World) -> None:
    launched_naming(world, "Sở Y tế")
    report = world.draft_report("quarter")
    perform(FLOW, report, "submit", actor=world.actor("head"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, report, "accept", actor=world.actor("head"))
    assert [r.code for r in refused.value.refusals] == ["machine.right"]
    assert Report.objects.get(pk=report.pk).state == "submitted"


def test_the_place_of_receiver_goes_to_the_successor_that_a_person_chooses(world: World) -> None:
    movement = launched_naming(world, "Sở Y tế")
    succession = Succession.objects.create(province=world.province, kind="rename", day=TODAY, basis="NQ 1")
    succession.sources.add(world.units["SYT"])
    succession.targets.add(world.units["VP"])
    duty = next(d for d in duties_of(world.units["SYT"], succession) if d.what == "receiver")
    carry_over(succession, {duty.name: world.units["VP"]}, actor=world.actor("admin"))
    assert [r.unit for r in movement.receivers.all()] == [world.units["VP"]]


def test_a_report_at_hand_is_seen_by_those_in_whose_lists_it_stands(world: World) -> None:
    launched_naming(world, "Phường Hoa Sen")
    report = world.draft_report("quarter")
    for verb, who in ((None, ""), ("submit", "head"), ("accept", "office")):
        if verb:
            perform(FLOW, report, verb, actor=world.actor(who))
        fresh = Report.objects.select_related("movement").get(pk=report.pk)
        for name in world.users:
            actor = world.actor(name)
            assert sees(actor, fresh) is visible_to(actor).filter(pk=report.pk).exists(), (name, fresh.state)
