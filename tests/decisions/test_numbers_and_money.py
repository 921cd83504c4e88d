"""Numbers of the records office, corrections, bonuses and the fund, revocation and what follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.refusing import codes
from tests.world import TODAY, World, run_jobs
from thidua.awards.actions import enter_grant, settle_doubt
from thidua.awards.models import Grant, Rule
from thidua.certificates.models import Certificate
from thidua.decisions.actions import FLOW, correct, draw_up, number_as_given
from thidua.decisions.fund import enter_fund, recover
from thidua.decisions.models import Decision, FundEntry, Line
from thidua.decisions.queries import balance_of, fund_of, left_in_fund, to_recover
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.nominations.actions import open_round


def signed(world: World) -> Decision:
    decision = world.draw_up()
    perform(FLOW, decision, "submit", actor=world.actor("secretary"))
    return perform(FLOW, decision, "sign", actor=world.actor("chairman"))  # type: ignore[no-any-return]  # a decision


def paid(world: World, collective: str = "3") -> None:
    """A coefficient for collectives, which the shipped rules do not have for this award."""
    Rule.objects.create(
        province=world.province,
        kind="bonus",
        key="BK_TINH",
        valid_from=TODAY,
        article="Quy chế của tỉnh",
        data={"for_individual": "1.5", "for_collective": collective, "for_household": ""},
    )


def test_the_records_office_gives_number_and_day(approved: World) -> None:
    decision = signed(approved)
    clerk = approved.actor("clerk")
    with pytest.raises(Refused) as refused:
        number_as_given(decision, number=0, day=TODAY + timedelta(days=1), actor=clerk)
    assert codes(refused) == {"decision.no_number", "decision.future"}
    with pytest.raises(Refused) as refused:
        number_as_given(decision, number=1204, day=TODAY, actor=approved.actor("chairman"))
    assert codes(refused) == {"machine.right"}
    with pytest.raises(Refused) as refused:
        number_as_given(decision, number=1204, day=TODAY - timedelta(days=1), actor=clerk)
    assert codes(refused) == {"decision.too_early"}
    done = number_as_given(decision, number=1204, day=TODAY, actor=clerk)
    assert done.state == "issued"
    grant = Grant.objects.get()
    assert (grant.decision_number, grant.decision_date) == ("1204/QĐ-UBND", TODAY)


def test_a_number_of_a_register_and_year_stands_for_one_decision(approved: World) -> None:
    number_as_given(signed(approved), number=7, day=TODAY, actor=approved.actor("clerk"))
    occasion = approved.round.occasion
    approved.movement.offers.filter(occasion=occasion).update(collectives=5)
    approved.round = open_round(
        approved.movement, name="Đợt 2", occasion=occasion, closes=TODAY, actor=approved.actor("office")
    )
    approved.nominate("Phòng Hai")
    approved.hold_session()
    second = signed(approved)
    with pytest.raises(Refused) as refused:
        number_as_given(second, number=7, day=TODAY, actor=approved.actor("clerk"))
    assert codes(refused) == {"decision.number_taken"}
    with pytest.raises(Refused) as refused:
        perform(FLOW, second, "number", actor=approved.actor("clerk"))
    assert codes(refused) == {"decision.register"}
    page = approved.client("clerk")
    page.post(f"/quyet-dinh/{second.pk}/so/", {"number": "8", "day": TODAY.isoformat()})
    second.refresh_from_db()
    assert second.full_number == "08/QĐ-UBND"


def test_one_decision_takes_several_rounds(approved: World) -> None:
    occasion = approved.round.occasion
    first = approved.round
    approved.movement.offers.filter(occasion=occasion).update(collectives=5)
    approved.round = open_round(
        approved.movement, name="Đợt 2", occasion=occasion, closes=TODAY, actor=approved.actor("office")
    )
    approved.nominate("Phòng Hai")
    approved.hold_session()
    page = approved.client("secretary").get("/quyet-dinh/lap/").content.decode()
    assert "Đợt 2" in page
    decision = draw_up([first, approved.round], subject="Về việc khen thưởng", actor=approved.actor("secretary"))
    assert decision.lines.count() == 2
    assert decision.rounds.count() == 2


def test_bonuses_are_checked_against_the_fund_before_signing(approved: World) -> None:
    paid(approved)
    keeper, secretary = approved.actor("appraiser"), approved.actor("secretary")
    decision = approved.draw_up()
    perform(FLOW, decision, "submit", actor=secretary)
    enter_fund(approved.province, day=TODAY, kind="opening", amount=1_000_000, note="Số dư", actor=keeper)
    with pytest.raises(Refused) as refused:
        perform(FLOW, decision, "sign", actor=approved.actor("chairman"))
    assert codes(refused) == {"decision.fund_short"}
    with pytest.raises(Refused) as refused:
        enter_fund(approved.province, day=TODAY, kind="opening", amount=1, note="x", actor=keeper)
    assert codes(refused) == {"fund.opened"}
    enter_fund(approved.province, day=TODAY, kind="income", amount=20_000_000, note="Ngân sách", actor=keeper)
    perform(FLOW, decision, "sign", actor=approved.actor("chairman"))
    perform(FLOW, decision, "number", actor=approved.actor("clerk"))
    line = Line.objects.get()
    assert line.bonus == 7_590_000
    assert line.reckoned["coefficient"] == "3"
    assert balance_of(approved.province.pk) == 21_000_000 - 7_590_000
    approved.revoke()
    assert list(to_recover(approved.province.pk)) == [line]
    approved.client("appraiser").post(f"/quyet-dinh/dong/{line.pk}/thu-hoi/")
    assert balance_of(approved.province.pk) == 21_000_000
    with pytest.raises(Refused) as refused:
        recover(line, actor=keeper)
    assert codes(refused) == {"fund.nothing"}


def test_what_is_signed_is_no_longer_free_in_the_fund(approved: World) -> None:
    paid(approved)
    keeper, secretary = approved.actor("appraiser"), approved.actor("secretary")
    enter_fund(approved.province, day=TODAY, kind="opening", amount=10_000_000, note="Số dư", actor=keeper)
    first = approved.draw_up()
    perform(FLOW, first, "submit", actor=secretary)
    perform(FLOW, first, "sign", actor=approved.actor("chairman"))
    assert left_in_fund(approved.province.pk) == 10_000_000 - 7_590_000
    assert "trong đó 7.590.000 đồng" in approved.client("appraiser").get("/quy-khen-thuong/").content.decode()
    with pytest.raises(Refused) as refused:
        enter_fund(approved.province, day=TODAY, kind="spending", amount=3_000_000, note="Khung bằng", actor=keeper)
    assert codes(refused) == {"fund.short"}
    approved.movement.offers.update(collectives=9)
    approved.walk(approved.draft_nomination("Trung tâm Y tế"))
    approved.hold_session()
    second = approved.draw_up()
    perform(FLOW, second, "submit", actor=secretary)
    with pytest.raises(Refused) as refused:
        perform(FLOW, second, "sign", actor=approved.actor("chairman"))
    assert codes(refused) == {"decision.fund_short"}
    perform(FLOW, first, "number", actor=approved.actor("clerk"))
    enter_fund(approved.province, day=TODAY, kind="spending", amount=400_000, note="Khung bằng", actor=keeper)
    assert [row.left for row in fund_of(approved.province.pk)] == [10_000_000, 2_410_000, 2_010_000]


def test_the_pages_of_money(approved: World, django_assert_max_num_queries: Any) -> None:
    paid(approved)
    keeper = approved.client("appraiser")
    typed = {"day": TODAY.isoformat(), "kind": "opening", "amount": "50.000.000", "note": "Số dư đầu năm"}
    assert keeper.post("/quy-khen-thuong/", typed).status_code == 302
    assert FundEntry.objects.get().amount == 50_000_000
    decision = approved.decide()
    with django_assert_max_num_queries(8):
        assert "Tiền thưởng theo Quyết định số 01/QĐ-UBND" in keeper.get("/quy-khen-thuong/").content.decode()
    assert keeper.get(f"/quyet-dinh/{decision.pk}/chi-tien-thuong/").status_code == 200
    assert keeper.get("/quy-khen-thuong/?tep=1").status_code == 200
    page = keeper.get(decision.get_absolute_url()).content.decode()
    assert "7.590.000" in page
    officer = approved.client("officer")
    assert officer.get("/quy-khen-thuong/").status_code == 404
    assert officer.get(f"/quyet-dinh/{decision.pk}/chi-tien-thuong/").status_code == 404
    assert "7.590.000" not in officer.get(decision.get_absolute_url()).content.decode()


def test_a_correction_goes_into_ledger_and_certificate(issued: World) -> None:
    run_jobs()
    certificate = Certificate.objects.get()
    before = certificate.paper.content()
    line = issued.decision.lines.get()
    chairman = issued.actor("chairman")
    with pytest.raises(Refused) as refused:
        correct(line, "subject_name", "Sở Y tế", paper="", actor=issued.actor("secretary"))
    assert codes(refused) == {"machine.right", "decision.nothing_corrected", "decision.no_paper"}
    correct(line, "subject_name", "Sở Y tế tỉnh", paper="15/ĐC-UBND ngày 20/11/2026", actor=chairman)
    run_jobs()
    certificate.refresh_from_db()
    assert Grant.objects.get().subject_name == "Sở Y tế tỉnh"
    assert certificate.paper.content() != before
    old = Client().post("/kiem-tra/", {"file": SimpleUploadedFile("cu.pdf", before)}).content.decode()
    assert "cấp lại sau khi đính chính" in old
    assert "Sở Y tế tỉnh" in old
    assert "đính chính theo" in issued.client("secretary").get(issued.decision.get_absolute_url()).content.decode()


def test_the_public_check_of_a_revoked_decision_names_nobody(issued: World) -> None:
    run_jobs()
    certificate = Certificate.objects.get()
    pdf = certificate.paper.content()
    issued.revoke()
    by_id = Client().get(f"/kiem-tra/{certificate.public_id}/").content.decode()
    by_file = Client().post("/kiem-tra/", {"file": SimpleUploadedFile("bang.pdf", pdf)}).content.decode()
    for page in (by_id, by_file):
        assert "Bằng đã bị thu hồi" in page
        assert "01/QĐ-UBND" in page
        assert "Sở Y tế" not in page
        assert issued.decision.lines.get().achievement not in page


def test_awards_that_relied_on_a_revoked_one_are_in_doubt(issued: World) -> None:
    grant = Grant.objects.get()
    later = enter_grant(
        actor=system(),
        province=issued.province,
        decision_date=TODAY,
        kind="collective",
        recipient=grant.recipient,
        subject_name=grant.subject_name,
        unit=grant.unit,
        award_code="CO_TINH",
        award_name="Cờ thi đua của tỉnh",
        achievement="",
        year=TODAY.year,
        decision_number="99/QĐ-UBND",
    )
    Rule.objects.create(
        province=issued.province,
        kind="sequence",
        key="CO_TINH",
        valid_from=TODAY,
        article="Quy chế",
        data={"earlier": "BK_TINH", "times": 1, "consecutive": "no", "gap": 0},
    )
    issued.revoke()
    later.refresh_from_db()
    assert later.in_doubt
    assert not later.revoked
    with pytest.raises(Refused) as refused:
        settle_doubt(later, actor=issued.actor("appraiser"), reason=" ")
    assert codes(refused) == {"machine.reason"}
    assert not settle_doubt(later, actor=issued.actor("appraiser"), reason="Đủ điều kiện khác").in_doubt


def test_a_namesake_in_the_same_decision_keeps_the_award(issued: World) -> None:
    (own,) = Grant.objects.all()
    copied = ("decision_date", "award_code", "award_name", "subject_name", "achievement", "year", "decision_number")
    same = {name: getattr(own, name) for name in copied}
    unit = issued.units["X1"]
    other = enter_grant(actor=system(), province=issued.province, kind="collective", unit=unit, **same)
    assert other.recipient_id != own.recipient_id
    issued.revoke()
    assert dict(Grant.objects.values_list("pk", "revoked")) == {own.pk: True, other.pk: False}
