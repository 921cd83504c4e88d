"""Numbers along the tree: each value counted once through merges and splits, and kept totals equal to those from scratch."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import TODAY, World
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.movements.models import Obligation
from thidua.movements.rules.measures import TargetFact, Total, ValueFact
from thidua.plans.rules.kinds import COUNT
from thidua.reports import actions
from thidua.reports.models import Report
from thidua.reports.queries import fields_of, rows_of
from thidua.reports.rollup import standings, totals_now, totals_on
from thidua.reports.rules.rollup import WHOLE, Handover, Told, Tree, counted, kin, shifts, totals
from thidua.units.actions import add_unit, succeed
from thidua.units.models import Unit

CLASSES = TargetFact(COUNT, ">=", Decimal(3), "lớp")
D1, D2, D3 = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def told(day: date, count: int) -> Told:
    return Told(day, ValueFact(Decimal(count)))


def whole(own: dict[int, Told], tree: Tree) -> int:
    return int(totals(CLASSES, own, tree).get(WHOLE, Total()).numerator)


def test_a_split_counts_the_old_value_until_every_part_has_its_own() -> None:
    tree = Tree({1: None, 3: 1, 4: 1}, (Handover(D2, (2,), (3, 4)),))
    assert totals(CLASSES, {2: told(D1, 10)}, tree) == {
        1: Total(Decimal(10), Decimal(0), 1, 1),
        WHOLE: Total(Decimal(10), Decimal(0), 1, 1),
    }
    assert whole({2: told(D1, 10), 3: told(D3, 6)}, tree) == 10
    assert whole({2: told(D1, 10), 3: told(D3, 6), 4: told(D3, 5)}, tree) == 11
    assert whole({3: told(D3, 6)}, tree) == 6


def test_a_merge_counts_the_old_values_at_the_successor_until_it_has_its_own() -> None:
    tree = Tree({1: None, 4: 1}, (Handover(D2, (2, 3), (4,)),))
    own = {2: told(D1, 10), 3: told(D1, 5)}
    assert totals(CLASSES, own, tree)[4].numerator == 15
    assert whole(own | {4: told(D3, 12)}, tree) == 12


def test_a_unit_that_takes_in_another_keeps_its_old_value_beside_it_until_it_tells_anew() -> None:
    tree = Tree({1: None, 3: 1}, (Handover(D2, (2,), (3,)),))
    assert whole({2: told(D1, 10), 3: told(D1, 5)}, tree) == 15
    assert whole({2: told(D1, 10), 3: told(D3, 14)}, tree) == 14


def test_what_was_dissolved_counts_no_more() -> None:
    assert whole({2: told(D1, 10)}, Tree({1: None}, (Handover(D2, (2,), ()),))) == 0


PARTS = st.dictionaries(st.integers(2, 9), st.tuples(st.sampled_from([D1, D2, D3]), st.integers(0, 50)), max_size=8)


@given(PARTS, st.sampled_from([1, 2]))
def test_no_value_counts_twice_and_kin_alone_can_change(parts: dict[int, tuple[date, int]], chain: int) -> None:
    handovers = (Handover(D1, (2,), (3, 4)), Handover(D2, (4, 5), (6,)))[:chain]
    own = {unit: told(*value) for unit, value in parts.items()}
    taken = counted(own, handovers)
    assert set(taken) <= set(own)
    for handover in handovers:
        both = {s for s in handover.sources if s in taken} and {
            t for t in handover.targets if t in taken and taken[t].as_of >= handover.day
        }
        assert not both
    untouched = set(own) - kin(2, handovers)
    assert untouched <= set(taken)


@given(PARTS, st.integers(2, 9), st.integers(0, 50))
def test_the_shift_of_one_value_takes_old_totals_to_new_ones(
    parts: dict[int, tuple[date, int]], unit: int, count: int
) -> None:
    tree = Tree({1: None} | dict.fromkeys((3, 6, 7, 8, 9), 1), (Handover(D1, (2,), (3, 4)), Handover(D2, (4, 5), (6,))))
    own = {pk: told(*value) for pk, value in parts.items()}
    after = own | {unit: told(D3, count)}
    near = kin(unit, tree.handovers)
    changed = shifts(
        totals(CLASSES, {k: v for k, v in own.items() if k in near}, tree),
        totals(CLASSES, {k: v for k, v in after.items() if k in near}, tree),
    )
    old, new = totals(CLASSES, own, tree), totals(CLASSES, after, tree)
    nodes = set(old) | set(new) | set(changed)
    for node in nodes:
        assert old.get(node, Total()) + changed.get(node, Total()) == new.get(node, Total())


def accepted(world: World, owed: Obligation, top: int, day: date) -> Report:
    """The unit's report, filled with one share in every box and taken in by the office."""
    office = world.actor("office")
    report = actions.begin(owed, actor=office)
    typed = {"narrative": "Đơn vị đã thực hiện các nội dung của phong trào.", "as_of": f"{day:%d/%m/%Y}"}
    for row in rows_of(report):
        typed |= {f"n{row.target.pk}": str(top), f"d{row.target.pk}": "100", f"t{row.target.pk}": "Theo thống kê"}
    actions.store_sheet(Report.objects.get(pk=report.pk), typed, actor=office)
    perform(actions.FLOW, report, "submit", actor=system())
    return perform(actions.FLOW, report, "accept", actor=office)  # type: ignore[no-any-return]


