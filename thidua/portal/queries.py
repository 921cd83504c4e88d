"""What the public may see."""

from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thidua.decisions.models import Line
from thidua.movements.models import Movement, Obligation
from thidua.movements.queries import lineage
from thidua.plans.models import Plan
from thidua.questions import Question


def published() -> QuerySet[Movement]:
    rows = Movement.objects.filter(state__in=["running", "closed"]).select_related("province", "plan")
    owed = Obligation.objects.filter(movement=OuterRef("pk"), kind="launch").order_by().values("movement")
    return rows.defer("plan__source", "plan__header").annotate(
        owed=_counted(owed), launched=_counted(owed.filter(done_on__isnull=False))
    )


@Question
def latest() -> QuerySet[Movement]:
    """The movements of the first page."""
    return published()[:50]


def _counted(rows: QuerySet[Obligation, Any]) -> Coalesce:
    """How many, by the index on movement, kind and day alone."""
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def awarded(movement: Movement) -> QuerySet[Line]:
    """Names on issued decisions whose award stands."""
    rows = Line.objects.filter(
        nomination__round__movement__in=lineage(movement), decision__state="issued", dropped=False
    )
    rows = rows.filter(nomination__state="awarded")
    return rows.select_related("decision", "nomination__unit").order_by(F("decision_id").desc(), "subject_kind", "pk")


def plan_items(plan: Plan) -> list[object]:
    kinds = ["content", "criterion", "target", "phase", "award_form"]
    return list(plan.items.filter(kind__in=kinds, standing__in=["confirmed", "edited"]))
