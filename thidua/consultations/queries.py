"""Reads of consultations."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.utils import timezone

from thidua.awards.authority import held
from thidua.awards.queries import book_of
from thidua.awards.rules.selecting import Book, RuleFact
from thidua.consultations.machine import ConsultationFacts, OpinionFacts
from thidua.consultations.models import Consultation, Opinion
from thidua.kernel.actor import Actor
from thidua.nominations.models import Nomination, Round

WAITING = ("ready",)


def facts_of(row: Consultation) -> ConsultationFacts:
    return ConsultationFacts(
        listed=row.nominations.count(),
        closes_on=row.closes_on,
        today=timezone.localdate(),
        unanswered=row.opinions.filter(state="open").count(),
    )


def opinion_facts(row: Opinion) -> OpinionFacts:
    return OpinionFacts(row.answer)


def rule_for(book: Book, nomination: Nomination, today: date) -> RuleFact | None:
    """The rule on consultation that holds for a dossier, by the day it was received."""
    day = nomination.received_on or today
    return book.find("consultation", nomination.offer.award_code, day=day, judged=today)


def asks(book: Book, nomination: Nomination, today: date) -> bool:
    """Whether the award's rule or the round wants the public to be asked."""
    rule = rule_for(book, nomination, today)
    return nomination.round.consults or (rule is not None and rule.data.get("needed") == "yes")


def to_consult(round_: Round) -> list[Nomination]:
    """The dossiers of a round that have walked their route and stand on no list."""
    rows = round_.nominations.filter(state__in=WAITING).exclude(consultations__state__in=["planned", "open", "closed"])
    return list(rows.select_related("offer", "unit", "round__movement").order_by("subject_kind", "pk"))


def unfinished(nominations: Iterable[Nomination], day: date) -> list[Nomination]:
    """Those on which no council may vote on the day yet: the public has to be asked and was not, or is being asked and its
    days are not over, or a complaint about them is not answered. Four queries."""
    rows = list(nominations)
    if not rows:
        return []
    book = book_of(rows[0].round.movement.province_id)
    running = set(
        Consultation.objects.filter(state="open", nominations__in=[n.pk for n in rows]).values_list(
            "nominations", flat=True
        )
    )
    wanted = [n for n in rows if n.pk in running or asks(book, n, day)]
    if not wanted:
        return []
    keys = [n.pk for n in wanted]
    lists = Consultation.objects.filter(state="closed", closes_on__lt=day, nominations__in=keys)
    over = set(lists.values_list("nominations", flat=True))
    open_ = set(Opinion.objects.filter(state="open", nomination__in=keys).values_list("nomination", flat=True))
    return [n for n in wanted if n.pk not in over or n.pk in open_]


def waiting_rows(actor: Actor) -> "list[QuerySet[Any, Any]]":
    """Opinions to be answered, lists whose days are over. Rows as ``difficulties.queries.WAITING``."""
    where = ("round__movement__province", "round__awarder")
    of_opinions = held(actor, "consult.run", *(f"consultation__{path}" for path in where))
    opinions = Opinion.objects.filter(of_opinions, state="open")
    opinions = opinions.order_by().annotate(what=Value("opinion"))
    lists = Consultation.objects.filter(
        held(actor, "consult.run", *where), state="open", closes_on__lt=timezone.localdate()
    )
    lists = lists.order_by().annotate(what=Value("consultation"), name=F("round__name"))
    return [
        opinions.values_list("what", "state", "kind", "consultation__round__name", "due", "consultation_id"),
        lists.values_list("what", "state", "name", "round__name", "closes_on", "pk"),
    ]


def told(what: str, text: str, pk: int) -> tuple[str, str, str]:
    return f"wait.{what}", text, Consultation(pk=pk).get_absolute_url()
