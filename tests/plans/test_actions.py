import pytest

from tests.refusing import codes
from tests.world import PLAN, World
from thidua.journal.door import perform
from thidua.journal.entries import history
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.plans import actions
from thidua.plans.actions import FLOW


def test_upload_proposes_every_kind_with_a_quote_of_its_source(world: World) -> None:
    plan = world.bring()
    assert plan.name == "Cửa Sông tiến nhanh trên nền tảng số"
    kinds = set(plan.items.values_list("kind", flat=True))
    assert {"legal_basis", "content", "addressee", "target", "phase", "deadline", "quota", "route_step"} <= kinds
    squashed = " ".join(plan.source.split())
    assert all(item.quote in squashed for item in plan.items.all())


def test_publish_is_refused_while_an_item_is_open(world: World) -> None:
    plan = world.bring()
    with pytest.raises(Refused) as refused:
        launch(plan, actor=world.actor("chairman"))
    assert codes(refused) == {"plan.open_items", "plan.no_addressees"}


def test_publish_needs_the_right(world: World) -> None:
    plan = world.bring()
    with pytest.raises(Refused) as refused:
        launch(plan, actor=world.actor("officer"))
    assert "machine.right" in codes(refused)


def test_published_plan_is_frozen(running: World) -> None:
    item = running.plan.items.all()[0]
    for attempt in (
        lambda: actions.judge(item, "rejected", actor=running.actor("office")),
        lambda: actions.edit_item(item, {}, actor=running.actor("office")),
        lambda: actions.edit_head(running.plan, {"name": "Khác"}, actor=running.actor("office")),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert codes(refused) == {"plan.frozen"}


def test_new_version_supersedes_and_keeps_what_is_done(launched: World) -> None:
    old = launched.movement
    plan = launched.bring(PLAN.replace("80%", "85%"))
    plan.supersedes = launched.movement.plan
    plan.save()
    for kind in set(plan.items.values_list("kind", flat=True)):
        actions.judge_kind(plan, kind, actor=launched.actor("office"))
    movement = launch(plan, actor=launched.actor("chairman"))
    old.refresh_from_db()
    assert (old.state, movement.version) == ("superseded", 2)
    assert movement.obligations.get(unit=launched.units["SYT"], kind="launch").done_on is not None


def test_edit_with_a_bad_number_keeps_the_old_value(world: World) -> None:
    plan = world.bring()
    target = plan.items.filter(kind="target")[0]
    raw = {k: str(v) for k, v in target.data.items()} | {"value": "tám mươi"}
    with pytest.raises(Refused) as refused:
        actions.edit_item(target, raw, actor=world.actor("office"))
    target.refresh_from_db()
    assert codes(refused) == {"item.number"}
    assert target.data["value"] == 80


def test_discard_needs_a_reason_and_leaves_an_entry(world: World) -> None:
    plan = world.bring()
    with pytest.raises(Refused):
        perform(FLOW, plan, "discard", actor=world.actor("office"))
    perform(FLOW, plan, "discard", actor=world.actor("office"), reason="Nhầm tệp")
    assert [e.verb for e in history(plan)] == ["plan.discard", "plan.upload"]


def test_a_plan_may_address_one_block_only(world: World) -> None:
    plan = world.bring()
    for kind in set(plan.items.values_list("kind", flat=True)) - {"addressee"}:
        actions.judge_kind(plan, kind, actor=world.actor("office"))
    for item in plan.items.filter(kind="addressee"):
        actions.judge(item, "rejected", actor=world.actor("office"))
    raw = {"unit_kind": "group", "area": "khoi thi dua so 1", "tier": "enterprise"}
    actions.add_item(plan, "addressee", raw, actor=world.actor("office"))
    movement = launch(plan, actor=world.actor("chairman"))
    assert set(movement.obligations.values_list("unit__code", flat=True)) == {"DN"}