def owed_by(world: World, unit: Unit) -> Obligation:
    return Obligation.objects.filter(movement=world.movement, unit=unit, kind="annual", done_on=None).order_by("due")[0]


def assert_kept(world: World) -> None:
    kept = {t: {n: v for n, v in by.items() if v.units} for t, by in totals_now(world.movement).items() if by}
    scratch = {t: by for t, by in totals_on(world.movement, TODAY).items() if by}
    assert {t: by for t, by in kept.items() if by} == scratch


def test_kept_totals_are_those_from_scratch_as_reports_and_the_tree_change(launched: World) -> None:
    world = launched
    for code, top in (("SYT", 95), ("SNV", 60), ("X1", 80)):
        accepted(world, owed_by(world, world.units[code]), top, TODAY - timedelta(days=20))
        assert_kept(world)
    accepted(world, owed_by(world, world.units["SYT"]), 70, TODAY - timedelta(days=10))
    assert_kept(world)
    fields = {"code": "MOI", "name": "Sở Y tế và Nội vụ", "kind": "department", "tier": "province"}
    new = add_unit(world.province, actor=system(), parent=world.committee, valid_from=TODAY, **fields)
    before = totals_now(world.movement, [WHOLE])
    succeed(
        world.province,
        kind="merge",
        day=TODAY,
        basis="Nghị quyết 1",
        sources=[world.units["SYT"], world.units["SNV"]],
        targets=[new],
        actor=world.actor("admin"),
    )
    assert_kept(world)
    assert totals_now(world.movement, [WHOLE]) == before
    target = next(iter(t for t, by in totals_now(world.movement, [new.pk]).items() if by[new.pk].units))
    assert totals_now(world.movement, [new.pk])[target][new.pk].numerator == 130


def test_another_day_has_its_own_numbers(launched: World) -> None:
    world = launched
    accepted(world, owed_by(world, world.units["SYT"]), 95, TODAY - timedelta(days=20))
    accepted(world, owed_by(world, world.units["SYT"]), 70, TODAY - timedelta(days=5))
    shares = [
        next(s.share for s in standings(world.movement, day=TODAY - timedelta(days=ago)) if s.target.tier == "cấp tỉnh")
        for ago in (30, 20, 5)
    ]
    assert shares == [None, 95, 70]


def test_a_successor_sees_what_its_predecessors_reported(launched: World) -> None:
    world = launched
    for code, top in (("SYT", 95), ("SNV", 60)):
        accepted(world, owed_by(world, world.units[code]), top, TODAY - timedelta(days=20))
    units = [world.units["SYT"], world.units["SNV"]]
    succeed(
        world.province,
        kind="absorb",
        day=TODAY,
        basis="Nghị quyết 1",
        sources=units,
        targets=[world.units["VP"]],
        actor=world.actor("admin"),
    )
    report = actions.begin(owed_by(world, world.units["VP"]), actor=world.actor("office"))
    row = next(r for r in rows_of(report) if r.earlier)
    assert {e.name for e in row.earlier} == {"Sở Y tế", "Sở Nội vụ"}
    box, typed = f"n{row.target.pk}", fields_of(report) | {"narrative": "Báo cáo của đơn vị mới."}
    actions.store_sheet(report, typed | {box: "20", f"d{row.target.pk}": "100"}, actor=world.actor("office"))
    assert [d.code for d in next(r for r in rows_of(report) if r.target.pk == row.target.pk).doubts] == ["value.jump"]
    page = world.client("adviser").get(report.get_absolute_url()).content.decode()
    assert "Sở Nội vụ): 60%" in page


@pytest.mark.parametrize(("name", "status"), [("office", 200), ("auditor", 200), ("neighbour", 404)])
def test_the_office_goes_down_to_each_unit_and_takes_it_to_excel(launched: World, name: str, status: int) -> None:
    world = launched
    accepted(world, owed_by(world, world.units["SYT"]), 95, TODAY - timedelta(days=20))
    target = next(s.target for s in standings(world.movement) if s.units)
    client = world.client(name)
    page = client.get(f"/chi-tieu/{target.pk}/")
    assert page.status_code == status
    assert client.get(f"/phong-trao/{world.movement.pk}/ket-qua/?ngay={TODAY:%Y-%m-%d}").status_code == 200
    if status == 200:
        assert "95%" in page.content.decode()
        assert client.get(f"/chi-tieu/{target.pk}/?tep=1").content[:2] == b"PK"
        assert client.get(f"/phong-trao/{world.movement.pk}/ket-qua/?tep=1").content[:2] == b"PK"
