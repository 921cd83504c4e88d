"""Rounds, nominations, their parts and the rows of their route."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.awards.models import Grant, Recipient
from thidua.blocks.models import Candidate
from thidua.kernel.vietnamese import fold
from thidua.movements.models import Movement, Offer
from thidua.papers.models import Paper
from thidua.scores.rules.conditions import Condition
from thidua.units.models import Group, Unit


class Round(models.Model):
    """Đợt khen thưởng: an occasion of a movement at which its awards are given.

    index_code, index_kind, index_value: the condition on the proposing unit's published score (see
    ``scores.rules.conditions``); empty where there is none. consults: the public is asked before the council votes, also
    where no rule wants it. year: whose work is awarded. awarder: the unit that awards of its own, None for the province; adhoc: outside the plan's
    occasions, by the short route.
    """

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="rounds")
    awarder = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="rounds")
    adhoc = models.BooleanField(_("khen đột xuất"), default=False)
    name = models.CharField(_("tên đợt"), max_length=200)
    occasion = models.CharField(_("dịp"), max_length=60)
    year = models.PositiveSmallIntegerField(_("khen thành tích của năm"), null=True)
    closes = models.DateField(_("nhận hồ sơ đến hết ngày"))
    index_code = models.CharField(max_length=60, blank=True)
    index_kind = models.CharField(max_length=14, blank=True)
    index_value = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    consults = models.BooleanField(_("lấy ý kiến công khai trước khi Hội đồng họp"), default=False)
    state = models.CharField(max_length=8, default="open")

    class Meta:
        ordering = ["-id"]

    @property
    def province_id(self) -> int:
        return self.movement.province_id

    @property
    def condition(self) -> Condition | None:
        if not self.index_code or self.index_value is None:
            return None
        return Condition(self.index_code, self.index_kind, self.index_value)

    def get_absolute_url(self) -> str:
        return reverse("round_detail", args=[self.pk])


class SubjectKind(models.TextChoices):
    COLLECTIVE = "collective", _("tập thể")
    INDIVIDUAL = "individual", _("cá nhân")
    HOUSEHOLD = "household", _("hộ gia đình")
    ENTERPRISE = "enterprise", _("doanh nghiệp, hợp tác xã")
    OVERSEAS = "overseas", _("người Việt Nam định cư ở nước ngoài")


WHY = (
    ("votes", _("Không đủ tỷ lệ tán thành của Hội đồng")),
    ("places", _("Hết số lượng được khen")),
    ("standard", _("Chưa đạt tiêu chuẩn của hình thức khen")),
    ("ineligible", _("Thuộc trường hợp chưa được khen")),
    ("above", _("Cấp trên không khen")),
    ("other", _("Lý do khác")),
)


class Nomination(models.Model):
    """One subject proposed for one award in one round, with its dossier. proposal: the acclamation that it began from; received_on: the
    day it was first sent, which selects the standards that it is judged by; kept through a return, lost by a withdrawal;
    recipient: whom of the ledger a person has said the subject to be; grant: the line of the ledger that came of it; unlike: keys of those whom it was said not to be;
    returned_at: the order of the step that returned it, left_days: working days that step had left, keeps_place: whether it
    holds its place in the quota while it is away (see the rule ``return``); forwarded_from: the dossier of a lower level
    that it continues (khen cao); why, why_words, told_on: what the unit was told of a refusal, and when."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="nominations")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="nominations")
    subject_kind = models.CharField(_("đối tượng"), max_length=10, choices=SubjectKind)
    subject_name = models.CharField(_("tên tập thể, họ tên cá nhân"), max_length=200)
    position = models.CharField(_("chức vụ, nơi công tác"), max_length=200, blank=True)
    is_direct_worker = models.BooleanField(_("trực tiếp thực thi công vụ, lao động"), default=False)
    nominee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    nominee_confirmed = models.BooleanField(default=False)
    forwarded_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="forwarded_to")
    proposal = models.ForeignKey(Candidate, on_delete=models.PROTECT, null=True, related_name="nominations")
    achievement = models.TextField(_("tóm tắt thành tích"), blank=True)
    received_on = models.DateField(null=True)
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, null=True, related_name="nominations")
    unlike = models.JSONField(default=list)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, null=True, related_name="nomination")
    returned_at = models.PositiveSmallIntegerField(null=True)
    left_days = models.PositiveSmallIntegerField(null=True)
    keeps_place = models.BooleanField(default=False)
    why = models.CharField(max_length=12, blank=True, choices=WHY)
    why_words = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="draft")
    folded = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        ordering = ["subject_kind", "-id"]

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.subject_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    @property
    def province_id(self) -> int:
        return self.round.movement.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.round.awarder_id

    def get_absolute_url(self) -> str:
        return reverse("nomination_detail", args=[self.pk])


class Part(models.Model):
    """One part of a dossier. source: upload, one of ``HELD``, which the movement has, or one of ``WRITTEN``, which can be
    drafted (see ``rules.dossier``); paper: a file that stands for it, before any text."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=14)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]


class PartText(models.Model):
    """One version of a part that is written here: paragraphs, a line each. Never changed, only followed by another."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="part_text_once")]


class Share(models.Model):
    """Places of an award that one unit, or the members of one block or cluster together, may nominate for in a round.
    kind: as ``rules.places`` counts it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="shares")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="shares")
    kind = models.CharField(_("đối tượng"), max_length=10)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    places = models.PositiveSmallIntegerField(_("số lượng"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "offer", "kind", "unit"], name="share_of_unit_once"),
            models.UniqueConstraint(fields=["round", "offer", "kind", "group"], name="share_of_group_once"),
            models.CheckConstraint(
                condition=models.Q(unit=None, group__isnull=False) | models.Q(unit__isnull=False, group=None),
                name="share_has_one_holder",
            ),
        ]

    @property
    def holder(self) -> str:
        return self.unit.name if self.unit else self.group.name if self.group else ""


OPINIONS = (("agree", _("Đủ điều kiện")), ("object", _("Không đủ điều kiện")))


class RouteRow(models.Model):
    """One step of one dossier's route; rows of one order are open at the same time. workdays: its limit, None for the rule's;
    silence: what no answer by the day means, wait or proceed."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="route")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    agency = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    workdays = models.PositiveSmallIntegerField(null=True)
    opened_on = models.DateField(null=True)
    due = models.DateField(null=True)
    silence = models.CharField(max_length=7, default="wait")
    opinion = models.CharField(max_length=8, blank=True, choices=OPINIONS)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=9, default="waiting")

    class Meta:
        ordering = ["id"]

    @property
    def province_id(self) -> int:
        return self.nomination.province_id

    @property
    def awarder_id(self) -> int | None:
        return self.nomination.awarder_id

    def get_absolute_url(self) -> str:
        return self.nomination.get_absolute_url()
