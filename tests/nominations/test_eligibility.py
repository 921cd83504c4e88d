"""What is known of nominees, gathered and judged; who confirms that two names are one subject."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.awards.actions import end_bar, enter_bar, enter_grant, enter_initiative, recipient_of
from thidua.awards.models import Bar, Initiative, Recipient, Rule
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.nominations import judging
from thidua.nominations.actions import FLOW, answer, open_round
from thidua.nominations.models import Nomination
from thidua.nominations.settling import apart, settle
from thidua.units.actions import succeed

BAR: dict[str, Any] = {"kind": "inspection", "valid_from": TODAY, "number": "45/KL-TTr ngày 02/11/2026"}


def verdicts(nomination: Nomination) -> dict[str, str]:
    fresh = Nomination.objects.get(pk=nomination.pk)
    return {one.code: one.verdict for one in judging.judge([fresh])[fresh.pk]}


def given(world: World, name: str, unit: str, deed: str = "", code: str = "BK_TINH", year: int = TODAY.year) -> Any:
    return enter_grant(
        actor=system(),
        province=world.province,
        decision_date=date(year, 1, 15),
        kind="individual",
        subject_name=name,
        unit=world.units[unit],
        award_code=code,
        award_name="Bằng khen",
        achievement="",
        deed=deed,
        year=year,
        decision_number="7/QĐ-UBND",
    )


def rule(world: World, kind: str, **data: Any) -> None:
    Rule.objects.create(
        province=world.province, kind=kind, valid_from=TODAY - timedelta(days=9), article="Quy chế của tỉnh", data=data
    )


def test_a_clean_dossier_meets_every_condition(reported: World) -> None:
    assert set(verdicts(reported.draft_nomination()).values()) == {"met"}


def test_who_is_under_inspection_is_not_proposed_until_it_ends(reported: World) -> None:
    nomination = reported.draft_nomination()
    unit = reported.units["SYT"]
    recipient = recipient_of(reported.province, kind="collective", name=unit.name, unit=unit)
    bar = enter_bar(recipient, actor=reported.actor("appraiser"), **BAR)
    with pytest.raises(Refused) as refused:
        perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    assert codes(refused) == {"nomination.condition"}
    Bar.objects.filter(pk=bar.pk).update(valid_from=TODAY - timedelta(days=5))
    end_bar(Bar.objects.get(), day=TODAY - timedelta(days=1), actor=reported.actor("appraiser"))
    assert perform(FLOW, nomination, "submit", actor=reported.actor("head")).state == "in_route"
    with pytest.raises(Refused) as refused:
        enter_bar(recipient, actor=reported.actor("head"), **BAR)
    assert codes(refused) == {"machine.right"}


def test_a_bar_on_somebody_named_so_is_asked_about(reported: World) -> None:
    unit = reported.units["SYT"]
    recipient = recipient_of(reported.province, kind="individual", name="Nguyễn Thị Hòa", unit=unit)
    enter_bar(recipient, actor=reported.actor("appraiser"), **BAR)
    nomination = reported.draft_nomination("Nguyễn Thị Hoà", "individual")
    assert verdicts(nomination)["bars"] == "unknown"
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    page = reported.client("officer").get(f"/ho-so/{nomination.pk}/dieu-kien/").content.decode()
    assert "về người, đơn vị trùng tên" in page
    assert "45/KL-TTr" not in page
    assert "45/KL-TTr" in reported.client("appraiser").get(f"/ho-so/{nomination.pk}/dieu-kien/").content.decode()
    settle(nomination, recipient, actor=reported.actor("office"))
    assert verdicts(nomination)["bars"] == "not_met"
    Nomination.objects.filter(pk=nomination.pk).update(recipient=None)
    settle(Nomination.objects.get(), None, actor=reported.actor("office"))
    assert verdicts(nomination)["bars"] == "met"


def test_one_achievement_is_not_awarded_twice(issued: World) -> None:
    again = issued.draft_nomination("SO Y TE")
    again.subject_name = "Sở y tế"
    again.save()
    assert verdicts(again)["once"] == "not_met"


def test_the_same_name_at_another_unit_is_asked_about_and_a_person_says(reported: World) -> None:
    nomination = reported.draft_nomination("Nguyễn Thị Hòa", "individual")
    earlier = given(reported, "NGUYỄN THỊ HOÀ", "X1", deed=judging.deed_of(nomination))
    assert verdicts(nomination)["once"] == "unknown"
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    client = reported.client("office")
    page = client.get(f"/ho-so/{nomination.pk}/dieu-kien/").content.decode()
    assert "NGUYỄN THỊ HOÀ" in page
    assert "Có phải cùng một đối tượng" in page
    with pytest.raises(Refused) as refused:
        settle(nomination, earlier.recipient, actor=reported.actor("head"))
    assert codes(refused) == {"machine.right"}
    client.post(f"/ho-so/{nomination.pk}/doi-tuong/", {"recipient": ""})
    assert verdicts(nomination)["once"] == "met"
    Nomination.objects.filter(pk=nomination.pk).update(unlike=[])
    client.post(f"/ho-so/{nomination.pk}/doi-tuong/", {"recipient": earlier.recipient_id})
    assert verdicts(nomination)["once"] == "not_met"


def test_a_slip_of_spelling_within_a_unit_is_asked_about(reported: World) -> None:
    nomination = reported.draft_nomination("Trần Văn Khánh", "individual")
    given(reported, "Trần Văn Khanhh", "SYT")
    given(reported, "Trần Văn Khanhh", "X1")
    assert [row.unit.code for row, *_ in judging.Known([nomination]).to_settle(nomination) if row.unit] == ["SYT"]


def test_an_account_is_known_whatever_the_name(reported: World) -> None:
    user = reported.users["nominee"]
    nomination = reported.draft_nomination("Nguyễn Nominee", "individual", nominee=user)
    row = given(reported, "Ng. Nominee", "SYT", deed=judging.deed_of(nomination)).recipient
    row.person = user
    row.save()
    assert verdicts(nomination)["once"] == "not_met"


@pytest.mark.parametrize(("merged", "expected"), [("all", "not_met"), ("none", "met")])
def test_a_merged_unit_carries_history_by_the_rule(reported: World, merged: str, expected: str) -> None:
    world = reported
    rule(world, "history", merged=merged)
    nomination = world.draft_nomination("Sở Y tế")
    old = world.units["DN"]
    enter_grant(
        actor=system(),
        province=world.province,
        decision_date=TODAY,
        kind="collective",
        subject_name=old.name,
        unit=old,
        award_code="BK_TINH",
        award_name="Bằng khen",
        achievement="",
        deed=judging.deed_of(nomination),
        year=TODAY.year,
        decision_number="7/QĐ-UBND",
    )
    succeed(
        world.province,
        kind="absorb",
        day=TODAY,
        sources=[old],
        targets=[world.units["SYT"]],
        actor=world.actor("admin"),
        basis="8/NQ-HĐND",
    )
    assert verdicts(nomination)["once"] == expected


def test_targets_initiatives_and_earlier_titles_are_asked_where_a_rule_does(reported: World) -> None:
    rule(reported, "standard", reported="yes", targets="yes", initiatives=1)
    rule(reported, "sequence", earlier="CSTD_CS", times=2, consecutive="yes", gap=0)
    nomination = reported.draft_nomination("Nguyễn Thị Hòa", "individual")
    found = verdicts(nomination)
    assert (found["initiatives"], found["sequence"]) == ("unknown", "unknown")
    assert found["targets"] in ("met", "not_met")
    me = recipient_of(reported.province, kind="individual", name="Nguyễn Thị Hòa", unit=reported.units["SYT"])
    fields = {"name": "Giải pháp số hóa", "level": "grassroots", "recognised_on": TODAY, "number": "3/QĐ-SYT"}
    enter_initiative(me, actor=reported.actor("office"), **fields)
    for year in (TODAY.year - 2, TODAY.year - 1):
        given(reported, "Nguyễn Thị Hòa", "SYT", code="CSTD_CS", year=year)
    settle(nomination, Recipient.objects.get(pk=me.pk), actor=reported.actor("office"))
    Rule.objects.create(
        province=reported.province, kind="counting", valid_from=TODAY, article="Quy chế", data={"thematic": "yes"}
    )
    found = verdicts(nomination)
    assert (found["initiatives"], found["sequence"]) == ("met", "met")


def test_whoever_appraises_says_why_they_agree_where_something_is_not_met(reported: World) -> None:
    rule(reported, "standard", reported="yes", targets="no", initiatives=3)
    nomination = reported.draft_nomination()
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    for name in ("office", "adviser"):
        answer(nomination.route.get(state="open"), opinion="agree", text="", actor=reported.actor(name))
    row = nomination.route.get(state="open")
    with pytest.raises(Refused) as refused:
        answer(row, opinion="agree", text=" ", actor=reported.actor("appraiser"))
    assert codes(refused) == {"route.agree_why"}
    answer(row, opinion="agree", text="Sáng kiến đã được công nhận ngày 02/11.", actor=reported.actor("appraiser"))
    assert Entry.objects.get(verb="nomination.judge").data["initiatives"] == "unknown"


def test_queries_do_not_grow_with_nominees(reported: World) -> None:
    rule(reported, "standard", reported="yes", targets="yes", initiatives=1)

    def asked(count: int) -> int:
        first = reported.draft_nomination(f"Người thứ {count}", "individual")
        more = [
            Nomination(
                round=first.round,
                unit=first.unit,
                offer=first.offer,
                subject_kind="individual",
                subject_name=f"Người {n}",
                state=("draft", "awarded")[n % 2],
            )
            for n in range(count)
        ]
        for row in more:
            row.recipient = given(reported, row.subject_name, "SYT").recipient
            row.save()
        rows = list(Nomination.objects.select_related("unit", "offer__movement", "round__movement__plan"))
        with CaptureQueriesContext(connection) as queries:
            judging.judge(rows)
        return len(queries)

    assert asked(2) == asked(30)


def test_the_pages_of_conditions_and_records(reported: World) -> None:
    nomination = reported.draft_nomination()
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    office = reported.client("office")
    assert "Đúng đối tượng của hình thức" in office.get(f"/khen-thuong/{reported.round.pk}/dieu-kien/").content.decode()
    assert office.get(f"/khen-thuong/{reported.round.pk}/dieu-kien/?tep=1").status_code == 200
    for name, direct in (("Người một", True), ("Người hai", True), ("Giám đốc", False)):
        row = reported.draft_nomination(name, "individual", is_direct_worker=direct)
        perform(FLOW, row, "submit", actor=reported.actor("head"))
    assert "2/3 cá nhân trực tiếp" in office.get(f"/khen-thuong/{reported.round.pk}/dieu-kien/").content.decode()
    unit = reported.units["SYT"].pk
    typed = {
        "unit": unit,
        "name": "",
        "kind": "press",
        "valid_from": TODAY.isoformat(),
        "number": "Báo ngày 02/11/2026",
    }
    assert office.post("/chua-duoc-khen/nhap/", typed).status_code == 302
    bar = Bar.objects.get()
    assert "báo chí nêu" in office.get("/chua-duoc-khen/").content.decode()
    assert "báo chí nêu" not in reported.client("head").get("/chua-duoc-khen/").content.decode()
    assert reported.client("head").get("/chua-duoc-khen/nhap/").status_code == 404
    assert office.post(f"/chua-duoc-khen/{bar.pk}/ket-thuc/", {"day": "2001-01-01"}).status_code == 200
    assert office.post(f"/chua-duoc-khen/{bar.pk}/ket-thuc/", {"day": TODAY.isoformat()}).status_code == 302
    typed = {
        "unit": unit,
        "name": "Lê Ân",
        "title": "Giải pháp",
        "level": "province",
        "recognised_on": TODAY.isoformat(),
        "number": "3/QĐ",
    }
    assert office.post("/sang-kien/nhap/", typed).status_code == 302
    assert Initiative.objects.get().recipient.name == "Lê Ân"
    assert "Giải pháp" in reported.client("officer").get("/sang-kien/").content.decode()
    assert "Giải pháp" not in reported.client("neighbour").get("/sang-kien/").content.decode()
    assert reported.client("neighbour").get(f"/ho-so/{nomination.pk}/dieu-kien/").status_code == 404


def test_one_name_with_two_posts_is_asked_about_until_a_person_says_who_is_who(reported: World) -> None:
    one = reported.draft_nomination("Trần Thị Lan", "individual", position="Phó phòng")
    two = reported.draft_nomination("Trần Thị Lan", "individual", position="Phó Trưởng phòng")
    assert (verdicts(one)["namesakes"], verdicts(two)["namesakes"]) == ("unknown", "unknown")
    page = reported.client("head").get(f"{one.get_absolute_url()}dieu-kien/").content.decode()
    assert "Phó Trưởng phòng" in page
    assert "xem có phải một hay không" in page
    appraiser = reported.client("appraiser")
    perform(FLOW, one, "submit", actor=reported.actor("head"))
    perform(FLOW, two, "submit", actor=reported.actor("head"))
    page = appraiser.get(f"{one.get_absolute_url()}dieu-kien/").content.decode()
    assert "Là những người khác nhau" in page
    with pytest.raises(Refused) as refused:
        apart(one, actor=reported.actor("officer"))
    assert codes(refused) == {"machine.right"}
    assert appraiser.post(f"{one.get_absolute_url()}doi-tuong/", {"apart": "1"}).status_code == 302
    assert Recipient.objects.filter(name="Trần Thị Lan").count() == 2
    assert "namesakes" not in verdicts(one)


@pytest.mark.parametrize(("least", "verdict"), [("", "met"), ("grassroots", "met"), ("province", "not_met")])
def test_an_initiative_counts_at_the_level_that_is_asked_for(reported: World, least: str, verdict: str) -> None:
    rule(reported, "standard", reported="yes", targets="no", initiatives=1, initiative_level=least)
    nomination = reported.draft_nomination()
    known = Recipient.objects.create(
        province=reported.province, kind="collective", name="Sở Y tế", unit=reported.units["SYT"]
    )
    fields = {"name": "Số hóa hồ sơ", "level": "grassroots", "recognised_on": TODAY, "number": "1/QĐ"}
    enter_initiative(known, actor=reported.actor("appraiser"), **fields)
    assert verdicts(nomination)["initiatives"] == verdict


def test_a_dossier_under_way_in_another_round_of_the_occasion_is_mentioned(reported: World) -> None:
    first = reported.draft_nomination()
    fields = {"name": "Đợt bổ sung", "occasion": first.round.occasion, "closes": TODAY}
    reported.round = open_round(reported.movement, actor=reported.actor("office"), **fields)
    again = reported.draft_nomination()
    assert again.round_id != first.round_id
    assert verdicts(again)["namesakes"] == "unknown"
    page = reported.client("head").get(f"{again.get_absolute_url()}dieu-kien/").content.decode()
    assert first.round.name in page
    Nomination.objects.filter(pk=first.pk).update(state="refused")
    assert "namesakes" not in verdicts(again)
