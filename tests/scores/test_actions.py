"""From a set to a published ranking that anyone computes again, by the people who do it."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests.scores.conftest import BODY, Story
from tests.world import TODAY, World, run_jobs
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.actions import open_round
from thidua.scores import actions, appraising, making, queries
from thidua.scores.access import visible_sheets
from thidua.scores.models import IndexVersion, Run, Sheet, Standing
from thidua.scores.publishing import data_of, ranking_of, read_under
from thidua.scores.queries import place_of, scored
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import SCALE
from thidua.scores.rules.snapshot import recompute
from thidua.units.actions import add_unit, succeed


def _codes(error: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {refusal.code for refusal in error.value.refusals}


def test_every_unit_of_the_set_has_a_sheet_when_it_opens(story: Story) -> None:
    names = set(Sheet.objects.filter(assessment=story.assessment).values_list("unit__code", flat=True))
    assert names == {"SKHCN", "SNV", "SYT", "VP"}
    assert story.assessment.verifiers.get().unit == story.world.units["SNV"]


def test_what_is_saved_is_scored_at_once_and_others_stay(story: Story) -> None:
    story.fill()
    assert story.sheet().points == (5 + 20 + 20) * SCALE
    assert story.sheet().answered == 3
    assert [(place.rank, place.of) for place in place_of(story.sheet())] == [(1, 4), (1, 1)]


def test_a_new_best_has_the_others_counted_anew(story: Story) -> None:
    story.fill()
    run_jobs()
    story.world.users["vp"] = story.world.users["adviser"]
    story.fill("VP", "vp", ratio=0, width=60)
    assert story.sheet("VP").points == 40 * SCALE
    story.assessment.refresh_from_db()
    assert story.assessment.stale
    run_jobs()
    story.assessment.refresh_from_db()
    assert not story.assessment.stale
    assert story.sheet().points == (5 + 20 + 10) * SCALE
    assert [place.rank for place in place_of(story.sheet())][:1] == [2]


def test_evidence_is_compulsory_or_its_absence_explained(story: Story) -> None:
    entered = {"1.1": actions.Entered(Answer((SCALE, SCALE)))}
    actions.save(story.sheet(), entered, actor=story.world.actor("officer"))
    with pytest.raises(Refused) as error:
        story.submit()
    assert _codes(error) == {"sheet.unproved", "sheet.unanswered"}
    entered = {
        "1.1": actions.Entered(Answer((SCALE, SCALE)), excuse="Văn bản mật"),
        "1.2": actions.Entered(Answer((None,), skipped=True)),
        "2.1": actions.Entered(Answer((None,)), excuse="Chưa đo"),
    }
    actions.save(story.sheet(), entered, actor=story.world.actor("officer"))
    assert story.submit().state == "submitted"


def test_a_sheet_is_withdrawn_until_the_day_and_locked_after_it(story: Story) -> None:
    story.fill()
    story.submit()
    sheet = perform(actions.SHEET_FLOW, story.sheet(), "withdraw", actor=story.world.actor("head"))
    assert sheet.state == "draft"
    story.submit()
    story.move(opens=-9, self_due=-1)
    with pytest.raises(Refused) as error:
        perform(actions.SHEET_FLOW, story.sheet(), "withdraw", actor=story.world.actor("head"))
    assert _codes(error) == {"sheet.late"}
    with pytest.raises(Refused) as error:
        story.fill("VP", "adviser")
    assert _codes(error) == {"sheet.late"}


def test_two_who_save_the_same_indicator_do_not_overwrite_each_other(story: Story) -> None:
    seen = story.sheet().version
    story.fill()
    entered = {"1.2": actions.Entered(Answer((0,)))}
    with pytest.raises(Refused) as error:
        actions.save(story.sheet(), entered, actor=story.world.actor("head"), version=seen)
    assert _codes(error) == {"sheet.raced"}
    entered = {"1.2": actions.Entered(Answer((1,)), reference="thêm số văn bản")}
    actions.save(story.sheet(), entered, actor=story.world.actor("head"), version=seen)


def test_an_agency_appraises_its_own_indicators_alone(story: Story) -> None:
    story.fill()
    story.submit()
    agency, office = story.world.actor("second_head"), story.world.actor("office")
    with pytest.raises(Refused) as error:
        appraising.appraise(story.sheet(), "1.2", 1, None, actor=agency)
    assert _codes(error) == {"machine.right"}
    with pytest.raises(Refused) as error:
        appraising.appraise(story.sheet(), "1.1", 1, None, actor=office)
    assert _codes(error) == {"machine.right"}
    with pytest.raises(Refused) as error:
        appraising.appraise(story.sheet(), "1.1", 1, Answer((0, SCALE)), actor=agency)
    assert _codes(error) == {"appraisal.no_reason"}
    with pytest.raises(Refused) as error:
        perform(actions.SHEET_FLOW, story.sheet(), "finish", actor=office)
    assert _codes(error) == {"sheet.unappraised"}


def test_a_difference_stands_beside_the_own_score_with_its_reason(story: Story) -> None:
    sheet = story.appraised()
    assert (sheet.self_points, sheet.points) == (45 * SCALE, 44 * SCALE)
    assert sheet.appraisals.get(indicator="1.1").reason == "thiếu văn bản"


def test_two_appraisals_that_differ_are_moderated(story: Story) -> None:
    body = BODY | {"appraisals": 2, "name": "Bộ hai lần thẩm định"}
    again = Story(story.world, body)
    again.fill()
    again.submit()
    agency, office, second = (again.world.actor(name) for name in ("second_head", "office", "appraiser"))
    appraising.agree_rest(again.sheet(), 1, actor=agency)
    appraising.agree_rest(again.sheet(), 1, actor=office)
    appraising.appraise(again.sheet(), "1.1", 2, Answer((0, SCALE)), reason="không có văn bản", actor=second)
    appraising.agree_rest(again.sheet(), 2, actor=second)
    with pytest.raises(Refused) as error:
        perform(actions.SHEET_FLOW, again.sheet(), "finish", actor=office)
    assert _codes(error) == {"sheet.unmoderated"}
    found = Answer((3 * SCALE, 10 * SCALE))
    appraising.appraise(again.sheet(), "1.1", 3, found, reason="thống nhất hai cơ quan", actor=office)
    sheet = perform(actions.SHEET_FLOW, again.sheet(), "finish", actor=office)
    assert sheet.points == 43 * SCALE


def test_an_objection_is_raised_in_its_window_and_answered(story: Story) -> None:
    story.appraised()
    head, agency = story.world.actor("head"), story.world.actor("second_head")
    with pytest.raises(Refused) as error:
        appraising.raise_objection(story.sheet(), "1.1", "Đã bổ sung văn bản còn thiếu.", actor=head)
    assert _codes(error) == {"objection.window"}
    story.move(opens=-30, self_due=-20, appraisal_due=-10, objects_from=-5, objects_to=0)
    story.step("close")
    story.step("show")
    row = appraising.raise_objection(story.sheet(), "1.1", "Đã bổ sung văn bản còn thiếu.", actor=head)
    with pytest.raises(Refused) as error:
        appraising.answer_objection(row, "Đã đối chiếu văn bản bổ sung.", None, actor=story.world.actor("office"))
    assert "machine.right" in _codes(error)
    found = Answer((5 * SCALE, 10 * SCALE))
    row = appraising.answer_objection(row, "Đã đối chiếu văn bản bổ sung.", found, actor=agency)
    assert row.state == "answered"
    assert story.sheet().points == 45 * SCALE


def test_a_published_ranking_is_computed_again_to_the_same_bytes(story: Story) -> None:
    run = story.published()
    assert recompute(json.loads(data_of(run))) == ranking_of(run)
    standing = Standing.objects.get(run=run)
    assert (standing.unit.code, standing.total, standing.rank) == ("SYT", 44 * SCALE, 1)
    assert standing.in_groups == {"Khối thi đua số 1": 1}


def test_what_is_published_never_changes(story: Story) -> None:
    run = story.published()
    for change in (
        lambda: Run.objects.filter(pk=run.pk).update(digest="x"),
        lambda: Standing.objects.filter(run=run).update(rank=9),
        lambda: Standing.objects.filter(run=run).delete(),
        lambda: IndexVersion.objects.filter(pk=story.version.pk).update(body={}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Refused) as error:
        making.edit_indicator(story.version, "1.1", {"max": "9"}, actor=story.world.actor("office"))
    assert _codes(error) == {"index.frozen"}


def test_a_correction_is_a_further_run(story: Story) -> None:
    first = story.published()
    story.step("correct", "chairman", reason="Sai số liệu")
    story.step("publish", "chairman")
    runs = list(Run.objects.filter(assessment=story.assessment).order_by("number"))
    assert [run.number for run in runs] == [1, 2]
    assert runs[0].digest == first.digest


def test_a_merged_unit_is_ranked_by_the_mean_of_its_predecessors(story: Story) -> None:
    story.fill("VP", "adviser", ratio=10, width=30)
    story.submit("VP", "adviser")
    office, agency = story.world.actor("office"), story.world.actor("second_head")
    for actor in (office, agency):
        appraising.agree_rest(story.sheet("VP"), 1, actor=actor)
    perform(actions.SHEET_FLOW, story.sheet("VP"), "finish", actor=office)
    run = story.published()
    day = TODAY + timedelta(days=1)
    fields = {"code": "SM", "name": "Sở Mới", "kind": "department", "tier": "province", "valid_from": day}
    new = add_unit(story.world.province, actor=system(), parent=story.world.committee, **fields)
    sources = [story.world.units["SYT"], story.world.units["VP"]]
    succeed(
        story.world.province,
        kind="merge",
        day=day,
        basis="Nghị quyết",
        sources=sources,
        targets=[new],
        actor=system(),
    )
    before = {row.unit.code: row.rank for row in read_under(run, TODAY)}
    assert before == {"VP": 1, "SYT": 2}
    (row,) = read_under(run, TODAY + timedelta(days=2))
    assert (row.unit.code, row.unit.of, row.total) == ("SM", ("SYT", "VP"), 47 * SCALE)


def test_sheets_are_seen_by_their_unit_the_office_and_the_agencies(story: Story) -> None:
    story.fill()
    seen = {
        name: visible_sheets(story.world.actor(name)).count()
        for name in ("officer", "office", "second_head", "neighbour")
    }
    assert seen == {"officer": 1, "office": 4, "second_head": 1, "neighbour": 0}
    story.submit()
    assert visible_sheets(story.world.actor("second_head")).count() == 2


def test_the_explanation_of_a_kept_score_adds_up(story: Story) -> None:
    sheet = story.appraised()
    assert scored(story.sheet()).total == sheet.points


def test_shipped_sets_can_be_published(world: World) -> None:
    for code in making.shipped():
        version = making.ship(world.province, code, actor=world.actor("office"))
        published = perform(making.FLOW, version, "publish", actor=world.actor("office"))
        assert len(published.digest) == 64


def test_a_round_asks_for_a_place_and_says_what_is_missing(story: Story) -> None:
    world = story.world
    world.launch()
    world.register()
    world.report()
    offer = world.movement.offers.exclude(occasion="").first()
    assert offer is not None
    world.round = open_round(
        world.movement,
        name="Đợt có điều kiện",
        occasion=offer.occasion,
        closes=TODAY + timedelta(days=9),
        actor=world.actor("office"),
        index_code=story.version.code,
        index_kind="province_share",
        index_value=Decimal("33.33"),
    )
    row = world.draft_nomination()
    with pytest.raises(Refused) as error:
        perform(NOMINATION_FLOW, row, "submit", actor=world.actor("head"))
    assert _codes(error) == {"nomination.index_unknown"}
    story.published()
    assert perform(NOMINATION_FLOW, row, "submit", actor=world.actor("head")).state == "in_route"


def test_a_set_is_made_of_a_running_movements_targets(running: World) -> None:
    office, movement = running.actor("office"), running.movement
    tiers = queries.targets_by_tier(movement)
    for tier, rows in tiers.items():
        version = making.from_targets(movement, tier, actor=office)
        assert len(version.index.indicators) == len(rows)
        assert version.index.full == len(rows) * 10 * SCALE
        assert not any(one.confirmed for one in version.index.indicators)
        assert {one.clause for one in version.index.indicators} == {row.clause for row in rows}
        assert [flaw.code for flaw in queries.version_facts_of(version).flaws] == ["index.unconfirmed"]
        assert version.index.subjects
    with pytest.raises(Refused):
        making.from_targets(movement, "cấp sao hỏa", actor=office)


def test_a_set_of_targets_is_made_in_the_browser_and_takes_reported_numbers_over(reported: World) -> None:
    client = reported.client("office")
    page = client.get("/bo-chi-so/moi/").content.decode()
    key = re.search(r'<option value="(\d+-\d+)"', page)
    assert key is not None
    assert client.post("/bo-chi-so/moi/", {"targets": key[1]}).status_code == 302
    version = IndexVersion.objects.get()
    assert any(one.takes for one in version.index.indicators)
