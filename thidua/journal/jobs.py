"""Periodic work of the journal, and tasks that a killed worker left behind."""

from thidua.journal.follow import TaskResultStatus, queued, task
from thidua.journal.roots import sign_root


@task()
def nightly_root() -> str:
    return sign_root().digest


def requeue() -> int:
    """Puts back tasks that were running when their worker was killed; called before the only worker starts."""
    left = queued().filter(status=TaskResultStatus.RUNNING)
    return left.update(status=TaskResultStatus.READY, started_at=None)
