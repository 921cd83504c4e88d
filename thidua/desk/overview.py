"""The overview as it was counted last; one that is older than a minute is counted anew in the background."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from thidua.desk.counting import count
from thidua.desk.models import Snapshot
from thidua.journal.follow import task
from thidua.units.models import Province

FRESH = timedelta(seconds=60)


def recount(province: Province) -> Snapshot:
    now = timezone.now()
    head, body = count(province, timezone.localdate())
    row, _made = Snapshot.objects.update_or_create(
        province=province, defaults={"head": head, "body": body, "at": now, "asked": now}
    )
    return row


@task()
def recount_all(provinces: list[int]) -> None:
    """May run twice: the last one stands."""
    for province in Province.objects.filter(pk__in=provinces):
        recount(province)


def latest(provinces: Iterable[int]) -> list[dict[str, Any]]:
    """One query: for each province its name, when it was counted, and its totals (None while it never was), by name.

    Those that are older than a minute are ordered anew, once.
    """
    found = Province.objects.filter(pk__in=list(provinces)).annotate(at=F("snapshot__at"), head=F("snapshot__head"))
    rows: list[dict[str, Any]] = list(map(dict, found.values("pk", "name", "at", "head")))
    now = timezone.now()
    stale = [row["pk"] for row in rows if _stale(row["at"], now)]
    if stale:
        _order(stale, now)
    return rows


def _stale(at: datetime | None, now: datetime) -> bool:
    return at is None or now - at > FRESH


def _order(stale: list[int], now: datetime) -> None:
    """A row that was ordered within the last minute is on its way already."""
    Snapshot.objects.bulk_create((Snapshot(province_id=pk) for pk in stale), ignore_conflicts=True)
    rows = Snapshot.objects.filter(province__in=stale).filter(Q(asked=None) | Q(asked__lt=now - FRESH))
    if due := sorted(rows.values_list("province_id", flat=True)):
        Snapshot.objects.filter(province__in=due).update(asked=now)
        recount_all.enqueue(due)


def one(province: Province) -> Snapshot:
    """A province's overview; counted at once where it never was, ordered anew where it is old."""
    row = Snapshot.objects.filter(province=province).first()
    if row is None or row.at is None:
        return recount(province)
    now = timezone.now()
    if _stale(row.at, now):
        _order([province.pk], now)
    return row
