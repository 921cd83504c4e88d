"""The clock of a public consultation, and what waits for it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.awards.models import Rule
from thidua.awards.queries import book_of
from thidua.consultations.actions import FLOW, answer, plan, speak
from thidua.consultations.models import Consultation, Opinion
from thidua.councils.actions import FLOW as SESSION_FLOW
from thidua.councils.actions import take_roll
from thidua.councils.queries import seats_on
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.kernel.workdays import workdays_between

SAID = {"kind": "complaint", "author": "Trần Thị Mai", "contact": "0900000000", "text": "Thành tích nêu chưa đúng."}


def asked(world: World) -> None:
    Rule.objects.create(
        province=world.province,
        kind="consultation",
        key="BK_TINH",
        valid_from=TODAY - timedelta(days=9),
        article="Quy chế của tỉnh, Điều 3",
        data={"needed": "yes", "workdays": 5},
    )


def published(world: World) -> Consultation:
    row = plan(world.round, actor=world.actor("office"))
    return perform(FLOW, row, "publish", actor=world.actor("office"))  # type: ignore[no-any-return]  # a consultation


def ends(row: Consultation) -> Consultation:
    """As if its days had passed."""
    Consultation.objects.filter(pk=row.pk).update(closes_on=TODAY - timedelta(days=1))
    return Consultation.objects.get(pk=row.pk)


def opened(world: World) -> Any:
    session = world.plan_session()
    take_roll(session, dict.fromkeys(seats_on(session)), actor=world.actor("secretary"))
    return perform(SESSION_FLOW, session, "open", actor=world.actor("secretary"))


def test_the_clock_counts_working_days_and_holds_the_council(ready: World) -> None:
    asked(ready)
    with pytest.raises(Refused) as refused:
        opened(ready)
    assert codes(refused) == {"session.consultation"}
    row = published(ready)
    assert row.opens_on == TODAY
    calendar = book_of(ready.province.pk).calendar()
    assert row.closes_on is not None
    assert workdays_between(TODAY, row.closes_on, calendar) == 5
    assert calendar.works(row.closes_on)
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "close", actor=ready.actor("office"))
    assert codes(refused) == {"consultation.running"}
    perform(FLOW, ends(row), "close", actor=ready.actor("office"))
    perform(SESSION_FLOW, ready.session, "cancel", actor=ready.actor("secretary"), reason="Hoãn họp")
    assert opened(ready).state == "open"


def test_days_off_of_the_register_do_not_count(ready: World) -> None:
    asked(ready)
    off = [(TODAY + timedelta(days=n)).isoformat() for n in range(1, 15)]
    Rule.objects.create(
        province=ready.province,
        kind="holiday",
        key=str(TODAY.year),
        valid_from=date(TODAY.year, 1, 1),
        article="Thông báo",
        data={"days": off, "worked": []},
    )
    row = published(ready)
    assert row.closes_on is not None
    assert row.closes_on > TODAY + timedelta(days=14)


def test_an_unanswered_complaint_holds_the_council(ready: World) -> None:
    asked(ready)
    row = published(ready)
    opinion = speak(row, SAID, nomination=ready.nomination)
    assert opinion.due > TODAY
    row = ends(row)
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "close", actor=ready.actor("office"))
    assert codes(refused) == {"consultation.unanswered"}
    with pytest.raises(Refused) as refused:
        speak(row, SAID, nomination=None)
    assert codes(refused) == {"consultation.over"}
    with pytest.raises(Refused) as refused:
        answer(opinion, "Rồi.", actor=ready.actor("office"))
    assert codes(refused) == {"opinion.no_answer"}
    with pytest.raises(Refused) as refused:
        answer(opinion, "Đã kiểm tra, thành tích đúng.", actor=ready.actor("officer"))
    assert "machine.right" in codes(refused)
    answer(opinion, "Đã kiểm tra, thành tích đúng.", actor=ready.actor("office"))
    assert perform(FLOW, row, "close", actor=ready.actor("office")).state == "closed"


def test_a_round_may_ask_where_no_rule_does(ready: World) -> None:
    assert opened(ready).state == "open"
    perform(SESSION_FLOW, ready.session, "cancel", actor=ready.actor("secretary"), reason="Hoãn họp")
    ready.round.consults = True
    ready.round.save()
    with pytest.raises(Refused) as refused:
        opened(ready)
    assert codes(refused) == {"session.consultation"}


def test_a_list_that_is_open_is_waited_for_though_nothing_asked_for_it(ready: World) -> None:
    row = plan(ready.round, workdays=5, actor=ready.actor("office"))
    perform(FLOW, row, "publish", actor=ready.actor("office"))
    with pytest.raises(Refused) as refused:
        opened(ready)
    assert codes(refused) == {"session.consultation"}


def test_fewer_days_than_the_rule_asks_are_refused(ready: World) -> None:
    asked(ready)
    with pytest.raises(Refused) as refused:
        plan(ready.round, workdays=3, actor=ready.actor("office"))
    assert codes(refused) == {"consultation.too_short"}
    assert plan(ready.round, workdays=7, actor=ready.actor("office")).workdays == 7
    with pytest.raises(Refused) as refused:
        plan(ready.round, actor=ready.actor("office"))
    assert codes(refused) == {"consultation.empty"}


def test_the_public_sees_the_list_and_nobody_sees_who_wrote(ready: World, django_assert_max_num_queries: Any) -> None:
    office, anybody = ready.client("office"), Client()
    answered = office.post(f"/khen-thuong/{ready.round.pk}/lay-y-kien/", {"workdays": "10"})
    row = Consultation.objects.get()
    assert answered["Location"] == row.get_absolute_url()
    public = f"/cong-khai/lay-y-kien/{row.pk}/"
    assert anybody.get(public).status_code == 404
    office.post(f"/buoc/consultation/{row.pk}/publish/")
    with django_assert_max_num_queries(8):
        page = anybody.get(public).content.decode()
    assert "Sở Y tế" in page
    for user in ready.users.values():
        assert user.full_name not in page
    page = anybody.post(public, SAID | {"nomination": ready.nomination.pk}).content.decode()
    opinion = Opinion.objects.get()
    assert opinion.receipt in page
    assert "Trần Thị Mai" not in anybody.get(public).content.decode()
    assert "Hạn trả lời" in anybody.get(f"/cong-khai/lay-y-kien/?receipt={opinion.receipt}").content.decode()
    assert "Không có ý kiến nào" in anybody.get("/cong-khai/lay-y-kien/?receipt=abc").content.decode()
    assert "Ý kiến của người dân chờ trả lời" in office.get("/ban-lam-viec/").content.decode()
    with django_assert_max_num_queries(8):
        assert "Trần Thị Mai" in office.get(row.get_absolute_url()).content.decode()
    for reader in ("member", "auditor"):
        page = ready.client(reader).get(row.get_absolute_url()).content.decode()
        assert SAID["text"] in page
        assert SAID["author"] not in page
        assert SAID["contact"] not in page
    Opinion.objects.update(paper=ready.paper())
    assert ready.client("member").get(f"/lay-y-kien/y-kien/{opinion.pk}/tai-lieu/").status_code == 404
    assert ready.client("officer").get(row.get_absolute_url()).status_code == 404
    office.post(f"/lay-y-kien/y-kien/{opinion.pk}/tra-loi/", {"answer": "Đã kiểm tra, thành tích đúng."})
    found = anybody.get(f"/cong-khai/lay-y-kien/?receipt={opinion.receipt}").content.decode()
    assert "thành tích đúng" in found
    assert "Trần Thị Mai" not in found
    ends(row)
    assert "Đã hết thời gian" in anybody.post(public, SAID).content.decode()
    file: Any = office.get(f"/lay-y-kien/y-kien/{opinion.pk}/tai-lieu/")
    assert file.status_code == 200
    file.close()
