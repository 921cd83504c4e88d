"""A plan's criteria in words are asked about in reports, by yes or no or by levels."""

import pytest

from tests.world import World
from thidua.journal.models import Entry
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.movements.models import Target
from thidua.plans.actions import add_item, judge_kind
from thidua.plans.measuring import measure_criteria
from thidua.plans.rules.kinds import KINDS
from thidua.reports import actions
from thidua.reports.queries import fields_of, rows_of


def launched_with_criteria(world: World, measure: str) -> list[Target]:
    plan, office = world.bring(), world.actor("office")
    for group, text in (
        ("các sở, ban, ngành", "Người đứng đầu trực tiếp chỉ đạo chuyển đổi số của cơ quan"),
        ("cá nhân", "Có sáng kiến được công nhận trong lĩnh vực chuyển đổi số"),
    ):
        add_item(plan, "criterion", {"group": group, "text": text}, actor=office)
    measure_criteria(plan, measure, actor=office)
    for kind in KINDS:
        judge_kind(plan, kind, actor=office)
    world.movement = launch(plan, actor=world.actor("chairman"))
    return list(world.movement.targets.filter(measure=measure))


def test_criteria_of_units_are_asked_and_those_of_persons_are_not(world: World) -> None:
    targets = launched_with_criteria(world, "yes_no")
    asked = [t for t in targets if t.kinds == "department"]
    assert [t.subject for t in asked] == ["Người đứng đầu trực tiếp chỉ đạo chuyển đổi số của cơ quan"]
    assert not any("sáng kiến" in t.subject for t in targets)
    assert Entry.objects.filter(verb="plan.measure_criteria").exists()


def test_a_level_is_picked_from_the_scale_and_says_where_it_stands(world: World) -> None:
    target = next(t for t in launched_with_criteria(world, "rubric") if t.kinds == "department")
    report = actions.begin(world.owed(), actor=world.actor("officer"))
    page = world.client("officer").get(report.get_absolute_url()).content.decode()
    assert f'<select name="n{target.pk}"' in page
    assert "3: đạt yêu cầu" in page
    base = fields_of(report)
    with pytest.raises(Refused):
        actions.save(report.pk, base | {f"n{target.pk}": "9"}, base=base, actor=world.actor("officer"))
    report, _ = actions.save(report.pk, base | {f"n{target.pk}": "2"}, base=base, actor=world.actor("officer"))
    row = next(r for r in rows_of(report) if r.target.pk == target.pk)
    assert row.judgement.state == "missed"
    assert [r.code for r in row.why] == ["explain.below"]
    assert "thấp hơn yêu cầu 1 mức" in world.client("officer").get(report.get_absolute_url()).content.decode()


def test_the_page_changes_how_every_criterion_is_asked(world: World) -> None:
    plan = world.bring()
    add_item(plan, "criterion", {"group": "", "text": "Có kế hoạch thực hiện phong trào"}, actor=world.actor("office"))
    client = world.client("office")
    answer = client.post(f"/ke-hoach/{plan.pk}/tieu-chi/", {"measure": "yes_no"}, follow=True)
    assert "có hoặc không" in answer.content.decode()
    assert all(i.data["measure"] == "yes_no" for i in plan.items.filter(kind="criterion"))
    refused = client.post(f"/ke-hoach/{plan.pk}/tieu-chi/", {"measure": "?"}, follow=True)
    assert "không có lựa chọn" in refused.content.decode()
