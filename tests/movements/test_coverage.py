"""Coverage by block, cluster and the unit above."""

from tests.world import TODAY, World
from thidua.movements.queries import coverage_by, owed_by_all


def test_coverage_by_block_counts_each_unit_under_its_own(running: World) -> None:
    running.register()
    owed, _own = owed_by_all(running.movement, "launch", str(TODAY.year), [])
    rows = {r.label: (r.total, r.done) for r in coverage_by("block", running.movement, owed, TODAY)}
    assert rows["Khối thi đua số 1"] == (1, 1)
    assert sum(total for total, _ in rows.values()) == len(owed)
    above = coverage_by("parent", running.movement, owed, TODAY)
    assert [(r.label, r.total, r.done) for r in above] == [(running.committee.name, len(owed), 1)]


def test_the_page_offers_it_to_the_office_alone(running: World) -> None:
    running.register()
    path = f"{running.movement.get_absolute_url()}?theo=block"
    assert "Khối thi đua số 1" in running.client("office").get(path).content.decode()
    assert "Khối thi đua số 1" not in running.client("neighbour").get(path).content.decode()


def test_who_cannot_put_a_day_off_is_not_asked_for_it(running: World) -> None:
    address = f"/nghia-vu/{running.movement.obligations.all()[0].pk}/gia-han/"
    assert running.client("office").get(address).status_code == 200
    for name in ("officer", "auditor", "chairman", "secretary"):
        assert running.client(name).get(address).status_code == 404
