"""A unit's own plan as the child of the movement's."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import PLAN, World, run_jobs
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.papers import pdf
from thidua.papers.text import text_of
from thidua.plans import actions as plan_actions
from thidua.plans.rules.characters import plain
from thidua.plans.rules.reading import read
from thidua.registrations import actions, drafting
from thidua.registrations.models import OwnItem, OwnPlan, Registration


def begun(world: World, *, adopt: bool = False) -> OwnPlan:
    registration = actions.begin(world.movement, world.units["SYT"], actor=world.actor("officer"))
    return drafting.draft(registration, actor=world.actor("officer"), adopt=adopt)


def one(own: OwnPlan, kind: str) -> OwnItem:
    return own.items.filter(kind=kind)[0]


def raw(item: OwnItem, **values: str) -> dict[str, str]:
    return {k: "" if v is None else str(v) for k, v in item.data.items()} | values


def test_a_draft_takes_over_every_item_and_says_so(running: World) -> None:
    own = begun(running)
    kinds = set(own.items.values_list("kind", flat=True))
    assert {"content", "target", "deadline", "quota", "dossier_part", "route_step"} <= kinds
    assert {item.standing for item in own.items.all()} == {"inherited"}
    assert own.percent == 100


def test_items_are_tightened_dropped_added_and_taken_back(running: World) -> None:
    own, officer = begun(running), running.actor("officer")
    item = one(own, "target")
    drafting.edit(item, raw(item, value="85"), actor=officer)
    assert OwnItem.objects.get(pk=item.pk).standing == "changed"
    with pytest.raises(Refused):
        drafting.drop(one(own, "content"), reason=" ", actor=officer)
    dropped = drafting.drop(one(own, "content"), reason="Không thuộc lĩnh vực của Sở", actor=officer)
    assert dropped.standing == "dropped"
    added = drafting.add(own, "content", {"text": "Số hóa hồ sơ sức khỏe của người dân."}, actor=officer)
    assert added.standing == "own"
    assert drafting.take_back(dropped, actor=officer).standing == "inherited"


def test_what_is_weaker_than_the_parents_is_pointed_out_on_the_page(running: World) -> None:
    own, officer = begun(running), running.actor("officer")
    item = own.items.filter(kind="target", data__value=80).get()
    drafting.edit(item, raw(item, value="70"), actor=officer)
    page = running.client("officer").get(own.get_absolute_url()).content.decode()
    assert "Thấp hơn chỉ tiêu của cấp trên" in page


def told(facts: Any, kind: str) -> set[tuple[object, ...]]:
    fields = {
        "target": ("tier", "comparator", "value", "unit"),
        "deadline": ("what", "when"),
        "phase": ("from", "to"),
        "quota": ("collectives", "individuals"),
        "award_form": ("name",),
        "dossier_part": ("item",),
        "content": ("text",),
        "route_step": ("kind", "agency"),
    }[kind]
    return {tuple(plain(str(data.get(f))).strip(" .") for f in fields) for data in facts}


KINDS = ("content", "target", "phase", "deadline", "quota", "award_form", "dossier_part", "route_step")


def test_the_document_is_read_back_as_the_same_facts(running: World) -> None:
    """The round trip: what the product writes, its reader reads."""
    own = begun(running)
    drafting.write(
        own,
        {"recipients": "Sở Nội vụ\nCác phòng thuộc Sở", "signer": "Lê Văn Thử", "capacity": "Giám đốc"},
        actor=running.actor("officer"),
    )
    registration = Registration.objects.get(pk=own.registration_id)
    assert registration.plan_paper is not None
    reading = read(text_of(registration.plan_paper.content()))
    for kind in KINDS:
        written = told((i.data for i in own.items.filter(kind=kind)), kind)
        assert told((f.data for f in reading.of(kind)), kind) == written, kind
    assert [f.data["name"] for f in reading.of("recipient")] == ["Sở Nội vụ", "Các phòng thuộc Sở"]
    assert reading.header["issuer"] == "Sở Y tế"
    assert reading.header["movement_name"] == running.movement.name
    assert reading.header["signer"] == {"name": "Lê Văn Thử", "capacity": "GIÁM ĐỐC"}


def test_adopting_makes_the_document_at_once(running: World) -> None:
    own = begun(running, adopt=True)
    assert Registration.objects.get(pk=own.registration_id).plan_paper is not None


def test_a_units_own_document_is_matched_with_the_parent_item_by_item(running: World) -> None:
    registration = actions.begin(running.movement, running.units["SYT"], actor=running.actor("officer"))
    text = PLAN.replace("80%", "85%").replace("- 90% cán bộ được tập huấn kỹ năng số.\n", "")
    client = running.client("officer")
    data = {"way": "upload", "file": SimpleUploadedFile("rieng.txt", text.encode())}
    client.post(f"/dang-ky/{registration.pk}/ke-hoach-rieng/bat-dau/", data)
    own = OwnPlan.objects.get(registration=registration)
    assert own.way == "upload"
    standings = {
        (i.kind, i.data.get("value")): i.standing for i in own.items.filter(kind="target").select_related("parent")
    }
    assert standings == {("target", 85): "changed", ("target", 90): "dropped", ("target", 60): "inherited"}
    assert 80 < (own.percent or 0) <= 100


def test_the_list_shows_a_copied_plan_for_what_it_is(running: World) -> None:
    registration = actions.begin(running.movement, running.units["SYT"], actor=running.actor("officer"))
    client = running.client("officer")
    data = {"way": "upload", "file": SimpleUploadedFile("rieng.txt", PLAN.encode())}
    client.post(f"/dang-ky/{registration.pk}/ke-hoach-rieng/bat-dau/", data)
    page = client.get("/dang-ky/?xep=trung-loi").content.decode()
    assert "100%" in page
    assert "gần như nguyên văn" in page
    OwnPlan.objects.update(way="adopt")
    assert "gần như nguyên văn" not in client.get("/dang-ky/").content.decode()


def test_leaving_out_without_a_reason_is_refused_when_the_document_is_made(running: World) -> None:
    own, officer = begun(running), running.actor("officer")
    OwnItem.objects.filter(pk=one(own, "quota").pk).update(dropped=True)
    with pytest.raises(Refused) as refused:
        drafting.write(own, {}, actor=officer)
    assert [r.code for r in refused.value.refusals] == ["own.no_reason"]


def test_only_the_unit_writes_and_only_until_it_is_sent(running: World) -> None:
    own = begun(running)
    item = one(own, "target")
    for name in ("head", "officer"):
        drafting.edit(item, raw(item), actor=running.actor(name))
    for name in ("office", "neighbour", "auditor"):
        with pytest.raises(Refused):
            drafting.edit(item, raw(item), actor=running.actor(name))
    assert running.client("neighbour").get(own.get_absolute_url()).status_code == 404
    assert running.client("neighbour").post(f"/muc-rieng/{item.pk}/", {"step": "back"}).status_code == 404
    Registration.objects.filter(pk=own.registration_id).update(state="submitted")
    with pytest.raises(Refused) as refused:
        drafting.edit(item, raw(item), actor=running.actor("officer"))
    assert [r.code for r in refused.value.refusals] == ["draft.closed"]


def supersede(world: World, text: str) -> Any:
    plan = world.bring(text)
    plan.supersedes = world.movement.plan
    plan.save()
    for kind in set(plan.items.values_list("kind", flat=True)):
        plan_actions.judge_kind(plan, kind, actor=world.actor("office"))
    return plan


def test_superseding_shows_what_it_touches_and_each_unit_settles_its_items(running: World) -> None:
    own = begun(running, adopt=True)
    plan = supersede(running, PLAN.replace("80%", "85%"))
    preview = running.client("chairman").get(f"/ke-hoach/{plan.pk}/cong-bo/").content.decode()
    assert "Kế hoạch riêng của đơn vị: 1" in preview
    assert "Việc chưa xong của các đơn vị" in preview
    assert "85" in preview
    launch(plan, actor=running.actor("chairman"))
    while run_jobs():
        pass
    item = own.items.filter(kind="target", data__value=80).get()
    assert item.superseding["value"] == 85
    assert own.items.filter(superseding__isnull=False).count() == 1
    page = running.client("officer").get(own.get_absolute_url()).content.decode()
    assert "Theo bản mới" in page
    running.client("officer").post(f"/muc-rieng/{item.pk}/", {"step": "follow"})
    item.refresh_from_db()
    assert (item.data["value"], item.superseding) == (85, None)


def test_a_unit_may_keep_what_it_was_judged_under(running: World) -> None:
    own = begun(running, adopt=True)
    plan = supersede(running, PLAN.replace("80%", "85%"))
    launch(plan, actor=running.actor("chairman"))
    while run_jobs():
        pass
    item = own.items.filter(superseding__isnull=False).get()
    drafting.settle_change(item, follow=False, actor=running.actor("officer"))
    assert OwnItem.objects.get(pk=item.pk).data["value"] == 80
    with pytest.raises(Refused):
        drafting.settle_change(OwnItem.objects.get(pk=item.pk), follow=True, actor=running.actor("officer"))


def test_a_document_cannot_be_made_of_a_plan_that_was_not_begun(running: World) -> None:
    registration = actions.begin(running.movement, running.units["SYT"], actor=running.actor("officer"))
    address = f"/dang-ky/{registration.pk}/ke-hoach-rieng/"
    client = running.client("officer")
    assert client.get(address).status_code == 200
    written = client.post(f"{address}lap/", {"signer": "Lê Văn Thử"})
    assert written.status_code == 404


@pytest.mark.skipif(pdf.office() is None, reason="LibreOffice is not installed here")
def test_the_written_plan_is_offered_as_pdf_too(running: World) -> None:
    own = begun(running)
    drafting.write(own, {"signer": "A", "capacity": "B"}, actor=running.actor("officer"))
    client = running.client("officer")
    assert "Bản PDF đang được lập" in client.get(own.get_absolute_url()).content.decode()
    run_jobs()
    assert "Tải bản PDF" in client.get(own.get_absolute_url()).content.decode()
    content = b"".join(client.get(f"{own.get_absolute_url()}pdf/").streaming_content)
    assert running.movement.name in " ".join(text_of(content, "a.pdf").split())


def test_without_libreoffice_no_pdf_is_promised(running: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "office", lambda: None)
    own = begun(running)
    drafting.write(own, {"signer": "A", "capacity": "B"}, actor=running.actor("officer"))
    run_jobs()
    client = running.client("officer")
    assert "PDF" not in client.get(own.get_absolute_url()).content.decode()
    assert client.get(f"{own.get_absolute_url()}pdf/").status_code == 404
