"""From the items of a plan to the rows of its movement."""

from typing import Any

from thidua.awards.queries import code_of
from thidua.movements import queries
from thidua.movements.models import Movement, Offer, Receiver, RouteStep, Target
from thidua.movements.rules.duties import UnitFact, kinds_of, match_unit
from thidua.movements.rules.measures import asked_of, feed_of
from thidua.plans.models import Item, Plan
from thidua.plans.queries import standing_items
from thidua.plans.rules.kinds import PASS_LEVEL, RUBRIC, measure_of
from thidua.plans.rules.remapping import ABOVE


def copy_items(movement: Movement, plan: Plan, old: Movement | None) -> None:
    """Targets, offers and route; a target that continues one of the old movement points to its first form."""
    rows = [(_target(movement, i.data, i), i) for i in standing_items(plan, "target")]
    rows += [(t, i) for i in standing_items(plan, "criterion") if (t := _asked(movement, i.data, i)) is not None]
    if old is not None:
        _continue(rows, list(old.targets.all()))
    Target.objects.bulk_create(target for target, _ in rows)
    _offers(movement, plan)
    every_unit = queries.unit_facts(plan.province, movement.published_on)
    _route(movement, plan, every_unit, {s.agency: s.unit_id for s in old.route.all()} if old else {})
    _receivers(movement, plan, every_unit, {r.agency: r.unit_id for r in old.receivers.all()} if old else {})


def _target(movement: Movement, data: dict[str, Any], item: Item) -> Target:
    return Target(
        movement=movement,
        order=item.order,
        tier=(data.get("tier") or "chung")[:60],
        comparator=data["comparator"],
        value=data["value"],
        unit=data["unit"][:60],
        subject=data["subject"],
        excludes=(data.get("excludes") or "")[:120],
        clause=item.clause,
        measure=measure_of(data),
        kinds=data.get("unit_kind") or "",
        baseline=data.get("baseline"),
        baseline_year=data.get("baseline_year"),
        feed=feed_of(data["subject"], data.get("feed")),
        **_texts(data),
    )


def _texts(data: dict[str, Any]) -> dict[str, str]:
    names = ("numerator", "denominator", "levels", "due", "source")
    return {name: data.get(name) or "" for name in names}


def _asked(movement: Movement, data: dict[str, Any], item: Item) -> Target | None:
    """A criterion in words that is answered in reports by yes or no, or by a level; None for those that are not."""
    measure = str(data.get("measure") or "")
    bound = asked_of(data.get("group") or "") if measure else None
    if bound is None:
        return None
    rubric = measure == RUBRIC
    return Target(
        movement=movement,
        order=item.order,
        tier=bound[0],
        comparator=">=" if rubric else "=",
        value=(data.get("pass") or PASS_LEVEL) if rubric else 1,
        unit="",
        subject=data["text"],
        clause=item.clause,
        measure=measure,
        levels=data.get("levels") or "",
        kinds=",".join(bound[1])[:120],
        source=(data.get("evidence") or "")[:200],
    )


def _continue(rows: list[tuple[Target, Item]], old: list[Target]) -> None:
    """A target of the same tier, measure and words continues the old one, each at most once and in order, and one that
    an official changed continues what it was before; a threshold or a day may differ.

    What moved up to the province does not: those who told it before are no part of those who are asked now.
    """
    known: dict[tuple[str, ...], list[Target]] = {}
    for one in old:
        known.setdefault(_key(one), []).append(one)
    for target, item in rows:
        make = _target if item.kind == "target" else _asked
        before = make(target.movement, item.before, item) if item.before else None
        if before is not None and before.tier != target.tier and target.tier == ABOVE:
            before = None
        for form in (target, before):
            if form is not None and (same := known.get(_key(form))):
                first = same.pop(0)
                target.origin_id = first.origin_id or first.pk
                break


def _key(target: Target) -> tuple[str, str, str, str]:
    return target.tier, target.kinds, target.measure, target.subject


def _offers(movement: Movement, plan: Plan) -> None:
    quotas = standing_items(plan, "quota")
    Offer.objects.bulk_create(
        Offer(
            movement=movement,
            award_code=code_of(i.data["award"] or ""),
            award_name=(i.data["award"] or "")[:120],
            occasion=(i.data["occasion"] or "")[:60],
            collectives=i.data.get("collectives"),
            individuals=i.data.get("individuals"),
            clause=i.clause,
        )
        for i in quotas
    )
    capped = {code_of(i.data["award"] or "") for i in quotas}
    Offer.objects.bulk_create(
        Offer(movement=movement, award_code=code, award_name=i.data["name"][:120], clause=i.clause)
        for i in standing_items(plan, "award_form")
        if (code := code_of(i.data["name"])) not in capped
    )


def _bearer(name: str, every_unit: list[UnitFact], known: dict[str, int | None]) -> int | None:
    """The unit that a plan means by a name; the one that bore it in the version before, which may be a successor."""
    if known.get(name[:200]) is not None:
        return known[name[:200]]
    found = match_unit(name, every_unit)
    return found.pk if found else None


def _route(movement: Movement, plan: Plan, every_unit: list[UnitFact], known: dict[str, int | None]) -> None:
    for order, i in enumerate(standing_items(plan, "route_step")):
        RouteStep.objects.create(
            movement=movement,
            order=order,
            kind=i.data["kind"],
            agency=i.data["agency"][:200],
            unit_id=_bearer(i.data["agency"], every_unit, known),
            workdays=i.data.get("workdays"),
            clause=i.clause,
        )


def _receivers(movement: Movement, plan: Plan, every_unit: list[UnitFact], known: dict[str, int | None]) -> None:
    """Who receives reports by the plan; a unit is found by its name once, here, and follows successions from then on."""
    for order, i in enumerate(standing_items(plan, "report_regime")):
        Receiver.objects.create(
            movement=movement,
            order=order,
            agency=i.data["receiver"][:200],
            unit_id=_bearer(i.data["receiver"], every_unit, known),
            kinds=",".join(kinds_of(i.data.get("occasions") or ()))[:80],
            clause=i.clause,
        )
