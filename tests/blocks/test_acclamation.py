"""Acclaiming: who stands, who votes, what comes of it; on both databases."""

import io
from decimal import Decimal

import pytest
from docx import Document

from tests.blocks.conftest import HEADS, BlockStory
from tests.refusing import codes
from thidua.blocks import acclaiming, queries
from thidua.blocks.models import BlockYear, Candidate, Member
from thidua.kernel.refusal import Refused


def test_the_acclaimed_are_proposed_in_the_order_of_votes(story: BlockStory) -> None:
    story.concluded()
    rows = {c.member.unit.code: (c.outcome, c.place) for c in Candidate.objects.select_related("member__unit")}
    assert rows == {"SYT": ("proposed", 1), "SNV": ("missed", None)}
    assert [c.member.unit.code for c in queries.proposals(story.year.year, [story.world.province.pk])] == ["SYT"]


def test_a_member_votes_once_and_not_for_itself(story: BlockStory) -> None:
    story.voting()
    with pytest.raises(Refused) as refused:
        story.vote("SYT", head="yes")
    assert codes(refused) == {"block.own_vote"}
    story.vote("SYT", head_snv="yes")
    with pytest.raises(Refused) as refused:
        story.vote("SYT", head_snv="no")
    assert codes(refused) == {"ballot.twice"}
    with pytest.raises(Refused) as refused:
        story.vote("SYT", office="yes")
    assert codes(refused) == {"block.no_delegate"}
    with pytest.raises(Refused) as refused:
        story.step("conclude")
    assert codes(refused) == {"session.unvoted"}


def test_one_person_does_not_vote_for_two_members(story: BlockStory) -> None:
    story.settled()
    user = story.world.users["head"]
    delegates = {story.member("SYT").pk: user, story.member("VP").pk: user}
    with pytest.raises(Refused) as refused:
        acclaiming.take_roll(story.year, delegates, actor=story.world.actor("head"))
    assert codes(refused) == {"block.delegate_twice"}


def test_a_meeting_without_a_quorum_does_not_vote(story: BlockStory) -> None:
    story.settled()
    lead = story.world.actor("head")
    acclaiming.put_forward(story.year, [story.member("SNV")], actor=lead)
    acclaiming.take_roll(story.year, {story.member("SYT").pk: story.world.users["head"]}, actor=lead)
    with pytest.raises(Refused) as refused:
        story.step("call")
    assert codes(refused) == {"block.no_quorum"}


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
    assert codes(refused) == {"block.tied"}
    assert acclaiming.vote_again(story.reload(), actor=lead) == 2
    story.vote("SYT", head_snv="no", adviser="no")
    story.vote("SNV", head="yes", adviser="no")
    story.step("conclude")
    outcomes = dict(Candidate.objects.filter(turn=1).values_list("member__unit__code", "outcome"))
    assert outcomes == {"SNV": "proposed", "SYT": "reserve"}


def test_a_block_that_holds_no_meeting_ends_without_an_acclamation(story: BlockStory) -> None:
    story.settled()
    story.step("end", "office", reason="no_meeting")
    assert story.year.review is not None
    assert not queries.proposals(story.year.year, [story.world.province.pk]).exists()


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
    assert codes(refused) == {"block.roll_closed"}
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
    assert codes(refused) == {"block.delegate_twice"}
    acclaiming.take_roll(story.reload(), there, actor=lead)
    story.step("conclude")
    tally = Candidate.objects.get(member=story.member("SYT")).result
    assert (tally["yes"], tally["present"]) == (2, 2)


def test_a_stranger_does_not_vote_for_a_member(story: BlockStory) -> None:
    story.settled()
    delegates = {story.member("VP").pk: story.world.users["neighbour"]}
    with pytest.raises(Refused) as refused:
        acclaiming.take_roll(story.year, delegates, actor=story.world.actor("head"))
    assert codes(refused) == {"block.delegate_stranger"}


def test_a_vote_that_comes_to_nothing_is_ended_by_the_office(story: BlockStory) -> None:
    story.voting()
    story.vote("SYT", head_snv="yes")
    story.step("end", "office", reason="no_meeting")
    assert not queries.proposals(story.year.year, [story.world.province.pk]).exists()
    with pytest.raises(Refused):
        story.vote("SNV", head="yes")
