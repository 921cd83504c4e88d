"""Inspections, what they found and what they recommend."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Seat
from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.units.models import Group, Unit


class Inspection(models.Model):
    """One visit. members: a line each, the head of the team first; is_digital: held on the network, without travelling;
    effect_points: what the conclusion adds to or takes from a score, by the criterion or clause that says so."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="inspections")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections")
    held_on = models.DateField(_("ngày kiểm tra"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    content = models.TextField(_("nội dung kiểm tra"), blank=True)
    members = models.TextField(_("thành phần đoàn"), blank=True)
    is_digital = models.BooleanField(_("kiểm tra trên môi trường số"), default=False)
    conclusion = models.TextField(_("kết luận"), blank=True)
    effect_points = models.DecimalField(_("điểm cộng, trừ"), max_digits=6, decimal_places=2, null=True, blank=True)
    effect_clause = models.CharField(_("theo tiêu chí, mục"), max_length=300, blank=True)
    minutes = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    announced_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="planned")

    class Meta:
        ordering = ["-held_on", "-id"]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    def get_absolute_url(self) -> str:
        return reverse("inspection_detail", args=[self.pk])


class Finding(models.Model):
    """What the team saw, with a file or a document's number, date and subject."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField(_("ghi nhận"))
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(_("số, ngày, trích yếu văn bản"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]


class Advice(models.Model):
    """A recommendation: what the unit mends, by when, and what it says that it did."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="advice")
    text = models.TextField(_("kiến nghị"))
    due = models.DateField(_("hạn thực hiện"))
    answer = models.TextField(_("kết quả thực hiện"), blank=True)
    state = models.CharField(max_length=8, default="open")

    class Meta:
        ordering = ["due", "id"]

    @property
    def province_id(self) -> int:
        return self.inspection.province_id

    def get_absolute_url(self) -> str:
        return f"{self.inspection.get_absolute_url()}#kien-nghi-{self.pk}"

    def is_late(self, today: date) -> bool:
        return self.state in ("open", "returned") and self.due < today


class Charge(models.Model):
    """A council member's charge: a sector, an area, or both, for a period. area: a block or cluster; None for all."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="charges")
    sector = models.CharField(_("lĩnh vực phụ trách"), max_length=200, blank=True)
    area = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="charges")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["seat", "id"]

    @property
    def province_id(self) -> int:
        return self.seat.body.province_id
