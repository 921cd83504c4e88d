"""Decisions, their lines, and registers of numbers."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.decisions.rules import format_decision_number
from thidua.nominations.models import Nomination, Round
from thidua.papers.models import Paper
from thidua.units.models import Province, Unit


class Register(models.Model):
    """The numbers of one symbol in one year, of the province or of a unit that awards: the product's own, without a gap, or (outside) those that the records office
    gives and enters."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="registers")
    awarder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    symbol = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    outside = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "symbol", "year"], condition=models.Q(awarder=None), name="register_once"
            ),
            models.UniqueConstraint(fields=["awarder", "symbol", "year"], name="own_register_once"),
        ]


class Decision(models.Model):
    """A decision that gives awards, of one round or several. awarder: the unit in whose name, None for the province; paper: its signed file; signatures: of that file, as
    ``papers.signing`` found them; brought: whether somebody uploaded it, signed elsewhere."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="decisions")
    awarder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="decisions")
    rounds = models.ManyToManyField(Round, related_name="decisions")
    subject = models.CharField(_("trích yếu"), max_length=300)
    proposed_by = models.CharField(_("theo đề nghị của"), max_length=300, blank=True)
    symbol = models.CharField(max_length=40, default="QĐ-UBND")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, null=True, related_name="decisions")
    number = models.PositiveIntegerField(null=True)
    issued_on = models.DateField(null=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signer_position = models.CharField(max_length=120, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    signatures = models.JSONField(default=list)
    brought = models.BooleanField(default=False)
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
    """One subject of a decision; name, award and achievement are kept as they were decided.

    bonus: đồng, set when the decision is numbered; reckoned: coefficient, salary and article of it; recovered_on: the day
    the money of a revoked award came back.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="lines")
    subject_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=10)
    position = models.CharField(max_length=200, blank=True)
    award_code = models.CharField(max_length=20)
    award_name = models.CharField(max_length=120)
    achievement = models.TextField()
    dropped = models.BooleanField(default=False)
    bonus = models.PositiveBigIntegerField(null=True)
    reckoned = models.JSONField(default=dict)
    recovered_on = models.DateField(null=True)

    class Meta:
        ordering = ["subject_kind", "id"]
        constraints = [models.UniqueConstraint(fields=["decision", "nomination"], name="line_once")]


class Correction(models.Model):
    """A word of an issued decision set right; paper: number and day of what says so."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=12)
    before = models.TextField()
    after = models.TextField()
    paper = models.CharField(_("văn bản đính chính (số, ngày)"), max_length=200)
    made_on = models.DateField()

    class Meta:
        ordering = ["id"]


FUND_KINDS = (
    ("opening", _("số dư đầu kỳ")),
    ("income", _("thu")),
    ("spending", _("chi")),
    ("recovery", _("thu hồi")),
)


class FundEntry(models.Model):
    """A line of an award fund, the province's or (awarder) a unit's own. amount: đồng, below zero for spending; never changed, only followed by another."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="fund_entries")
    awarder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="fund_entries")
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=8, choices=FUND_KINDS)
    amount = models.BigIntegerField(_("số tiền (đồng)"))
    note = models.CharField(_("nội dung"), max_length=300)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="fund_entries")

    class Meta:
        ordering = ["day", "id"]
