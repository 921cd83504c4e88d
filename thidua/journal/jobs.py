"""Periodic work of the journal, and tasks that a killed worker left behind."""

from thidua.journal.follow import TaskResultStatus, daily_works, queued, task
from thidua.journal.roots import sign_root


@task()
def run_daily() -> int:
    """Seals the journal and queues what later stages do each day; returns how many works those are."""
    sign_root()
    works = daily_works()
    for index in range(len(works)):
        daily_work.enqueue(index)
    return len(works)


@task()
def daily_work(index: int) -> None:
    daily_works()[index]()


def requeue() -> int:
    """Puts back tasks that were running when their worker was killed; called before the only worker starts."""
    left = queued().filter(status=TaskResultStatus.RUNNING)
    return left.update(status=TaskResultStatus.READY, started_at=None)
