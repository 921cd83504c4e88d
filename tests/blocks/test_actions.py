"""A block's year, step by step, on both databases."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from docx import Document

from tests.blocks.conftest import HEADS, BlockStory
from tests.refusing import codes
from tests.world import TODAY
from thidua.blocks import actions, documents, table
from thidua.blocks.models import BlockYear
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.units.actions import join_group, lead_group, leave_group
from thidua.units.queries import dated


def test_a_year_takes_members_and_lead_of_the_day(story: BlockStory) -> None:
    assert {m.unit.code for m in story.year.members.select_related("unit")} == set(HEADS)
    assert (story.year.lead.code, story.year.deputy.code if story.year.deputy else "") == ("SYT", "SNV")
    with pytest.raises(Refused) as refused:
        actions.plan([story.group], story.fields(), actor=story.world.actor("office"))
    assert codes(refused) == {"block.twice"}
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
    assert codes(refused) == {"block.unsigned"}
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


def test_a_cancelled_year_is_begun_anew(story: BlockStory) -> None:
    story.scored()
    story.step("cancel", "office", reason="replaced")
    (again,) = actions.plan([story.group], story.fields(), actor=story.world.actor("office"))
    assert again.state == "draft"


def test_the_text_that_was_read_is_the_text_that_is_signed(story: BlockStory) -> None:
    story.drafted()
    read = documents.agreement_digest(story.year)
    actions.save(story.year, {"approval_percent": Decimal(70)}, actor=story.world.actor("head"))
    story.reload()
    story.step("propose")
    with pytest.raises(Refused) as refused:
        actions.sign(story.member("VP"), read, actor=story.world.actor("adviser"))
    assert codes(refused) == {"member.other_text"}


def test_two_who_write_the_agreement_do_not_overwrite_each_other(story: BlockStory) -> None:
    story.drafted()
    lead, seen = story.world.actor("head"), story.year.version
    actions.save(story.year, {"agreement": "Bản của người thứ nhất, đủ dài."}, actor=lead, version=seen)
    with pytest.raises(Refused) as refused:
        actions.save(story.year, {"agreement": "Bản của người thứ hai, đủ dài."}, actor=lead, version=seen)
    assert codes(refused) == {"block.raced"}
    row = story.criterion("Xây dựng cơ quan")
    table.drop(row, actor=lead)
    with pytest.raises(Refused) as refused:
        table.edit(row, {"name": "x", "kind": "task", "full": Decimal(5)}, actor=lead)
    assert codes(refused) == {"criterion.gone"}


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
