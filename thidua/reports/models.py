"""Reports, their values and evidence."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.movements.models import Movement, ObligationKind, Target
from thidua.movements.rules.measures import Total, ValueFact
from thidua.papers.models import Paper
from thidua.units.models import Unit

OPEN_STATES = ("draft", "returned")


class Report(models.Model):
    """A unit's report for one kind and period."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=8, choices=ObligationKind)
    period = models.CharField(max_length=12)
    narrative = models.TextField(_("tình hình, kết quả thực hiện"), blank=True)
    difficulties = models.TextField(_("khó khăn, vướng mắc và đề xuất"), blank=True)
    as_of = models.DateField(_("số liệu tính đến ngày"), null=True)
    state = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-period", "unit__order"]
        constraints = [models.UniqueConstraint(fields=["movement", "unit", "kind", "period"], name="report_once")]
        indexes = [
            models.Index(fields=["state", "unit"], name="report_state_unit"),
            models.Index(fields=["movement", "state"], name="report_movement_state"),
        ]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    def get_absolute_url(self) -> str:
        return reverse("report_detail", args=[self.pk])


class Value(models.Model):
    """A target's numbers in a report; see ``movements.rules.measures.ValueFact``."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="values")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="values")
    numerator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    excluded = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "target"], name="value_once")]

    @property
    def fact(self) -> ValueFact:
        return ValueFact(self.numerator, self.denominator, self.excluded)


class Evidence(models.Model):
    """A file, or a document named by number, date and subject."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(_("số, ngày, trích yếu văn bản"), max_length=300, blank=True)


class Submission(models.Model):
    """A report as it was sent once: every box by its name, the digests and references of its evidence, and a digest of
    both. Never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    fields = models.JSONField()
    evidence = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="submission_once")]


class RollUp(models.Model):
    """What a unit of today's tree and all under it have together of one target, over accepted reports.

    node: the unit's key; 0 for the whole province, see ``rules.rollup.WHOLE``.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="rollups")
    node = models.BigIntegerField()
    numerator = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    base = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    units = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "node"], name="rollup_once")]

    @property
    def total(self) -> Total:
        return Total(self.numerator, self.base, self.units, self.met)


class RollUpBasis(models.Model):
    """The tree by which a movement's totals were last computed, as a digest; another tree has them computed anew."""

    movement = models.OneToOneField(Movement, on_delete=models.PROTECT, related_name="rollup_basis")
    tree = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now=True)


class Summary(models.Model):
    """The consolidating agency's report over its units' accepted ones, for one kind and period."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="summaries")
    kind = models.CharField(max_length=8, choices=ObligationKind)
    period = models.CharField(max_length=12)
    opening = models.TextField(_("tình hình chung"), blank=True)
    proposals = models.TextField(_("đề xuất, kiến nghị"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["movement", "kind", "period"], name="summary_once")]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    def get_absolute_url(self) -> str:
        return reverse("summary_detail", args=[self.movement_id, self.kind, self.period])


class Passage(models.Model):
    """A paragraph of a unit's report that may go into the summary. source: as the unit wrote it; text: as it will stand."""

    summary = models.ForeignKey(Summary, on_delete=models.PROTECT, related_name="passages")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    source = models.TextField()
    text = models.TextField()
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["report__unit__order", "order"]
        constraints = [models.UniqueConstraint(fields=["summary", "report", "order"], name="passage_once")]
