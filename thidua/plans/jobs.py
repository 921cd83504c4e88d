"""Reading scans in the background."""

from django.db import transaction

from thidua.journal.entries import record
from thidua.journal.follow import on, task
from thidua.journal.models import Entry
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.scans import Cancelled, Scan, read_scan
from thidua.plans.actions import read_in
from thidua.plans.models import Intake, IntakeState


@on("plan.scan")
def start(intake: Intake, entry: Entry) -> None:
    """Reading has a queue and a worker of its own, so that a long scan keeps nothing else waiting."""
    read_intake.enqueue(intake.pk)


@task(queue_name="scans")
def read_intake(pk: int) -> None:
    """Reads the pages of a scan and makes a plan of them. May run again after a killed worker: it starts anew."""
    rows = Intake.objects.filter(pk=pk)
    if not rows.filter(state__in=[IntakeState.WAITING, IntakeState.READING]).update(state=IntakeState.READING):
        return
    intake = rows.select_related("paper", "province", "unit", "supersedes").get()

    def progress(done: int) -> None:
        if not rows.filter(state=IntakeState.READING).update(pages_done=done):
            raise Cancelled

    try:
        text = read_scan(Scan(intake.paper.content(), intake.paper.name), progress)
        _become_plan(intake, text)
    except Cancelled:
        return
    except Refused as refused:
        _fail(intake, refused.refusals)
    except Exception:
        _fail(intake, [Refusal("paper.damaged", {"name": intake.paper.name})])
        raise


@transaction.atomic
def _become_plan(intake: Intake, text: str) -> None:
    if Intake.objects.select_for_update().get(pk=intake.pk).state != IntakeState.READING:
        raise Cancelled
    actor = Actor(user_id=intake.by_id)
    plan = read_in(intake.province, intake.paper, text, actor=actor, unit=intake.unit, supersedes=intake.supersedes)
    intake.state, intake.plan, intake.pages_done = IntakeState.DONE, plan, intake.pages
    intake.save(update_fields=["state", "plan", "pages_done"])


def _fail(intake: Intake, refusals: list[Refusal]) -> None:
    with transaction.atomic():
        intake.state = IntakeState.FAILED
        intake.refusals = [[r.code, r.values] for r in refusals]
        intake.save(update_fields=["state", "refusals"])
        record("plan.scan_fail", intake, actor=Actor(user_id=intake.by_id), after=intake.state)
