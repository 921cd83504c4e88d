from datetime import date, timedelta

import pytest

from tests.world import TODAY, World
from thidua.kernel.refusal import Refused
from thidua.units.actions import add_unit, add_units, move_unit, succeed
from thidua.units.models import Unit
from thidua.units.queries import parents, units_on


def test_merge_ends_the_sources_the_day_before_and_keeps_their_names(world: World) -> None:
    merged = add_unit(
        world.province,
        actor=world.actor("admin"),
        parent=world.committee,
        code="M",
        name="Sở Mới",
        kind="department",
        tier="province",
        valid_from=TODAY,
    )
    sources = [world.units["SYT"], world.units["SNV"]]
    succeed(
        world.province,
        kind="merge",
        day=TODAY,
        basis="Nghị quyết số 1",
        sources=sources,
        targets=[merged],
        actor=world.actor("admin"),
    )
    before = set(units_on(world.province, TODAY - timedelta(days=1)).values_list("code", flat=True))
    now = set(units_on(world.province, TODAY).values_list("code", flat=True))
    assert {"SYT", "SNV"} <= before
    assert "M" not in before
    assert "M" in now
    assert not {"SYT", "SNV"} & now
    assert world.units["SYT"].pk not in parents(world.province, TODAY)


def test_search_ignores_marks(world: World) -> None:
    assert [u.code for u in units_on(world.province, TODAY, "hoa sen")] == ["X1"]
    assert [u.code for u in units_on(world.province, TODAY, "BAO HIEM")] == ["TW"]


def test_a_unit_cannot_stand_under_itself(world: World) -> None:
    move_unit(world.units["SNV"], parent=world.units["SYT"], day=TODAY, actor=world.actor("admin"))
    with pytest.raises(Refused) as refused:
        move_unit(world.units["SYT"], parent=world.units["SNV"], day=TODAY, actor=world.actor("admin"))
    assert [r.code for r in refused.value.refusals] == ["unit.circle"]


def test_a_workbook_is_kept_whole_or_not_at_all(world: World) -> None:
    fields = {"name": "Phường Mới", "kind": "commune", "tier": "commune", "valid_from": date(2025, 7, 1)}
    rows = [
        {"code": "N1", "parent_code": "UBND", **fields},
        {"code": "SYT", "parent_code": "", **fields},
        {"code": "N2", "parent_code": "??", **fields},
    ]
    with pytest.raises(Refused) as refused:
        add_units(world.province, rows, actor=world.actor("admin"))
    assert [(r.code, r.values["row"]) for r in refused.value.refusals] == [
        ("unit.row_code_taken", 3),
        ("unit.row_no_parent", 4),
    ]
    assert not Unit.objects.filter(code="N1").exists()


def test_only_an_administrator_changes_units(world: World) -> None:
    with pytest.raises(Refused):
        move_unit(world.units["SNV"], parent=None, day=TODAY, actor=world.actor("office"))
