"""A secret ballot is led by its two tellers; who may vote is for the stage that holds it."""

from django.db.models import Q, QuerySet

from thidua.awards.authority import words_over
from thidua.ballots.models import Poll
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, poll: Poll) -> frozenset[str]:
    words = words_over(actor, poll)
    if actor.user_id is not None and actor.user_id == poll.first_id:
        return words | {"poll.first"}
    if actor.user_id is not None and actor.user_id == poll.second_id:
        return words | {"poll.second"}
    return words


def visible_to(actor: Actor) -> QuerySet[Poll]:
    """Those that the actor counts."""
    return Poll.objects.filter(Q(first=actor.person) | Q(second=actor.person))
