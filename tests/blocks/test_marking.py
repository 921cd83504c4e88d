"""Markings: of oneself, of others, consolidated and appraised; on both databases."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.blocks.conftest import HEADS, BlockStory
from tests.refusing import codes
from tests.world import TODAY
from thidua.blocks import actions, marking
from thidua.blocks.models import BlockYear, Marking
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused


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
    assert codes(refused) == {"marking.unproved"}
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
    assert codes(refused) == {"marking.range"}
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
    assert codes(refused) == {"marking.raced"}


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
    assert codes(refused) == {"marking.unexplained"}
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
    assert codes(refused) == {"marking.unexplained"}
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
    assert codes(refused) == {"block.still_scoring"}
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
    assert codes(refused) == {"block.returned"}
    story.send(story.marking("self", "VP"), "adviser")
    story.step("cross")


def test_a_result_that_vanishes_stays_as_it_was_taken(story: BlockStory) -> None:
    story.scored()
    before = story.member("VP").taken
    assert before
    story.world.movement.obligations.update(due=TODAY.replace(year=TODAY.year + 1))
    marking.take_over(story.year, actor=story.world.actor("office"))
    assert story.member("VP").taken == before
