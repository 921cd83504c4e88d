"""Against the five real plans, where they are at hand; says so when they are not."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.world import World
from thidua.movements.actions import launch
from thidua.movements.rules.measures import TargetFact, ValueFact, asked, asked_of, judge
from thidua.plans.actions import add_item, bring, edit_head, judge_kind
from thidua.plans.measuring import measure_criteria
from thidua.plans.models import Plan
from thidua.plans.rules.kinds import KINDS, RATIO, measure_of
from thidua.plans.rules.reading import as_json, read

SHARED = Path(__file__).resolve().parents[3] / "shared"
PLANS = sorted((SHARED / "seeds").glob("*.txt"))
needs_plans = pytest.mark.skipif(not PLANS, reason="the five real plans are not at hand: nothing to check against")


@needs_plans
def test_reading_scores_at_least_097_and_every_quote_is_true(tmp_path: Path) -> None:
    for file in PLANS:
        reading = as_json(read(file.read_text(encoding="utf-8")))
        (tmp_path / f"seed-{file.name[:3]}.json").write_text(json.dumps(reading, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, SHARED / "gold" / "score.py", tmp_path, "--gold", SHARED / "gold"]
    done = subprocess.run([*command, "--texts", SHARED / "seeds", "--json"], capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert report["macro_f1"]["overall"] >= 0.97
    assert report["documents"]["seed-001"]["f1"] >= 0.90
    assert report["quotes"]["found"] == report["quotes"]["given"] > 0


@needs_plans
@pytest.mark.parametrize("file", PLANS, ids=lambda f: f.name[:3])
def test_each_can_be_uploaded_and_published(file: Path, world: World) -> None:
    office = world.actor("office")
    plan = bring(world.province, file.read_bytes(), file.name, actor=office)
    for kind in KINDS:
        judge_kind(plan, kind, actor=office)
    if not plan.items.filter(kind="addressee", standing="confirmed").exists():
        add_item(plan, "addressee", {"unit_kind": "department"}, actor=office)
    if plan.period_from is None:
        edit_head(plan, {"period_from": 2022, "period_to": 2030}, actor=office)
    movement = launch(Plan.objects.get(pk=plan.pk), actor=world.actor("chairman"))
    assert movement.obligations.exists()
    assert all(o.due for o in movement.obligations.all())


@needs_plans
@pytest.mark.parametrize(("number", "least"), [("004", {"cấp tỉnh": 17, "cấp huyện": 16, "cấp xã": 8})])
def test_every_target_by_tier_is_asked_and_judged(number: str, least: dict[str, int], world: World) -> None:
    """Those of the tier that ended too: they wait for an official to give them a new place."""
    file = next(f for f in PLANS if f.name.startswith(number))
    plan, office = (
        bring(world.province, file.read_bytes(), file.name, actor=world.actor("office")),
        world.actor("office"),
    )
    measure_criteria(plan, "yes_no", actor=office)
    targets = plan.items.filter(kind="target")
    for tier, count in least.items():
        assert sum(item.data["tier"] == tier for item in targets) >= count
    for item in targets:
        measure = measure_of(item.data)
        fact = TargetFact(measure, item.data["comparator"], Decimal(str(item.data["value"])), item.data["unit"])
        told = ValueFact(fact.value, Decimal(100) if measure == RATIO else None)
        assert judge(fact, told).state in ("met", "exceeded")
        assert asked(fact)


@needs_plans
def test_criteria_in_words_are_asked_of_the_units_that_they_name(world: World) -> None:
    file = next(f for f in PLANS if f.name.startswith("002"))
    plan, office = (
        bring(world.province, file.read_bytes(), file.name, actor=world.actor("office")),
        world.actor("office"),
    )
    assert measure_criteria(plan, "rubric", actor=office) > 10
    groups = {item.data.get("group") or "" for item in plan.items.filter(kind="criterion")}
    bound = [asked_of(group) for group in groups]
    assert sum(one is not None for one in bound) >= 2
    assert {kind for one in bound if one for kind in one[1]} & {"department", "enterprise", "commune"}
