"""What waits for a person, from every stage, in the order of a movement's life."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from thidua.awards import queries as awards
from thidua.blocks import queries as blocks
from thidua.consultations import queries as consultations
from thidua.councils import queries as councils
from thidua.decisions.queries import waiting as decisions
from thidua.difficulties import queries as difficulties
from thidua.inspections import queries as inspections
from thidua.kernel.actor import Actor
from thidua.nominations.queries import waiting as nominations
from thidua.people.models import Notice
from thidua.plans.queries import waiting as plans
from thidua.questions import Question
from thidua.reports.queries import waiting as reports
from thidua.scores import queries as scores

TOGETHER = {"unit.read", "office.review", "route.step", "rule.edit", "decision.sign", "council.vote"}
OFFICE_WORDS = {"plan.edit", "office.review", "unit.draft", "unit.submit", "route.step", "self.confirm"}


@Question
def unread(person: int) -> QuerySet[Notice]:
    return Notice.objects.filter(user=person, read_at=None)[:10]


@Question
def _together(actor: Actor) -> "QuerySet[Any, tuple[Any, ...]]":
    """One query for difficulties, inspections, sheets, blocks, rules, ballots to count; rows as ``difficulties.queries.WAITING``."""
    rows = [*difficulties.waiting_rows(actor), *inspections.waiting_rows(actor), *scores.waiting_rows(actor)]
    rows += consultations.waiting_rows(actor)
    rows += [*awards.waiting_rows(actor), *blocks.waiting_rows(actor), *councils.waiting_rows(actor)]
    return rows[0].union(*rows[1:], all=True).order_by("due")[:120]


def _told(what: str, state: str, name: str, text: str, due: date, pk: int) -> tuple[str, str, str]:
    if what == "difficulty":
        return difficulties.told(state, name, text, due, pk)
    if what == "advice":
        return inspections.told(name, text, due, pk)
    if what == "rule":
        return awards.told(text, pk)
    if what in ("opinion", "consultation"):
        return consultations.told(what, text, pk)
    if what == "poll":
        return councils.told(text, pk)
    if what.startswith("block_"):
        return blocks.told(what, state, name, text, due, pk)
    return scores.told(what, state, name, text, due, pk)


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """(code, what, address) of everything that waits; stages in which the person has no part are not asked."""
    words = {word for word, _ in actor.grants}
    found: list[tuple[str, str, str]] = []
    if "plan.edit" in words:
        found += plans(actor)
    if words & {"office.review", "unit.draft", "unit.submit"}:
        found += reports(actor)
    if words & TOGETHER:
        found += [_told(*row) for row in _together(actor=actor)]
    if words & OFFICE_WORDS:
        found += nominations(actor)
    if words & {"council.vote", "council.run"}:
        found += councils.waiting(actor)
    return found + decisions(actor)
