"""A plan that goes on from one that ran."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.world import TODAY, World
from thidua.kernel.refusal import Refused
from thidua.movements.actions import launch
from thidua.plans import actions
from thidua.plans.models import Plan
from thidua.plans.next_phase import begin_next, draw_up
from thidua.plans.rules.kinds import KINDS
from thidua.plans.rules.shifting import period_after, shifted

AFTER = (TODAY.year + 6, TODAY.year + 11)


def follower(world: World) -> Plan:
    first = world.movement.targets.all()[0]
    results = {first.order: {"units": 4, "met": 3, "share": 81.5}}
    return begin_next(Plan.objects.get(pk=world.plan.pk), period=AFTER, results=results, actor=world.actor("office"))


@given(st.integers(2000, 2060), st.integers(0, 30))
def test_years_move_and_rules_stay(year: int, years: int) -> None:
    assert shifted("deadline", {"what": "launch", "when": f"{year}-Q4"}, years)["when"] == f"{year + years}-Q4"
    assert shifted("deadline", {"what": "report", "when": "yearly 12-10"}, years)["when"] == "yearly 12-10"
    assert shifted("target", {"subject": f"đến năm {year}"}, years) == {"subject": f"đến năm {year}"}


@pytest.mark.parametrize(
    ("phases", "today", "after"),
    [
        ([("2025", "2027"), ("2028", "2030")], 2027, (2028, 2030)),
        ([("2025", "2027"), ("2027-Q4", "2030")], 2027, (2027, 2030)),
        ([("2025", "2027"), ("2028", "2030")], 2030, (2031, 2036)),
        ([], 2026, (2031, 2036)),
    ],
)
def test_the_years_that_follow(phases: list[tuple[str, str]], today: int, after: tuple[int, int]) -> None:
    assert period_after((2025, 2030), phases, today) == after


def test_every_item_waits_and_a_target_says_how_it_ended(running: World) -> None:
    plan = follower(running)
    assert set(plan.items.values_list("standing", flat=True)) == {"proposed"}
    assert plan.items.filter(kind="target").exclude(last=None).count() == 1
    page = running.client("office").get(plan.get_absolute_url()).content.decode()
    assert "Giai đoạn trước: 3/4 đơn vị đạt" in page
    assert "81,5%" in page


def test_its_document_is_read_back_and_then_it_can_be_published(running: World) -> None:
    plan, office = follower(running), running.actor("office")
    for kind in KINDS:
        actions.judge_kind(plan, kind, actor=office)
    with pytest.raises(Refused) as refused:
        launch(plan, actor=running.actor("chairman"))
    assert [r.code for r in refused.value.refusals] == ["plan.no_document"]
    before = {(i.kind, i.line) for i in plan.items.all()}
    signed = SimpleUploadedFile("ke-hoach.docx", draw_up(plan))
    plan = actions.reupload(plan, signed, actor=office)
    kept = {(i.kind, i.line) for i in plan.items.exclude(standing="proposed")}
    assert len(kept & before) / len(before) > 0.8
    for item in plan.items.filter(standing="proposed"):
        actions.judge(item, "rejected" if item.change == "gone" else "confirmed", actor=office)
    assert launch(plan, actor=running.actor("chairman")).period_from == AFTER[0]


def test_only_who_edits_plans_begins_it_from_the_results(running: World) -> None:
    path = f"/phong-trao/{running.movement.pk}/giai-doan-tiep/"
    assert running.client("officer").get(path).status_code == 404
    client = running.client("office")
    assert f'value="{TODAY.year + 2}"' in client.get(path).content.decode()
    answer = client.post(path, {"period_from": AFTER[0], "period_to": AFTER[1]})
    plan = Plan.objects.get(follows=running.plan)
    assert answer["Location"] == plan.get_absolute_url()
    assert client.get(f"/ke-hoach/{plan.pk}/lap-van-ban/").content[:2] == b"PK"
    wrong = client.post(path, {"period_from": AFTER[1], "period_to": AFTER[0]}).content.decode()
    assert "Năm kết thúc không thể trước năm bắt đầu" in wrong
