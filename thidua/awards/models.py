"""Rules of law as dated data, and grants."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.kernel.vietnamese import fold
from thidua.units.models import Province, Unit


class DatedRule(models.Model):
    """Validity, source and standing of a rule."""

    valid_from = models.DateField(_("áp dụng từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    article = models.CharField(_("căn cứ"), max_length=200)
    confirmed = models.BooleanField(_("đã đối chiếu với văn bản gốc"), default=False)

    class Meta:
        abstract = True


class AwardForm(DatedRule):
    """A form or title: code, name, level (state, province, grassroots), who may give it, to whom."""

    code = models.CharField(max_length=20)
    name = models.CharField(_("tên"), max_length=120)
    kind = models.CharField(_("loại"), max_length=8, choices=[("form", _("hình thức")), ("title", _("danh hiệu"))])
    level = models.CharField(max_length=12)
    authority = models.CharField(_("thẩm quyền"), max_length=120)
    for_collective = models.BooleanField(default=True)
    for_individual = models.BooleanField(default=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="award_form_version")]


class Threshold(DatedRule):
    """What a council needs to pass an award form: quorum and approval, each with its denominator."""

    award_code = models.CharField(max_length=20)
    quorum_percent = models.DecimalField(max_digits=5, decimal_places=2)
    approval_percent = models.DecimalField(max_digits=5, decimal_places=2)
    denominator = models.CharField(
        max_length=12,
        choices=[("all_members", _("tổng số thành viên")), ("present", _("số có mặt")), ("ballots", _("số phiếu"))],
    )
    secret = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["award_code", "valid_from"], name="threshold_version")]


class Grant(models.Model):
    """One award once given: the lifetime ledger. Entered by a decision, or from an old paper."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="grants")
    award_code = models.CharField(max_length=20)
    award_name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="grants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="grants")
    subject_name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    achievement = models.TextField()
    year = models.PositiveSmallIntegerField()
    decision_number = models.CharField(max_length=60)
    decision_date = models.DateField()
    revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ["-decision_date", "-id"]

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.subject_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
