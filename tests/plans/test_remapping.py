"""The targets of a tier that ended get a new place in a new version; earlier years stay as they were."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.world import TODAY, World
from thidua.journal.models import Entry
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.movements.models import Movement
from thidua.plans.actions import add_item, judge_kind
from thidua.plans.models import Plan
from thidua.plans.remapping import ended_tiers, orphans_of, remap
from thidua.plans.rules.kinds import KINDS
from thidua.plans.rules.remapping import Choice, Orphan, TargetItem, ended_on, orphans, outcomes, refusals_of

SIGNED = "văn bản điện tử ký số trên môi trường mạng"
CARDS = "người dân có danh tính số"
BASIS = {"kind": "Quyết định", "number": "7/QĐ-UBND", "date": "2026-01-05", "issuer": "Ủy ban nhân dân tỉnh"}


def target(tier: str, subject: str, value: int = 80, unit: str = "%") -> dict[str, str]:
    return {"tier": tier, "comparator": ">=", "value": str(value), "unit": unit, "subject": subject}


def facts() -> list[TargetItem]:
    rows = [
        target("cấp huyện", f"{SIGNED} của cấp huyện"),
        target("cấp huyện", CARDS, 100),
        target("cấp xã", f"{SIGNED} của cấp xã", 60),
        target("cấp tỉnh", SIGNED, 100),
    ]
    return [TargetItem(key, row | {"value": int(row["value"])}) for key, row in enumerate(rows)]


def test_only_tiers_that_have_ended_by_the_day_lose_their_targets() -> None:
    assert "cấp huyện" not in ended_on(ended_tiers(), date(2025, 6, 30))
    assert "cấp huyện" in ended_on(ended_tiers(), date(2025, 7, 1))
    first, second = orphans(facts(), {"cấp huyện"})
    assert (first.below, first.above) == (facts()[2], facts()[3])
    assert second.below is None
    assert "keep" not in second.choices


@given(st.sampled_from(["adopt", "keep", "move", "drop", ""]), st.sampled_from(["", "lý do"]), st.integers(0, 1))
def test_no_choice_leaves_a_target_with_an_ended_tier(verb: str, reason: str, which: int) -> None:
    orphan: Orphan = orphans(facts(), {"cấp huyện"})[which]
    choice = Choice(verb, reason)
    if refusals_of([orphan], {orphan.item.key: choice}):
        assert verb not in orphan.choices or (verb == "drop" and not reason)
        return
    own = {o.key: o for o in outcomes(orphan, choice)}[orphan.item.key]
    assert own.data is None or own.data["tier"] != "cấp huyện"
    assert own.note


def launched_with_districts(world: World) -> Plan:
    plan, office = world.bring(), world.actor("office")
    for fact in facts():
        add_item(plan, "target", {k: str(v) for k, v in fact.data.items()}, actor=office)
    for kind in KINDS:
        judge_kind(plan, kind, actor=office)
    world.movement = launch(plan, actor=world.actor("chairman"))
    return world.movement.plan


def test_a_new_version_has_the_targets_in_their_new_place(world: World) -> None:
    plan = launched_with_districts(world)
    first, second = orphans_of(plan, TODAY)
    choices = {first.item.key: Choice("adopt"), second.item.key: Choice("adopt")}
    office = world.actor("office")
    with pytest.raises(Refused) as refused:
        remap(plan, {first.item.key: Choice("drop")}, paper=world.paper(), basis=BASIS, day=TODAY, actor=office)
    assert [r.code for r in refused.value.refusals] == ["remap.reason", "remap.choice"]
    draft = remap(plan, choices, paper=world.paper(), basis=BASIS, day=TODAY, actor=office)
    movement = launch(draft, actor=world.actor("chairman"))
    told = {t.subject: (t.tier, int(t.value)) for t in movement.targets.all()}
    assert told[f"{SIGNED} của cấp xã"] == ("cấp xã", 80)
    assert told[CARDS] == ("cấp xã", 100)
    assert f"{SIGNED} của cấp huyện" not in told
    old = {t.pk: t for t in world.movement.targets.all()}
    adopted = movement.targets.get(subject=CARDS)
    assert old[adopted.origin_id].tier == "cấp huyện"
    assert old[movement.targets.get(subject=f"{SIGNED} của cấp xã").origin_id].value == 60
    assert Movement.objects.get(pk=world.movement.pk).state == "superseded"
    assert orphans_of(draft, TODAY) == []
    assert draft.items.filter(kind="legal_basis", data__number="7/QĐ-UBND").exists()
    assert {c["choice"] for c in Entry.objects.get(verb="plan.remap").data["choices"]} == {"adopt"}


def test_the_page_offers_the_choices_and_keeps_them_when_something_is_missing(world: World) -> None:
    plan = launched_with_districts(world)
    client, path = world.client("office"), f"/ke-hoach/{plan.pk}/cap-da-bo/"
    assert path in client.get(plan.get_absolute_url()).content.decode()
    first, second = orphans_of(plan, TODAY)
    file = SimpleUploadedFile("qd.txt", "Quyết định điều chỉnh chỉ tiêu".encode())
    typed = BASIS | {f"choice{first.item.key}": "keep", f"reason{first.item.key}": "đã thống nhất", "file": file}
    page = client.post(path, typed).content.decode()
    assert "Dòng 2" in page
    assert 'value="đã thống nhất"' in page
    file = SimpleUploadedFile("qd.txt", "Quyết định điều chỉnh chỉ tiêu".encode())
    answer = client.post(path, typed | {f"choice{second.item.key}": "move", "file": file})
    draft = Plan.objects.get(supersedes=plan)
    assert answer.headers["Location"] == draft.get_absolute_url()
    assert "đã thống nhất" in client.get(draft.get_absolute_url()).content.decode()
    assert world.client("auditor").get(path).status_code == 404
