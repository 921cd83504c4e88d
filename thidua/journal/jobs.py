"""Periodic work of the journal."""

from django_tasks import task

from thidua.journal.roots import sign_root


@task()
def nightly_root() -> str:
    return sign_root().digest
