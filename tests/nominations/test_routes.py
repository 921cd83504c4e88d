"""Routes as data: the chains of plans, opinions asked at once, silence, returns and clocks."""

from datetime import timedelta

import pytest

from tests.world import TODAY, World
from thidua.awards.models import Rule
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.refusal import Refused
from thidua.movements.models import RouteStep
from thidua.nominations.actions import FLOW, answer, lapse
from thidua.nominations.jobs import pass_over_silence
from thidua.nominations.models import Nomination, RouteRow
from thidua.people.actions import delegate

WHO = {"consolidate": "office", "opinion": "adviser", "appraise": "appraiser"}
# Who a dossier passes in the plans at hand: a department's own plan names nobody, the others two to four agencies.
CHAINS = {
    "consolidate, appraise": ("consolidate", "appraise"),
    "consolidate, opinion, appraise": ("consolidate", "opinion", "appraise"),
    "appraise alone": ("appraise",),
    "none named": (),
}


def chain(world: World, *kinds: str, workdays: int | None = None) -> None:
    """The movement's route as a plan might have it."""
    world.movement.route.all().delete()
    units = {"opinion": world.units["VP"]}
    RouteStep.objects.bulk_create(
        RouteStep(
            movement=world.movement,
            order=n,
            kind=kind,
            agency=f"Cơ quan {n}",
            unit=units.get(kind),
            workdays=workdays,
        )
        for n, kind in enumerate(kinds)
    )


def rule(world: World, kind: str, key: str = "", **data: object) -> None:
    Rule.objects.create(
        province=world.province, kind=kind, key=key, valid_from=TODAY - timedelta(days=9), article="Quy chế", data=data
    )


def sent(world: World) -> Nomination:
    nomination = world.draft_nomination()
    return perform(FLOW, nomination, "submit", actor=world.actor("head"))  # type: ignore[no-any-return]  # a nomination


def states(nomination: Nomination) -> list[tuple[str, str]]:
    return [(row.kind, row.state) for row in nomination.route.order_by("pk")]


def say(world: World, row: RouteRow) -> None:
    answer(row, opinion="agree", text="Đủ điều kiện.", actor=world.actor(WHO[row.kind]))


