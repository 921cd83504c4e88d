"""Side doors: what may not be reached by address, by another role, or from another province."""

from typing import Any

import pytest
from django.test import Client

from tests.world import ONE_OF_EACH_ROLE, TODAY, World
from thidua.journal.door import FLOWS, perform
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.people.actions import appoint, delegate, open_account, reset_password
from thidua.people.models import User
from thidua.people.queries import actor_of
from thidua.plans import actions as plans
from thidua.portal.actions import new_province
from thidua.registrations.queries import launched


def test_inner_steps_cannot_be_pressed(ready: World) -> None:
    for name, obj in (("nomination", ready.nomination), ("plan", ready.plan), ("movement", ready.movement)):
        for step in FLOWS[name].machine.steps:
            if step.inner:
                for who in ("secretary", "chairman", "office"):
                    answer = ready.client(who).post(f"/buoc/{name}/{obj.pk}/{step.verb}/", {"reason_text": "x"})
                    assert answer.status_code == 404, (name, step.verb, who)
    ready.nomination.refresh_from_db()
    assert ready.nomination.state == "ready"


@pytest.mark.parametrize("address", ["/don-vi/", "/nguoi-dung/", "/nhat-ky/", "/khoa/", "/hoi-dong/thanh-vien/"])
def test_a_page_opens_for_whose_right_it_is_and_for_nobody_else(issued: World, address: str) -> None:
    may = {
        "/don-vi/": {"office", "appraiser", "secretary", "chairman", "clerk", "admin", "auditor"},
        "/nguoi-dung/": {"admin"},
        "/nhat-ky/": {"auditor"},
        "/khoa/": {"admin"},
        "/hoi-dong/thanh-vien/": {"admin"},
    }[address]
    for name in ONE_OF_EACH_ROLE:
        assert (issued.client(name).get(address).status_code == 200) is (name in may), name


def test_a_nominee_sees_no_paper_of_the_unit(reported: World) -> None:
    report = reported.draft_report()
    client = reported.client("nominee")
    assert client.get(reported.registration.get_absolute_url()).status_code == 404
    assert client.get(f"/dang-ky/{reported.registration.pk}/ke-hoach/").status_code == 404
    assert client.get(report.get_absolute_url()).status_code == 404
    assert "Sở Y tế" not in client.get("/bao-cao/").content.decode()


@pytest.fixture
def other(running: World) -> User:
    """An administrator of another province."""
    committee = new_province("Biển Đông", actor=system())
    user = open_account(username="khac", full_name="Lý Khác", password=None, unit=committee, actor=system())
    appoint(user, "administrator", committee, start=TODAY, actor=system())
    appoint(user, "standing_agency", committee, start=TODAY, actor=system())
    return user


def test_provinces_do_not_see_each_other(running: World, other: User) -> None:
    client = Client()
    client.force_login(other, backend="thidua.people.backend.HoldingBackend")
    for address in (
        running.movement.get_absolute_url(),
        running.plan.get_absolute_url(),
        f"/don-vi/{running.units['SYT'].pk}/",
    ):
        assert client.get(address).status_code == 404, address
    assert "Nguyễn Officer" not in client.get("/nguoi-dung/").content.decode()
    assert client.get(f"/nguoi-dung/{running.users['officer'].pk}/mat-khau/").status_code == 404
    with pytest.raises(Refused):
        reset_password(running.users["chairman"], "mot-mat-khau-dai", day=TODAY, actor=actor_of(other, TODAY))


def test_a_chairman_of_one_province_is_not_reset_from_another(running: World, other: User) -> None:
    unit = other.holdings.all()[0].unit
    appoint(running.users["chairman"], "auditor", unit, start=TODAY, actor=system())
    with pytest.raises(Refused):
        reset_password(running.users["chairman"], "mot-mat-khau-dai", day=TODAY, actor=actor_of(other, TODAY))


def test_who_acts_for_another_is_written_down(approved: World) -> None:
    holding = approved.users["chairman"].holdings.get(role="chairman")
    delegate(
        holding,
        approved.users["head"],
        start=TODAY,
        end=TODAY,
        basis="Quyết định ủy quyền",
        actor=approved.actor("chairman"),
    )
    decision = approved.draw_up()
    flow = FLOWS["decision"]
    perform(flow, decision, "submit", actor=approved.actor("secretary"))
    decision = perform(flow, decision, "sign", actor=approved.actor("head"))
    entry = Entry.objects.get(verb="decision.sign")
    assert (entry.actor, entry.on_behalf_of) == (approved.users["head"], approved.users["chairman"])
    assert decision.signer_position.startswith("TUQ. Chủ tịch")


def test_what_was_launched_before_a_new_version_still_counts(reported: World) -> None:
    plan = reported.bring()
    plan.supersedes = reported.movement.plan
    plan.save()
    for kind in set(plan.items.values_list("kind", flat=True)):
        plans.judge_kind(plan, kind, actor=reported.actor("office"))
    reported.movement = launch(plan, actor=reported.actor("chairman"))
    assert launched(reported.movement, reported.units["SYT"]) is not None
    assert reported.nominate().state == "ready"


def test_a_discarded_replacement_leaves_the_plan_replaceable(running: World) -> None:
    plan = running.bring()
    plan.supersedes = running.movement.plan
    plan.save()
    perform(FLOWS["plan"], plan, "discard", actor=running.actor("office"), reason="Nhầm tệp")
    running.movement.plan.refresh_from_db()
    assert not hasattr(type(plan).objects.get(pk=running.movement.plan.pk), "successor")


@pytest.mark.parametrize("address", ["/kiem-tra/a%00b/", "/don-vi/?tim=%00", "/dang-ky/?trang-thai=%00"])
def test_an_address_with_a_nul_is_refused(running: World, address: str) -> None:
    assert running.client("office").get(address).status_code == 400


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("value", "99999999999999", "phải từ 0"),
        ("value", "9" * 5000, "phải từ 0"),
        ("value", "-5", "phải từ 0"),
        ("unit", "x" * 100, "dài quá 60"),
    ],
)
def test_numbers_and_texts_are_bounded(world: World, field: str, value: str, words: str) -> None:
    item = world.bring().items.filter(kind="target")[0]
    raw = {k: str(v) for k, v in item.data.items()} | {field: value}
    answer = world.client("office").post(f"/muc/{item.pk}/sua/", raw)
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize("data", [{"unit": "abc"}, {"unit": "²"}, {}])
def test_odd_input_is_no_error_of_ours(running: World, data: dict[str, Any]) -> None:
    assert running.client("officer").post(f"/phong-trao/{running.movement.pk}/da-nhan/", data).status_code == 404
