"""Places of a round: shared out, moved, and never exceeded; households."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as some

from tests.refusing import codes
from tests.world import TODAY, World, wipe
from thidua.awards.queries import book_of
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.movements.models import Offer
from thidua.nominations.actions import FLOW, open_round
from thidua.nominations.models import Nomination, Share
from thidua.nominations.queries import given_to, left
from thidua.nominations.rules.places import beyond, over_shared
from thidua.nominations.shares import cap_households, move, share_out, used
from thidua.units.models import Group


def shared(world: World, places: int, kind: str = "individual", group: bool = False) -> Share:
    offer = world.movement.offers.get(occasion=world.round.occasion)
    holder = {"group": Group.objects.get()} if group else {"unit": world.units["SYT"]}
    return share_out(world.round, offer, kind, places, actor=world.actor("office"), **holder)  # type: ignore[arg-type]  # one of the two


@pytest.mark.parametrize("group", [False, True])
def test_no_more_are_sent_than_were_shared_out(reported: World, group: bool) -> None:
    reported.open_round()
    share = shared(reported, 1, group=group)
    rows = [reported.draft_nomination(f"Người {n}", "individual") for n in range(2)]
    head = reported.actor("head")
    perform(FLOW, rows[0], "submit", actor=head)
    with pytest.raises(Refused) as refused:
        perform(FLOW, rows[1], "submit", actor=head)
    assert codes(refused) == {"nomination.share_full"}
    perform(FLOW, reported.draft_nomination(), "submit", actor=head)
    assert used(share) == 1
    perform(FLOW, Nomination.objects.get(pk=rows[0].pk), "withdraw", actor=head)
    perform(FLOW, rows[1], "submit", actor=head)


def test_shares_stay_within_the_cap_and_above_what_is_used(reported: World) -> None:
    reported.open_round()
    offer = reported.movement.offers.get(occasion=reported.round.occasion)
    assert offer.individuals is not None
    with pytest.raises(Refused) as refused:
        shared(reported, offer.individuals + 1)
    assert codes(refused) == {"share.over"}
    shared(reported, 1)
    perform(FLOW, reported.draft_nomination("Người một", "individual"), "submit", actor=reported.actor("head"))
    with pytest.raises(Refused) as refused:
        shared(reported, 0)
    assert codes(refused) == {"share.used"}
    with pytest.raises(Refused) as refused:
        share_out(reported.round, offer, "individual", 1, unit=reported.units["X1"], actor=reported.actor("head"))
    assert codes(refused) == {"machine.right"}


def test_unused_places_are_moved_with_a_reason(reported: World) -> None:
    reported.open_round()
    offer = reported.movement.offers.get(occasion=reported.round.occasion)
    offer.individuals, offer.collectives = 3, 3
    offer.save()
    office = reported.actor("office")
    source = shared(reported, 2)
    target = share_out(reported.round, offer, "individual", 1, unit=reported.units["X1"], actor=office)
    other = share_out(reported.round, offer, "collective", 1, unit=reported.units["X1"], actor=office)
    perform(FLOW, reported.draft_nomination("Người một", "individual"), "submit", actor=reported.actor("head"))
    for to, places, reason, code in (
        (target, 2, "x", "share.few"),
        (target, 1, " ", "share.reason"),
        (other, 1, "x", "share.other"),
        (source, 1, "x", "share.other"),
    ):
        with pytest.raises(Refused) as refused:
            move(source, to, places, reason=reason, actor=office)
        assert codes(refused) == {code}
    group = share_out(reported.round, offer, "individual", 1, group=Group.objects.get(), actor=office)
    with pytest.raises(Refused) as refused:
        move(group, target, 1, reason="x", actor=office)
    assert "share.other" in codes(refused)
    group.delete()
    move(source, target, 1, reason="Phường có thêm điển hình", actor=office)
    assert list(Share.objects.filter(kind="individual").values_list("places", flat=True)) == [1, 2]


def test_households_have_a_cap_where_the_office_sets_one(reported: World) -> None:
    reported.open_round()
    offer = reported.movement.offers.get(occasion=reported.round.occasion)
    assert left(offer, "household") is None
    cap_households(offer, 1, paper="Công văn số 5", round_=reported.round, actor=reported.actor("office"))
    reported.walk(reported.draft_nomination("Hộ ông Ba", "household", is_direct_worker=True))
    reported.walk(reported.draft_nomination("Hộ ông Tư", "household"))
    reported.hold_session()
    assert sorted(Nomination.objects.values_list("state", flat=True)) == ["approved", "reserve"]


def test_the_page_shares_moves_and_keeps_what_was_typed(reported: World) -> None:
    reported.open_round()
    offer, client = reported.movement.offers.get(occasion=reported.round.occasion), reported.client("office")
    address = f"/khen-thuong/{reported.round.pk}/so-luong/"
    part, unit = f"{offer.pk}-individual", reported.units["SYT"]
    form = {"form": "share", "share-part": part, "share-holder": f"u{unit.pk}", "share-places": "2"}
    assert client.post(address, form).status_code == 302
    page = client.post(address, form | {"share-places": "999"}).content.decode()
    assert 'value="999"' in page
    assert "phân bổ vượt" in page
    client.post(address, form | {"share-holder": f"u{reported.units['X1'].pk}", "share-places": "0"})
    one, two = Share.objects.all()
    moved = {"form": "move", "move-source": one.pk, "move-target": two.pk, "move-places": "1", "move-reason": "x"}
    assert client.post(address, moved).status_code == 302
    assert [row.places for row in Share.objects.all()] == [1, 1]
    client.post(address, form | {"share-holder": f"g{Group.objects.get().pk}", "share-places": "1"})
    assert Share.objects.filter(group__isnull=False).count() == 1
    assert client.get(address + "?tep=1").status_code == 200
    assert reported.client("officer").get(address).status_code == 404


def test_places_are_of_those_whom_the_award_may_go_to(reported: World) -> None:
    reported.open_round()
    book = book_of(reported.province.pk)
    offer = reported.movement.offers.get(occasion=reported.round.occasion)
    assert given_to(offer, book) == ["collective", "individual", "household"]
    flag = Offer(movement=reported.movement, award_code="CO_TINH", award_name="Cờ thi đua")
    assert given_to(flag, book) == ["collective"]
    flag.individuals = 2
    assert given_to(flag, book) == ["collective", "individual"]
    assert len(given_to(Offer(movement=reported.movement, award_name="Kỷ niệm chương"), book)) == 3


def _send(pk: int, world: World) -> str:
    try:
        perform(FLOW, Nomination.objects.get(pk=pk), "submit", actor=world.actor("head"))
        return "sent"
    except Refused as refused:
        return refused.refusals[0].code
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_four_who_send_at_once_only_as_many_as_there_are_places_pass() -> None:
    world = World()
    world.launch()
    world.register()
    world.report()
    world.open_round()
    try:
        shared(world, 2)
        keys = [world.draft_nomination(f"Người {n}", "individual").pk for n in range(4)]
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(partial(_send, world=world), keys))
        assert sorted(found) == ["nomination.share_full", "nomination.share_full", "sent", "sent"]
    finally:
        wipe()


@given(some.integers(0, 200), some.integers(0, 200), some.integers(0, 100))
def test_a_count_is_beyond_its_share_of_the_base(base: int, count: int, percent: int) -> None:
    assert beyond(count, base, Decimal(percent)) == (count * 100 > base * percent)


@given(some.none() | some.integers(0, 50), some.lists(some.integers(0, 20), max_size=8))
def test_shares_beyond_the_cap_are_counted(cap: int | None, places: list[int]) -> None:
    over = over_shared(cap, places)
    assert over == (0 if cap is None else max(0, sum(places) - cap))


def test_what_another_round_holds_is_not_shared_out_again(approved: World) -> None:
    offer = approved.nomination.offer
    Offer.objects.filter(pk=offer.pk).update(collectives=2)
    offer.refresh_from_db()
    fields = {"name": "Đợt 2", "occasion": approved.round.occasion, "closes": TODAY}
    later = open_round(approved.movement, actor=approved.actor("office"), **fields)
    with pytest.raises(Refused) as refused:
        share_out(later, offer, "collective", 2, unit=approved.units["X1"], actor=approved.actor("office"))
    assert codes(refused) == {"share.over"}
    assert (
        share_out(later, offer, "collective", 1, unit=approved.units["X1"], actor=approved.actor("office")).places == 1
    )
    last = open_round(approved.movement, actor=approved.actor("office"), **(fields | {"name": "Đợt 3"}))
    with pytest.raises(Refused) as refused:
        share_out(last, offer, "collective", 1, unit=approved.units["SNV"], actor=approved.actor("office"))
    assert codes(refused) == {"share.over"}
