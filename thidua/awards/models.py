"""Rules of law as dated data, proposed changes of them; who was awarded what, what bars an award, initiatives."""

from dataclasses import replace

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.awards.rules.identity import plain
from thidua.awards.rules.selecting import RuleFact
from thidua.awards.searching import within, words_in
from thidua.kernel.vietnamese import fold
from thidua.papers.models import Paper
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

    def fact(self) -> RuleFact:
        return RuleFact(
            pk=self.pk,
            kind=self.kind,
            key=self.key,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            province=getattr(self, "province_id", None),
            favourable=self.favourable,
            confirmed=self.confirmed,
            article=self.article,
            data=self.data,
        )


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
        return replace(super().fact(), pk=2**62)

    def get_absolute_url(self) -> str:
        return reverse("rule_change", args=[self.pk])


class Recipient(models.Model):
    """A person, unit or household as the ledger knows it, whatever the spelling. plain: the name as it is compared.

    unit: the collective itself, or where the person was last awarded from; person: their account, where they have one.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="recipients")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    plain = models.CharField(max_length=200, db_index=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="recipients")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="recipients")

    class Meta:
        ordering = ["name", "id"]

    def save(self, *args: object, **kwargs: object) -> None:
        self.plain = plain(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came


# Why an award is taken back (Luật Thi đua, khen thưởng 06/2022/QH15, chương VII).
GROUNDS = ("fraud", "false_information", "unlawful", "no_longer_met")


class Revocation(models.Model):
    """The document by which awards were taken back: its number and day, the ground, what it says beside it, its file."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="revocations")
    ground = models.CharField(_("căn cứ"), max_length=20)
    words = models.TextField(_("nói rõ thêm"), blank=True)
    number = models.CharField(_("số quyết định thu hồi, hủy bỏ"), max_length=60)
    day = models.DateField(_("ngày quyết định"))
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-day", "-id"]


BASES = (
    ("merit", _("công trạng")),
    ("thematic", _("theo đợt, chuyên đề")),
    ("adhoc", _("đột xuất")),
)


class Grant(models.Model):
    """One award once given: the lifetime ledger. Entered by a decision, or from an old paper.

    deed: what it was given for, as a key that is equal for one achievement, empty where an old paper does not tell;
    received_on: the day that selected the standards it was judged by, None where an old paper does not tell;
    of_register: True where a decision of this product's register gave it, None for a higher level's, or one of before;
    revocation: by which document it was revoked, None for those that were revoked before documents were asked for;
    in_doubt: it asked for an earlier award that was revoked since, and nobody has looked at it yet.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="grants")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, null=True, related_name="grants")
    award_code = models.CharField(max_length=20)
    award_name = models.CharField(max_length=120)
    basis = models.CharField(_("khen theo"), max_length=8, choices=BASES, default="thematic")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="grants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="grants")
    subject_name = models.CharField(_("tên tập thể, họ tên cá nhân"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    words = models.TextField(editable=False, default="")
    achievement = models.TextField(_("thành tích"))
    deed = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("năm thành tích"))
    decision_number = models.CharField(_("số quyết định"), max_length=60)
    decision_date = models.DateField(_("ngày quyết định"))
    received_on = models.DateField(null=True)
    of_register = models.BooleanField(null=True)
    revoked = models.BooleanField(default=False)
    revocation = models.ForeignKey(Revocation, on_delete=models.PROTECT, null=True, related_name="grants")
    in_doubt = models.BooleanField(default=False)

    class Meta:
        ordering = ["-decision_date", "-id"]

    def words_now(self) -> str:
        """What it is found by: subject, unit, award, year, decision."""
        unit = self.unit.name if self.unit else ""
        text = f"{self.subject_name} {unit} {self.award_name} {self.year} {self.decision_number}"
        return " ".join([*words_in(text), within(self.province_id)])

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.subject_name)
        self.words = self.words_now()
        kept = kwargs.get("update_fields")
        if kept is not None:
            kwargs["update_fields"] = {*kept, "folded", "words"}  # type: ignore[misc]  # names of fields
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came


BARS = (
    ("discipline", _("đang trong thời gian xét, thi hành kỷ luật")),
    ("inspection", _("đang thanh tra, kiểm tra có dấu hiệu vi phạm")),
    ("investigation", _("đang điều tra, truy tố, xét xử")),
    ("complaint", _("đang có khiếu nại, tố cáo được giải quyết")),
    ("press", _("báo chí nêu tham nhũng, tiêu cực, đang xác minh")),
)


class Bar(models.Model):
    """Why somebody is not awarded for a time, with the paper that says so. number: of the paper, its day and issuer."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="bars")
    kind = models.CharField(_("trường hợp"), max_length=13, choices=BARS)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    number = models.CharField(_("văn bản (số, ngày, cơ quan)"), max_length=200)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-valid_from", "-id"]

    @property
    def province_id(self) -> int:
        return self.recipient.province_id


LEVELS = (
    ("grassroots", _("cấp cơ sở")),
    ("province", _("cấp tỉnh")),
    ("state", _("toàn quốc")),
)


class Initiative(models.Model):
    """A sáng kiến, recognised on a day by a decision; effective at a level (Luật Thi đua, khen thưởng, Điều 3)."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="initiatives")
    name = models.CharField(_("tên sáng kiến"), max_length=300)
    level = models.CharField(_("phạm vi ảnh hưởng"), max_length=10, choices=LEVELS)
    recognised_on = models.DateField(_("ngày công nhận"))
    number = models.CharField(_("quyết định công nhận"), max_length=200)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-recognised_on", "-id"]

    @property
    def province_id(self) -> int:
        return self.recipient.province_id
