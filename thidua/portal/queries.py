"""What the public may see."""

from django.db.models import Count, F, Q, QuerySet

from thidua.decisions.models import Line
from thidua.movements.models import Movement
from thidua.movements.queries import lineage
from thidua.plans.models import Plan


def published() -> QuerySet[Movement]:
    rows = Movement.objects.filter(state__in=["running", "closed"]).select_related("province", "plan")
    return rows.defer("plan__source", "plan__header").annotate(
        owed=Count("obligations", filter=Q(obligations__kind="launch")),
        launched=Count("obligations", filter=Q(obligations__kind="launch", obligations__done_on__isnull=False)),
    )


def awarded(movement: Movement) -> QuerySet[Line]:
    """Names on issued decisions whose award stands."""
    rows = Line.objects.filter(decision__round__movement__in=lineage(movement), decision__state="issued", dropped=False)
    rows = rows.filter(nomination__state="awarded").exclude(certificate__state="revoked")
    return rows.select_related("decision", "nomination__unit").order_by(F("decision_id").desc(), "subject_kind", "pk")


def plan_items(plan: Plan) -> list[object]:
    kinds = ["content", "criterion", "target", "phase", "award_form"]
    return list(plan.items.filter(kind__in=kinds, standing__in=["confirmed", "edited"]))
