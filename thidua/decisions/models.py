"""Decisions, their lines, and registers of numbers."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.decisions.rules import format_decision_number
from thidua.nominations.models import Nomination, Round
from thidua.units.models import Province


class Register(models.Model):
    """The numbers of one symbol in one year."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="registers")
    symbol = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "symbol", "year"], name="register_once")]


class Decision(models.Model):
    """A decision that gives awards of one round."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="decisions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    subject = models.CharField(_("trích yếu"), max_length=300)
    symbol = models.CharField(max_length=20, default="QĐ-UBND")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, null=True, related_name="decisions")
    number = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signer_position = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=13, default="draft")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["register", "number"], name="decision_number_once")]

    def get_absolute_url(self) -> str:
        return reverse("decision_detail", args=[self.pk])

    @property
    def full_number(self) -> str:
        return format_decision_number(self.number, self.symbol) if self.number else ""


class Line(models.Model):
    """One subject of a decision; name, award and achievement are kept as they were decided."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="lines")
    subject_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=10)
    position = models.CharField(max_length=200, blank=True)
    award_code = models.CharField(max_length=20)
    award_name = models.CharField(max_length=120)
    achievement = models.TextField()
    dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["subject_kind", "id"]
        constraints = [models.UniqueConstraint(fields=["decision", "nomination"], name="line_once")]
