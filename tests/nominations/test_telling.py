"""What a unit and a nominee see without asking: drafts, what hinders, what became of a dossier."""

import pytest
from django.test import Client

from tests.refusing import codes
from tests.world import TODAY, World, run_jobs
from thidua.kernel.refusal import Refused
from thidua.nominations.actions import save
from thidua.nominations.confirming import confirm, object_to, seen
from thidua.nominations.models import Nomination
from thidua.nominations.refusing import tell
from thidua.people.models import Notice

DESK = "/ban-lam-viec/"


def desk(world: World, who: str) -> str:
    return world.client(who).get(DESK).content.decode()


def mine(world: World) -> Nomination:
    """A draft for the person with an account."""
    row = world.draft_nomination("Trần Văn Nam", "individual")
    Nomination.objects.filter(pk=row.pk).update(nominee=world.users["nominee"])
    return Nomination.objects.get(pk=row.pk)


def test_drafts_stand_on_the_desks_of_their_unit_until_they_are_sent(reported: World) -> None:
    draft = reported.draft_nomination()
    for who in ("officer", "head"):
        assert "Hồ sơ khen thưởng chưa gửi" in desk(reported, who)
    assert "chưa gửi" not in desk(reported, "neighbour")
    reported.walk(draft)
    assert "Hồ sơ khen thưởng chưa gửi" not in desk(reported, "officer")


def test_an_officer_sees_what_hinders_sending(reported: World) -> None:
    draft = reported.draft_nomination()
    draft.parts.update(paper=None)
    page = reported.client("officer").get(draft.get_absolute_url()).content.decode()
    assert "Chưa gửi được vì" in page


def test_a_nominee_says_that_it_is_not_right(reported: World) -> None:
    row = mine(reported)
    nominee = reported.client("nominee")
    address = f"{row.get_absolute_url()}xac-nhan/"
    assert "Chưa đúng" in nominee.get(row.get_absolute_url()).content.decode()
    assert nominee.post(address, {"words": "Sai chức vụ"}, follow=True).status_code == 200
    assert "Sai chức vụ" in desk(reported, "officer")
    assert "Sai chức vụ" in reported.client("head").get(row.get_absolute_url()).content.decode()
    with pytest.raises(Refused) as refused:
        object_to(row, " ", actor=reported.actor("nominee"))
    assert codes(refused) == {"machine.reason"}
    with pytest.raises(Refused) as refused:
        object_to(row, "Không phải của tôi", actor=reported.actor("officer"))
    assert codes(refused) == {"machine.right"}
    mark = seen(row)
    save(row, {"achievement": "Việc mà người ấy chưa đọc, đơn vị vừa thêm vào hồ sơ."}, actor=reported.actor("officer"))
    with pytest.raises(Refused) as refused:
        confirm(row, mark, actor=reported.actor("nominee"))
    assert codes(refused) == {"nomination.changed"}
    fresh = Nomination.objects.get(pk=row.pk)
    assert confirm(fresh, seen(fresh), actor=reported.actor("nominee")).nominee_confirmed
    assert "Sai chức vụ" not in reported.client("head").get(row.get_absolute_url()).content.decode().split("Nhật ký")[0]


def test_a_decision_and_a_revocation_are_told_to_unit_and_nominee_once(reported: World) -> None:
    row = mine(reported)
    confirm(row, seen(row), actor=reported.actor("nominee"))
    reported.walk(row)
    reported.hold_session()
    decision = reported.decide()
    run_jobs()
    for who in ("officer", "head", "nominee"):
        assert decision.full_number in desk(reported, who)
    reported.revoke()
    run_jobs()
    told = Notice.objects.filter(code="notice.revoked").values_list("user__username", flat=True)
    assert sorted(told) == sorted(reported.users[who].username for who in ("officer", "head", "nominee"))
    page = reported.client("officer").get(row.get_absolute_url()).content.decode()
    assert "99/QĐ-UBND" in page
    assert TODAY.strftime("%d/%m/%Y") in page


def test_a_refusal_is_told(reported: World) -> None:
    row = reported.nominate()
    reported.hold_session("no")
    address = f"/khen-thuong/{reported.round.pk}/khong-duoc-khen/"
    client: Client = reported.client("secretary")
    page = client.get(address)
    assert page.status_code == 200
    tell(row, "votes", "", actor=reported.actor("secretary"))
    assert "không được khen" in desk(reported, "head")
