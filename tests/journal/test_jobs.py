from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.world import World, run_jobs
from thidua.certificates.models import Certificate
from thidua.journal.jobs import requeue, run_daily
from thidua.journal.models import Root


def test_what_a_killed_worker_left_is_done_once(approved: World) -> None:
    run_jobs()
    approved.decide()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert run_jobs() == 0
    assert requeue() == 3
    assert run_jobs() == 3
    assert Certificate.objects.count() == 1


def test_a_follower_that_runs_twice_issues_once(issued: World) -> None:
    from thidua.certificates.jobs import issue_certificates
    from thidua.journal.models import Entry

    issue_certificates(issued.decision, Entry.objects.filter(verb="decision.number").get())
    assert Certificate.objects.count() == 1


def test_the_daily_work_is_a_task(running: World) -> None:
    run_daily.enqueue()
    run_jobs()
    assert Root.objects.count() == 1
