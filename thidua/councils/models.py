"""Sessions of an award council."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Body, Motion, Seat
from thidua.nominations.models import Nomination, Round
from thidua.papers.models import Paper


class Session(models.Model):
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sessions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("ngày họp"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    state = models.CharField(max_length=9, default="planned")
    present = models.ManyToManyField(Seat, related_name="sessions", blank=True)
    minutes = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]

    @property
    def province_id(self) -> int:
        return self.body.province_id

    def get_absolute_url(self) -> str:
        return reverse("session_detail", args=[self.pk])


class SessionItem(models.Model):
    """One nomination on the agenda, with its motion; the tally is kept when the session closes."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="session_items")
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="session_item")
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "nomination"], name="item_once")]
