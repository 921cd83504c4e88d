"""Issued certificates."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.certificates.rules import Spot
from thidua.decisions.models import Line
from thidua.papers.models import Paper
from thidua.units.models import Province, Unit


def new_public_id() -> str:
    """128 random bits, so that an id cannot be guessed."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="certificate")
    public_id = models.CharField(max_length=24, unique=True, default=new_public_id)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    @property
    def province_id(self) -> int:
        return self.line.decision.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.line.decision.awarder_id

    def get_absolute_url(self) -> str:
        return reverse("certificate_check", args=[self.public_id])

    @property
    def is_revoked(self) -> bool:
        """Its line's revocation, or its decision's."""
        return self.line.decision.state == "revoked" or self.line.nomination.state == "revoked"


class FormerPaper(models.Model):
    """The file of a certificate that was issued anew since, after a correction."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="former")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]


class Blank(models.Model):
    """Printed certificate paper, and where the words go on it. awarder: the unit whose it is, None for the province's; award_code: of the award it is for, empty for any; width,
    height, shift_x, shift_y: mm, the shift being what the office's printer is off by; spots: name → the fields of
    ``rules.Spot``; picture: a scan of the blank, shown behind the words on screen and never printed."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="blanks")
    awarder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("tên phôi"), max_length=120)
    award_code = models.CharField(max_length=20, blank=True)
    width = models.DecimalField(_("rộng (mm)"), max_digits=5, decimal_places=1)
    height = models.DecimalField(_("cao (mm)"), max_digits=5, decimal_places=1)
    shift_x = models.DecimalField(_("máy in lệch ngang (mm)"), max_digits=4, decimal_places=1, default=0)
    shift_y = models.DecimalField(_("máy in lệch dọc (mm)"), max_digits=4, decimal_places=1, default=0)
    spots = models.JSONField(default=dict)
    picture = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]

    def get_absolute_url(self) -> str:
        return reverse("blank_detail", args=[self.pk])

    @property
    def size(self) -> tuple[float, float]:
        return float(self.width), float(self.height)

    @property
    def shift(self) -> tuple[float, float]:
        return float(self.shift_x), float(self.shift_y)

    def placed(self) -> dict[str, Spot]:
        return {name: Spot(**fields) for name, fields in self.spots.items()}


class Handover(models.Model):
    """A certificate given into somebody's hands. receiver: who took it, when not the awarded one."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="handover")
    day = models.DateField(_("ngày trao"))
    occasion = models.CharField(_("dịp, nơi trao"), max_length=200, blank=True)
    receiver = models.CharField(_("người nhận thay"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
