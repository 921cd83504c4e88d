"""Rules of law as dated data, proposed changes of them, and grants."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.awards.rules.selecting import RuleFact
from thidua.kernel.vietnamese import fold
from thidua.units.models import Province, Unit


class DatedRule(models.Model):
    """One version of a rule: its values with validity, source and standing. kind, key, data: see ``rules.kinds``."""

    kind = models.CharField(max_length=14)
    key = models.CharField(max_length=20, blank=True)
    data = models.JSONField(default=dict)
    valid_from = models.DateField(_("áp dụng từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    article = models.CharField(_("căn cứ"), max_length=200)
    confirmed = models.BooleanField(_("đã đối chiếu với văn bản gốc"), default=False)
    favourable = models.BooleanField(_("có lợi hơn cho người được đề nghị"), default=False)

    class Meta:
        abstract = True


class Rule(DatedRule):
    """A version in the register. province: None for what came with the product; a province's own stands before it.

    Versions are added, never rewritten; only ``valid_to`` may be set later.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, null=True, related_name="rules")

    class Meta:
        ordering = ["kind", "key", "-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "valid_from"], condition=models.Q(province=None), name="shipped_rule_once"
            )
        ]

    def fact(self) -> RuleFact:
        return RuleFact(
            pk=self.pk,
            kind=self.kind,
            key=self.key,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            province=self.province_id,
            favourable=self.favourable,
            confirmed=self.confirmed,
            article=self.article,
            data=self.data,
        )


class RuleChange(DatedRule):
    """A proposed version, or (``ends`` given) a last day for a version of the province's own."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="rule_changes")
    ends = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, related_name="endings")
    made = models.OneToOneField(Rule, on_delete=models.PROTECT, null=True, related_name="change")
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(_("lý do thay đổi"))
    last_seen = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=9, default="proposed")

    class Meta:
        ordering = ["-id"]

    def fact(self) -> RuleFact:
        """The version that it would make; it stands after every other of its first day."""
        return RuleFact(
            pk=2**62,
            kind=self.kind,
            key=self.key,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            province=self.province_id,
            favourable=self.favourable,
            confirmed=self.confirmed,
            article=self.article,
            data=self.data,
        )

    def get_absolute_url(self) -> str:
        return reverse("rule_change", args=[self.pk])


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
