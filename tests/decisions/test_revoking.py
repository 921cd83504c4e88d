"""Taking awards back: by which document, of whom, what follows; entries of other registers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.refusing import codes
from tests.world import TODAY, World, run_jobs
from thidua.awards.actions import enter_grant, revoke_grants
from thidua.awards.models import Grant, Recipient, Revocation, Rule
from thidua.certificates.models import Certificate
from thidua.decisions.above import enter_above
from thidua.decisions.models import Decision, Line
from thidua.decisions.revoking import revoke_entry
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.nominations.models import Nomination, Round
from thidua.units.actions import succeed
from thidua.units.models import Unit


def old(world: World, unit: Unit, award: str = "CO_TINH", **more: object) -> Grant:
    fields = {
        "subject_name": unit.name,
        "award_code": award,
        "award_name": "Cờ thi đua của tỉnh",
        "achievement": "",
        "year": TODAY.year,
        "decision_number": "12/QĐ-UBND",
        "decision_date": TODAY,
    }
    return enter_grant(actor=system(), province=world.province, kind="collective", unit=unit, **(fields | more))  # type: ignore[arg-type]  # as a row has them


def test_the_document_is_asked_for_and_shown(issued: World) -> None:
    address = f"/quyet-dinh/{issued.decision.pk}/thu-hoi/"
    chairman = issued.client("chairman")
    typed = {"whole": "on", "ground": "fraud", "words": "Theo kết luận", "number": "", "day": TODAY.isoformat()}
    assert "decision_revoke" not in chairman.post(address, typed).content.decode()
    assert Decision.objects.get().state == "issued"
    early = chairman.post(address, typed | {"number": "9/QĐ", "day": (TODAY - timedelta(days=1)).isoformat()})
    assert "không thể trước ngày" in early.content.decode()
    late = chairman.post(address, typed | {"number": "9/QĐ", "day": (TODAY + timedelta(days=1)).isoformat()})
    assert "chưa đến" in late.content.decode()
    file = SimpleUploadedFile("thu-hoi.txt", "Quyết định thu hồi".encode())
    assert chairman.post(address, typed | {"number": "77/QĐ-UBND", "file": file}).status_code == 302
    document = Revocation.objects.get()
    own = chairman.get(issued.decision.get_absolute_url()).content.decode()
    public = Client().get(f"/cong-khai/quyet-dinh/{issued.decision.pk}/").content.decode()
    check = Client().get(Certificate.objects.get().get_absolute_url()).content.decode()
    for page in (own, public, check):
        assert "77/QĐ-UBND" in page
    assert "Theo kết luận" in own
    assert "Theo kết luận" not in public + check
    assert "Sở Y tế" not in public + check
    paper = f"/quyet-dinh/{issued.decision.pk}/thu-hoi/van-ban/{document.pk}/"
    assert paper in own
    assert chairman.get(address).status_code == 404
    answer = chairman.get(paper)
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize("who", ["officer", "clerk", "secretary", "appraiser", "auditor"])
def test_only_who_signs_takes_back(issued: World, who: str) -> None:
    assert issued.client(who).get(f"/quyet-dinh/{issued.decision.pk}/thu-hoi/").status_code == 404


def test_one_of_a_decision_is_taken_back_and_the_last_one_ends_it(reported: World) -> None:
    reported.nominate()
    reported.nominate("Nguyễn Thị Sen", "individual")
    reported.hold_session()
    decision = reported.decide()
    first, second = decision.lines.order_by("pk")
    reported.revoke(lines=[first.pk])
    assert Decision.objects.get().state == "issued"
    assert {n.pk: n.state for n in Nomination.objects.all()} == {
        first.nomination_id: "revoked",
        second.nomination_id: "awarded",
    }
    assert set(Grant.objects.filter(revoked=True).values_list("subject_name", flat=True)) == {first.subject_name}
    page = reported.client("chairman").get(decision.get_absolute_url()).content.decode()
    assert "99/QĐ-UBND" in page
    with pytest.raises(Refused) as refused:
        reported.revoke(lines=[first.pk])
    assert codes(refused) == {"revocation.nobody"}
    reported.revoke(lines=[second.pk], ground="unlawful")
    assert Decision.objects.get().state == "revoked"


def test_neither_all_nor_some_is_sent_back(issued: World) -> None:
    address = f"/quyet-dinh/{issued.decision.pk}/thu-hoi/"
    typed = {"ground": "fraud", "number": "9/QĐ", "day": TODAY.isoformat()}
    client, line = issued.client("chairman"), Line.objects.get()
    assert "ít nhất một" in client.post(address, typed).content.decode()
    assert "không chọn cả hai" in client.post(address, typed | {"whole": "on", "lines": [line.pk]}).content.decode()
    assert "checked" in client.get(f"{address}?dong={line.pk}").content.decode().split("lines", 1)[1]


def test_later_awards_of_a_unit_that_stands_for_it_are_in_doubt(issued: World) -> None:
    sequence = {"earlier": "BK_TINH", "times": 1, "consecutive": "no", "gap": 0}
    Rule.objects.create(
        province=issued.province,
        kind="sequence",
        key="CO_TINH",
        valid_from=TODAY - timedelta(days=30),
        valid_to=TODAY - timedelta(days=10),
        article="Quy chế",
        data=sequence,
    )
    heir = issued.units["SNV"]
    sources, targets = [issued.units["SYT"]], [heir]
    succeed(
        issued.province,
        kind="absorb",
        day=TODAY,
        basis="Nghị quyết",
        sources=sources,
        targets=targets,
        actor=issued.actor("admin"),
    )
    by_receipt = old(issued, heir, received_on=TODAY - timedelta(days=20))
    by_day = old(issued, heir, decision_number="13/QĐ-UBND")
    stranger = old(issued, issued.units["X1"], received_on=TODAY - timedelta(days=20))
    issued.revoke()
    doubts = dict(Grant.objects.values_list("pk", "in_doubt"))
    assert (doubts[by_receipt.pk], doubts[by_day.pk], doubts[stranger.pk]) == (True, False, False)


def test_an_old_award_is_corrected_and_taken_back(issued: World) -> None:
    grant = old(issued, issued.units["X1"], "BK_TINH", subject_name="Phường Hoa Xen")
    office, recipient = issued.client("appraiser"), f"/so-khen-thuong/doi-tuong/{grant.recipient_id}/"
    assert f"/so-khen-thuong/{grant.pk}/sua/" in office.get(recipient).content.decode()
    typed = {
        "subject_name": "Phường Hoa Sen",
        "award_code": "BK_TINH",
        "basis": "merit",
        "achievement": "",
        "year": TODAY.year - 1,
        "decision_number": "12/QĐ-UBND",
        "decision_date": TODAY.isoformat(),
    }
    assert "Hãy điền mục này" in office.post(f"/so-khen-thuong/{grant.pk}/sua/", typed).content.decode()
    done = office.post(f"/so-khen-thuong/{grant.pk}/sua/", typed | {"reason": "Theo bản gốc"})
    assert done.status_code == 302
    fresh = Grant.objects.get(pk=grant.pk)
    assert (fresh.subject_name, fresh.year, fresh.basis) == ("Phường Hoa Sen", TODAY.year - 1, "merit")
    assert fresh.recipient == Recipient.objects.get(name="Phường Hoa Sen")
    assert not Recipient.objects.filter(name="Phường Hoa Xen").exists()
    assert Entry.objects.get(verb="award.correct").reason == "Theo bản gốc"
    taken = {"ground": "unlawful", "number": "5/QĐ-UBND", "day": TODAY.isoformat()}
    assert office.post(f"/so-khen-thuong/{grant.pk}/thu-hoi/", taken).status_code == 302
    assert Grant.objects.get(pk=grant.pk).revocation == Revocation.objects.get()
    assert "5/QĐ-UBND" in office.get(f"/so-khen-thuong/doi-tuong/{fresh.recipient_id}/").content.decode()
    for way in ("sua", "thu-hoi"):
        assert office.get(f"/so-khen-thuong/{grant.pk}/{way}/").status_code == 404


def test_what_a_decision_here_gave_is_corrected_and_taken_back_there(issued: World) -> None:
    grant = Grant.objects.get()
    assert grant.of_register
    for way in ("sua", "thu-hoi"):
        assert issued.client("appraiser").get(f"/so-khen-thuong/{grant.pk}/{way}/").status_code == 404


def test_what_a_higher_level_gave_and_took_back(reported: World) -> None:
    nomination = reported.nominate()
    reported.hold_session()
    Nomination.objects.update(state="forwarded")
    given = {"award_code": "BK_TTG", "award_name": "Bằng khen của Thủ tướng Chính phủ", "number": "1/QĐ-TTg"}
    grant = enter_above(nomination, day=TODAY, actor=reported.actor("clerk"), **given)
    document = Revocation(ground="unlawful", number="9/QĐ-TTg", day=TODAY)
    with pytest.raises(Refused) as refused:
        revoke_entry(grant, document, actor=reported.actor("clerk"))
    assert codes(refused) == {"machine.right"}
    revoke_entry(grant, document, actor=reported.actor("appraiser"))
    assert Nomination.objects.get().state == "revoked"
    assert Grant.objects.get().revoked


@pytest.mark.parametrize(("typed", "kept"), [({"year": "2024"}, 2024), ({"year": ""}, TODAY.year)])
def test_an_award_is_for_the_year_that_its_round_is_for(reported: World, typed: dict[str, str], kept: int) -> None:
    office, address = reported.client("office"), f"/phong-trao/{reported.movement.pk}/mo-dot/"
    form = {"name": "Xét năm", "closes": TODAY.isoformat()} | typed
    assert "đánh dấu “Khen đột xuất”" in office.post(address, form).content.decode()
    occasion = reported.movement.offers.exclude(occasion="").values_list("occasion", flat=True)[0]
    assert office.post(address, form | {"occasion": occasion}).status_code == 302
    reported.round = Round.objects.get()
    reported.nominate()
    reported.hold_session()
    reported.decide()
    assert Grant.objects.get().year == kept


def test_an_adhoc_round_asks_for_no_occasion(reported: World) -> None:
    office, address = reported.client("office"), f"/phong-trao/{reported.movement.pk}/mo-dot/"
    form = {"name": "Chống bão", "closes": TODAY.isoformat(), "adhoc": "on"}
    assert office.post(address, form).status_code == 302
    assert Round.objects.get().adhoc


def test_a_ground_of_no_law_is_refused(issued: World) -> None:
    with pytest.raises(Refused) as refused:
        revoke_grants(list(Grant.objects.all()), Revocation(ground="other", number=" ", day=TODAY), actor=system())
    assert codes(refused) == {"machine.reason_choice", "revocation.no_number"}


def test_the_public_check_of_one_revoked_line_leaves_the_decision_standing(reported: World) -> None:
    reported.nominate()
    reported.nominate("Nguyễn Thị Sen", "individual")
    reported.hold_session()
    decision = reported.decide()
    run_jobs()
    first, second = decision.lines.order_by("pk")
    reported.revoke(lines=[first.pk])
    gone = Client().get(Certificate.objects.get(line=first).get_absolute_url()).content.decode()
    assert "những trường hợp khác của quyết định không đổi" in gone
    assert first.subject_name not in gone
    stands = Client().get(Certificate.objects.get(line=second).get_absolute_url()).content.decode()
    assert "đang có hiệu lực" in stands


def test_the_revoking_document_of_an_entry_is_for_the_office(issued: World) -> None:
    grant = old(issued, issued.units["SYT"], "BK_TINH")
    typed = {"ground": "unlawful", "number": "5/QĐ-UBND", "day": TODAY.isoformat()}
    file = SimpleUploadedFile("thu-hoi.txt", "Quyết định thu hồi".encode())
    assert (
        issued.client("appraiser").post(f"/so-khen-thuong/{grant.pk}/thu-hoi/", typed | {"file": file}).status_code
        == 302
    )
    address = f"/so-khen-thuong/{grant.pk}/van-ban-thu-hoi/"
    assert issued.client("officer").get(address).status_code == 404
    answer = issued.client("appraiser").get(address)
    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize(("who", "linked"), [("secretary", False), ("chairman", True), ("auditor", True)])
def test_what_is_to_be_recovered_leads_to_the_fund_for_those_who_see_it(
    approved: World, who: str, linked: bool
) -> None:
    rate = {"for_individual": "1.5", "for_collective": "3", "for_household": ""}
    Rule.objects.create(
        province=approved.province, kind="bonus", key="BK_TINH", valid_from=TODAY, article="Quy chế", data=rate
    )
    decision = approved.decide()
    approved.revoke()
    client = approved.client(who)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Tiền thưởng phải thu hồi" in page
    assert ("/quy-khen-thuong/" in page) == linked
    assert (client.get("/quy-khen-thuong/").status_code == 200) == linked
