"""A nomination that begins from a block's acclamation."""

from datetime import timedelta

import pytest

from tests.blocks.conftest import BlockStory
from tests.world import PLAN, TODAY, World
from thidua.kernel.refusal import Refused
from thidua.nominations import actions, queries
from thidua.nominations.models import Nomination, Round

FORM = "- Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh.\n"
WITH_FLAG = PLAN.replace(FORM, f"{FORM}- Cờ thi đua của tỉnh.\n", 1)


@pytest.fixture
def story(world: World) -> BlockStory:
    story = BlockStory(world, WITH_FLAG)
    world.movement.obligations.filter(kind="launch", unit=world.units["SYT"]).update(due=TODAY)
    world.register()
    story.concluded()
    return story


def _round(story: BlockStory) -> Round:
    return actions.open_round(
        story.world.movement,
        name="Đợt cuối năm",
        occasion="sơ kết",
        closes=TODAY + timedelta(days=20),
        actor=story.world.actor("office"),
    )


def test_an_acclaimed_unit_begins_its_nomination_from_the_blocks_proposal(story: BlockStory) -> None:
    round_ = _round(story)
    client, unit = story.world.client("head"), story.world.units["SYT"]
    (proposal,) = queries.proposals_for(round_, unit)
    page = client.get(round_.get_absolute_url()).content.decode()
    address = f"/khen-thuong/{round_.pk}/de-nghi/{unit.pk}/?suy-ton={proposal.pk}"
    assert address in page
    form = client.get(address).content.decode()
    assert "2/2 tán thành" in form
    offer = next(o for o in queries.offers_of(round_) if o.award_code == "CO_TINH")
    fields = {
        "offer": offer.pk,
        "subject_kind": "collective",
        "subject_name": unit.name,
        "achievement": "Được suy tôn.",
    }
    assert client.post(address, fields).status_code == 302
    row = Nomination.objects.get()
    assert row.proposal == proposal
    assert story.group.name in client.get(row.get_absolute_url()).content.decode()
    assert queries.proposals_for(round_, unit) == []


def test_a_proposal_of_another_unit_or_award_is_refused(story: BlockStory) -> None:
    round_, unit = _round(story), story.world.units["SYT"]
    (proposal,) = queries.proposals_for(round_, unit)
    fields = {"subject_kind": "collective", "subject_name": unit.name}
    other = next(o for o in queries.offers_of(round_) if o.award_code != "CO_TINH")
    with pytest.raises(Refused) as refused:
        actions.begin(round_, unit, offer=other, fields=fields, actor=story.world.actor("head"), proposal=proposal)
    assert [r.code for r in refused.value.refusals] == ["nomination.other_proposal"]
