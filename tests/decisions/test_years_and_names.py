"""Years of achievements and places, who is who in the ledger, what a revoked line still lets."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.refusing import codes
from tests.world import TODAY, World, run_jobs
from thidua.awards.actions import enter_grant
from thidua.awards.impact import Shift, touched_by
from thidua.awards.ledger import enter_old
from thidua.awards.models import Grant, Recipient, Rule
from thidua.awards.queries import book_of
from thidua.awards.rules.identity import written
from thidua.awards.rules.selecting import RuleFact
from thidua.certificates.actions import issue_all
from thidua.certificates.models import Certificate
from thidua.decisions import ratios
from thidua.decisions.actions import FLOW, correct
from thidua.decisions.documents import known_of
from thidua.decisions.models import Decision, Line
from thidua.decisions.queries import earliest
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.movements.models import Offer
from thidua.nominations import judging
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.actions import open_round
from thidua.nominations.models import Nomination, Round
from thidua.nominations.queries import left
from thidua.nominations.rules.dossier import recurs


def verdict(row: Nomination, code: str) -> str:
    fresh = Nomination.objects.get(pk=row.pk)
    return next(one.verdict for one in judging.judge([fresh])[fresh.pk] if one.code == code)


@pytest.mark.parametrize(
    ("occasion", "yearly"),
    [("hằng năm", True), ("Hàng năm", True), ("khen năm 2026", True), ("sơ kết", False), ("tổng kết 2030", False)],
)
def test_occasions_that_come_every_year(occasion: str, yearly: bool) -> None:
    assert recurs(occasion) == yearly


@pytest.mark.parametrize(("occasion", "once", "places"), [("hằng năm", "met", 1), ("sơ kết", "not_met", 0)])
def test_a_yearly_occasion_has_its_achievements_and_places_each_year(
    reported: World, occasion: str, once: str, places: int
) -> None:
    Offer.objects.update(collectives=1, occasion=occasion)
    fields: dict[str, Any] = {"occasion": occasion, "closes": TODAY, "actor": reported.actor("office")}
    reported.round = open_round(reported.movement, name="Năm nay", year=TODAY.year, **fields)
    reported.nominate()
    reported.hold_session()
    reported.decide()
    reported.round = open_round(reported.movement, name="Năm sau", year=TODAY.year + 1, **fields)
    row = reported.draft_nomination()
    assert verdict(row, "once") == once
    assert left(row.offer, "collective", reported.round) == places


def test_a_share_of_another_award_is_taken_of_the_same_year(reported: World) -> None:
    data = {"of": "LDTT", "percent": "50", "within": "unit"}
    Rule.objects.create(
        province=reported.province,
        kind="proportion",
        key="BK_TINH",
        valid_from=date(2020, 1, 1),
        article="x",
        data=data,
    )
    for number in range(4):
        old(reported, f"Người {number}", "SYT", award_code="LDTT", award_name="LĐTT", year=TODAY.year - 1)
    reported.open_round()
    Round.objects.update(year=TODAY.year - 1)
    reported.nominate("Trần Thị Mới", "individual")
    reported.hold_session()
    decision = reported.draw_up()
    lines = list(decision.lines.select_related("nomination__unit", "nomination__round"))
    assert ratios.proportions(lines, book_of(reported.province.pk)) == ()
    Round.objects.update(year=TODAY.year)
    lines = list(decision.lines.select_related("nomination__unit", "nomination__round"))
    assert [one["year"] for one in ratios.proportions(lines, book_of(reported.province.pk))] == [TODAY.year]


def old(world: World, name: str, unit: str, **more: Any) -> Grant:
    fields: dict[str, Any] = {
        "kind": "individual",
        "award_code": "GK",
        "award_name": "Giấy khen",
        "achievement": "",
        "year": 2020,
        "decision_number": "12/QĐ",
        "decision_date": date(2020, 1, 2),
    }
    return enter_grant(
        actor=system(), province=world.province, unit=world.units[unit], subject_name=name, **(fields | more)
    )


def test_marks_tell_two_names_apart_wherever_they_stand() -> None:
    assert written("Nguyễn Văn Hùng") != written("Nguyễn Văn Hưng")
    assert written("Nguyễn Thị Hoà") == written("nguyễn thị  Hòa")
    assert written("Đặng Văn Đô") != written("Dang Van Do")
    assert written("Ông Trần Văn Nam") == written("Trần Văn Nam")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Nguyễn Văn Hùng", "SYT"), ("Nguyễn Văn Hưng", "SYT")),
        (("Nguyễn Văn Hùng", "SYT"), ("Nguyễn Văn Hùng", "SNV")),
    ],
)
def test_two_people_of_one_old_decision_are_both_entered(
    world: World, first: tuple[str, str], second: tuple[str, str]
) -> None:
    rows = [
        {
            "kind": "individual",
            "subject_name": name,
            "unit": world.units[unit],
            "award_code": "GK",
            "award_name": "Giấy khen",
            "basis": "thematic",
            "achievement": "",
            "decision_number": "12/QĐ",
            "decision_date": date(2020, 1, 2),
            "year": 2020,
        }
        for name, unit in (first, second)
    ]
    assert enter_old(world.province, rows, actor=world.actor("appraiser")) == (2, 0)
    assert Recipient.objects.count() == 2
    assert enter_old(world.province, rows, actor=world.actor("appraiser")) == (0, 2)


def test_two_of_one_name_in_one_decision_are_two_in_the_ledger(reported: World) -> None:
    Offer.objects.update(individuals=5)
    for post in ("Bác sĩ khoa Nội", "Văn thư"):
        reported.walk(reported.draft_nomination("Nguyễn Thị Sen", "individual", position=post))
    reported.hold_session()
    reported.decide()
    assert Recipient.objects.filter(name="Nguyễn Thị Sen").count() == 2


def test_a_corrected_name_takes_its_history_along(reported: World) -> None:
    reported.nominate("Nguyễn Thị Hoa", "individual")
    reported.hold_session()
    line = reported.decide().lines.get()
    correct(line, "subject_name", "Nguyễn Thị Hòa Bình", paper="1/ĐC", actor=reported.actor("chairman"))
    grant = Grant.objects.get()
    assert grant.recipient is not None
    assert grant.recipient.name == "Nguyễn Thị Hòa Bình"
    assert Nomination.objects.get().recipient == grant.recipient


def test_of_a_revoked_line_nothing_more_is_made(reported: World) -> None:
    reported.nominate()
    reported.nominate("Nguyễn Thị Sen", "individual")
    reported.hold_session()
    decision = reported.decide()
    first = decision.lines.order_by("pk")[0]
    reported.revoke(lines=[first.pk])
    issue_all(decision)
    assert not Certificate.objects.filter(line=first).exists()
    with pytest.raises(Refused) as refused:
        correct(Line.objects.get(pk=first.pk), "achievement", "Khác", paper="1/ĐC", actor=reported.actor("chairman"))
    assert codes(refused) == {"ledger.revoked"}


def test_whom_a_revoked_decision_named_only_the_office_reads(issued: World) -> None:
    run_jobs()
    issued.revoke()
    decision = Decision.objects.get()
    stranger, office = issued.client("neighbour"), issued.client("secretary")
    assert "Sở Y tế" not in stranger.get(decision.get_absolute_url()).content.decode()
    assert "Sở Y tế" in office.get(decision.get_absolute_url()).content.decode()
    for file in ("van-ban", "ban-ky"):
        assert stranger.get(f"/quyet-dinh/{decision.pk}/{file}/").status_code == 404
    assert office.get(f"/quyet-dinh/{decision.pk}/van-ban/").status_code == 200


def test_the_ledger_is_whole_only_where_somebody_said_so(reported: World) -> None:
    sequence = {"earlier": "LDTT", "times": 2, "consecutive": "yes", "gap": 0}
    first = date(2020, 1, 1)
    Rule.objects.create(
        province=reported.province, kind="sequence", key="BK_TINH", valid_from=first, article="x", data=sequence
    )
    old(reported, "Hộ ông Ba", "X1", kind="household", year=1990)
    row = reported.draft_nomination("Trần Thị Mới", "individual")
    assert verdict(row, "sequence") == "unknown"
    whole = {"merged": "all", "whole_from": 2015}
    Rule.objects.create(province=reported.province, kind="history", key="", valid_from=first, article="x", data=whole)
    assert verdict(row, "sequence") == "not_met"


def test_the_sum_of_bonuses_is_told_only_when_it_is_whole(reported: World) -> None:
    Offer.objects.update(households=5, individuals=5)
    reported.nominate("Nguyễn Thị Sen", "individual")
    reported.nominate("Hộ ông Bảy", "household")
    reported.hold_session()
    decision = reported.draw_up()
    lines = list(decision.lines.select_related("decision"))
    assert known_of(decision, lines)["tiền thưởng"] == ""
    alone = [line for line in lines if line.subject_kind == "individual"]
    assert known_of(decision, alone)["tiền thưởng"]


def test_a_change_of_the_salary_shows_what_is_signed_without_a_number(approved: World) -> None:
    decision = approved.draw_up()
    perform(FLOW, decision, "submit", actor=approved.actor("secretary"))
    perform(FLOW, decision, "sign", actor=approved.actor("chairman"))
    data = {"amount": 9_000_000, "round_to": 10_000}
    change = RuleFact(2**62, "base_salary", "", TODAY, province=approved.province.pk, data=data)
    before = book_of(approved.province.pk)
    cases = touched_by(Shift("base_salary", approved.province.pk, before, before.with_change(change), TODAY))
    assert [case.state for case in cases] == ["decision.signed"]


def test_who_was_promoted_is_not_decided_on_before_the_session(reported: World) -> None:
    Offer.objects.update(collectives=0)
    reported.nominate()
    reported.hold_session()
    Offer.objects.update(collectives=1)
    Nomination.objects.update(received_on=TODAY - timedelta(days=20))
    row = Nomination.objects.select_related("round__movement", "offer__movement").get()
    perform(NOMINATION_FLOW, row, "promote", actor=reported.actor("secretary"))
    assert earliest(reported.draw_up()) == TODAY
