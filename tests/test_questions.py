"""A question that was compiled once answers each asker as a query built for them would."""

import pytest
from django.core.exceptions import EmptyResultSet

from tests.world import PEOPLE, TODAY, World
from thidua.difficulties.models import Difficulty
from thidua.journal.door import FLOWS
from thidua.kernel.actor import Actor
from thidua.movements import queries as movements
from thidua.movements.access import visible_to as visible_movements
from thidua.nominations.models import Nomination
from thidua.people.models import User
from thidua.questions import Question, Rows
from thidua.reports import queries as reports
from thidua.reports.access import visible_to
from thidua.reports.models import Report, Submission
from thidua.units.models import Unit


def everybody(world: World) -> list[Actor]:
    return [world.actor(name) for name, _role, _unit in PEOPLE] + [Actor()]


@pytest.mark.parametrize("round_", [1, 2])
def test_each_asker_sees_their_own(reported: World, round_: int) -> None:
    """Officers of two units have actors of one shape: the second is answered by what was compiled for the first."""
    for actor in everybody(reported):
        rows = Rows(reports.listed, "pk", actor=actor)
        wanted = list(visible_to(actor).values("pk"))
        assert rows[0:50] == wanted
        assert rows.count(50) == len(wanted)
        found = movements.for_its_page(actor=actor, pk=reported.movement.pk)
        assert found == list(visible_movements(actor))


def test_values_are_filled_in_at_every_asking(world: World) -> None:
    named = Question(lambda units, name: Unit.objects.filter(pk__in=units, name=name).select_related("province"))
    everyone = tuple(unit.pk for unit in world.units.values())
    for unit in world.units.values():
        found = named(units=everyone, name=unit.name)
        assert found == [unit]
        assert found[0].province.name == world.province.name
        assert named(units=(unit.pk,), name=unit.name) == [unit]
        assert named(units=(unit.pk,), name=unit.name + " khác") == []
    assert named(units=(), name="") == []


def test_a_part_in_its_columns_and_how_many_there_are(world: World) -> None:
    before = Question(lambda last: Unit.objects.filter(valid_from__lte=last).order_by("code"))
    rows = Rows(before, "code", "name", last=TODAY)
    codes = sorted(unit.code for unit in world.units.values())
    assert rows.count(50) == len(codes)
    assert rows.count(3) == 3
    assert [row["code"] for row in rows[2:4]] == codes[2:4]
    assert set(rows[0:1][0]) == {"code", "name"}
    assert Rows(before, "code", last=TODAY.replace(year=1990)).count(50) == 0


def test_annotations_and_joins_come_as_from_a_queryset(reported: World) -> None:
    report = Report.objects.get()
    found = reports.load(reported.actor("head"), report.pk)
    assert found is not None
    with_owed = reports.obligation_of(found)
    owed = reports.obligation_of(report)
    assert with_owed is not None
    assert owed is not None
    assert with_owed.closes == owed.closes
    assert reports.load(reported.actor("neighbour"), report.pk) is None


@pytest.mark.django_db
def test_a_text_is_never_a_part_of_a_pattern() -> None:
    like = Question(lambda word: User.objects.filter(username__contains=word))
    with pytest.raises(ValueError, match="pattern"):
        like(word="a")


@pytest.mark.django_db
def test_nothing_of_a_stranger_is_asked_for() -> None:
    own = Question(lambda actor: Nomination.objects.filter(nominee=actor.person))
    assert own(actor=Actor()) == []
    held = Question(lambda actor: Difficulty.objects.filter(holder__in=actor.unit_ids("unit.draft")))
    assert held(actor=Actor(user_id=1)) == []


def test_the_door_finds_for_each_person_what_they_may_see(issued: World) -> None:
    for name, flow in FLOWS.items():
        for actor in everybody(issued):
            seen = set(flow.visible(actor).values_list("pk", flat=True))
            for pk in flow.model._default_manager.values_list("pk", flat=True):
                assert bool(flow.seen(actor=actor, pk=pk)) == (pk in seen), (name, actor.name)


def test_a_number_that_no_database_holds_is_found_nowhere(world: World) -> None:
    client = world.client("office")
    for address in ("/bao-cao/{}/", "/phong-trao/{}/", "/bao-cao/?phong-trao={}"):
        assert client.get(address.format(10**20)).status_code == (200 if "?" in address else 404)
    assert client.post(f"/buoc/report/{10**20}/submit/").status_code == 404
    assert client.post(f"/nghia-vu/{10**20}/bao-cao/").status_code == 404


@pytest.mark.django_db
def test_a_blank_that_does_not_fit_its_column_is_told() -> None:
    small = Question(lambda number: Submission.objects.filter(number=number))
    with pytest.raises(EmptyResultSet):
        small(number=1)
