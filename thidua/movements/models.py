"""A movement and what it asks of whom."""

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.kernel.periods import last_day
from thidua.movements.rules.measures import TargetFact
from thidua.plans.models import Plan
from thidua.plans.rules.kinds import COUNT, MEASURES, RUBRIC, levels_of
from thidua.units.models import Province, Unit


class Movement(models.Model):
    """A running phong trào thi đua; its contents and criteria are the frozen items of its plan."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="movements")
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="movement")
    name = models.CharField(_("tên phong trào"), max_length=300)
    theme = models.CharField(max_length=300, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    period_from = models.PositiveSmallIntegerField()
    period_to = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default="running")
    published_on = models.DateField()
    launch_goal = models.DateField(null=True)

    class Meta:
        ordering = ["-published_on", "-id"]

    def get_absolute_url(self) -> str:
        return reverse("movement_detail", args=[self.pk])


class Target(models.Model):
    """A target, with the clause it comes from.

    kinds: the kinds of unit it binds, separated by commas, empty for all of its tier; due: as plans write days;
    origin: the first form of the same target where the movement has had several versions.
    """

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="targets")
    order = models.PositiveIntegerField()
    tier = models.CharField(max_length=60)
    comparator = models.CharField(max_length=2)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=60)
    subject = models.TextField()
    excludes = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=8, choices=MEASURES, default=COUNT)
    numerator = models.CharField(max_length=200, blank=True)
    denominator = models.CharField(max_length=200, blank=True)
    levels = models.TextField(blank=True)
    kinds = models.CharField(max_length=120, blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    due = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200, blank=True)
    feed = models.CharField(max_length=8, blank=True)
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")

    class Meta:
        ordering = ["order"]

    @property
    def kind_list(self) -> list[str]:
        return [kind for kind in self.kinds.split(",") if kind]

    @cached_property
    def level_names(self) -> list[str]:
        return levels_of(self.levels) if self.measure == RUBRIC else []

    def fact(self, year: int | None = None) -> TargetFact:
        """As the rules see it in a year of the plan."""
        return TargetFact(
            self.measure,
            self.comparator,
            self.value,
            self.unit,
            self.excludes,
            self.baseline,
            self.baseline_year,
            last_day(self.due, year=year) if self.due else None,
            len(self.level_names),
        )


class Offer(models.Model):
    """An award offered on an occasion; None is no cap, which for households the office may set. awarder: the unit that gives it of its own, None for what the plan
    offers."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="offers")
    awarder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    award_code = models.CharField(max_length=20, blank=True)
    award_name = models.CharField(max_length=120)
    occasion = models.CharField(max_length=60, blank=True)
    collectives = models.PositiveSmallIntegerField(null=True)
    individuals = models.PositiveSmallIntegerField(null=True)
    households = models.PositiveSmallIntegerField(null=True)
    clause = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["movement", "awarder", "award_code"], name="own_offer_once")]


class RouteStep(models.Model):
    """One step of the plan's route for dossiers, in order; ``unit`` is None when no unit bears the agency's name."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="route")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    agency = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    workdays = models.PositiveSmallIntegerField(null=True)
    clause = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["order"]


class Receiver(models.Model):
    """An agency to which the plan has reports sent; ``unit`` is None when no unit bears its name.

    kinds: the kinds of report, separated by commas, empty for all.
    """

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="receivers")
    order = models.PositiveSmallIntegerField()
    agency = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    kinds = models.CharField(max_length=80, blank=True)
    clause = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["order"]


class ObligationKind(models.TextChoices):
    LAUNCH = "launch", _("phát động, đăng ký")
    ANNUAL = "annual", _("báo cáo hằng năm")
    HALF_YEAR = "halfyear", _("báo cáo 6 tháng")
    QUARTER = "quarter", _("báo cáo hằng quý")
    MONTH = "month", _("báo cáo hằng tháng")
    MID_TERM = "mid_term", _("báo cáo sơ kết")
    FINAL = "final", _("báo cáo tổng kết")


class Obligation(models.Model):
    """What a unit owes a movement, by when; an extension keeps its reason in the journal."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    kind = models.CharField(max_length=8, choices=ObligationKind)
    period = models.CharField(max_length=12)
    due = models.DateField()
    extended_to = models.DateField(null=True)
    done_on = models.DateField(null=True)
    clause = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["due", "unit__order"]
        constraints = [models.UniqueConstraint(fields=["movement", "unit", "kind", "period"], name="obligation_once")]
        indexes = [
            models.Index(fields=["movement", "kind", "period"], name="obligation_coverage"),
            models.Index(fields=["movement", "kind", "done_on"], name="obligation_done"),
        ]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    @property
    def closes(self) -> date:
        return self.extended_to or self.due


class Acknowledgement(models.Model):
    """A unit's word that it has received the plan."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="acknowledgements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["movement", "unit"], name="acknowledged_once")]
