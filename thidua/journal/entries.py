"""Writing entries and reading them back."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from thidua.journal.models import Entry, PersonalValue
from thidua.journal.rules import digest, link_digest
from thidua.kernel.actor import Actor
from thidua.questions import Question


def subject_of(obj: models.Model) -> str:
    return f"{obj._meta.label_lower}:{obj.pk}"


def _lock(subject: str) -> None:
    """One writer at a time for each chain. SQLite has one writer in all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [subject])


def record(
    verb: str,
    obj: models.Model,
    *,
    actor: Actor,
    before: str = "",
    after: str = "",
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
    province_id: int | None = None,
    on_behalf_of: int | None = None,
) -> Entry:
    """Appends one entry to the chain of ``obj``. ``personal`` values go to the side table, salted digests to the chain."""
    subject = subject_of(obj)
    with transaction.atomic(savepoint=False):
        _lock(subject)
        last = _last.first(subject=subject)
        salted = {name: (value, secrets.token_hex(16)) for name, value in (personal or {}).items()}
        marks = {name: digest([salt, value]) for name, (value, salt) in salted.items()}
        entry = Entry(
            at=timezone.now(),
            actor_id=actor.user_id,
            on_behalf_of_id=on_behalf_of or actor.on_behalf_of,
            request_id=actor.request_id,
            verb=verb,
            subject=subject,
            seq=last.seq + 1 if last else 1,
            before=before,
            after=after,
            reason=reason,
            data=dict(data or {}),
            province_id=province_id or getattr(obj, "province_id", None),
            previous=last.digest if last else "",
        )
        entry.digest = link_digest(entry.previous, entry.content(), marks)
        entry.save(force_insert=True)
        if salted:
            PersonalValue.objects.bulk_create(
                PersonalValue(entry=entry, name=name, value=value, salt=salt, digest=marks[name])
                for name, (value, salt) in salted.items()
            )
    return entry


@Question
def _last(subject: str) -> models.QuerySet[Entry]:
    return Entry.objects.filter(subject=subject).order_by("-seq").only("seq", "digest")[:1]


def history(obj: models.Model) -> models.QuerySet[Entry]:
    """The entries of one object, the latest first, with their actors."""
    return _of(subject_of(obj))


def latest(obj: models.Model) -> list[dict[str, Any]]:
    """The last fifty of ``history``, the columns that its page shows."""
    return _latest(subject=subject_of(obj))


def _of(subject: str) -> models.QuerySet[Entry]:
    return Entry.objects.filter(subject=subject).select_related("actor", "on_behalf_of").order_by("-seq")


@Question
def _latest(subject: str) -> "models.QuerySet[Any, Any]":
    return _of(subject).values("at", "verb", "reason", "actor__full_name", "on_behalf_of__full_name")[:50]
