"""What a dossier is begun with: whom the award may go to, namesakes, what was entered twice, ad-hoc awards."""

from datetime import timedelta

import pytest

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.nominations.actions import FLOW, ROUND_FLOW, open_round, save
from thidua.nominations.models import Nomination, Round, Share
from thidua.nominations.prolonging import prolong
from thidua.nominations.queries import left, offers_of, part_names
from thidua.nominations.rules.dossier import HELD


def test_what_does_not_fit_together_is_said_at_once(reported: World) -> None:
    reported.open_round()
    reported.movement.offers.update(award_code="CO_TINH")
    with pytest.raises(Refused) as refused:
        reported.draft_nomination("Người một", "individual", nominee=reported.users["nominee"])
    assert codes(refused) == {"nomination.other_kind", "nomination.other_account"}
    reported.movement.offers.update(award_code="BK_TINH")
    nomination = reported.draft_nomination("NGUYỄN NOMINEE", "individual", nominee=reported.users["nominee"])
    fields = {"subject_kind": "individual", "subject_name": "Người khác", "nominee": reported.users["nominee"]}
    with pytest.raises(Refused) as refused:
        save(nomination, fields, actor=reported.actor("officer"))
    assert codes(refused) == {"nomination.other_account"}


def test_what_was_entered_twice_is_discarded_and_the_other_goes_on(reported: World) -> None:
    first, second = (reported.draft_nomination() for _ in range(2))
    head = reported.actor("head")
    with pytest.raises(Refused) as refused:
        perform(FLOW, first, "submit", actor=head)
    assert codes(refused) == {"nomination.twice"}
    with pytest.raises(Refused) as refused:
        perform(FLOW, second, "discard", actor=reported.actor("office"), reason="entered_twice")
    assert codes(refused) == {"machine.right"}
    client = reported.client("officer")
    assert "Bỏ hồ sơ" in client.get(second.get_absolute_url()).content.decode()
    client.post(f"/buoc/nomination/{second.pk}/discard/", {"reason": "entered_twice"})
    assert Nomination.objects.get(pk=second.pk).state == "discarded"
    assert perform(FLOW, Nomination.objects.get(pk=first.pk), "submit", actor=head).state == "in_route"


def test_two_people_of_one_name_are_told_apart_by_their_posts(reported: World) -> None:
    rows = [
        reported.draft_nomination("Nguyễn Văn An", "individual", position=post)
        for post in ("Chuyên viên Văn phòng", "Kế toán", "Kế toán")
    ]
    perform(FLOW, rows[0], "submit", actor=reported.actor("head"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, rows[1], "submit", actor=reported.actor("head"))
    assert codes(refused) == {"nomination.twice"}


def test_an_open_round_has_a_name_of_its_own(running: World) -> None:
    running.open_round()
    with pytest.raises(Refused) as refused:
        running.open_round()
    assert codes(refused) == {"round.same_name"}


def test_an_adhoc_award_has_its_own_dossier_and_takes_no_place_of_the_plan(reported: World) -> None:
    reported.open_round()
    (planned,) = offers_of(reported.round)
    before = left(planned, "individual")
    fields = {"name": "Đột xuất", "occasion": "đột xuất", "closes": TODAY, "adhoc": True}
    adhoc = open_round(reported.movement, actor=reported.actor("office"), **fields)
    named = [(offer.award_code, offer.award_name) for offer in offers_of(adhoc)]
    assert len(named) == len(set(named))
    assert [source for _name, source in part_names(adhoc)] == ["submission", "summary"]
    offer = offers_of(adhoc)[0]
    Nomination.objects.create(
        round=adhoc,
        unit=reported.units["SYT"],
        offer=offer,
        subject_kind="individual",
        subject_name="Người cứu dữ liệu",
        state="approved",
    )
    assert left(planned, "individual") == left(offer, "individual") or before is None
    assert left(planned, "individual") == before
    assert not Share.objects.exists()


def test_a_draft_says_what_it_lacks_and_that_it_names_somebody_else(reported: World) -> None:
    nomination = reported.draft_nomination("Nguyễn Văn An", "individual")
    part = nomination.parts.exclude(source__in=HELD)[0]
    nomination.parts.filter(pk=part.pk).update(paper=None, source="achievement")
    client, address = reported.client("officer"), nomination.get_absolute_url()
    client.post(f"/ho-so/tai-lieu/{part.pk}/soan/", {"body": "Ông Nguyễn Văn An\nNgày sinh: ………………", "base": 0})
    page = client.get(address).content.decode()
    assert "còn 1 chỗ trống" in page
    assert "chưa nêu tên" not in page
    same = client.post(
        f"/ho-so/tai-lieu/{part.pk}/soan/", {"body": "Ông Nguyễn Văn An\nNgày sinh: ………………", "base": 1}, follow=True
    )
    assert "Không có gì thay đổi" in same.content.decode()
    Nomination.objects.filter(pk=nomination.pk).update(subject_name="Trần Thị Bình")
    assert "chưa nêu tên được đề nghị" in client.get(address).content.decode()


def test_a_closed_round_begins_nothing_and_is_opened_again_with_a_reason(reported: World) -> None:
    round_ = reported.open_round()
    office = reported.actor("office")
    perform(ROUND_FLOW, round_, "close", actor=office)
    page = reported.client("officer").get(round_.get_absolute_url()).content.decode()
    assert "Lập hồ sơ đề nghị" not in page
    assert "Đợt đã kết thúc nhận hồ sơ" in page
    Round.objects.update(closes=TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        prolong(Round.objects.get(), TODAY - timedelta(days=1), reason=" ", actor=office)
    assert codes(refused) == {"round.not_later", "machine.reason"}
    address, later = f"/khen-thuong/{round_.pk}/gia-han/", (TODAY + timedelta(days=3)).isoformat()
    assert reported.client("officer").get(address).status_code == 404
    assert reported.client("office").post(address, {"closes": later, "reason": "Còn hồ sơ"}).status_code == 302
    assert (Round.objects.get().state, Round.objects.get().closes) == ("open", TODAY + timedelta(days=3))
    assert "Lập hồ sơ đề nghị" in reported.client("officer").get(round_.get_absolute_url()).content.decode()
