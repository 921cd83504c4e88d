"""A unit that awards of its own is dissolved on the way: its successor goes on where it stopped."""

import pytest

from tests.decisions.test_awarding_units import Department
from tests.units.test_carrying import carry_everything, new_unit
from tests.world import TODAY, World
from thidua.ballots.models import Body
from thidua.decisions.actions import FLOW, draw_up
from thidua.decisions.models import Decision
from thidua.journal.door import perform
from thidua.movements.models import Offer
from thidua.nominations.actions import open_round
from thidua.nominations.models import Nomination, Round, Share
from thidua.units.actions import succeed
from thidua.units.models import Succession, Unit


@pytest.fixture
def department(reported: World) -> Department:
    return Department(reported)


def dissolved(world: World) -> tuple[Succession, Unit]:
    target = new_unit(world, "MOI", "Sở Y tế và Dân số")
    fields = {"kind": "absorb", "day": TODAY, "basis": "Nghị quyết 1", "sources": [world.units["SYT"]]}
    return succeed(world.province, targets=[target], actor=world.actor("admin"), **fields), target


def test_the_successor_signs_and_numbers_what_the_old_units_council_approved(department: Department) -> None:
    world = department.world
    department.open()
    department.nominate()
    department.vote()
    open_ = department.open(name="Giấy khen đợt 2", awards=["GK", "CSTD_CS"])
    drafted = draw_up([Round.objects.earliest("pk")], subject="Về việc tặng giấy khen", actor=world.actor("keeper"))
    succession, target = dissolved(world)
    carry_everything(world, succession, target)
    assert Round.objects.get(pk=open_.pk).awarder == target
    assert Body.objects.get(awarder=target) == department.body
    assert set(Nomination.objects.values_list("offer__awarder__name", flat=True)) == {"Sở Y tế và Dân số"}
    keeper = world.actor("keeper")
    perform(FLOW, Decision.objects.get(pk=drafted.pk), "submit", actor=keeper)
    perform(FLOW, Decision.objects.get(pk=drafted.pk), "sign", actor=world.actor("head"))
    decision = perform(FLOW, Decision.objects.get(pk=drafted.pk), "number", actor=keeper)
    assert decision.full_number == "01/QĐ-MOI"
    assert open_round(
        world.movement, awarder=target, actor=keeper, name="x", occasion="sơ kết", closes=TODAY, awards=["GK"]
    )


def test_what_the_old_head_signed_without_a_number_is_signed_anew(department: Department) -> None:
    world = department.world
    department.open()
    nomination = department.nominate()
    department.vote()
    decision = draw_up([department.round], subject="Về việc tặng giấy khen", actor=world.actor("keeper"))
    perform(FLOW, decision, "submit", actor=world.actor("keeper"))
    perform(FLOW, decision, "sign", actor=world.actor("head"))
    succession, target = dissolved(world)
    carry_everything(world, succession, target)
    decision, nomination = Decision.objects.get(), Nomination.objects.get(pk=nomination.pk)
    assert (decision.state, decision.signer, nomination.state) == ("for_signature", None, "approved")
    perform(FLOW, decision, "sign", actor=world.actor("head"))
    decision = perform(FLOW, Decision.objects.get(), "number", actor=world.actor("keeper"))
    assert decision.full_number == "01/QĐ-MOI"
    assert Nomination.objects.get(pk=nomination.pk).state == "awarded"


def test_a_successor_that_awards_already_keeps_its_own_council(department: Department) -> None:
    world = department.world
    department.open()
    nomination = department.nominate()
    succession, target = dissolved(world)
    own = Body.objects.create(province=world.province, awarder=target, name="Hội đồng mới", kind="council")
    there = Offer.objects.create(movement=world.movement, awarder=target, award_code="GK", award_name="Giấy khen mới")
    carry_everything(world, succession, target)
    assert Body.objects.get(awarder=target) == own
    nomination.refresh_from_db()
    assert (nomination.offer, nomination.round.awarder, nomination.unit) == (there, target, target)


def test_places_and_answers_go_to_the_successor(reported: World) -> None:
    first = reported.nominate()
    offer, unit = first.offer, reported.units["SYT"]
    row = first.route.order_by("-order").first()
    assert row is not None
    first.route.update(unit=unit, state="open")
    Nomination.objects.filter(pk=first.pk).update(state="in_route")
    succession, target = dissolved(reported)
    for holder, places in ((unit, 3), (target, 2)):
        Share.objects.create(round=first.round, offer=offer, kind="individual", unit=holder, places=places)
    Share.objects.create(round=first.round, offer=offer, kind="collective", unit=unit, places=1)
    carry_everything(reported, succession, target)
    assert dict(Share.objects.filter(unit=target).values_list("kind", "places")) == {"individual": 5, "collective": 1}
    assert not Share.objects.filter(unit=unit).exists()
    assert set(first.route.values_list("unit", "agency")) == {(target.pk, target.name)}
