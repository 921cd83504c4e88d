"""An acclamation by secret ballot, with a further ballot among equals."""

import pytest

from tests.blocks.conftest import HEADS, BlockStory
from tests.refusing import codes
from thidua.ballots import sealing, secret
from thidua.ballots.models import Envelope, Motion, Poll, Vote
from thidua.blocks import acclaiming, queries
from thidua.blocks.actions import FLOW
from thidua.blocks.models import BlockYear, Candidate
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused

TELLERS = ("head", "adviser")


def keyed(story: BlockStory) -> tuple[Poll, tuple[str, str]]:
    """Tellers with their keys for the ballot that comes next."""
    lead = story.world.actor("head")
    users = [story.world.users[name] for name in TELLERS]
    poll = acclaiming.name_tellers(story.reload(), *users, actor=lead)
    made = sealing.new_code(), sealing.new_code()
    for name, code in zip(TELLERS, made, strict=True):
        secret.give_key(poll, code, actor=story.world.actor(name))
    return poll, made


def count(story: BlockStory, poll: Poll, made: tuple[str, str]) -> None:
    acclaiming.lock_box(story.reload(), actor=story.world.actor("head"))
    for name, code in zip(TELLERS, made, strict=True):
        secret.open_envelopes(Poll.objects.get(pk=poll.pk), code, actor=story.world.actor(name))


@pytest.fixture
def listed(story: BlockStory) -> BlockStory:
    """Settled, the year's own members voting on themselves too, two who stand, everybody there."""
    story.settled()
    BlockYear.objects.filter(pk=story.year.pk).update(votes_own=True)
    lead, world = story.world.actor("head"), story.world
    story.reload()
    acclaiming.put_forward(story.year, [story.member("SYT"), story.member("SNV")], actor=lead)
    delegates = {story.member(code).pk: world.users[name] for code, name in HEADS.items()}
    acclaiming.take_roll(story.reload(), delegates, actor=lead)
    acclaiming.choose_secret(story.reload(), True, actor=lead)
    story.reload()
    return story


def vote(story: BlockStory, choices: dict[str, dict[str, str]], turn: int = 1) -> None:
    for row in Candidate.objects.filter(turn=turn).select_related("member__unit", "motion"):
        for name, choice in choices[row.member.unit.code].items():
            acclaiming.cast(row, choice, actor=story.world.actor(name))


def test_a_secret_acclamation_needs_its_keys_and_leaves_counts_alone(listed: BlockStory) -> None:
    with pytest.raises(Refused) as refused:
        listed.step("call")
    assert codes(refused) == {"session.no_keys"}
    poll, made = keyed(listed)
    listed.step("call")
    every = dict.fromkeys(HEADS.values(), "yes")
    vote(listed, {"SYT": every, "SNV": every | {"adviser": "no"}})
    with pytest.raises(Refused) as refused:
        listed.step("conclude")
    assert codes(refused) == {"session.uncounted"}
    count(listed, poll, made)
    listed.step("conclude")
    assert not Envelope.objects.exists()
    assert set(Vote.objects.values_list("choice", flat=True)) == {"sealed"}
    assert {c.member.unit.code: c.outcome for c in Candidate.objects.select_related("member__unit")} == {
        "SYT": "proposed",
        "SNV": "reserve",
    }


def test_equals_are_voted_on_again_in_secret_with_new_keys(listed: BlockStory) -> None:
    for member in listed.year.members.all():
        member.total = 90
        member.save()
    poll, made = keyed(listed)
    listed.step("call")
    every = dict.fromkeys(HEADS.values(), "yes")
    vote(listed, {"SYT": every, "SNV": every})
    count(listed, poll, made)
    lead = listed.world.actor("head")
    with pytest.raises(Refused) as refused:
        acclaiming.vote_again(listed.reload(), actor=lead)
    assert codes(refused) == {"block.new_tellers"}
    again, fresh = keyed(listed)
    assert again.pk != poll.pk
    assert acclaiming.vote_again(listed.reload(), actor=lead) == 2
    vote(listed, {"SYT": every, "SNV": every | {"adviser": "no"}}, turn=2)
    count(listed, again, fresh)
    listed.step("conclude")
    assert Candidate.objects.get(turn=1, outcome="proposed").member.unit.code == "SYT"


def test_too_few_voters_and_altered_counts_stop_it(listed: BlockStory) -> None:
    BlockYear.objects.update(votes_own=False)
    poll, made = keyed(listed)
    with pytest.raises(Refused) as refused:
        listed.step("call")
    assert codes(refused) == {"session.lonely"}
    BlockYear.objects.update(votes_own=True)
    listed.reload()
    listed.step("call")
    every = dict.fromkeys(HEADS.values(), "yes")
    vote(listed, {"SYT": every, "SNV": every | {"adviser": "no"}})
    count(listed, poll, made)
    Motion.objects.filter(candidate__member__unit__code="SNV").update(
        counts={"yes": 3, "no": 0, "abstain": 0, "invalid": 0}
    )
    with pytest.raises(Refused) as refused:
        perform(FLOW, listed.reload(), "conclude", actor=listed.world.actor("head"))
    assert "poll.altered" in codes(refused) or "block.tied" in codes(refused)


def test_the_page_leads_through_it(listed: BlockStory) -> None:
    client, year = listed.world.client("head"), listed.year
    address = f"/khoi-cum/{year.pk}/suy-ton/"
    assert "Bỏ phiếu kín." in client.get(address).content.decode()
    users = listed.world.users
    client.post(address + "kiem-phieu/", {"first": users["head"].pk, "second": users["adviser"].pk})
    poll = Poll.objects.get()
    assert "chưa có khóa" in client.get(address).content.decode()
    assert poll.get_absolute_url() in listed.world.client("adviser").get("/ban-lam-viec/").content.decode()
    made = sealing.new_code(), sealing.new_code()
    for name, code in zip(TELLERS, made, strict=True):
        secret.give_key(poll, code, actor=listed.world.actor(name))
    listed.step("call")
    every = dict.fromkeys(HEADS.values(), "yes")
    vote(listed, {"SYT": every, "SNV": every})
    assert "Khóa hòm phiếu" in client.get(address).content.decode()
    client.post(address + "khoa-hom/")
    assert Poll.objects.get().state == "locked"
    assert queries.is_counted(listed.reload()) is False


def test_a_ballot_that_became_too_small_is_not_counted(listed: BlockStory) -> None:
    keyed(listed)
    listed.step("call")
    lead, world = listed.world.actor("head"), listed.world
    there = {listed.member(code).pk: world.users[HEADS[code]] for code in ("SYT", "SNV")}
    acclaiming.take_roll(listed.reload(), there, actor=lead)
    vote(listed, {code: {HEADS[one]: "yes" for one in ("SYT", "SNV")} for code in ("SYT", "SNV")})
    with pytest.raises(Refused) as refused:
        acclaiming.lock_box(listed.reload(), actor=lead)
    assert set(codes(refused)) == {"session.lonely"}
