"""Sessions of an award council, who attended, what stood on the agenda, and the minutes."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Body, Motion, Poll, Seat
from thidua.movements.models import Movement
from thidua.nominations.models import Nomination
from thidua.papers.models import Paper


class Session(models.Model):
    """secret: every item is voted on in secret, also those whose rule does not ask for it; poll: once tellers are named."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sessions")
    name = models.CharField(_("tên phiên họp"), max_length=200)
    held_on = models.DateField(_("ngày họp"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    secret = models.BooleanField(_("bỏ phiếu kín"), default=False)
    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, null=True, related_name="session")
    state = models.CharField(max_length=9, default="planned")

    class Meta:
        ordering = ["-held_on", "-id"]

    @property
    def province_id(self) -> int:
        return self.body.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.body.awarder_id

    def get_absolute_url(self) -> str:
        return reverse("session_detail", args=[self.pk])


class Attendance(models.Model):
    """A seat that is filled at a session: by its member, or by a deputy whom the member sends. votes: whether that counts
    for the quorum and gives a vote; a deputy's does where the council's rule says so."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    votes = models.BooleanField(default=True)

    class Meta:
        ordering = ["seat_id"]
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="attendance_once")]

    @property
    def voter_id(self) -> int:
        return self.deputy_id or self.seat.user_id


class SessionItem(models.Model):
    """One nomination on the agenda, with its motion; tally and outcome are kept when the session closes.

    recused: seat → why its member takes no part in it, said by themselves or entered by who runs the session; who is the
    nominee or of the nominated unit is known without it. outcome: placed, reserve, missed, or waits where without
    the related too few were there: another session decides; place: in the order of those who passed, shared by equals in reserve; tied: equal to another in reserve; again: voted on once
    more to part it from its equals; open_conditions: (code, verdict) of those of the nominee that were not met or not known when the session
    was planned, and then when it opened.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="session_items")
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="session_item")
    secret_by_rule = models.BooleanField(default=False)
    tie_rule = models.CharField(max_length=7, default="direct")
    result = models.JSONField(default=dict)
    outcome = models.CharField(max_length=7, blank=True)
    place = models.PositiveSmallIntegerField(null=True)
    tied = models.BooleanField(default=False)
    recused = models.JSONField(default=dict)
    again = models.BooleanField(default=False)
    open_conditions = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "nomination"], name="item_once")]

    def said(self) -> dict[int, str]:
        """As ``recused``, by the key of the seat."""
        return {int(seat): reason for seat, reason in self.recused.items()}


class Minutes(models.Model):
    """The minutes of a session for one of the movements on its agenda."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="minutes")
    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "movement"], name="minutes_once")]
