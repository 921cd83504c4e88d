"""Surveys of enterprises, who takes part, their sheets, and runs over all of them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.scores.models import IndexVersion
from thidua.units.models import Province


class BusinessKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("doanh nghiệp")
    COOPERATIVE = "cooperative", _("hợp tác xã")
    HOUSEHOLD = "household", _("hộ kinh doanh")


class Sector(models.TextChoices):
    """The sections of the national system of economic sectors, as far as enterprises have them."""

    A = "A", _("nông nghiệp, lâm nghiệp, thủy sản")
    B = "B", _("khai khoáng")
    C = "C", _("công nghiệp chế biến, chế tạo")
    D = "D", _("điện, khí đốt")
    E = "E", _("nước, xử lý rác thải")
    F = "F", _("xây dựng")
    G = "G", _("bán buôn, bán lẻ, sửa chữa xe")
    H = "H", _("vận tải, kho bãi")
    I = "I", _("lưu trú, ăn uống")  # noqa: E741 -- the section's own letter
    J = "J", _("thông tin, truyền thông")
    K = "K", _("tài chính, ngân hàng, bảo hiểm")
    L = "L", _("bất động sản")
    M = "M", _("chuyên môn, khoa học, công nghệ")
    N = "N", _("hành chính, dịch vụ hỗ trợ")
    P = "P", _("giáo dục, đào tạo")
    Q = "Q", _("y tế, trợ giúp xã hội")
    R = "R", _("nghệ thuật, vui chơi, giải trí")
    S = "S", _("dịch vụ khác")


class Survey(models.Model):
    """A time in which enterprises of a province assess themselves by one version of a set."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="surveys")
    version = models.ForeignKey(IndexVersion, on_delete=models.PROTECT, related_name="surveys")
    name = models.CharField(_("tên đợt"), max_length=200)
    year = models.PositiveSmallIntegerField(_("năm"))
    opens = models.DateField(_("từ ngày"))
    closes = models.DateField(_("đến hết ngày"))
    state = models.CharField(max_length=9, default="planned")

    class Meta:
        ordering = ["-year", "-id"]

    def get_absolute_url(self) -> str:
        return reverse("survey_detail", args=[self.pk])


class Business(models.Model):
    """Who takes part. code_digest: of the tax code, by which it is found again; tax_code: the code itself, empty where it is
    a person's number; key_digest: of the access key, which is shown once."""

    code_digest = models.CharField(max_length=64, unique=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=13, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại hình"), max_length=11, choices=BusinessKind)
    sector = models.CharField(_("ngành"), max_length=1, choices=Sector)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="businesses")
    key_digest = models.CharField(max_length=64)
    registered_at = models.DateTimeField(auto_now_add=True)


class BusinessSheet(models.Model):
    """One's answers in one survey (``scores.rules.answers``) and the score that they have now. province, sector: of the
    business, so that a part of a run is read from one table."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="sheets")
    sector = models.CharField(max_length=1)
    record = models.BinaryField()
    points = models.BigIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "business"], name="business_sheet_once")]
        indexes = [models.Index(fields=["survey", "sector", "sent_at"], name="business_sheet_sector")]


class SectorTally(models.Model):
    """How many sent sheets of a survey's sector stand at a level with so many whole points: what comparisons and
    provisional ranks are counted from."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="tallies")
    sector = models.CharField(max_length=1)
    level = models.PositiveSmallIntegerField()
    points = models.BigIntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "sector", "level", "points"], name="sector_tally_once")
        ]


class BusinessRun(models.Model):
    """A ranking over the surveys of one or several provinces, computed in parts. digest: over the parts' results, once all
    are ranked."""

    set_digest = models.CharField(max_length=64)
    version = models.ForeignKey(IndexVersion, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    code_version = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, default="scoring")

    class Meta:
        ordering = ["-pk"]


class RunPart(models.Model):
    """One survey's part of a run. inputs: digest of the sheets as read; distribution: how many have each score, by which parts
    are ranked together; results: a row for each sheet, see ``running.result_type``; ranks: among all
    parts, in the same order."""

    run = models.ForeignKey(BusinessRun, on_delete=models.PROTECT, related_name="parts")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="parts")
    count = models.PositiveIntegerField(default=0)
    inputs = models.CharField(max_length=64, blank=True)
    distribution = models.BinaryField(null=True)
    results = models.BinaryField(null=True)
    ranks = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=7, default="waiting")

    class Meta:
        ordering = ["survey"]
        constraints = [models.UniqueConstraint(fields=["run", "survey"], name="run_part_once")]
