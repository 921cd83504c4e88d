"""The plan above a plan: entered in outline, chosen, and held beside it."""

from typing import Any

import pytest

from tests.world import TODAY, World
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.plans import actions, parents, queries
from thidua.plans.models import Item, Plan

FIELDS: dict[str, Any] = {"number": "12/QĐ-TTg", "issuer": "Thủ tướng Chính phủ", "name": "Cả nước cùng tiến"}


def outside(world: World, **values: Any) -> Plan:
    return parents.enter(world.province, FIELDS | values, doc_type="Quyết định", actor=world.actor("office"))


def basis(plan: Plan) -> Item:
    return plan.items.filter(kind="legal_basis")[0]


def test_a_basis_of_the_plan_becomes_its_parent_and_is_entered_once(world: World) -> None:
    plan = world.bring()
    parents.take_basis(basis(plan), actor=world.actor("office"))
    parents.take_basis(basis(plan), actor=world.actor("office"))
    above = Plan.objects.get(state="outside")
    assert plan.parent == above
    assert (above.number, above.issuer, above.cited.split(" ngày ")[0]) == (
        "12/QĐ-TTg",
        "Thủ tướng Chính phủ",
        "Quyết định 12/QĐ-TTg",
    )


def test_what_is_known_is_not_entered_again(world: World) -> None:
    outside(world)
    with pytest.raises(Refused):
        outside(world)


def test_a_later_deadline_and_a_lower_target_than_the_parents_are_pointed_out_before_publication(world: World) -> None:
    office = world.actor("office")
    above = outside(world)
    actions.add_item(above, "deadline", {"what": "final review", "when": f"{TODAY.year + 4}"}, actor=office)
    target = {"tier": "cấp tỉnh", "comparator": ">=", "value": "95", "unit": "%"}
    actions.add_item(above, "target", target | {"subject": "hồ sơ được giải quyết trực tuyến"}, actor=office)
    plan = world.bring()
    parents.set_parent(plan, above, actor=office)
    told = {one.kind: one for one in queries.against_parent(plan) if one.parent is not None and not one.dropped}
    assert set(told) == {"deadline", "target"}
    for path in (f"/ke-hoach/{plan.pk}/so-voi-cap-tren/", f"/ke-hoach/{plan.pk}/cong-bo/"):
        page = world.client("office").get(path).content.decode()
        assert "Thấp hơn chỉ tiêu của cấp trên" in page
        assert "Muộn hơn hạn của cấp trên" in page


def test_the_parent_cannot_be_itself_below_nor_of_another_province_nor_a_draft(world: World) -> None:
    office = world.actor("office")
    above, top = outside(world), outside(world, number="1/NQ")
    parents.set_parent(above, top, actor=office)
    for one, parent in ((top, above), (above, above), (above, world.bring())):
        with pytest.raises(Refused):
            parents.set_parent(one, parent, actor=office)
    with pytest.raises(Refused):
        perform(actions.FLOW, top, "discard", actor=office, reason="Nhập nhầm")


def test_the_pages_enter_choose_and_show_it(world: World) -> None:
    client = world.client("office")
    fields = FIELDS | {"doc_type": "Quyết định", "date": "2026-01-02", "title": ""}
    assert client.post("/ke-hoach/cap-tren/", fields).status_code == 302
    above, plan = Plan.objects.get(state="outside"), world.bring()
    assert client.get(f"/ke-hoach/{above.pk}/").status_code == 200
    assert client.get(f"/ke-hoach/{above.pk}/van-ban/").status_code == 404
    assert "12/QĐ-TTg" in client.get(f"/ke-hoach/{plan.pk}/cap-tren/").content.decode()
    client.post(f"/ke-hoach/{plan.pk}/cap-tren/", {"basis": basis(plan).pk})
    assert Plan.objects.get(pk=plan.pk).parent == above
    client.post(f"/ke-hoach/{plan.pk}/cap-tren/", {"parent": ""})
    assert Plan.objects.get(pk=plan.pk).parent is None
    assert world.client("officer").get(f"/ke-hoach/{plan.pk}/cap-tren/").status_code == 404


@pytest.mark.parametrize("name", ["officer", "auditor", "chairman"])
def test_what_everybody_reads_only_its_editors_change(world: World, name: str) -> None:
    plan = world.client("office").post(
        "/ke-hoach/cap-tren/", FIELDS | {"doc_type": "Quyết định", "date": "2026-01-02"}
    )["Location"]
    reader = world.client(name)
    assert reader.get(plan).status_code == 200
    for address in ("thong-tin/", "ban-sua/", "cap-tren/", "them/content/"):
        assert reader.get(plan + address).status_code == 404
        assert world.client("office").get(plan + address).status_code == 200


def test_a_running_movement_shows_what_it_carries_out(world: World) -> None:
    plan = world.bring()
    parents.take_basis(basis(plan), actor=world.actor("office"))
    for kind in set(plan.items.values_list("kind", flat=True)):
        actions.judge_kind(plan, kind, actor=world.actor("office"))
    movement = launch(plan, actor=world.actor("chairman"))
    for who, path in (("officer", movement.get_absolute_url()), ("officer", f"/cong-khai/phong-trao/{movement.pk}/")):
        assert "12/QĐ-TTg" in world.client(who).get(path).content.decode()
    with pytest.raises(Refused):
        parents.set_parent(plan, None, actor=world.actor("office"))


def test_a_plan_kept_as_one_of_another_level_by_mistake_comes_back(world: World) -> None:
    office = world.actor("office")
    plan = world.bring()
    for kind in set(plan.items.values_list("kind", flat=True)):
        actions.judge_kind(plan, kind, actor=office)
    plan = perform(actions.FLOW, plan, "keep_outside", actor=office)
    assert perform(actions.FLOW, plan, "reopen", actor=office).state == "draft"
