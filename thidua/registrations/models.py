"""A unit's registration in a movement, and its own plan."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.kernel.refusal import Refusal
from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.plans.models import Item
from thidua.plans.rules.cascade import Held, doubts, standing_of
from thidua.plans.rules.kinds import line
from thidua.units.models import Unit

OPEN_STATES = ("draft", "returned")


class Registration(models.Model):
    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registrations")
    commitment = models.TextField(_("nội dung đăng ký"), blank=True)
    plan_paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    plan_number = models.CharField(_("số, ký hiệu kế hoạch của đơn vị"), max_length=60, blank=True)
    plan_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    state = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit__order"]
        constraints = [models.UniqueConstraint(fields=["movement", "unit"], name="registered_once")]
        indexes = [models.Index(fields=["movement", "state"], name="registration_state")]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    def get_absolute_url(self) -> str:
        return reverse("registration_detail", args=[self.pk])


class OwnPlan(models.Model):
    """The unit's own plan, a child of the movement's.

    way: how it was begun; pdf: what the product last wrote, as PDF; pdf_of: what waits to become one.
    """

    class Way(models.TextChoices):
        DRAFT = "draft", _("soạn từ kế hoạch cấp trên")
        UPLOAD = "upload", _("tải lên kế hoạch của đơn vị")
        ADOPT = "adopt", _("thực hiện nguyên kế hoạch cấp trên")

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="own_plan")
    way = models.CharField(max_length=6, choices=Way)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    capacity = models.CharField(_("chức vụ người ký"), max_length=120, blank=True)
    overlap = models.FloatField(null=True)
    pdf_of = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def get_absolute_url(self) -> str:
        return reverse("own_plan", args=[self.registration_id])

    @property
    def percent(self) -> int | None:
        return None if self.overlap is None else round(100 * self.overlap)


class OwnItem(models.Model):
    """One item of a unit's plan. parent: the item it comes from; superseding: that item's values in a newer version."""

    plan = models.ForeignKey(OwnPlan, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16)
    order = models.PositiveIntegerField()
    data = models.JSONField()
    dropped = models.BooleanField(default=False)
    reason = models.CharField(_("lý do không đưa vào"), max_length=300, blank=True)
    superseding = models.JSONField(null=True)
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]

    @property
    def held(self) -> Held:
        return Held(self.kind, self.data, self.parent.data if self.parent else None, self.dropped, self.reason)

    @property
    def standing(self) -> str:
        return standing_of(self.held)

    @property
    def doubts(self) -> list[Refusal]:
        return doubts(self.held)

    @property
    def line(self) -> str:
        return line(self.kind, self.data)

    @property
    def parent_line(self) -> str:
        return line(self.kind, self.parent.data) if self.parent else ""

    @property
    def superseding_line(self) -> str:
        return line(self.kind, self.superseding) if self.superseding else ""


class Recipient(models.Model):
    """A line of the plan's *Nơi nhận*: the unit it means, what was sent to it and who acknowledged.

    unit: None for a name that the tree does not know; such a copy goes on paper.
    """

    plan = models.ForeignKey(OwnPlan, on_delete=models.PROTECT, related_name="addressees")
    name = models.CharField(_("nơi nhận"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "unit"], name="recipient_once")]

    @property
    def province_id(self) -> int:
        return self.plan.registration.province_id