def fresh(nomination: Nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


@pytest.mark.parametrize("kinds", CHAINS.values(), ids=CHAINS.keys())
def test_a_dossier_walks_the_chain_of_its_plan(reported: World, kinds: tuple[str, ...]) -> None:
    chain(reported, *kinds)
    nomination = sent(reported)
    walked = []
    while row := nomination.route.filter(state="open").first():
        walked.append(row.kind)
        assert row.opened_on == TODAY
        assert row.due is not None
        say(reported, row)
    assert tuple(walked) == (kinds or ("consolidate", "appraise"))
    assert fresh(nomination).state == "ready"


def test_opinions_are_asked_at_the_same_time(reported: World) -> None:
    chain(reported, "opinion", "opinion", "appraise")
    nomination = sent(reported)
    assert states(nomination) == [("opinion", "open"), ("opinion", "open"), ("appraise", "waiting")]
    first, second, last = nomination.route.order_by("pk")
    say(reported, second)
    assert RouteRow.objects.get(pk=last.pk).state == "waiting"
    say(reported, first)
    assert RouteRow.objects.get(pk=last.pk).state == "open"


@pytest.mark.parametrize(("silence", "expected"), [("proceed", "silent"), ("wait", "open")])
def test_silence_means_what_the_rule_says(reported: World, silence: str, expected: str) -> None:
    rule(reported, "time_limit", "opinion", workdays=3, near=1, silence=silence)
    chain(reported, "opinion", "appraise")
    nomination = sent(reported)
    row = nomination.route.get(state="open")
    with pytest.raises(Refused):
        lapse(row)
    RouteRow.objects.filter(pk=row.pk).update(due=TODAY - timedelta(days=1))
    assert pass_over_silence() == (silence == "proceed")
    assert RouteRow.objects.get(pk=row.pk).state == expected
    assert pass_over_silence() == 0
    if silence == "proceed":
        assert nomination.route.get(kind="appraise").state == "open"
        assert Entry.objects.filter(verb="route.lapse").count() == 1
        say(reported, nomination.route.get(kind="appraise"))
        assert fresh(nomination).state == "ready"


@pytest.mark.parametrize(
    ("reenter", "answers", "expected"),
    [
        ("same", "stand", ["appraise"]),
        ("same", "fall", ["opinion", "appraise"]),
        ("start", "stand", ["consolidate", "opinion", "appraise"]),
    ],
)
def test_where_a_returned_dossier_comes_back_is_data(
    reported: World, reenter: str, answers: str, expected: list[str]
) -> None:
    rule(reported, "return", reenter=reenter, answers=answers, clock="restart", quota="free")
    chain(reported, "consolidate", "opinion", "appraise")
    nomination = sent(reported)
    for _ in range(2):
        say(reported, nomination.route.get(state="open"))
    perform(FLOW, nomination, "return", actor=reported.actor("appraiser"), reason="Hồ sơ chưa đủ")
    before = set(nomination.route.values_list("pk", flat=True))
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    assert [row.kind for row in nomination.route.order_by("pk") if row.pk not in before] == expected
    while row := nomination.route.filter(state="open").first():
        say(reported, row)
    assert fresh(nomination).state == "ready"


@pytest.mark.parametrize(("how", "days"), [("resume", 4), ("restart", 9)])
def test_the_clock_after_a_return_is_data(reported: World, how: str, days: int) -> None:
    rule(reported, "return", reenter="same", answers="stand", clock=how, quota="free")
    chain(reported, "consolidate", workdays=9)
    nomination = sent(reported)
    row = nomination.route.get(state="open")
    assert row.workdays == 9
    row.due = TODAY + timedelta(days=400)
    row.save()
    perform(FLOW, nomination, "return", actor=reported.actor("office"), reason="Hồ sơ chưa đủ")
    Nomination.objects.filter(pk=nomination.pk).update(left_days=4)
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    assert nomination.route.get(state="open").workdays == days


@pytest.mark.parametrize(("quota", "expected"), [("keep", "reserve"), ("free", "approved")])
def test_whether_a_returned_dossier_keeps_its_place_is_data(approved: World, quota: str, expected: str) -> None:
    rule(approved, "return", reenter="same", answers="stand", clock="restart", quota=quota)
    first = approved.nomination
    perform(FLOW, first, "send_back", actor=approved.actor("secretary"), reason="Hồ sơ chưa đủ thành phần")
    second = approved.nominate("Phòng Hai")
    approved.hold_session()
    assert fresh(second).state == expected
    perform(FLOW, fresh(first), "submit", actor=approved.actor("head"))
    assert states(first)[-1] == ("appraise", "open")


def test_every_waiting_file_says_with_whom_and_since_when(reported: World) -> None:
    chain(reported, "consolidate", "appraise")
    nomination = sent(reported)
    page = reported.client("head").get(nomination.get_absolute_url()).content.decode()
    assert "Cơ quan 0" in page
    assert "từ ngày" in page
    assert "còn hạn" in page
    RouteRow.objects.filter(state="open").update(due=TODAY - timedelta(days=1))
    assert "quá hạn" in reported.client("head").get(nomination.get_absolute_url()).content.decode()


def test_a_waiting_file_says_with_whom_and_who_stands_in(reported: World) -> None:
    nomination = reported.draft_nomination()
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    page = reported.client("head").get(nomination.get_absolute_url()).content.decode()
    assert "đang ở Nguyễn Office" in page
    holding = reported.users["office"].holdings.get(role="standing_agency")
    delegate(
        holding,
        reported.users["member"],
        start=TODAY,
        end=TODAY + timedelta(days=5),
        basis="Giấy ủy quyền",
        actor=reported.actor("office"),
    )
    page = reported.client("head").get(nomination.get_absolute_url()).content.decode()
    assert "Nguyễn Office → Nguyễn Member" in page
    assert "Gửi ý kiến" in reported.client("member").get(nomination.get_absolute_url()).content.decode()


def test_each_agency_that_is_asked_at_once_finds_its_own_form(reported: World) -> None:
    nomination = reported.draft_nomination()
    for code in ("VP", "X1"):
        nomination.route.create(
            order=0, kind="opinion", agency=reported.units[code].name, unit=reported.units[code], state="open"
        )
    Nomination.objects.filter(pk=nomination.pk).update(state="in_route")
    for who in ("adviser", "neighbour"):
        page = reported.client(who).get(nomination.get_absolute_url()).content.decode()
        assert "Gửi ý kiến" in page, who
