"""What waits for a person, from every stage, in the order of a movement's life."""

from django.db.models import QuerySet

from thidua.councils.queries import waiting as councils
from thidua.decisions.queries import waiting as decisions
from thidua.kernel.actor import Actor
from thidua.nominations.queries import waiting as nominations
from thidua.people.models import Notice
from thidua.plans.queries import waiting as plans
from thidua.questions import Question
from thidua.reports.queries import waiting as reports
from thidua.scores.queries import waiting as scores

OFFICE_WORDS = {"plan.edit", "office.review", "unit.draft", "unit.submit", "route.step", "self.confirm"}


@Question
def unread(person: int) -> QuerySet[Notice]:
    return Notice.objects.filter(user=person, read_at=None)[:10]


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """(code, what, address) of everything that waits; stages in which the person has no part are not asked."""
    words = {word for word, _ in actor.grants}
    found: list[tuple[str, str, str]] = []
    if "plan.edit" in words:
        found += plans(actor)
    if words & {"office.review", "unit.draft", "unit.submit"}:
        found += reports(actor)
    if words & {"unit.draft", "unit.submit", "office.review", "decision.sign"}:
        found += scores(actor)
    if words & OFFICE_WORDS:
        found += nominations(actor)
    if words & {"council.vote", "council.run"}:
        found += councils(actor)
    return found + decisions(actor)
