"""How later stages learn of earlier ones: ``@on`` follows a verb as a background task, ``@veto`` forbids it.

The import of the tasks library sits here alone.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models
from django_tasks import TaskResultStatus, task

from thidua.journal.models import Entry
from thidua.kernel.refusal import Refusal

__all__ = ["TaskResultStatus", "daily", "daily_works", "deliver", "on", "queued", "task", "veto", "vetoes"]

Follower = Callable[[Any, Entry], None]
Veto = Callable[[Any], Refusal | None]

_followers: dict[str, list[Follower]] = defaultdict(list)
_vetoes: dict[str, list[Veto]] = defaultdict(list)


def on(*verbs: str) -> Callable[[Follower], Follower]:
    """Registers a follower of verbs. It runs after the commit, may run twice, and so must be idempotent."""

    def keep(follower: Follower) -> Follower:
        for verb in verbs:
            _followers[verb].append(follower)
        return follower

    return keep


def veto(verb: str) -> Callable[[Veto], Veto]:
    """Registers a rule of a later stage that may refuse a step of an earlier one."""

    def keep(rule: Veto) -> Veto:
        _vetoes[verb].append(rule)
        return rule

    return keep


Daily = Callable[[], object]
_daily: list[Daily] = []


def daily(work: Daily) -> Daily:
    """Registers work that is done once a day by itself; it may run twice, and so must be idempotent."""
    _daily.append(work)
    return work


def daily_works() -> tuple[Daily, ...]:
    return tuple(_daily)


def vetoes(verb: str, obj: models.Model) -> list[Refusal]:
    return [refusal for rule in _vetoes[verb] if (refusal := rule(obj)) is not None]


def deliver(verb: str, obj: models.Model, entry: Entry) -> None:
    """Queues one task for each follower, in the same transaction as the change."""
    for index, _ in enumerate(_followers[verb]):
        follow.enqueue(verb, index, obj._meta.label_lower, obj.pk, entry.pk)


def queued() -> models.QuerySet[models.Model]:
    """The rows of the task queue."""
    return apps.get_model("django_tasks_database.dbtaskresult")._default_manager.all()


@task()
def follow(verb: str, index: int, label: str, pk: int, entry_id: int) -> None:
    model = apps.get_model(label)
    _followers[verb][index](model._default_manager.get(pk=pk), Entry.objects.get(pk=entry_id))
