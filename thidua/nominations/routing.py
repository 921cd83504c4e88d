"""Laying out a dossier's route, opening its rows, what a return leaves, and silence."""

from typing import Any

from django.utils import timezone

from thidua.awards.queries import book_of
from thidua.awards.rules.selecting import Book
from thidua.kernel.workdays import add_workdays, workdays_between
from thidua.nominations import queries
from thidua.nominations.models import Nomination, RouteRow
from thidua.nominations.rules.route import SETTLED, RowFact, laid_out_again, numbered, to_open


def facts_of(nomination: Nomination) -> list[RowFact]:
    return [RowFact(row.pk, row.order, row.state) for row in nomination.route.all()]


def lay_out(nomination: Nomination) -> None:
    """The whole route, or after a return what the rule on returns has the dossier go through again."""
    steps = queries.route_of(nomination.round)
    orders = numbered([step["kind"] for step in steps])
    places, left = list(range(len(steps))), {}
    if nomination.returned_at is not None:
        rule = _return_rule(nomination)
        pairs = [(order, step["kind"]) for order, step in zip(orders, steps, strict=True)]
        settled = nomination.route.filter(kind="opinion", state__in=SETTLED).values_list("order", "agency")
        stand = set(settled)
        given = [n for n, order in enumerate(orders) if (order, steps[n]["agency"]) in stand]
        places = laid_out_again(pairs, min(nomination.returned_at, orders[-1]), rule, given)
        if rule.get("clock") == "resume" and nomination.left_days is not None:
            left = {nomination.returned_at: max(nomination.left_days, 1)}
    RouteRow.objects.bulk_create(_row(nomination, steps[n], orders[n], left.get(orders[n])) for n in places)
    nomination.returned_at, nomination.left_days = None, None
    nomination.save(update_fields=["returned_at", "left_days"])


def _row(nomination: Nomination, step: dict[str, Any], order: int, workdays: int | None) -> RouteRow:
    return RouteRow(
        nomination=nomination,
        order=order,
        kind=step["kind"],
        agency=step["agency"],
        unit_id=step["unit_id"],
        workdays=workdays or step["workdays"],
    )


def _return_rule(nomination: Nomination) -> dict[str, Any]:
    today = timezone.localdate()
    rule = book_of(nomination.province_id).get("return", day=nomination.received_on or today, judged=today)
    return dict(rule)


def due_rows(nomination: Nomination) -> list[RouteRow]:
    """The rows to open now, each with its day: by the plan's working days, else by the rule on time limits."""
    keys = [row.pk for row in to_open(facts_of(nomination))]
    rows, today = list(RouteRow.objects.filter(pk__in=keys)), timezone.localdate()
    book = book_of(nomination.province_id) if rows else Book(())
    calendar = book.calendar()
    for row in rows:
        limit = book.get("time_limit", row.kind, day=today)
        days = row.workdays or int(limit.get("workdays") or 0)
        row.opened_on = today
        row.due = add_workdays(today, days, calendar) if days else None
        row.silence = str(limit.get("silence") or "wait")
        row.save(update_fields=["opened_on", "due", "silence"])
    return rows


def note_return(nomination: Nomination, *, after_council: bool = False) -> None:
    """Where the dossier comes back to, how many working days of that step were left, whether it keeps its place."""
    today = timezone.localdate()
    calendar = book_of(nomination.province_id).calendar()
    rows = list(nomination.route.exclude(state="withdrawn"))
    current = next((row for row in rows if row.state == "open"), None)
    last = max((row.order for row in rows), default=0)
    nomination.returned_at = current.order if current else last
    nomination.left_days = workdays_between(today, current.due, calendar) if current and current.due else None
    nomination.keeps_place = after_council and _return_rule(nomination).get("quota") == "keep"
    nomination.save(update_fields=["returned_at", "left_days", "keeps_place"])
