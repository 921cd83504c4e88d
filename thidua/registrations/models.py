"""A unit's registration in a movement."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.units.models import Unit


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

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    def get_absolute_url(self) -> str:
        return reverse("registration_detail", args=[self.pk])
