"""Dossiers under way go on at a successor, and so do the rounds that the old unit held itself, the places shared out to it and
the answers it owes; a dossier that is awarded stays with the unit that earned it."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from thidua.movements.models import Offer
from thidua.nominations.actions import own_offers
from thidua.nominations.models import Nomination, Round, RouteRow, Share
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit

_OPEN = ("draft", "in_route", "returned", "ready")
_UNDECIDED = (*_OPEN, "reserve", "approved", "forwarded")


def _open(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = unit.nominations.filter(state__in=_OPEN).select_related("round")
    return ((row.pk, f"{row.subject_name} – {row.round.name}") for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> None:
    Nomination.objects.filter(pk=key).update(unit=target)


def _own(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    """The movements in which the unit's own rounds are not yet over; all of its rounds there go together."""
    open_ = Q(state="open") | Q(nominations__state__in=_UNDECIDED)
    rows = Round.objects.filter(open_, awarder=unit, movement__province=unit.province_id).select_related("movement")
    names = {row.movement_id: row.movement.name for row in rows}
    return iter(sorted(names.items()))


def _take_own(key: int, target: Unit, succession: Succession) -> None:
    rounds = Round.objects.filter(movement=key, awarder__in=succession.sources.all())
    codes = set(
        Offer.objects.filter(movement=key, awarder__in=succession.sources.all()).values_list("award_code", flat=True)
    )
    for round_ in rounds.select_related("movement")[:1]:
        own_offers(round_.movement, target, sorted(codes))
    offers = {offer.award_code: offer for offer in Offer.objects.filter(movement=key, awarder=target)}
    for code, offer in offers.items():
        held = {"round__in": rounds, "offer__award_code": code}
        Nomination.objects.filter(**held).update(offer=offer)
        Share.objects.filter(**held).update(offer=offer)
    waiting = RouteRow.objects.filter(nomination__round__in=rounds, unit__in=succession.sources.all())
    waiting.filter(state__in=("open", "waiting")).update(unit=target, agency=target.name)
    rounds.update(awarder=target)


def _answers(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    """Rounds in whose dossiers the unit has still to answer, or will."""
    rows = RouteRow.objects.filter(unit=unit, state__in=("open", "waiting"), nomination__state__in=_OPEN)
    rows = rows.filter(nomination__round__awarder=None)
    found = rows.values("nomination__round", "nomination__round__name").annotate(n=Count("nomination", distinct=True))
    return (
        (row["nomination__round"], f"{row['nomination__round__name']} ({row['n']})")
        for row in found.order_by("nomination__round")
    )


def _take_answers(key: int, target: Unit, succession: Succession) -> None:
    rows = RouteRow.objects.filter(unit__in=succession.sources.all(), state__in=("open", "waiting"))
    rows.filter(nomination__round=key, nomination__state__in=_OPEN).update(unit=target, agency=target.name)


def _shares(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = Share.objects.filter(unit=unit, round__state="open").select_related("round", "offer")
    return ((row.pk, f"{row.offer.award_name}: {row.places} – {row.round.name}") for row in rows)


def _take_share(key: int, target: Unit, succession: Succession) -> None:
    """Places add up where the successor had some of the same."""
    one = Share.objects.get(pk=key)
    same = Share.objects.filter(round=one.round_id, offer=one.offer_id, kind=one.kind, unit=target)
    if same.update(places=F("places") + one.places):
        one.delete()
    else:
        Share.objects.filter(pk=key).update(unit=target)


carries("own_round", _own, _take_own)
carries("nomination", _open, _take)
carries("route_answer", _answers, _take_answers)
carries("share", _shares, _take_share)
