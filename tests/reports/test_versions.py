"""A new version of a movement while reports are under way: nothing is asked twice, nothing typed is lost."""

from datetime import timedelta

from tests.world import TODAY, World, run_jobs
from thidua.journal.door import perform
from thidua.movements.actions import extend, launch
from thidua.movements.models import Movement, Obligation
from thidua.papers.actions import keep
from thidua.plans.actions import judge_kind, read_in
from thidua.plans.rules.kinds import KINDS
from thidua.reports.actions import FLOW
from thidua.reports.models import Report
from thidua.reports.queries import fields_of


def replaced(world: World) -> Movement:
    """The same plan again as the version that supersedes it."""
    old, office = world.movement.plan, world.actor("office")
    paper = keep(old.source.encode(), name="ban-moi.txt", actor=office)
    plan = read_in(world.province, paper, old.source, actor=office, unit=old.issuing_unit, supersedes=old)
    for kind in KINDS:
        judge_kind(plan, kind, actor=office)
    return launch(plan, actor=world.actor("chairman"))


def same(movement: Movement, owed: Obligation) -> Obligation:
    return movement.obligations.get(unit=owed.unit, kind=owed.kind, period=owed.period)


def test_a_report_sent_before_and_taken_in_after_is_not_asked_again(launched: World) -> None:
    report, owed = launched.draft_report(), launched.owed()
    perform(FLOW, report, "submit", actor=launched.actor("head"))
    new = replaced(launched)
    assert same(new, owed).done_on is None
    perform(FLOW, report, "accept", actor=launched.actor("office"))
    assert same(new, owed).done_on == TODAY
    assert new.targets.filter(origin__isnull=False).count() == new.targets.count()


def test_an_extension_and_a_draft_go_on_in_the_new_version(launched: World) -> None:
    report, owed = launched.draft_report(), launched.owed()
    until = owed.due + timedelta(days=20)
    extend(owed, until=until, reason="Bão lũ", actor=launched.actor("office"))
    typed = {k: v for k, v in fields_of(Report.objects.get(pk=report.pk)).items() if k[0] == "n" and k != "narrative"}
    new = replaced(launched)
    run_jobs()
    assert same(new, owed).extended_to == until
    carried = Report.objects.get(pk=report.pk)
    assert carried.movement == new
    now = {k: v for k, v in fields_of(carried).items() if k[0] == "n" and k != "narrative"}
    assert sorted(now.values()) == sorted(typed.values())
    assert perform(FLOW, carried, "submit", actor=launched.actor("head")).state == "submitted"
