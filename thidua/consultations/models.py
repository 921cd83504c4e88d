"""Consultations, who is on their lists, and opinions."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.nominations.models import Nomination, Round
from thidua.papers.models import Paper


class Consultation(models.Model):
    """A list that everybody may look at and speak on. workdays, article, confirmed: by the rule when it was planned."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="consultations")
    workdays = models.PositiveSmallIntegerField(_("số ngày làm việc"))
    article = models.CharField(max_length=200)
    confirmed = models.BooleanField(default=False)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    state = models.CharField(max_length=9, default="planned")
    nominations = models.ManyToManyField(Nomination, related_name="consultations")

    class Meta:
        ordering = ["-id"]

    @property
    def province_id(self) -> int:
        return self.round.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.round.awarder_id

    def get_absolute_url(self) -> str:
        return reverse("consultation_detail", args=[self.pk])


def new_receipt() -> str:
    """What the writer of an opinion finds its answer by: 80 random bits."""
    return secrets.token_hex(10)


KINDS = (
    ("opinion", _("góp ý")),
    ("complaint", _("kiến nghị, khiếu nại")),
)


class Opinion(models.Model):
    """What somebody wrote of a list, or of one on it. author, contact: for those who answer, never published; due: of a
    complaint, by the rule of the day it came."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="opinions")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, null=True, related_name="opinions")
    kind = models.CharField(_("loại ý kiến"), max_length=9, choices=KINDS, default="opinion")
    author = models.CharField(_("họ tên"), max_length=120)
    contact = models.CharField(_("điện thoại hoặc địa chỉ"), max_length=200)
    text = models.TextField(_("nội dung"))
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=20, unique=True, default=new_receipt)
    received_at = models.DateTimeField(auto_now_add=True)
    due = models.DateField()
    answer = models.TextField(_("trả lời"), blank=True)
    state = models.CharField(max_length=8, default="open")

    class Meta:
        ordering = ["id"]

    @property
    def province_id(self) -> int:
        return self.consultation.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.consultation.awarder_id

    def get_absolute_url(self) -> str:
        return self.consultation.get_absolute_url()
