"""A block's year, step by step, on both databases."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from tests.blocks.conftest import HEADS, BlockStory
from tests.world import TODAY
from thidua.blocks import acclaiming, actions, documents, marking, queries, table
from thidua.blocks.models import BlockYear, Candidate, Marking, Member
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.units.actions import join_group, lead_group, leave_group
from thidua.units.queries import dated


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.refusals]


def test_a_year_takes_members_and_lead_of_the_day(story: BlockStory) -> None:
    assert {m.unit.code for m in story.year.members.select_related("unit")} == set(HEADS)
    assert (story.year.lead.code, story.year.deputy.code if story.year.deputy else "") == ("SYT", "SNV")
    with pytest.raises(Refused) as refused:
        actions.plan([story.group], story.fields(), actor=story.world.actor("office"))
    assert codes(refused) == ["block.twice"]
    with pytest.raises(Refused):
        actions.plan([story.group], story.fields(year=2031), actor=story.world.actor("head"))


def test_next_years_lead_is_who_was_chosen_at_the_review(story: BlockStory) -> None:
    BlockYear.objects.filter(pk=story.year.pk).update(next_lead=story.world.units["VP"])
    fields = story.fields(year=TODAY.year + 1)
    (after,) = actions.plan([story.group], fields, actor=story.world.actor("office"))
    assert after.lead.code == "VP"


def test_membership_changes_by_day(story: BlockStory) -> None:
    office, admin = story.world.actor("office"), story.world.actor("admin")
    leave_group(story.group, story.world.units["VP"], day=TODAY.replace(year=TODAY.year - 1), actor=admin)
    lead_group(story.group, story.world.units["SNV"], day=TODAY, actor=admin)
    assert actions.renew_members(story.year, actor=office) == 1
    assert story.year.members.count() == 2
    leads = story.group.memberships.filter(is_lead=True).values_list("unit__code", "valid_to")
    assert {code for code, until in leads if until is None} == {"SNV"}


def test_the_agreement_is_signed_by_all_before_it_holds(story: BlockStory) -> None:
    story.drafted()
    story.step("propose")
    story.sign("SYT", "head")
    perform(
        actions.MEMBER_FLOW, story.member("SNV"), "object", actor=story.world.actor("head_snv"), reason="criteria_unfit"
    )
    with pytest.raises(Refused) as refused:
        story.step("agree")
    assert codes(refused) == ["block.unsigned"]
    story.step("revise", reason="members_ask")
    assert {m.state for m in story.year.members.all()} == {"waiting"}
    with pytest.raises(Refused):
        story.sign("SYT", "head")


def test_a_signature_keeps_the_digest_of_what_was_signed(story: BlockStory) -> None:
    story.signed()
    entry = Entry.objects.filter(verb="member.sign_text").first()
    assert entry is not None
    assert entry.data["digest"] == documents.agreement_digest(story.reload())
    with pytest.raises(Refused):
        table.add(story.year, {"name": "thêm", "kind": "task", "full": Decimal(1)}, actor=story.world.actor("head"))


def test_the_movements_result_is_taken_over_and_not_typed(story: BlockStory) -> None:
    owed = story.world.movement.obligations.filter(unit=story.world.units["SYT"])
    owed.filter(kind="launch").update(due=TODAY)
    story.world.register()
    owed.filter(kind="annual").update(due=TODAY.replace(month=12, day=31))
    story.signed()
    story.step("collect")
    key = story.criterion("Kết quả phong trào").key
    taken = story.member("SYT").taken[key]
    assert taken["source"].startswith("1/1")
    assert Decimal(taken["points"]) == 20
    assert Decimal(story.member("VP").taken[key]["points"]) == 0
    own = story.marking("self", "SYT")
    entered = {key: marking.Entered(Decimal(20))}
    assert key not in marking.save(own, entered, actor=story.world.actor("head")).marks


def test_points_without_evidence_or_a_word_are_not_sent(story: BlockStory) -> None:
    story.signed()
    story.step("collect")
    own = story.marking("self", "SYT")
    story.fill(own, "head", "50", "15")
    with pytest.raises(Refused) as refused:
        story.send(own, "head")
    assert codes(refused) == ["marking.unproved"]
    first = story.criterion("Hoàn thành nhiệm vụ chuyên môn").key
    paper = story.world.paper("bao-cao.txt")
    marking.save(own, {first: marking.Entered(Decimal(50))}, actor=story.world.actor("head"), papers={first: [paper]})
    assert story.send(own, "head").state == "sent"


def test_points_outside_their_range_are_refused_and_nothing_is_lost(story: BlockStory) -> None:
    story.signed()
    story.step("collect")
    own = story.fill(story.marking("self", "SYT"), "head", "50")
    with pytest.raises(Refused) as refused:
        story.fill(own, "head", "60,5".replace(",", "."))
    assert codes(refused) == ["marking.range"]
    assert story.marking("self", "SYT").marks[story.criterion("Hoàn thành nhiệm vụ chuyên môn").key][0] == "50"


def test_two_at_one_marking_do_not_overwrite_each_other(story: BlockStory) -> None:
    story.signed()
    story.step("collect")
    own = story.marking("self", "SYT")
    key = story.criterion("Xây dựng cơ quan").key
    actor = story.world.actor("head")
    marking.save(own, {key: marking.Entered(Decimal(10))}, actor=actor, version=1)
    with pytest.raises(Refused) as refused:
        marking.save(own, {key: marking.Entered(Decimal(12))}, actor=actor, version=1)
    assert codes(refused) == ["marking.raced"]


def test_nobody_marks_their_own(story: BlockStory) -> None:
    story.scored()
    story.step("cross")
    for row in Marking.objects.filter(kind="cross"):
        assert row.member_id != row.by_id
    own = story.member("SYT")
    with pytest.raises(IntegrityError), transaction.atomic():
        Marking.objects.create(member=own, by=own, kind="cross")
    with pytest.raises(Refused):
        story.fill(story.marking("cross", "SYT", "SNV"), "head", "60", "20")


def test_a_cross_marking_that_differs_says_why(story: BlockStory) -> None:
    story.scored()
    story.step("cross")
    found = story.marking("cross", "SYT", "SNV")
    story.fill(found, "head_snv", "40", "15", "0", "0")
    with pytest.raises(Refused) as refused:
        story.send(found, "head_snv")
    assert codes(refused) == ["marking.unexplained"]
    story.fill(found, "head_snv", "40", why="còn việc quá hạn")
    story.send(found, "head_snv")


def test_the_lead_consolidates_but_not_its_own(story: BlockStory) -> None:
    story.crossed()
    story.step("gather")
    assert story.marking("gathered", "SNV").by == story.member("SYT")
    assert story.marking("gathered", "SYT").by == story.member("SNV")
    first = story.criterion("Hoàn thành nhiệm vụ chuyên môn").key
    assert story.marking("gathered", "SYT").given[first].points == Decimal(50)
    with pytest.raises(Refused):
        story.send(story.marking("gathered", "SYT"), "head")


def test_the_consolidated_points_are_the_exact_mean(story: BlockStory) -> None:
    story.scored()
    story.step("cross")
    for by, points in (("SNV", "40"), ("VP", "40.01")):
        found = story.marking("cross", "SYT", by)
        story.fill(found, HEADS[by], points, "15", "0", "0", why="còn việc quá hạn")
        story.send(found, HEADS[by])
    BlockYear.objects.update(cross_due=TODAY.replace(year=TODAY.year - 1))
    story.reload()
    story.step("gather")
    first = story.criterion("Hoàn thành nhiệm vụ chuyên môn").key
    assert story.marking("gathered", "SYT").given[first].points == Decimal("40.01")
    assert story.marking("gathered", "VP").given[first].points == Decimal(46)


def test_the_standing_agency_changes_with_a_reason_and_places_follow(story: BlockStory) -> None:
    story.crossed()
    story.step("gather")
    for code in HEADS:
        story.send(story.marking("gathered", code), "head_snv" if code == "SYT" else "head")
    story.step("hand_over")
    found = story.marking("appraised", "SYT")
    story.fill(found, "office", "40")
    with pytest.raises(Refused) as refused:
        story.send(found, "office")
    assert codes(refused) == ["marking.unexplained"]
    story.fill(found, "office", "40", why="thiếu minh chứng")
    story.send(found, "office")
    marking.confirm_rest(story.year, actor=story.world.actor("office"))
    story.step("settle", "office")
    placed = {m.unit.code: m.rank for m in story.year.members.select_related("unit")}
    assert placed == {"SNV": 1, "VP": 2, "SYT": 3}
    story.step("redo", "office", reason="numbers_wrong")
    assert story.marking("appraised", "SYT").given[story.criterion("Hoàn thành nhiệm vụ chuyên môn").key].why


def test_a_member_that_sent_nothing_is_not_placed(story: BlockStory) -> None:
    story.signed()
    story.step("collect")
    for code in ("SYT", "SNV"):
        own = story.marking("self", code)
        story.fill(own, HEADS[code], "50", "15", "0", "0", why="Báo cáo số 5")
        story.send(own, HEADS[code])
    with pytest.raises(Refused) as refused:
        story.step("cross")
    assert codes(refused) == ["block.still_scoring"]
    BlockYear.objects.update(self_due=TODAY.replace(year=TODAY.year - 1))
    story.reload()
    story.step("cross")
    assert not Marking.objects.filter(member=story.member("VP"), kind="cross").exists()


def test_equal_points_share_a_place(story: BlockStory) -> None:
    story.crossed()
    Marking.objects.filter(kind="self")
    story.step("gather")
    for code, who in (("SYT", "head_snv"), ("SNV", "head"), ("VP", "head")):
        found = story.marking("gathered", code)
        story.fill(found, who, "47", why="thống nhất của khối")
        story.send(found, who)
    story.step("hand_over")
    marking.confirm_rest(story.year, actor=story.world.actor("office"))
    story.step("settle", "office")
    assert [m.rank for m in story.year.members.all()] == [1, 1, 1]


def test_the_acclaimed_are_proposed_in_the_order_of_votes(story: BlockStory) -> None:
    story.concluded()
    rows = {c.member.unit.code: (c.outcome, c.place) for c in Candidate.objects.select_related("member__unit")}
    assert rows == {"SYT": ("proposed", 1), "SNV": ("missed", None)}
    assert [c.member.unit.code for c in queries.proposals(story.year.year, [story.world.province.pk])] == ["SYT"]


def test_a_member_votes_once_and_not_for_itself(story: BlockStory) -> None:
    story.voting()
    with pytest.raises(Refused) as refused:
        story.vote("SYT", head="yes")
    assert codes(refused) == ["block.own_vote"]
    story.vote("SYT", head_snv="yes")
    with pytest.raises(Refused) as refused:
        story.vote("SYT", head_snv="no")
    assert codes(refused) == ["ballot.twice"]
    with pytest.raises(Refused) as refused:
        story.vote("SYT", office="yes")
    assert codes(refused) == ["block.no_delegate"]
    with pytest.raises(Refused) as refused:
        story.step("conclude")
    assert codes(refused) == ["session.unvoted"]


def test_one_person_does_not_vote_for_two_members(story: BlockStory) -> None:
    story.settled()
    user = story.world.users["head"]
    delegates = {story.member("SYT").pk: user, story.member("VP").pk: user}
    with pytest.raises(Refused) as refused:
        acclaiming.take_roll(story.year, delegates, actor=story.world.actor("head"))
    assert codes(refused) == ["block.delegate_twice"]


def test_a_meeting_without_a_quorum_does_not_vote(story: BlockStory) -> None:
    story.settled()
    lead = story.world.actor("head")
    acclaiming.put_forward(story.year, [story.member("SNV")], actor=lead)
    acclaiming.take_roll(story.year, {story.member("SYT").pk: story.world.users["head"]}, actor=lead)
    with pytest.raises(Refused) as refused:
        story.step("call")
    assert codes(refused) == ["block.no_quorum"]


def test_those_who_are_equal_at_the_last_place_are_voted_on_again(story: BlockStory) -> None:
    story.settled()
    Member.objects.filter(year=story.year).update(total=Decimal(60), rank=1)
    lead = story.world.actor("head")
    acclaiming.put_forward(story.year, [story.member("SYT"), story.member("SNV")], actor=lead)
    delegates = {story.member(code).pk: story.world.users[who] for code, who in HEADS.items()}
    acclaiming.take_roll(story.year, delegates, actor=lead)
    story.step("call")
    story.vote("SYT", head_snv="yes", adviser="yes")
    story.vote("SNV", head="yes", adviser="yes")
    with pytest.raises(Refused) as refused:
        story.step("conclude")
    assert codes(refused) == ["block.tied"]
    assert acclaiming.vote_again(story.reload(), actor=lead) == 2
    story.vote("SYT", head_snv="no", adviser="no")
    story.vote("SNV", head="yes", adviser="no")
    story.step("conclude")
    outcomes = dict(Candidate.objects.filter(turn=1).values_list("member__unit__code", "outcome"))
    assert outcomes == {"SNV": "proposed", "SYT": "reserve"}


def test_the_review_is_an_official_document_with_the_places_and_votes(story: BlockStory) -> None:
    story.concluded()
    assert story.year.review is not None
    document = Document(io.BytesIO(story.year.review.path.read_bytes()))
    text = "\n".join(p.text for p in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Sở Y tế: 2/2 tán thành; được suy tôn." in text
    assert "chưa được xác nhận" in text
    assert "Sở Nội vụ" in cells
    assert "Độc lập - Tự do - Hạnh phúc" in "\n".join(cells)


def test_what_a_block_knows_of_others_follows_the_phase(story: BlockStory) -> None:
    from thidua.blocks.access import visible_markings

    story.scored()
    sees = visible_markings(story.world.actor("adviser"))
    assert set(sees.values_list("kind", "member__unit__code")) == {("self", "VP")}
    story.step("cross")
    found = set(sees.values_list("kind", "member__unit__code"))
    assert ("self", "SYT") in found
    assert not sees.filter(kind="cross").exclude(by__unit__code="VP").exists()
    assert not visible_markings(story.world.actor("neighbour")).exists()


def test_a_merged_members_part_goes_on_at_its_successor(story: BlockStory) -> None:
    from thidua.units.actions import succeed
    from thidua.units.carrying import carry_over

    story.signed()
    units = story.world.units
    succession = succeed(
        story.world.province,
        kind="absorb",
        day=TODAY + timedelta(days=1),
        basis="Nghị quyết",
        sources=[units["SNV"]],
        targets=[units["TW"]],
        actor=system(),
    )
    member = story.member("SNV")
    carry_over(succession, {f"block_member-{member.pk}": units["TW"]}, actor=story.world.actor("admin"))
    assert story.reload().deputy == units["TW"]
    assert story.year.members.filter(unit=units["TW"]).exists()


def test_a_new_lead_takes_the_consolidations_over(story: BlockStory) -> None:
    story.crossed()
    story.step("gather")
    story.send(story.marking("gathered", "VP"), "head")
    units = story.world.units
    actions.name_lead(story.year, units["VP"], units["SNV"], "luân phiên", actor=story.world.actor("office"))
    assert story.marking("gathered", "SYT").by == story.member("VP")
    assert story.marking("gathered", "SNV").by == story.member("VP")
    assert story.marking("gathered", "VP").by == story.member("SNV")
    perform(marking.FLOW, story.marking("gathered", "VP"), "withdraw", actor=story.world.actor("head_snv"))


def test_a_block_that_holds_no_meeting_ends_without_an_acclamation(story: BlockStory) -> None:
    story.settled()
    story.step("end", "office", reason="no_meeting")
    assert story.year.review is not None
    assert not queries.proposals(story.year.year, [story.world.province.pk]).exists()


def test_what_the_standing_agency_returns_is_consolidated_and_appraised_again(story: BlockStory) -> None:
    story.crossed()
    story.step("gather")
    for code in HEADS:
        story.send(story.marking("gathered", code), "head_snv" if code == "SYT" else "head")
    story.step("hand_over")
    story.fill(story.marking("appraised", "VP"), "office", "41", why="thiếu minh chứng")
    story.step("return", "office", reason="numbers_wrong")
    found = perform(marking.FLOW, story.marking("gathered", "SNV"), "withdraw", actor=story.world.actor("head"))
    story.fill(found, "head", "44", why="khối thống nhất lại")
    story.send(found, "head")
    story.step("hand_over")
    first = story.criterion("Hoàn thành nhiệm vụ chuyên môn").key
    assert story.marking("appraised", "SNV").given[first].points == Decimal(44)
    assert story.marking("appraised", "VP").given[first].points == Decimal(41)


def test_what_was_counted_stays_counted_when_somebody_comes_late(story: BlockStory) -> None:
    """A further ballot has the roll of the first."""
    story.settled()
    Member.objects.filter(year=story.year).update(total=Decimal(60), rank=1)
    lead = story.world.actor("head")
    BlockYear.objects.filter(pk=story.year.pk).update(quorum_percent=Decimal(50))
    story.reload()
    acclaiming.put_forward(story.year, [story.member("SYT"), story.member("SNV")], actor=lead)
    delegates = {story.member(code).pk: story.world.users[HEADS[code]] for code in ("SYT", "SNV")}
    acclaiming.take_roll(story.year, delegates, actor=lead)
    story.step("call")
    story.vote("SYT", head_snv="yes")
    story.vote("SNV", head="yes")
    acclaiming.vote_again(story.reload(), actor=lead)
    late = delegates | {story.member("VP").pk: story.world.users["adviser"]}
    with pytest.raises(Refused) as refused:
        acclaiming.take_roll(story.reload(), late, actor=lead)
    assert codes(refused) == ["block.roll_closed"]
    story.vote("SYT", head_snv="yes")
    story.vote("SNV", head="no")
    story.step("conclude")
    assert dict(Candidate.objects.filter(turn=1).values_list("member__unit__code", "outcome")) == {
        "SYT": "proposed",
        "SNV": "reserve",
    }
    assert story.year.review is not None
    text = "\n".join(p.text for p in Document(io.BytesIO(story.year.review.path.read_bytes())).paragraphs)
    assert "lượt 2 1/1" in text


def test_who_leaves_the_meeting_does_not_hold_it_up(story: BlockStory) -> None:
    story.voting()
    story.vote("SYT", head_snv="yes", adviser="yes")
    story.vote("SNV", head="yes")
    lead = story.world.actor("head")
    there = {story.member(code).pk: story.world.users[HEADS[code]] for code in ("SYT", "SNV")}
    swapped = there | {story.member("VP").pk: story.world.users["head"]}
    with pytest.raises(Refused) as refused:
        acclaiming.take_roll(story.year, swapped, actor=lead)
    assert codes(refused) == ["block.delegate_twice"]
    acclaiming.take_roll(story.reload(), there, actor=lead)
    story.step("conclude")
    tally = Candidate.objects.get(member=story.member("SYT")).result
    assert (tally["yes"], tally["present"]) == (2, 2)


def test_a_stranger_does_not_vote_for_a_member(story: BlockStory) -> None:
    story.settled()
    delegates = {story.member("VP").pk: story.world.users["neighbour"]}
    with pytest.raises(Refused) as refused:
        acclaiming.take_roll(story.year, delegates, actor=story.world.actor("head"))
    assert codes(refused) == ["block.delegate_stranger"]


def test_a_vote_that_comes_to_nothing_is_ended_by_the_office(story: BlockStory) -> None:
    story.voting()
    story.vote("SYT", head_snv="yes")
    story.step("end", "office", reason="no_meeting")
    assert not queries.proposals(story.year.year, [story.world.province.pk]).exists()
    with pytest.raises(Refused):
        story.vote("SNV", head="yes")


def test_a_cancelled_year_is_begun_anew(story: BlockStory) -> None:
    story.scored()
    story.step("cancel", "office", reason="replaced")
    (again,) = actions.plan([story.group], story.fields(), actor=story.world.actor("office"))
    assert again.state == "draft"


def test_nobody_of_a_members_own_unit_appraises_it(story: BlockStory) -> None:
    story.crossed()
    story.step("gather")
    for code in HEADS:
        story.send(story.marking("gathered", code), "head_snv" if code == "SYT" else "head")
    story.step("hand_over")
    with pytest.raises(Refused):
        story.fill(story.marking("appraised", "SNV"), "appraiser", "60", why="đơn vị của tôi")
    done, left = marking.confirm_rest(story.year, actor=story.world.actor("appraiser"))
    assert (done, left) == (2, ["Sở Nội vụ"])
    with pytest.raises(Refused) as refused:
        story.step("settle", "office")
    assert refused.value.refusals[0].values == {"names": "Sở Nội vụ"}


def test_a_returned_marking_holds_the_year_and_may_be_sent_after_the_day(story: BlockStory) -> None:
    story.scored()
    perform(
        marking.FLOW, story.marking("self", "VP"), "return", actor=story.world.actor("head"), reason="evidence_missing"
    )
    BlockYear.objects.update(self_due=TODAY.replace(year=TODAY.year - 1))
    story.reload()
    with pytest.raises(Refused) as refused:
        story.step("cross")
    assert codes(refused) == ["block.returned"]
    story.send(story.marking("self", "VP"), "adviser")
    story.step("cross")


def test_the_text_that_was_read_is_the_text_that_is_signed(story: BlockStory) -> None:
    story.drafted()
    read = documents.agreement_digest(story.year)
    actions.save(story.year, {"approval_percent": Decimal(70)}, actor=story.world.actor("head"))
    story.reload()
    story.step("propose")
    with pytest.raises(Refused) as refused:
        actions.sign(story.member("VP"), read, actor=story.world.actor("adviser"))
    assert codes(refused) == ["member.other_text"]


def test_a_result_that_vanishes_stays_as_it_was_taken(story: BlockStory) -> None:
    story.scored()
    before = story.member("VP").taken
    assert before
    story.world.movement.obligations.update(due=TODAY.replace(year=TODAY.year + 1))
    marking.take_over(story.year, actor=story.world.actor("office"))
    assert story.member("VP").taken == before


def test_two_who_write_the_agreement_do_not_overwrite_each_other(story: BlockStory) -> None:
    story.drafted()
    lead, seen = story.world.actor("head"), story.year.version
    actions.save(story.year, {"agreement": "Bản của người thứ nhất, đủ dài."}, actor=lead, version=seen)
    with pytest.raises(Refused) as refused:
        actions.save(story.year, {"agreement": "Bản của người thứ hai, đủ dài."}, actor=lead, version=seen)
    assert codes(refused) == ["block.raced"]
    row = story.criterion("Xây dựng cơ quan")
    table.drop(row, actor=lead)
    with pytest.raises(Refused) as refused:
        table.edit(row, {"name": "x", "kind": "task", "full": Decimal(5)}, actor=lead)
    assert codes(refused) == ["criterion.gone"]


def test_a_lead_that_left_the_group_stays_until_another_is_named(story: BlockStory) -> None:
    admin, office, units = story.world.actor("admin"), story.world.actor("office"), story.world.units
    yesterday = TODAY - timedelta(days=1)
    leave_group(story.group, units["SYT"], day=yesterday, actor=admin)
    join_group(story.group, [units["TW"]], day=TODAY, actor=admin)
    actions.renew_members(story.year, actor=office)
    assert story.year.members.count() == 4
    actions.name_lead(story.reload(), units["TW"], units["SNV"], "luân phiên", actor=office)
    actions.renew_members(story.reload(), actor=office)
    assert not story.year.members.filter(unit=units["SYT"]).exists()


def test_one_leads_at_a_time_and_a_member_named_for_later_may_leave(story: BlockStory) -> None:
    admin, units = story.world.actor("admin"), story.world.units
    later = TODAY + timedelta(days=60)
    lead_group(story.group, units["SNV"], day=later, actor=admin)
    lead_group(story.group, units["VP"], day=TODAY, actor=admin)
    leads = story.group.memberships.filter(dated(later), is_lead=True)
    assert [m.unit.code for m in leads] == ["VP"]
    leave_group(story.group, units["SNV"], day=TODAY, actor=admin)
    assert not story.group.memberships.filter(dated(later), unit=units["SNV"]).exists()
